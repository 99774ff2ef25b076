"""Words: gettext with English as the source, one language for the process, another one for a document."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from clusterdesk.paths import resources

LANGUAGES = {"de": "Deutsch", "en": "English"}
"""Each language in its own name, as the settings page shows it."""


class _Voice:
    """The language that the process speaks; a document may speak another one for a while."""

    def __init__(self) -> None:
        self.process = "en"
        self.document: ContextVar[str | None] = ContextVar("document_language", default=None)

    @property
    def language(self) -> str:
        return self.document.get() or self.process


_voice = _Voice()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("clusterdesk", resources() / "locale", [language], fallback=True)


def choose(language: str) -> None:
    """Let the whole process speak `language` (a key of LANGUAGES); app.py calls it once at the start."""
    _voice.process = language if language in LANGUAGES else "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside the block only: for paper and files whose language is an argument."""
    token = _voice.document.set(language)
    try:
        yield
    finally:
        _voice.document.reset(token)


def language() -> str:
    """The language in force here: `de` or `en`."""
    return _voice.language


def _(message: str) -> str:
    """The message in the language in force; an empty message stays empty (gettext would give its header)."""
    return _catalogue(_voice.language).gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The message in the form that the number asks for."""
    return _catalogue(_voice.language).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The message where one English word has several German ones; `context` tells which."""
    return _catalogue(_voice.language).pgettext(context, message)


def mark(message: str) -> str:
    """Mark a message in a declaration; it is translated with `_` where it is shown."""
    return message
