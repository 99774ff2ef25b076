"""Calendar files of events: what goes in, what has to stay out, and why."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk import i18n
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import KINDS, ORGANISER_ROLES, Event, is_timezone
from clusterdesk.domain.places import Place
from clusterdesk.domain.profile import Profile
from clusterdesk.domain.records import CERTAINTIES
from clusterdesk.domain.refusals import Missing
from clusterdesk.domain.wording import say_date
from clusterdesk.i18n import _
from clusterdesk.interchange import ics
from clusterdesk.storage import events, profile
from clusterdesk.storage.events import EventSheet

_STATUSES = {
    "idea": "TENTATIVE",
    "planned": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}
_YEARS = range(1601, 9999)
"""The years that calendar programs count in: Windows begins in 1601, and the day after the last needs a year too."""
_UID_DOMAIN = "clusterdesk.local"
"""Nobody may ever change it: under another one every event would stand in every calendar a second time."""


class LeftOut(NamedTuple):
    """An event that could not go into the file, and the sentence that says why."""

    title: str
    reason: str


@dataclass(frozen=True)
class CalendarFile:
    """A calendar file and what to tell about it. When nothing could be written, `data` is empty: an iCalendar file
    without events is none (RFC 5545, 3.6)."""

    data: bytes
    written: int
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


def export(
    session: Session,
    ids: Collection[int] | None = None,
    *,
    now: dt.datetime,
    language: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> CalendarFile:
    """The events with these numbers, or all of them, as a calendar file in `language` (that of the interface when
    empty). The report speaks the language of the interface. Refused where a number is not there."""
    sheets = events.for_calendar(session, ids)
    _nobody_missing(sheets, ids)
    office = profile.get(session)
    reasons = [obstacle(one.record) for one in sheets]
    left_out = tuple(LeftOut(one.record.title, why) for one, why in zip(sheets, reasons, strict=True) if why)
    entries: list[ics.CalendarEntry] = []
    with i18n.speaking(language or i18n.language()):
        heading = _("Events")
        for number, (sheet, why) in enumerate(zip(sheets, reasons, strict=True), 1):
            if not why:
                entries.append(_entry(sheet, office))
            if progress and (number % 100 == 0 or number == len(sheets)):
                progress(number, len(sheets))
    if not entries:
        return CalendarFile(b"", 0, left_out)
    name = f"{office.name} – {heading}" if office and office.name else heading
    data = ics.calendar(entries, name=name, now=now, publisher=_publisher(office))
    return CalendarFile(data, len(entries), left_out, tuple(_notes(office)))


def numbers_of(session: Session, uids: Iterable[str]) -> list[int]:
    """The numbers of the events with these identities; the part behind an @ may stay on. Refused where one is not
    there."""
    found = []
    for uid in uids:
        number = session.scalar(select(Event.id).where(Event.uid == uid.split("@")[0].strip().lower()))
        if number is None:
            raise Missing(_("There is no event with the identity “{uid}”.").format(uid=uid[:80]))
        found.append(number)
    return found


def obstacle(event: Event) -> str:
    """The sentence that says why the event can stand in no calendar file; empty when it can. A date is never padded
    to a day."""
    if event.starts is None:
        return _("There is no date yet.")
    for date in (event.starts, event.ends):
        if date is None:
            continue
        if not date.precise:
            return _("The day is not known, only: {date}.").format(date=say_date(date, long=True))
        if date.year not in _YEARS:
            return _("Calendar programs do not know the year {year}.").format(year=date.year)
    if event.start_time is not None and not is_timezone(event.timezone):
        return _("The time zone “{name}” is not known on this machine.").format(name=event.timezone[:40])
    return ""


def _nobody_missing(sheets: Collection[EventSheet], ids: Collection[int] | None) -> None:
    missing = set(ids or ()) - {one.record.id for one in sheets}
    if missing:
        raise Missing(_("There is no event with the number {number}.").format(number=min(missing)))


def _entry(sheet: EventSheet, office: Profile | None) -> ics.CalendarEntry:
    """The event in the words of the file; it has a day, since nothing stands in its way."""
    one = sheet.record
    starts = _day(one.starts)
    return ics.CalendarEntry(
        uid=f"{one.uid}@{_UID_DOMAIN}",
        title=one.title,
        starts=starts,
        ends=_day(one.ends) if one.ends else starts,
        start_time=one.start_time,
        end_time=one.end_time,
        timezone=one.timezone,
        status=_STATUSES.get(one.status, "TENTATIVE"),
        category=_(KINDS.get(one.kind, one.kind)),
        place=_where(one.place),
        description=_description(sheet),
        sequence=one.sequence,
        created=one.created_at,
        modified=one.modified_at,
    )


def _day(date: PartialDate | None) -> dt.date:
    if date is None or date.as_day is None:
        raise ValueError(f"no day: {date}")
    return date.as_day


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.name}, {place.city}" if place.city and place.city != place.name else place.name


def _description(sheet: EventSheet) -> str:
    """Topic, description, and the organisers by role, under their names of the day. Participants never leave the
    house in a calendar file."""
    roles: dict[str, list[str]] = {}
    for organiser in sheet.organisers:
        answer = sheet.names.get(organiser.organisation_id)
        name = str(answer) if answer else organiser.organisation.name
        if organiser.certainty != "stated":
            name += f" ({_(CERTAINTIES.get(organiser.certainty, organiser.certainty))})"
        roles.setdefault(organiser.role, []).append(name)
    organisers = [f"{_(ORGANISER_ROLES.get(role, role))}: {', '.join(names)}" for role, names in roles.items()]
    parts = (sheet.record.topic, sheet.record.description, "\n".join(organisers))
    return "\n\n".join(part for part in parts if part.strip())


def _publisher(office: Profile | None) -> ics.Publisher | None:
    return ics.Publisher(office.name or office.email, office.email) if office and office.email else None


def _notes(office: Profile | None) -> Iterable[str]:
    if _publisher(office) is None:
        yield _(
            "The office has no e-mail address yet, so the file names no sender. Calendars read it all the same; "
            "the address can be entered in the office profile."
        )
