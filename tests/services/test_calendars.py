"""What goes into a calendar file of events, what stays out, and that both are told."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import icalendar
import pytest

from clusterdesk import i18n
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event
from clusterdesk.domain.refusals import Missing
from clusterdesk.services import calendars, events, organisations, profile
from clusterdesk.services.calendars import CalendarFile
from clusterdesk.services.desk import Desk
from tests import make

NOW = dt.datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - as records keep it


def export(desk: Desk, *ids: int, **how: Any) -> CalendarFile:
    return desk.ask(calendars.export, ids or None, now=NOW, **how)


def read(file: CalendarFile) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(file.data).walk("VEVENT")


def save_office(desk: Desk, **values: str) -> None:
    desk.do("Office", profile.save, 0, {"name": "ACOD", **values})


def edit(desk: Desk, event: Event, changes: Mapping[str, Any]) -> Event:
    version = desk.ask(lambda session: session.get(Event, event.id)).version
    desk.do("Edit", events.edit, event.id, version, changes)
    return desk.ask(lambda session: session.get(Event, event.id))


def test_one_event_some_and_all(desk: Desk) -> None:
    made = [make.event(desk, f"Treffen {number}", f"2026-05-0{number}") for number in (3, 1, 2)]
    assert [str(one["SUMMARY"]) for one in read(export(desk))] == ["Treffen 1", "Treffen 2", "Treffen 3"]
    assert [str(one["SUMMARY"]) for one in read(export(desk, made[0].id, made[1].id))] == ["Treffen 1", "Treffen 3"]
    file = export(desk, made[2].id)
    (event,) = read(file)
    assert (file.written, file.left_out) == (1, ())
    assert str(event["UID"]) == f"{made[2].uid}@clusterdesk.local"


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (None, None, "There is no date yet."),
        ("2012", None, "The day is not known, only: 2012."),
        ("2018-06", None, "The day is not known, only: June 2018."),
        ("2012-05-06~", None, "The day is not known, only"),
        ("2012-05-06?", None, "The day is not known, only"),
        ("1582-10-15", None, "Calendar programs do not know the year 1582."),
        ("9999-12-31", None, "Calendar programs do not know the year 9999."),
        ("9998-12-31", "9999-01-01", "Calendar programs do not know the year 9999."),
    ],
)
def test_without_a_day_left_out_and_named(desk: Desk, starts: str | None, ends: str | None, reason: str) -> None:
    make.event(desk, "Kongress", "2022-09-01")
    make.event(desk, "Dialog", starts, ends=ends)
    file = export(desk)
    assert [str(one["SUMMARY"]) for one in read(file)] == ["Kongress"]
    ((title, why),) = file.left_out
    assert title == "Dialog"
    assert why.startswith(reason)


def test_nothing_to_write_is_no_file(desk: Desk) -> None:
    make.event(desk, "Dialog", "2012")
    file = export(desk)
    assert (file.data, file.written, file.notes) == (b"", 0, ())
    assert [one.title for one in file.left_out] == ["Dialog"]


def test_an_unknown_zone_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    make.event(desk, start_time=dt.time(10), timezone="Asia/Tokyo")
    make.event(desk, "Messe", timezone="Asia/Tokyo")
    monkeypatch.setattr(calendars, "is_timezone", lambda _name: False)
    file = export(desk)
    assert [str(one["SUMMARY"]) for one in read(file)] == ["Messe"]  # whole days need no zone
    assert file.left_out[0].reason == "The time zone “Asia/Tokyo” is not known on this machine."


def test_who_is_not_there_is_missing(desk: Desk) -> None:
    event = make.event(desk)
    with pytest.raises(Missing, match="no event with the number 99"):
        export(desk, event.id, 99)
    with pytest.raises(Missing, match="no event with the identity “abc”"):
        desk.ask(calendars.numbers_of, ["abc"])
    assert desk.ask(calendars.numbers_of, [event.uid, f"{event.uid.upper()}@acod.example"]) == [event.id, event.id]


def test_sent_again_it_updates(desk: Desk) -> None:
    """UID stays, SEQUENCE rises when date, time, place or status changes and only then, through undo as well."""
    event = make.event(desk)
    (first,) = read(export(desk))
    for changes, raised in (
        ({"description": "neu"}, 0),
        ({"status": "confirmed"}, 1),
        ({"start_time": dt.time(10)}, 2),
        ({"place_id": make.place(desk).id}, 3),
    ):
        edit(desk, event, changes)
        (again,) = read(export(desk))
        assert (again["UID"], again["SEQUENCE"]) == (first["UID"], raised)
    desk.undo()
    (again,) = read(export(desk))
    assert (again["UID"], again["SEQUENCE"]) == (first["UID"], 4)
    assert again["LAST-MODIFIED"]
    assert again["CREATED"].dt == first["CREATED"].dt


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("idea", "TENTATIVE"),
        ("planned", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_status(desk: Desk, status: str, expected: str) -> None:
    make.event(desk, status=status)
    assert str(read(export(desk))[0]["STATUS"]) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"name": "Leipzig"}, "Leipzig"),
        ({"name": "Leipzig", "city": "Leipzig"}, "Leipzig"),
        ({"name": "Volkshaus", "city": "Jena"}, "Volkshaus, Jena"),
    ],
)
def test_place(desk: Desk, place: dict[str, str], expected: str) -> None:
    make.event(desk, place_id=make.place(desk, **place).id)
    assert str(read(export(desk))[0]["LOCATION"]) == expected


def test_the_description_names_organisers_as_they_were_called(desk: Desk) -> None:
    former = make.organisation(desk, "Netzwerk Logistik Leipzig-Halle e.V.")
    new = "Netzwerk Logistik Mitteldeutschland e.V."
    desk.do("Rename", organisations.rename, former.id, new, since=PartialDate(2018))
    other = make.organisation(desk, "OptoNet e.V.")
    make.event(desk, starts="2011-12-01", organisers=[former, other], topic="Thema", description="Worum\nes geht")
    file = export(desk)
    assert str(read(file)[0]["DESCRIPTION"]) == (
        "Thema\n\nWorum\nes geht\n\nOrganiser: Netzwerk Logistik Leipzig-Halle e.V., OptoNet e.V."
    )


def test_inferred_organisers_say_so(desk: Desk) -> None:
    event = make.event(desk)
    host = make.organisation(desk, "ACOD e.V.")
    values = {"organisation_id": host.id, "role": "host", "certainty": "inferred"}
    desk.do("Organiser", events.add_organiser, event.id, values)
    assert str(read(export(desk))[0]["DESCRIPTION"]) == "Host: ACOD e.V. (inferred)"


def test_who_takes_part_never_leaves(desk: Desk) -> None:
    event = make.event(desk)
    make.participation(desk, event, make.person(desk, "Geheim", "Gisela"), make.organisation(desk, "Verborgen AG"))
    save_office(desk, email="info@acod.example")
    data = export(desk).data.decode()
    assert "ATTENDEE" not in data
    assert "Geheim" not in data
    assert "Verborgen" not in data


def test_the_identity_of_an_event_does_not_depend_on_the_office(desk: Desk) -> None:
    made = make.event(desk)
    before = read(export(desk))[0]["UID"]
    save_office(desk, email="info@acod.example", name="Neu")
    assert read(export(desk))[0]["UID"] == before == f"{made.uid}@clusterdesk.local"


def test_the_office_publishes_under_its_address(desk: Desk) -> None:
    make.event(desk)
    without = export(desk)
    assert b"METHOD" not in without.data
    assert "no e-mail address" in without.notes[0]
    save_office(desk, email="info@acod.example")
    file = export(desk)
    assert file.notes == ()
    assert b"METHOD:PUBLISH" in file.data
    (event,) = read(file)
    assert str(event["ORGANIZER"]) == "mailto:info@acod.example"
    assert event["ORGANIZER"].params["CN"] == "ACOD"
    assert "X-WR-CALNAME:ACOD – Events" in file.data.decode().splitlines()


def test_the_language_is_an_argument_and_the_report_speaks_the_users(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.event(desk, kind="congress")
    make.event(desk, "Dialog", "2012")
    monkeypatch.setattr(calendars, "_", lambda text: f"{i18n.language()}: {text}" if text else "")
    file = export(desk, language="de")
    assert str(read(file)[0]["CATEGORIES"].cats[0]) == "de: Congress"
    assert file.left_out[0].reason.startswith("en: ")
    assert file.notes[0].startswith("en: ")


def test_progress_is_told(desk: Desk) -> None:
    make.event(desk)
    make.event(desk)
    steps: list[tuple[int, int]] = []
    export(desk, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(2, 2)]
