"""Rows on the terminal: as a table for people, as JSON for programs."""

import dataclasses
import datetime as dt
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.records import Record
from clusterdesk.i18n import _

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_GAP = "  "


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading (marked for translation) and what it shows of a row."""

    heading: str
    show: Callable[[Any], str]


def print_table(columns: Sequence[Column], rows: Iterable[Any]) -> None:
    """Headings and rows, in columns as wide as they need; on a terminal the last ones give way."""
    lines = [[_CONTROLS.sub(" ", column.show(row)) for column in columns] for row in rows]
    if not lines:
        print(_("Nothing found."), file=sys.stderr)
        return
    lines.insert(0, [_(column.heading) for column in columns])
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    lines.insert(1, ["─" * width for width in widths])
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in lines:
        text = _GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        print(text if room is None or len(text) <= room else text[: room - 1] + "…")


def print_json(value: object) -> None:
    """The value as JSON; letters stay letters where the terminal can show them."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(plain(value), ensure_ascii=not utf8, indent=2))


def plain(value: Any) -> Any:
    """What a question answers, as JSON can hold it: rows by their fields, dates in ISO 8601 and EDTF, codes as they
    are; of records what was loaded, of other records named in them kind, number and name only."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case PartialDate():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case Enum():
            return value.value
        case Record():
            return _record(value)
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case _ if dataclasses.is_dataclass(value):
            return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        case _ if isinstance(value, Iterable):
            return [plain(one) for one in value]
    return str(value)


def _record(record: Record) -> dict[str, Any]:
    """What was loaded of the record, identity first, then in the order of its columns."""
    loaded = vars(record)
    names = dict.fromkeys(("id", "uid", *record.__table__.columns.keys(), *loaded))
    return {"record": record.KIND} | {
        name: _named(one) if isinstance(one := loaded[name], Record) else plain(one)
        for name in names
        if name in loaded and not name.startswith("_") and name != "sort_name"
    }


def _named(record: Record) -> dict[str, Any]:
    return {"record": record.KIND, "id": record.id, "name": record.name_as_text()}
