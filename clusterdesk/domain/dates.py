"""Dates as imprecise as their source: EDTF (ISO 8601-2) level 0 with the qualifiers of level 1, and periods."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_GERMAN = re.compile(r"(?:(?:(\d{1,2})\.\s*)?(\d{1,2})[./]\s*)?(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]{3,9})\.?,?\s+(\d{4})")
_ENGLISH = re.compile(r"([^\W\d_]{3,9})\.?\s+(\d{1,2}),\s*(\d{4})")
_ABOUT = re.compile(r"(?:ca\.?|circa|etwa|um|rund|about|around|approximately|~)\s*", re.IGNORECASE)
_MONTHS = {
    name: number
    for names in (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "january february march april may june july august september october november december",
        "jänner - maerz - - - - - - - - -",
    )
    for number, name in enumerate(names.split(), 1)
    if name != "-"
}


class Answer(Enum):
    """What a dated fact says about a day."""

    NO = "no"
    UNCLEAR = "unclear"
    YES = "yes"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month or a day, perhaps approximate (`~`) or uncertain (`?`). It is never padded: 2008 stays 2008.

    Ordering is by year, month and day, the less precise first.
    """

    year: int
    month: int = 0
    day: int = 0
    approximate: bool = False
    uncertain: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999 or (self.day and not self.month):
            raise ValueError(f"no such date: {self.year}-{self.month}-{self.day}")
        dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """The date with day precision."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, edtf: str) -> "PartialDate":
        """The date written in EDTF: `2008`, `2018-06`, `2022-03-04`, each with `~`, `?` or `%` behind.
        Raises ValueError for everything else."""
        found = _EDTF.fullmatch(edtf)
        if not found:
            raise ValueError(f"no EDTF date: {edtf!r}")
        year, month, day, sign = found.groups()
        if month == "00" or day == "00":
            raise ValueError(f"no EDTF date: {edtf!r}")
        return cls(int(year), int(month or 0), int(day or 0), sign in ("~", "%"), sign in ("?", "%"))

    @classmethod
    def read(cls, text: str) -> "PartialDate":
        """The date that a person typed: EDTF, `4.3.2022`, `3.2022`, `4. März 2022`, `March 2022`, `ca. 2008`,
        a `?` behind it for uncertain. Refuses what is no date with a sentence that gives examples."""
        rest = text.strip()
        about = _ABOUT.match(rest)
        if about:
            rest = rest[about.end() :]
        bare = rest.rstrip("~?% ")
        signs = rest[len(bare) :]
        try:
            year, month, day = _typed(bare)
            approximate = about is not None or "~" in signs or "%" in signs
            return cls(year, month, day, approximate, "?" in signs or "%" in signs)
        except ValueError:
            raise Refused(_("“{text}” is no date. Examples: 2008, 06/2018, 04.03.2022, ca. 2006.").format(
                text=text.strip()[:40]
            )) from None

    def __str__(self) -> str:
        """The date in EDTF, as it is kept."""
        text = f"{self.year:04}" + (f"-{self.month:02}" if self.month else "") + (f"-{self.day:02}" if self.day else "")
        sign = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((self.approximate, self.uncertain), "")
        return text + sign

    @property
    def precise(self) -> bool:
        """Whether this is a day that can stand in a calendar."""
        return bool(self.day) and not (self.approximate or self.uncertain)

    @property
    def as_day(self) -> dt.date | None:
        """The day, when the date is a day and certain; never an invented one."""
        return dt.date(self.year, self.month, self.day) if self.precise else None

    def earliest(self) -> dt.date:
        """The first day that the date may mean; one own unit earlier when it is approximate or uncertain."""
        first = dt.date(self.year, self.month or 1, self.day or 1)
        return _moved(first, self, -1) if self.approximate or self.uncertain else first

    def latest(self) -> dt.date:
        """The last day that the date may mean; one own unit later when it is approximate or uncertain."""
        first = dt.date(self.year, self.month or 1, self.day or 1)
        if self.approximate or self.uncertain:
            first = _moved(first, self, 1)
        if self.day:
            return first
        month = first.month if self.month else 12
        return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def _typed(text: str) -> tuple[int, int, int]:
    if found := _EDTF.fullmatch(text):
        date = PartialDate.parse(text)
        return date.year, date.month, date.day
    if found := _GERMAN.fullmatch(text):
        day, month, year = found.groups()
        if (month and not int(month)) or (day and not int(day)):
            raise ValueError(text)
        return int(year), int(month or 0), int(day or 0)
    if found := _NAMED.fullmatch(text):
        return int(found[3]), _month(found[2]), int(found[1] or 0)
    if found := _ENGLISH.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    raise ValueError(text)


def _month(word: str) -> int:
    word = word.casefold()
    found = {number for name, number in _MONTHS.items() if name.startswith(word)}
    if len(found) != 1:
        raise ValueError(word)
    return found.pop()


def _moved(day: dt.date, unit: PartialDate, by: int) -> dt.date:
    """The first day of a year or month, or a day, moved by as many of these."""
    try:
        if unit.day:
            return day + dt.timedelta(days=by)
        if unit.month:
            month = day.year * 12 + day.month - 1 + by
            year, month = divmod(month, 12)
            return day.replace(year=year, month=month + 1)
        return day.replace(year=day.year + by)
    except (ValueError, OverflowError):
        return dt.date.min if by < 0 else dt.date.max


def _bounds(asked: "dt.date | PartialDate") -> tuple[dt.date, dt.date]:
    return (asked.earliest(), asked.latest()) if isinstance(asked, PartialDate) else (asked, asked)


@dataclass(frozen=True)
class Period:
    """From a partial date to a partial date, both inclusive; None leaves that side open."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    def covers(self, asked: dt.date | PartialDate) -> Answer:
        """Whether the period certainly, certainly not or perhaps includes the day (or some day of the partial
        date asked for)."""
        first, last = _bounds(asked)
        start_min, start_max = _bounds(self.start) if self.start else (dt.date.min, dt.date.min)
        end_min, end_max = _bounds(self.end) if self.end else (dt.date.max, dt.date.max)
        if start_min > last or end_max < first:
            return Answer.NO
        return Answer.YES if start_max <= last and end_min >= first else Answer.UNCLEAR

    def problem(self) -> str:
        """The sentence that says why there can be no such period; empty when there can."""
        if self.start and self.end and self.end.latest() < self.start.earliest():
            return _("The end lies before the beginning.")
        return ""


def observed(as_of: PartialDate, asked: dt.date | PartialDate) -> Answer:
    """What an observation says about a day: certain for its own day (or a span that holds it), else unclear.
    It never says no: that something was seen in 2019 tells nothing about 2022."""
    seen, asked_for = _bounds(as_of), _bounds(asked)
    return Answer.YES if asked_for[0] <= seen[0] and seen[1] <= asked_for[1] else Answer.UNCLEAR
