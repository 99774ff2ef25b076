"""Dates and numbers in the words of the interface's language."""

import datetime as dt
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale

from clusterdesk.domain.dates import PartialDate
from clusterdesk.i18n import _, language


def locale() -> QLocale:
    """The locale of the language in force."""
    return QLocale("de_DE" if language() == "de" else "en_GB")


def spoken(date: PartialDate | dt.date | None) -> str:
    """The date as one says it, as precise as it is: "4. März 2022", "Juni 2018", "ca. 2006", "2008 (uncertain)"."""
    if date is None:
        return ""
    if isinstance(date, dt.date):
        date = PartialDate.of(date)
    shape = "d. MMMM yyyy" if language() == "de" else "d MMMM yyyy"
    shape = shape if date.day else "MMMM yyyy" if date.month else "yyyy"
    text = locale().toString(QDate(date.year, date.month or 1, date.day or 1), shape)
    if date.approximate:
        text = _("about {date}").format(date=text)
    return _("{date} (uncertain)").format(date=text) if date.uncertain else text


def typed(date: PartialDate | None) -> str:
    """The date as one types it, so that `PartialDate.read` understands it again."""
    if date is None:
        return ""
    if language() != "de":
        return str(date)
    text = f"{date.year:04}"
    if date.month:
        text = f"{date.month:02}.{text}"
    if date.day:
        text = f"{date.day:02}.{text}"
    return f"{'ca. ' if date.approximate else ''}{text}{'?' if date.uncertain else ''}"


def span(start: PartialDate | None, end: PartialDate | None, as_of: PartialDate | None = None) -> str:
    """A period in words: "since 2008", "2008 – May 2012", "as of June 2019"; empty when nothing is stated."""
    if start and end:
        return spoken(start) if start == end else f"{spoken(start)} – {spoken(end)}"
    if start:
        return _("since {date}").format(date=spoken(start))
    if end:
        return _("until {date}").format(date=spoken(end))
    return _("as of {date}").format(date=spoken(as_of)) if as_of else ""


def number(value: float | Decimal | int | None) -> str:
    """The number with the language's own marks, without needless decimals."""
    if value is None:
        return ""
    if value == int(value):
        return locale().toString(int(value))
    return locale().toString(float(value), "f", 6).rstrip("0")
