"""Both databases answer every question alike: the demo office on SQLite and on a PostgreSQL that sorts in its own
way."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from clusterdesk.domain.agreements import Agreement
from clusterdesk.domain.events import Event
from clusterdesk.domain.records import Record
from clusterdesk.services import demo
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, events, organisations, overviews, people, places, search, sources
from clusterdesk.storage.lists import Query
from clusterdesk.storage.store import Chance, Store
from tests import make
from tests.conftest import Clock, numbered_uids

LISTS: Mapping[ModuleType, tuple[str, ...]] = {
    organisations: ("name", "short", "kind", "seat", "sector", "founded", "agreements"),
    people: ("name", "title", "organisation"),
    agreements: ("title", "kind", "signed_on", "place", "fields", "status"),
    events: ("starts", "title", "kind", "place", "status"),
    places: ("name", "region", "city"),
    sources: ("title", "kind", "publisher", "published_on", "claims"),
}


@pytest.fixture
def both(desk_file: Path, postgresql_database: str) -> Iterator[tuple[Desk, Desk]]:
    """The demo office, and some records of which little is known, on each."""
    desks = []
    for place in (str(desk_file), postgresql_database):
        uids = numbered_uids()
        desk = Desk(Store.open(place, Chance(Clock(), lambda uids=uids: next(uids))))  # type: ignore[misc]
        desks.append(desk)
        desk.do("Load", demo.load)
        person, organisation = make.person(desk, "Öhler", "Änne"), make.organisation(desk, "e.V. der Ämter", short="äÖ")
        make.organisation(desk, "E-Werk", short="Ae", sector="Öl")
        make.organisation(desk, "ewig", short="ab", sector="oben")
        for signed_on in ("2021", "2021-05", "2021~", None):
            agreed = make.agreement(desk, f"Absprache {signed_on}", [organisation], signed_on=signed_on)
            make.signature(desk, agreed, make.parties(desk, agreed)[0], person)
        first = make.event(desk, "Auftakt", "2027-05-06", [organisation])
        for starts, time in (("2027-05-06", dt.time(9)), ("2027-05", None), ("2027-05-06", None), (None, None)):
            later = make.event(desk, f"Folge {starts} {time}", starts, start_time=time, follows_id=first.id)
            make.participation(desk, later, person, organisation)
    yield desks[0], desks[1]
    for desk in desks:
        desk.store.close()


def plain(answer: Any) -> Any:
    """An answer without what differs by nature: records by kind and number."""
    if isinstance(answer, Record):
        return answer.KIND, answer.id, answer.uid
    if dataclasses.is_dataclass(answer):
        return [(one.name, plain(getattr(answer, one.name))) for one in dataclasses.fields(answer)]
    if isinstance(answer, Mapping):
        return {key: plain(value) for key, value in answer.items()}
    if isinstance(answer, (tuple, list)):
        return [plain(one) for one in answer]
    return answer


def alike(both: tuple[Desk, Desk], question: Any, *given: Any, **named: Any) -> Any:
    """The answer that both give."""
    here, there = (plain(desk.ask(question, *given, **named)) for desk in both)
    assert here == there, (question, given)
    return here


def test_lists_in_every_order(both: tuple[Desk, Desk]) -> None:
    for module, names in LISTS.items():
        for name in names:
            for sort in (name, f"-{name}"):
                assert alike(both, module.rows, Query(sort=(sort,)))
        for typed in ("", "a", "leip", "oe"):
            alike(both, module.rows, Query(text=typed))
            alike(both, module.options, typed)


def test_sheets(both: tuple[Desk, Desk]) -> None:
    for module in LISTS:
        for row in both[0].ask(module.rows, Query()).rows:
            assert alike(both, module.sheet, row.id)


def test_search_and_overviews(both: tuple[Desk, Desk]) -> None:
    for typed in ("a", "an", "leip", "oe", "hub", "kooperation", "2021", "e"):
        alike(both, search.find, typed)
    for today in (dt.date(2021, 5, 1), dt.date(2027, 5, 6)):
        alike(both, overviews.start, today)


def test_undated_comes_last(both: tuple[Desk, Desk]) -> None:
    desk = both[1]
    (person,) = desk.ask(people.rows, Query(text="Öhler")).rows
    sheet = desk.ask(people.sheet, person.id)
    assert sheet is not None
    assert [str(one.signed_on) for _signature, one in sheet.signatures][-1] == "None"
    numbers = desk.ask(lambda session: [one.id for one in session.query(Event).filter_by(title="Auftakt")])
    followed = desk.ask(events.sheet, numbers[0])
    assert followed is not None
    assert followed.followed_by[-1].starts is None
    assert isinstance(sheet.signatures[0][1], Agreement)


def test_short_names_sort_as_german_does(both: tuple[Desk, Desk]) -> None:
    shorts = [row.short for row in both[1].ask(organisations.rows, Query(sort=("short",))).rows]
    given = [one for one in shorts if one in ("Ae", "ab", "äÖ")]
    assert given == ["ab", "Ae", "äÖ"]
    assert shorts[0]
    assert not shorts[-1]
