"""Lists: counts, slices, sorts and filters of each concept; on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from clusterdesk.domain.organisations import Organisation
from clusterdesk.services import records
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, events, organisations, people, places, profile, sources
from clusterdesk.storage.lists import Query
from tests import make


@pytest.fixture
def many(desk: Desk) -> Desk:
    """A desk with twenty-five organisations."""

    def deed(session: Session) -> None:
        for number in range(25):
            kind = "network" if number % 5 == 0 else "company"
            records.create(session, Organisation, {"name": f"Firma {number:02}", "kind": kind, "short": "F"})

    desk.do("Create many", deed)
    return desk


def names(desk: Desk, query: Query) -> list[str]:
    """The names in a slice of the list of organisations."""
    return [row.name for row in desk.ask(organisations.rows, query).rows]


def test_slices_together_are_the_whole_list(many: Desk) -> None:
    query = Query(limit=7)
    slices = [many.ask(organisations.rows, query.at(offset, 7)) for offset in range(0, 28, 7)]
    assert [one.total for one in slices] == [25] * 4
    assert [one.offset for one in slices] == [0, 7, 14, 21]
    assert [row.name for one in slices for row in one.rows] == [f"Firma {number:02}" for number in range(25)]
    assert many.ask(organisations.rows, query.at(100, 7)).rows == ()


def test_rows_that_are_equal_in_the_sort_keep_one_order(many: Desk) -> None:
    query = Query(sort=("short",), limit=5)
    found = [row.name for offset in range(0, 25, 5) for row in many.ask(organisations.rows, query.at(offset, 5)).rows]
    assert found == [f"Firma {number:02}" for number in range(25)]


def test_sorts_up_and_down_and_passes_over_what_it_does_not_know(many: Desk) -> None:
    assert names(many, Query(sort=("-name",), limit=2)) == ["Firma 24", "Firma 23"]
    assert names(many, Query(sort=("nonsense", "-kind"), limit=1)) == ["Firma 00"]


def test_filters_count_what_they_leave(many: Desk) -> None:
    found = many.ask(organisations.rows, Query(where={"kind": "network"}, limit=2))
    assert (found.total, [row.name for row in found.rows]) == (5, ["Firma 00", "Firma 05"])
    assert many.ask(organisations.rows, Query(text="firma 1", where={"kind": "network"})).total == 2
    assert many.ask(organisations.count) == 25


def test_umlauts_sort_as_their_vowels_and_nothing_comes_last(desk: Desk) -> None:
    jena = make.place(desk)
    for name, seat in (("Zeta", None), ("Ärmel", jena.id), ("Azur", None), ("Arnold", None), ("Öl", None)):
        make.organisation(desk, name, seat_id=seat)
    assert names(desk, Query()) == ["Ärmel", "Arnold", "Azur", "Öl", "Zeta"]
    assert names(desk, Query(sort=("seat",)))[0] == "Ärmel"
    assert names(desk, Query(sort=("-seat",)))[0] == "Ärmel"


def test_names_with_signs_sort_alike_everywhere(desk: Desk) -> None:
    for family, given in (("Meyer zu", "Anna"), ("Meyerling", "Anna"), ("Meyer", "Zoe"), ("Meyer", "Anna")):
        make.person(desk, family, given)
    found = [row.name for row in desk.ask(people.rows, Query()).rows]
    assert found == ["Meyer, Anna", "Meyer, Zoe", "Meyer zu, Anna", "Meyerling, Anna"]


def test_filters_of_organisations(desk: Desk) -> None:
    network, member = make.organisation(desk, "Netz"), make.organisation(desk, "Mitglied", "company")
    make.membership(desk, member, network)
    assert names(desk, Query(where={"network": network.id})) == ["Mitglied"]
    assert [one.text for one in desk.ask(organisations.network_options, "")] == ["Netz"]
    assert [one.text for one in desk.ask(organisations.options, "mit")] == ["Mitglied"]
    assert [one.name for one in desk.ask(organisations.named, "Netz")] == ["Netz"]


def test_filters_of_people(desk: Desk) -> None:
    organisation = make.organisation(desk)
    chair, other = make.person(desk, "Vorn"), make.person(desk, "Hinten")
    make.affiliation(desk, chair, organisation, role_type="board_chair", as_of="2022")
    make.affiliation(desk, chair, organisation, "Strittig", role_type="staff", as_of="2023", disputed=True)
    make.affiliation(desk, other, organisation, role_type="staff")
    found = desk.ask(people.rows, Query(where={"role_type": "board_chair"}))
    assert [(row.name, row.role, row.organisation) for row in found.rows] == [
        ("Vorn, Erika", "Vorsitzende", "Optik Nord e.V.")
    ]
    assert desk.ask(people.rows, Query(where={"organisation": organisation.id})).total == 2
    assert desk.ask(people.rows, Query(sort=("organisation", "-title"))).total == 2
    assert desk.ask(people.count) == 2


def test_filters_of_agreements(desk: Desk) -> None:
    first, second = make.organisation(desk, "Nord"), make.organisation(desk, "Süd", short="S")
    make.agreement(desk, "Eins", [first, second], [("event", "Tagungen")], status="signed", signed_on="2022-03-04")
    make.agreement(desk, "Zwei", [second], [("project", "Vorhaben")], kind="framework", signed_on="2023")
    wanted: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["Eins", "Zwei"]),
        ({"kind": "framework"}, ["Zwei"]),
        ({"status": "signed"}, ["Eins"]),
        ({"year": 2022}, ["Eins"]),
        ({"year": "2023"}, ["Zwei"]),
        ({"category": "project"}, ["Zwei"]),
        ({"category": "education"}, []),
    ]
    for where, titles in wanted:
        assert [row.title for row in desk.ask(agreements.rows, Query(where=where)).rows] == titles, where
    by_party = desk.ask(agreements.rows, Query(where={"party": first.id})).rows
    assert [(row.title, row.parties, row.fields) for row in by_party] == [("Eins", ("Nord", "S"), 1)]
    for sort in ("title", "kind", "signed_on", "place", "fields", "status"):
        assert desk.ask(agreements.rows, Query(sort=(f"-{sort}",))).total == 2
    assert [one.text for one in desk.ask(agreements.options, "")] == ["Zwei", "Eins"]


def test_filters_of_events(desk: Desk) -> None:
    organisation, jena, agreed = make.organisation(desk), make.place(desk), make.agreement(desk)
    make.event(desk, "Tag", "2026-05-06", [organisation], [agreed], kind="congress", place_id=jena.id)
    make.event(desk, "Jahr", "2012", status="held")
    make.event(desk, "Offen", None)
    wanted: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["Jahr", "Tag", "Offen"]),
        ({"kind": "congress"}, ["Tag"]),
        ({"status": "held"}, ["Jahr"]),
        ({"year": 2026}, ["Tag"]),
        ({"year": 2012}, ["Jahr"]),
    ]
    for where, titles in wanted:
        assert [row.title for row in desk.ask(events.rows, Query(where=where)).rows] == titles, where
    for key, value in {"organiser": organisation.id, "place": jena.id, "agreement": agreed.id}.items():
        found = desk.ask(events.rows, Query(where={key: value})).rows
        assert [(row.title, row.organisers, row.place) for row in found] == [("Tag", ("Optik Nord e.V.",), "Jena")]
    assert desk.ask(events.years) == (2026, 2012)
    assert [one.text for one in desk.ask(events.options, "")] == ["Tag", "Jahr", "Offen"]


def test_filters_of_places_and_sources(desk: Desk) -> None:
    region = make.region(desk)
    make.place(desk, "Jena", region_id=region.id, aliases="Jena an der Saale\nYena")
    make.place(desk, "Berlin")
    found = desk.ask(places.rows, Query(where={"region": region.id}))
    assert [(row.name, row.region, row.aliases) for row in found.rows] == [
        ("Jena", "Thüringen", "Jena an der Saale, Yena")
    ]
    assert [one.text for one in desk.ask(places.options, "yena")] == ["Jena"]
    assert [one.text for one in desk.ask(places.region_options, "thur")] == ["Thüringen"]
    assert desk.ask(places.region_options, "%") == ()
    source = make.source(desk, kind="press", publisher_id=make.organisation(desk).id, published_on="2022")
    make.claim(desk, make.person(desk), source_id=source.id)
    listed = desk.ask(sources.rows, Query(where={"kind": "press"}, sort=("-claims", "published_on")))
    assert [(row.title, row.publisher, row.claims) for row in listed.rows] == [
        ("Pressemitteilung", "Optik Nord e.V.", 1)
    ]
    assert len(desk.ask(sources.options, "presse")) == 1


def test_counts_of_the_main_kinds(desk: Desk) -> None:
    assert desk.ask(profile.untouched)
    assert set(desk.ask(profile.counts).values()) == {0}
    make.person(desk)
    assert desk.ask(profile.counts)["person"] == 1
    assert not desk.ask(profile.untouched)
