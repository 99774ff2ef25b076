"""What can be printed: loads it, and hands it to the paper. Window, shell and tests print through `make`."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from clusterdesk.domain.agreements import Agreement
from clusterdesk.domain.refusals import Missing, Refused
from clusterdesk.i18n import LANGUAGES, _, mark, speaking
from clusterdesk.printing.agreements import summary
from clusterdesk.services import summaries
from clusterdesk.storage import agreements


@dataclass(frozen=True)
class Wishes:
    """How something is printed: the paper's language, lines without content hidden or "not stated", lines for
    taking note at the end."""

    language: str = "de"
    hide_empty: bool = False
    acknowledgement: bool = False


@dataclass(frozen=True)
class Paper:
    """A finished paper: what it is called, a name for its file, and the PDF itself."""

    title: str
    file_name: str
    pdf: bytes


@dataclass(frozen=True)
class Printout:
    """Something that can be printed of a record. `word` is its name on the command line, `kind` the kind of record;
    `print` makes it of a record's number, `find` tells the number of what somebody typed."""

    word: str
    label: str
    kind: str
    print: Callable[[Session, int, Wishes, dt.date, str], Paper]
    find: Callable[[Session, str], int]


def make(session: Session, word: str, number: int, wishes: Wishes, today: dt.date, by: str = "") -> Paper:
    """Print a record: a question to ask through the desk. `by` is who prints."""
    if wishes.language not in LANGUAGES:
        raise Refused(
            _("“{language}” is no language of this desk; there are: {languages}.").format(
                language=wishes.language[:40], languages=", ".join(LANGUAGES)
            ),
            "language",
        )
    return printout(word).print(session, number, wishes, today, by)


def printout(word: str) -> Printout:
    """The printout of that name."""
    for one in PRINTOUTS:
        if one.word == word:
            return one
    raise Refused(
        _("“{word}” cannot be printed; what can be: {words}.").format(
            word=word[:40], words=", ".join(one.word for one in PRINTOUTS)
        )
    )


# --- agreements -----------------------------------------------------------------------------------------------


def agreement(session: Session, number: int, wishes: Wishes, today: dt.date, by: str = "") -> Paper:
    """The summary of an agreement."""
    sheet = agreements.sheet(session, number, with_story=False)
    if sheet is None:
        raise Missing(_("This record is not there any more; somebody may have deleted it."))
    with speaking(wishes.language):
        content = summaries.agreement(session, sheet)
        title = _("Summary – {title}").format(title=sheet.record.title)
    pdf = summary(
        content,
        language=wishes.language,
        today=today,
        by=by,
        hide_empty=wishes.hide_empty,
        acknowledgement=wishes.acknowledgement,
    )
    return Paper(title, file_name(title), pdf)


def find_agreement(session: Session, text: str) -> int:
    """The agreement that somebody means: its number, its title, or words that no other agreement is found by."""
    typed = text.strip()
    if _NUMBER.fullmatch(typed) and session.get(Agreement, int(typed)):
        return int(typed)
    found = agreements.options(session, typed) if typed else ()
    found = tuple(one for one in found if one.text.casefold() == typed.casefold()) or found
    if not found:
        raise Missing(_("No agreement was found for “{text}”.").format(text=typed[:60]))
    if len(found) > 1:
        names = "; ".join(f"{one.id} {one.text}" for one in found[:5])
        raise Refused(_("“{text}” may mean several agreements: {names}.").format(text=typed[:60], names=names))
    return found[0].id


_NUMBER = re.compile(r"\d{1,18}")


def file_name(title: str) -> str:
    """A file name that every system takes."""
    cleaned = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", title.encode("utf-8", "ignore").decode("utf-8"))
    return " ".join(cleaned.split())[:120].rstrip(". ") + ".pdf"


PRINTOUTS = (Printout("agreement", mark("Agreement summary"), Agreement.KIND, agreement, find_agreement),)
