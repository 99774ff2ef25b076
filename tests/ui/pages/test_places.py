"""The page of places through the window."""

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from clusterdesk.domain.places import Place as PlaceRecord
from clusterdesk.services.demo import uid_of
from clusterdesk.services.desk import Desk
from clusterdesk.storage import places as questions
from clusterdesk.storage.lists import Query
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.pages import events, organisations, places
from clusterdesk.ui.pages.places import MOST, PlacesPage
from tests import make
from tests.ui.pages import hands


def open_places(qtbot: QtBot, desk: Desk, number: int | None = None) -> PlacesPage:
    window = hands.open_window(qtbot, desk, places.PAGE, events.PAGE, organisations.PAGE)
    window.go(Place("place", number))
    return hands.page_of(window, PlacesPage)


def test_a_place_is_made_with_a_new_region_and_found_by_another_spelling(qtbot: QtBot, desk: Desk) -> None:
    page = open_places(qtbot, desk)
    page.new()
    hands.fill(qtbot, page.sheet.form, name="Halle (Saale)", region_id="Sachsen-Anhalt",
               aliases="Halle an der Saale\nHalle/S.")  # fmt: skip
    hands.save(qtbot, page.sheet.form)
    assert page.sheet.sheet.title == "Halle (Saale)"
    assert {"Sachsen-Anhalt", "Germany", "Halle an der Saale\nHalle/S."} <= {*hands.words(page, "At a glance")}
    assert not hands.links(page, "At a glance")  # a region has no page of its own
    page.list.filter.setText("an der saale")
    page.list.narrow()
    assert [page.list.model.row(0).name, page.list.model.row(0).aliases] == [
        "Halle (Saale)", "Halle an der Saale, Halle/S.",
    ]  # fmt: skip


def test_what_is_refused_stands_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    page = open_places(qtbot, desk)
    page.new()
    hands.fill(qtbot, page.sheet.form, country="Deutschland")
    hands.save(qtbot, page.sheet.form)
    assert hands.troubles(page.sheet.form) == {"name": "Please fill in this field."}
    hands.fill(qtbot, page.sheet.form, name="Jena")
    hands.save(qtbot, page.sheet.form)
    assert hands.troubles(page.sheet.form) == {"country": "Too long: 11 characters, at most 2 can be kept."}


def test_the_sheet_names_what_happens_and_who_sits_there(qtbot: QtBot, demo_desk: Desk) -> None:
    wanted = select(PlaceRecord.id).where(PlaceRecord.uid == uid_of("loc-leipzig"))
    page = open_places(qtbot, demo_desk, demo_desk.ask(lambda session: session.scalars(wanted).one()))
    assert list(hands.links(page, "Events here")) == ["ACOD Kongress", "IT trifft Logistik"]
    seats = hands.links(page, "Organisations with their seat here")
    assert "Automotive Cluster Ostdeutschland e.V." in seats
    hands.links(page, "Events here")["ACOD Kongress"].click()
    there = hands.page_of(page.window(), events.EventsPage)
    assert there.sheet.sheet.title == "ACOD Kongress"
    hands.links(there, "At a glance")["Leipzig"].click()
    assert page.isVisible()


def test_an_agreement_signed_there_is_named(qtbot: QtBot, desk: Desk) -> None:
    jena = make.place(desk)
    make.agreement(desk, "Nord – Süd", place_id=jena.id, signed_on="2022-03-04")
    page = open_places(qtbot, desk, jena.id)
    assert list(hands.links(page, "Agreements signed here")) == ["Nord – Süd"]


def test_many_events_are_counted_instead_of_named(qtbot: QtBot, desk: Desk) -> None:
    jena = make.place(desk)
    for number in range(MOST + 2):
        make.event(desk, f"Treffen {number}", f"2026-01-{number % 28 + 1:02}", place_id=jena.id)
    page = open_places(qtbot, desk, jena.id)
    assert len(hands.links(page, "Events here")) == MOST
    assert "and 2 more" in hands.words(page, "Events here")


def test_a_place_in_use_stays_and_one_out_of_use_goes(qtbot: QtBot, desk: Desk) -> None:
    used, free = make.place(desk, "Jena"), make.place(desk, "Gera")
    make.event(desk, "Werkstattgespräch", place_id=used.id)
    page = open_places(qtbot, desk, used.id)
    with qtbot.waitSignal(page.context.jobs.refused) as said:
        page.delete()
    assert "Werkstattgespräch" in str(said.args[0])
    page.show_id(free.id)
    page.edit()
    hands.fill(qtbot, page.sheet.form, note="Kreisfreie Stadt")
    hands.save(qtbot, page.sheet.form)
    assert "Kreisfreie Stadt" in hands.words(page, "At a glance")
    page.delete()
    assert [one.name for one in desk.ask(questions.rows, Query()).rows] == ["Jena"]
