"""Events out as calendar files: iCalendar (RFC 5545), published (RFC 5546), as Outlook, Thunderbird and Apple read it.

The content lines are written here and not by `icalendar`: that takes fourteen times as long as this,
turns a backslash before an N in somebody's text into a line break, and brings no time zone block that Outlook
understands. The tests read every file back with `icalendar` and `vobject`.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.i18n import _

_OCTETS = 75
_BERLIN = "Europe/Berlin"
_BERLIN_FROM = 1996
"""The first whole year in which the rules of _BERLIN_BLOCK held (before, summer time ended in September)."""
_BERLIN_BLOCK = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE""".splitlines()
"""Fixed, by rules (directive 2000/84/EC): Outlook misreads the lists of days that libraries write instead."""

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # what is neither text nor a break: RFC 5545, 3.1, CONTROL
_LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which no UTF-8 file can hold
_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One event with a day, in the words of its file. `ends` is its last day; without `start_time` it fills whole
    days. `status` is TENTATIVE, CONFIRMED or CANCELLED; `created` and `modified` are in UTC."""

    uid: str
    title: str
    starts: dt.date
    ends: dt.date
    start_time: dt.time | None = None
    end_time: dt.time | None = None
    timezone: str = _BERLIN
    status: str = "CONFIRMED"
    category: str = ""
    place: str = ""
    description: str = ""
    sequence: int = 0
    created: dt.datetime | None = None
    modified: dt.datetime | None = None


@dataclass(frozen=True)
class Publisher:
    """The office that publishes the file: the ORGANIZER of its events."""

    name: str
    email: str


def calendar(
    entries: Iterable[CalendarEntry], *, name: str, now: dt.datetime, publisher: Publisher | None = None
) -> bytes:
    """The file. With a publisher it is METHOD:PUBLISH, which needs an ORGANIZER (RFC 5546, 3.2.1); without one it
    carries no method. `name` is what Outlook and Apple call the calendar, `now` the time of export in UTC."""
    stamp = f"DTSTAMP:{_moment(now)}"
    organizer = _organizer(publisher) if publisher else ""
    events: list[str] = []
    zoned = False
    for entry in entries:
        in_berlin = _keeps_berlin_time(entry)
        zoned = zoned or in_berlin
        events += _event(entry, in_berlin, stamp, organizer)
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ClusterDesk//ClusterDesk//EN",
        "CALSCALE:GREGORIAN",
        *(["METHOD:PUBLISH"] if publisher else []),
        f"X-WR-CALNAME:{_line(name)}",
        *(_BERLIN_BLOCK if zoned else []),
    ]
    return b"\r\n".join([_folded(line) for line in (*head, *events, "END:VCALENDAR", "")])


def _event(entry: CalendarEntry, in_berlin: bool, stamp: str, organizer: str) -> list[str]:
    """The content lines of one event, in the order in which `icalendar` would write them."""
    lines = ["BEGIN:VEVENT", f"SUMMARY:{_line(entry.title)}"]
    lines += _whole_days(entry) if entry.start_time is None else _hours(entry, entry.start_time, in_berlin)
    lines += [stamp, f"UID:{_line(entry.uid)}", f"SEQUENCE:{entry.sequence}"]
    if entry.category:
        lines.append(f"CATEGORIES:{_line(entry.category)}")
    lines.append("CLASS:PUBLIC")
    if entry.created:
        lines.append(f"CREATED:{_moment(entry.created)}")
    if entry.description:
        lines.append(f"DESCRIPTION:{_text(entry.description)}")
    if entry.modified:
        lines.append(f"LAST-MODIFIED:{_moment(entry.modified)}")
    if entry.place:
        lines.append(f"LOCATION:{_line(entry.place)}")
    if organizer:
        lines.append(organizer)
    lines.append(f"STATUS:{entry.status}")
    if entry.start_time is None:
        lines.append("TRANSP:TRANSPARENT")
    lines.append("END:VEVENT")
    return lines


def _organizer(publisher: Publisher) -> str:
    # A parameter cannot hold a quotation mark (RFC 5545, 3.2), and what may not stand in an address is escaped.
    name = _plain(publisher.name).replace('"', "'")
    return f'ORGANIZER;CN="{name}":mailto:{quote(publisher.email, safe="@+")}'


# --- times ----------------------------------------------------------------------------------------------------


def _keeps_berlin_time(entry: CalendarEntry) -> bool:
    """Whether the times stand with TZID. Other zones are written in UTC: for a single event that is the same moment
    everywhere, while a foreign block would be one more thing for a reader to misread. So are times from before
    today's rules, for which the block would be wrong."""
    return entry.start_time is not None and entry.timezone == _BERLIN and entry.starts.year >= _BERLIN_FROM


def _whole_days(entry: CalendarEntry) -> tuple[str, str]:
    """DTEND is the day after the last (RFC 5545, 3.6.1)."""
    after = entry.ends + dt.timedelta(days=1)
    return f"DTSTART;VALUE=DATE:{_day(entry.starts)}", f"DTEND;VALUE=DATE:{_day(after)}"


def _hours(entry: CalendarEntry, start_time: dt.time, in_berlin: bool) -> list[str]:
    """Without a time of end an event of one day has none in the file either; one of several days lasts until the end
    of its last day, so that this is not lost."""
    moments = [("DTSTART", dt.datetime.combine(entry.starts, start_time))]
    if entry.end_time is not None:
        moments.append(("DTEND", dt.datetime.combine(entry.ends, entry.end_time)))
    elif entry.ends > entry.starts:
        moments.append(("DTEND", dt.datetime.combine(entry.ends + dt.timedelta(days=1), dt.time())))
    if in_berlin:
        return [f"{name};TZID={_BERLIN}:{_digits(moment)}" for name, moment in moments]
    zone = _zone(entry.timezone)
    return [f"{name}:{_moment(moment.replace(tzinfo=zone))}" for name, moment in moments]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Unavailable(_("The time zone “{name}” is not known on this machine.").format(name=name[:40])) from error


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _digits(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _moment(moment: dt.datetime) -> str:
    """In UTC; a time without a zone is UTC already, as records keep it."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
    return _digits(moment) + "Z"


# --- text -----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """One line without control characters."""
    if _SUSPECT.search(text) is None:
        return text
    text = _BREAKS.sub(" ", text).replace("\t", " ")
    return _LONE.sub("\ufffd", _UNFIT.sub("", text))


def _line(text: str) -> str:
    """TEXT (RFC 5545, 3.3.11) of one line: a break in it becomes a space."""
    return _escaped(_plain(text))


def _text(text: str) -> str:
    """TEXT of any number of lines."""
    if _SUSPECT.search(text) is None:
        return _escaped(text)
    return "\\n".join(_line(one) for one in _BREAKS.split(text))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """The content line in pieces of at most 75 octets (RFC 5545, 3.1), cut neither inside a character nor inside an
    escaped one, which some readers do not put together again."""
    octets = line.encode()
    if len(octets) <= _OCTETS:
        return octets
    pieces = []
    begin, room = 0, _OCTETS
    while len(octets) - begin > room:
        end = begin + room
        while octets[end] & 0xC0 == 0x80:  # a byte within a character
            end -= 1
        if _trailing_backslashes(octets, begin, end) % 2:
            end -= 1
        pieces.append(octets[begin:end])
        begin, room = end, _OCTETS - 1  # the space that continues counts as well
    pieces.append(octets[begin:])
    return b"\r\n ".join(pieces)


def _trailing_backslashes(octets: bytes, begin: int, end: int) -> int:
    piece = octets[begin:end]
    return len(piece) - len(piece.rstrip(b"\\"))
