"""Search: in step with every deed, and unmoved by anything that is typed; on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Party
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place
from clusterdesk.services import organisations, records
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, events, people, search, sources
from clusterdesk.storage.lists import Query
from tests import make

NASTY = [
    "",
    " ",
    "'",
    '"',
    "''; DROP TABLE person; --",
    '" OR 1=1',
    "%",
    "_",
    "100 %",
    "a_b",
    "\\",
    "*",
    "AND",
    "OR NOT",
    "NEAR(a b)",
    "person:*",
    "folded : x",
    "^a",
    "-a",
    "a -b",
    "(",
    "a & b | !c",
    "<->",
    "🎉",
    "👩‍👩‍👧",
    "\u0000",
    "\u200b",
    "\ud7ff",
    "ſ",
    "1e5",
    "漢字",
    "x" * 10_000,
    "wort " * 2_000,
    "Müller\nGmbH\t&\rCo",
]


def test_anything_can_be_typed(desk: Desk) -> None:
    make.person(desk, "Lindner")
    for typed in NASTY:
        assert desk.ask(search.find, typed) == (), typed
        for rows in (people.rows, agreements.rows, events.rows, sources.rows):
            assert desk.ask(rows, Query(text=typed)).total == (0 if typed.strip() else rows is people.rows), typed
        assert len(desk.ask(people.options, typed)) <= 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=30))
def test_whatever_is_typed_finds_or_does_not(desk: Desk, typed: str) -> None:
    assert desk.ask(search.find, typed) == ()


def found(desk: Desk, typed: str, kind: str = "") -> list[str]:
    """The titles of what is found."""
    return [hit.title for hit in desk.ask(search.find, typed, kind=kind)]


def test_the_index_is_in_step_with_every_deed(desk: Desk) -> None:
    person = make.person(desk, "Lindner")
    assert found(desk, "lind") == ["Erika Lindner"]
    desk.do("Edit", records.edit, Person, person.id, person.version, {"family_name": "Ahorn"})
    assert (found(desk, "lind"), found(desk, "ahorn")) == ([], ["Erika Ahorn"])
    desk.do("Delete", records.remove, Person, person.id)
    assert found(desk, "ahorn") == []
    desk.undo()
    assert found(desk, "ahorn") == ["Erika Ahorn"]


def test_a_part_changes_what_its_whole_is_found_by(desk: Desk) -> None:
    person, organisation = make.person(desk), make.organisation(desk, "Optik Nord e.V.")
    assert found(desk, "Optik", "person") == []
    role = make.affiliation(desk, person, organisation)
    assert found(desk, "Optik", "person") == ["Erika Lindner"]
    desk.do("Delete", records.remove, Affiliation, role.id)
    assert found(desk, "Optik", "person") == []


def test_a_renamed_organisation_is_found_wherever_it_is_named(desk: Desk) -> None:
    organisation = make.organisation(desk, "Optik Nord e.V.")
    make.affiliation(desk, make.person(desk), organisation)
    make.agreement(desk, "Kooperation", parties=[organisation])
    make.event(desk, "Tagung", organisers=[organisation])
    make.source(desk, "Mitteilung", publisher_id=organisation.id)
    desk.do("Rename", organisations.rename, organisation.id, "Photonik Nord e.V.")
    wanted = {"Photonik Nord e.V.", "Erika Lindner", "Kooperation", "Tagung", "Mitteilung"}
    assert set(found(desk, "Photonik")) == wanted
    assert found(desk, "Optik") == ["Photonik Nord e.V."]


def test_a_renamed_place_is_found_wherever_it_is_named(desk: Desk) -> None:
    region = make.region(desk, "Sachsen-Anhalt")
    halle = make.place(desk, "Halle", region_id=region.id)
    make.organisation(desk, "Optik Nord e.V.", seat_id=halle.id)
    make.event(desk, "Tagung", place_id=halle.id)
    desk.do("Edit", records.edit, Place, halle.id, halle.version, {"name": "Halle (Saale)", "aliases": "Halle/ Saale"})
    assert set(found(desk, "Saale")) == {"Halle (Saale)", "Optik Nord e.V.", "Tagung"}
    desk.do("Edit", records.edit, type(region), region.id, region.version, {"name": "Anhalt"})
    assert found(desk, "Anhalt") == ["Halle (Saale)"]


def test_a_party_that_is_taken_away_finds_nothing_more(desk: Desk) -> None:
    agreed = make.agreement(desk, "Kooperation", parties=[make.organisation(desk, "Optik Nord e.V.")])
    (party,) = make.parties(desk, agreed)
    desk.do("Delete", records.remove, Party, party.id)
    assert found(desk, "Optik", "agreement") == []


@pytest.mark.parametrize("typed", ["Müller", "müller", "MUELLER", "muller", "mue", "mul", "Mu\u0308ller"])
def test_every_spelling_finds_the_name(desk: Desk, typed: str) -> None:
    make.person(desk, "Müller", "Max")
    make.person(desk, "Mueller", "Moritz")
    assert set(found(desk, typed)) == {"Max Müller", "Moritz Mueller"}


def test_names_come_before_mentions(desk: Desk) -> None:
    organisation = make.organisation(desk, "Optik Nord e.V.", short="ON")
    make.affiliation(desk, make.person(desk), organisation)
    make.organisation_name(desk, organisation, "Nordlicht", kind="name", ends="2010")
    hits = desk.ask(search.find, "Optik")
    assert [(hit.kind, hit.role) for hit in hits] == [("organisation", "name"), ("person", "organisation")]
    (hit,) = desk.ask(search.find, "Nordlicht")
    assert (hit.title, hit.role, hit.matched) == ("Optik Nord e.V.", "former", "Nordlicht")


def test_words_may_stand_in_several_texts(desk: Desk) -> None:
    make.affiliation(desk, make.person(desk), make.organisation(desk, "Optik Nord e.V."), "Schatzmeisterin")
    assert found(desk, "Lindner Optik") == ["Erika Lindner"]
    assert found(desk, "schatz lind", "person") == ["Erika Lindner"]
    assert found(desk, "schatz ahorn") == []


def test_marks_show_which_letters_matched(desk: Desk) -> None:
    make.person(desk, "Müller", "Max")
    (hit,) = desk.ask(search.find, "mue")
    assert [hit.title[start:end] for start, end in hit.marks] == ["Mü"]


def test_as_many_as_asked_for(desk: Desk) -> None:
    def deed(session: Session) -> None:
        for number in range(60):
            records.create(session, Organisation, {"name": f"Firma {number}", "kind": "company"})

    desk.do("Create many", deed)
    assert len(desk.ask(search.find, "firma", limit=7)) == 7
    assert len(desk.ask(search.find, "firma")) == 20


def test_a_name_that_is_just_that_comes_first_among_very_many(desk: Desk) -> None:
    def deed(session: Session) -> None:
        for number in range(450):
            records.create(session, Person, {"family_name": "Lindner", "given_name": f"Anna {number}"})

    desk.do("Create many", deed)
    make.organisation(desk, "Anders e.V.")
    make.organisation(desk, "Automobilnetz", short="AN")
    assert found(desk, "an")[0] == "Automobilnetz"
    assert found(desk, "anders") == ["Anders e.V."]
