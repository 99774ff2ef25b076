"""The rules of events: times, days, time zones, and the sequence that only rises."""

import datetime as dt
from typing import Any

import pytest

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import RESCHEDULING, Event, Participation, is_timezone


def event(starts: str = "2026-05-06", ends: str = "", start: str = "", end: str = "", **values: Any) -> Event:
    """An event with days in EDTF and times as on a clock."""
    return Event(
        title="Treffen",
        starts=PartialDate.parse(starts) if starts else None,
        ends=PartialDate.parse(ends) if ends else None,
        start_time=dt.time.fromisoformat(start) if start else None,
        end_time=dt.time.fromisoformat(end) if end else None,
        **values,
    )


@pytest.mark.parametrize(
    "one",
    [
        event(),
        event(""),
        event("2012"),
        event("2012-05", "2012-06"),
        event("2012~"),
        event("2026-05-06", "2026-05-08"),
        event("2026-05-06", start="09:00"),
        event("2026-05-06", start="09:00", end="17:00"),
        event("2026-05-06", "2026-05-06", start="09:00", end="17:00"),
        event("2026-05-06", "2026-05-07", start="22:00", end="02:00"),
        event(timezone="America/New_York"),
    ],
)
def test_a_sound_event_has_no_problems(one: Event) -> None:
    assert one.problems() == {}


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (event("2026-05-06", "2026-05-05"), "ends"),
        (event("2012", "2011"), "ends"),
        (event("", "2026-05-05"), "starts"),
        (event("2012", start="09:00"), "start_time"),
        (event("2026-05-06~", start="09:00"), "start_time"),
        (event("", start="09:00"), "start_time"),
        (event("2026-05-06", "2026-05"), "ends"),
        (event("2026-05-06", end="09:00"), "end_time"),
        (event("2026-05-06", start="09:00", end="09:00"), "end_time"),
        (event("2026-05-06", start="09:00", end="08:00"), "end_time"),
        (event(timezone="Mars/Olympus"), "timezone"),
        (event(timezone=""), "timezone"),
        (event(timezone="../etc/passwd"), "timezone"),
        (event(kind="party"), "kind"),
        (event(status="maybe"), "status"),
        (event(date_certainty="guessed"), "date_certainty"),
        (Event(title=" "), "title"),
        (Event(title="x" * 10_000), "title"),
        (event(date_note="x" * 301), "date_note"),
    ],
)
def test_each_problem_is_named_at_its_field(one: Event, field: str) -> None:
    assert list(one.problems()) == [field]


def test_only_a_day_stands_in_a_calendar() -> None:
    assert [event(text).in_calendar for text in ("2026-05-06", "2026-05", "2026", "2026-05-06~", "")] == [
        True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "Asia/Tokyo"])
def test_time_zones_that_there_are(name: str) -> None:
    assert is_timezone(name)


@pytest.mark.parametrize("name", ["", "Berlin", "Europe", "/etc/localtime", "\x00", "x" * 500, "Europe/Berlin\n"])
def test_time_zones_that_there_are_not(name: str) -> None:
    assert not is_timezone(name)


@pytest.mark.parametrize("field", sorted(RESCHEDULING))
def test_a_change_of_time_place_or_status_raises_the_sequence(field: str) -> None:
    one = event()
    one.version = 1
    one.settle([field])
    assert one.sequence == 1


def test_a_change_of_anything_else_does_not() -> None:
    one = event()
    one.version = 1
    one.settle(["title", "topic", "description", "note", "kind"])
    assert one.sequence == 0


def test_a_new_event_begins_at_zero() -> None:
    one = event()
    one.settle(list(RESCHEDULING))
    assert one.sequence == 0


def test_an_event_that_comes_back_does_not_fall_behind() -> None:
    one = event()
    one.come_back(5)
    assert one.sequence == 5


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"person_id": 1}, []),
        ({"organisation_id": 1, "count": 12}, []),
        ({"count": 80, "approximate": True}, []),
        ({"capacity": "Presse"}, []),
        ({}, ["person_id"]),
        ({"person_id": 1, "count": 2}, ["count"]),
        ({"organisation_id": 1, "count": 0}, ["count"]),
        ({"count": 1_000_001}, ["count"]),
    ],
)
def test_who_can_take_part(values: dict[str, Any], fields: list[str]) -> None:
    assert list(Participation(event_id=1, **values).problems()) == fields
