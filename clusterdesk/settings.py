"""What one user sets for this machine: a typed dataclass, kept as TOML."""

import dataclasses
import os
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from clusterdesk.i18n import LANGUAGES, mark

THEMES = {"system": mark("As the system"), "light": mark("Light"), "dark": mark("Dark")}


def _setting(default: Any, label: str, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"label": label, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting with its type and default; `metadata` carries the label and the allowed values."""

    language: str = _setting("", mark("Language"), ("", *LANGUAGES))
    theme: str = _setting("system", mark("Appearance"), tuple(THEMES))
    database: str = _setting("", mark("Database"))
    text_size: int = _setting(100, mark("Text size in percent"))


class BrokenSettings(ValueError):  # noqa: N818 - the file is to blame, not the program
    """The settings file cannot be used; the message says which line or value, the file stays as it is."""


def read(path: Path) -> Settings:
    """The settings in the file, or the defaults when there is none. Unknown keys of newer versions are left alone."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenSettings(f"{path}: {error}") from error
    known: dict[str, Any] = {}
    for one in dataclasses.fields(Settings):
        if one.name not in table:
            continue
        value = table[one.name]
        choices = one.metadata["choices"]
        if type(value) is not type(one.default) or (choices and value not in choices):
            raise BrokenSettings(f"{path}: {one.name} = {value!r}")
        known[one.name] = value
    settings = Settings(**known)
    if not 50 <= settings.text_size <= 200:
        raise BrokenSettings(f"{path}: text_size = {settings.text_size}")
    return settings


def write(path: Path, settings: Settings) -> None:
    """Keep the settings. The file is replaced whole; keys that this version does not know are kept, and a file
    that cannot be used is put aside as `settings.toml.broken`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table: dict[str, Any] = {}
    try:
        read(path)
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except BrokenSettings:
        path.replace(path.with_name(path.name + ".broken"))
    text = tomli_w.dumps(table | dataclasses.asdict(settings))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
