"""Calendar files, next to `icalendar` writing the same components and to lines that are merely formatted."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import icalendar
from sqlalchemy.orm import Session

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import KINDS, STATUSES, Event, Organiser
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.places import Place
from clusterdesk.domain.profile import Profile
from clusterdesk.interchange import ics
from clusterdesk.interchange.ics import CalendarEntry
from clusterdesk.services import calendars
from clusterdesk.services.desk import Desk
from tests.bench.desks import NOW, opened
from tests.bench.measuring import Bench, Result, compare

_BAR = 1.2
_BERLIN = ZoneInfo("Europe/Berlin")
_TOPICS = ("Leichtbau & Optik", "Künstliche Intelligenz; Prüfstände", "Fachkräfte, Zuwanderung, Weiterbildung", "")
_TOWNS = ("Jena", "Halle (Saale)", "Leipzig", "Zwickau", "Köthen (Anhalt)", "Berlin")


def run(size: int, turns: int) -> list[Result]:
    """From entries to bytes against the library (with a bar) and against mere formatting; and the whole export, the
    question to the database included, against the library."""
    with tempfile.TemporaryDirectory(prefix="clusterdesk-bench-") as folder, opened(Path(folder) / "desk.db") as desk:
        desk.do("Make events", _furnish, size)
        entries, around = _entries_of(desk)
        theirs = _components(entries, around)
        _check_same(ics.calendar(entries, **around), theirs.to_ical())

        def ours() -> bytes:
            return ics.calendar(entries, **around)

        def whole() -> bytes:
            return desk.ask(calendars.export, now=NOW, language="de").data

        return [
            compare("ics", size, ours, theirs.to_ical, turns, _BAR),
            compare("ics-plain", size, ours, lambda: _plain(entries, around), turns),
            compare("ics-with-database", size, whole, theirs.to_ical, max(3, turns // 3)),
        ]


def _furnish(session: Session, size: int) -> None:
    """An office, a few organisations and places, and so many events in believable variety: timed ones and whole days,
    one day and several, short words and long ones with umlauts, commas and line breaks."""
    office = Organisation(name="Automotive Cluster Ostdeutschland e.V.", kind="network")
    others = [Organisation(name=f"Netzwerk {town} e.V.", kind="network") for town in _TOWNS]
    places = [Place(name=f"Kongresszentrum {town}", city=town) for town in _TOWNS]
    session.add_all([office, *others, *places])
    session.flush()
    session.add(Profile(organisation_id=office.id, name=office.name, email="info@acod.example"))
    events = [_event(number, places[number % len(places)].id) for number in range(size)]
    session.add_all(events)
    session.flush()
    for number, event in enumerate(events):
        behind = [office, others[number % len(others)]][: 1 + number % 2]
        session.add_all(
            Organiser(event_id=event.id, organisation_id=one.id, role=role, position=at)
            for at, (one, role) in enumerate(zip(behind, ("host", "co_organiser"), strict=False))
        )


def _event(number: int, place: int) -> Event:
    day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 1400)
    last = day + dt.timedelta(days=number % 3)
    timed = number % 4 != 0
    topic = _TOPICS[number % len(_TOPICS)]
    return Event(
        title=f"{number}. Werkstattgespräch: {topic or 'Größen der Branche, neue Märkte und gemeinsame Vorhaben'}",
        kind=list(KINDS)[number % len(KINDS)],
        status=list(STATUSES)[number % len(STATUSES)],
        starts=PartialDate.parse(day.isoformat()),
        start_time=dt.time(9 + number % 8, 30) if timed else None,
        ends=PartialDate.parse(last.isoformat()) if last > day else None,
        end_time=dt.time(18, 15) if timed and number % 2 else None,
        place_id=place,
        topic=topic,
        description="Begrüßung, Vorträge; anschließend Austausch bei Kaffee.\n\n" * (number % 4),
    )


def _entries_of(desk: Desk) -> tuple[list[CalendarEntry], dict[str, Any]]:
    """What the export hands to the writer: the entries, and what stands around them."""
    with mock.patch.object(ics, "calendar", return_value=b"") as writer:
        desk.ask(calendars.export, now=NOW, language="de")
    (entries,), around = writer.call_args
    return list(entries), around


# --- the library ----------------------------------------------------------------------------------------------


def _components(entries: Sequence[CalendarEntry], around: dict[str, Any]) -> icalendar.Calendar:
    """The same file as components of the library; the block of the time zone is ours, since its own has none."""
    calendar = icalendar.Calendar()
    for name, value in {
        "VERSION": "2.0",
        "PRODID": "-//ClusterDesk//ClusterDesk//EN",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": around["name"],
    }.items():
        calendar.add(name, value)
    calendar.add_component(icalendar.Timezone.from_ical("\r\n".join([*ics._BERLIN_BLOCK, ""])))
    organizer = icalendar.vCalAddress(f"mailto:{around['publisher'].email}")
    organizer.params["CN"] = around["publisher"].name
    for entry in entries:
        calendar.add_component(_component(entry, around["now"], organizer))
    return calendar


def _component(entry: CalendarEntry, now: dt.datetime, organizer: icalendar.vCalAddress) -> icalendar.Event:
    event = icalendar.Event()
    event.add("SUMMARY", entry.title)
    event.add("DTSTAMP", now)
    event.add("UID", entry.uid)
    for name, value in _span(entry):
        event.add(name, value)
    event.add("SEQUENCE", entry.sequence)
    event.add("CATEGORIES", [entry.category])
    event.add("CLASS", "PUBLIC")
    event.add("CREATED", entry.created)
    event.add("LAST-MODIFIED", entry.modified)
    if entry.description:
        event.add("DESCRIPTION", entry.description)
    event.add("LOCATION", entry.place)
    event.add("ORGANIZER", organizer)
    event.add("STATUS", entry.status)
    if entry.start_time is None:
        event.add("TRANSP", "TRANSPARENT")
    return event


def _span(entry: CalendarEntry) -> list[tuple[str, dt.date]]:
    after = entry.ends + dt.timedelta(days=1)
    if entry.start_time is None:
        return [("DTSTART", entry.starts), ("DTEND", after)]
    found: list[tuple[str, dt.date]] = [("DTSTART", dt.datetime.combine(entry.starts, entry.start_time, _BERLIN))]
    if entry.end_time is not None:
        found.append(("DTEND", dt.datetime.combine(entry.ends, entry.end_time, _BERLIN)))
    elif entry.ends > entry.starts:
        found.append(("DTEND", dt.datetime.combine(after, dt.time(), _BERLIN)))
    return found


def _check_same(ours: bytes, theirs: bytes) -> None:
    """The comparison is fair only where both say the same, in whatever order."""
    different = set(_lines(ours)) ^ set(_lines(theirs))
    if different:
        raise RuntimeError(f"the two files differ: {sorted(different)[:4]}")


def _lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


# --- mere formatting ------------------------------------------------------------------------------------------


def _plain(entries: Sequence[CalendarEntry], around: dict[str, Any]) -> bytes:
    """The same lines without any care: nothing escaped, folded, checked or cleaned."""
    publisher = around["publisher"]
    tail = f'CLASS:PUBLIC\r\nORGANIZER;CN="{publisher.name}":mailto:{publisher.email}\r\n'
    stamp = f"DTSTAMP:{around['now']:%Y%m%dT%H%M%SZ}\r\n"
    parts = ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ClusterDesk//ClusterDesk//EN\r\nCALSCALE:GREGORIAN\r\n"]
    parts.append(f"METHOD:PUBLISH\r\nX-WR-CALNAME:{around['name']}\r\n")
    parts += [line + "\r\n" for line in ics._BERLIN_BLOCK]
    for one in entries:
        parts.append(f"BEGIN:VEVENT\r\nSUMMARY:{one.title}\r\n{stamp}UID:{one.uid}\r\nSEQUENCE:{one.sequence}\r\n")
        for name, value in _span(one):
            if one.start_time is None:
                parts.append(f"{name};VALUE=DATE:{value:%Y%m%d}\r\n")
            else:
                parts.append(f"{name};TZID=Europe/Berlin:{value:%Y%m%dT%H%M%S}\r\n")
        parts.append(f"CATEGORIES:{one.category}\r\n{tail}CREATED:{one.created:%Y%m%dT%H%M%SZ}\r\n")
        if one.description:
            parts.append(f"DESCRIPTION:{one.description}\r\n")
        parts.append(f"LAST-MODIFIED:{one.modified:%Y%m%dT%H%M%SZ}\r\nLOCATION:{one.place}\r\nSTATUS:{one.status}\r\n")
        parts.append("END:VEVENT\r\n" if one.start_time else "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n")
    parts.append("END:VCALENDAR\r\n")
    return "".join(parts).encode()


BENCH = Bench("ics", run, turns=9, size=10_000, quick=20)
