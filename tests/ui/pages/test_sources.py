"""The page of sources through the window."""

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from clusterdesk.domain.sources import Source
from clusterdesk.services.demo import uid_of
from clusterdesk.services.desk import Desk
from clusterdesk.storage import sources as questions
from clusterdesk.storage.lists import Query
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.pages import events, organisations, sources
from clusterdesk.ui.pages.sources import SourcesPage
from tests import make
from tests.ui.pages import hands

RESTS = "What rests on it"


def open_sources(qtbot: QtBot, desk: Desk, number: int | None = None) -> SourcesPage:
    window = hands.open_window(qtbot, desk, sources.PAGE, events.PAGE, organisations.PAGE)
    window.go(Place("source", number))
    return hands.page_of(window, SourcesPage)


def test_a_source_is_made_edited_and_deleted(qtbot: QtBot, desk: Desk) -> None:
    make.organisation(desk, "Tagesblatt", "medium")
    page = open_sources(qtbot, desk)
    page.new()
    hands.fill(qtbot, page.sheet.form, title="Netzwerke rücken zusammen", kind="Press article",
               published_on="03/2022", publisher_id="Tagesblatt", url="https://example.org/a")  # fmt: skip
    hands.save(qtbot, page.sheet.form)
    assert {"Tagesblatt", "March 2022", "example.org/a"} <= {*hands.words(page, "At a glance")}
    page.edit()
    hands.fill(qtbot, page.sheet.form, title="")
    hands.save(qtbot, page.sheet.form)
    assert hands.troubles(page.sheet.form) == {"title": "Please fill in this field."}
    hands.fill(qtbot, page.sheet.form, title="Netzwerke rücken näher zusammen")
    hands.save(qtbot, page.sheet.form)
    assert page.sheet.sheet.title == "Netzwerke rücken näher zusammen"
    page.delete()
    assert desk.ask(questions.count) == 0


def test_what_rests_on_a_source_is_named_by_record(qtbot: QtBot, desk: Desk) -> None:
    source = make.source(desk)
    event, region = make.event(desk), make.region(desk)
    made = make.organisation(desk)
    organiser = make.organisation_name(desk, made, "Optik GmbH", starts="2001", ends="2009")
    make.claim(desk, event, source_id=source.id, locator="Zeile 3")
    make.claim(desk, event, source_id=source.id, locator="Zeile 7")
    make.claim(desk, event, "starts", "6. Mai", source_id=source.id, locator="Zeile 8", disputed=True)
    make.claim(desk, organiser, "starts", "2001", source_id=source.id, certainty="inferred")
    make.claim(desk, region, source_id=source.id, locator="Zeile 9")
    page = open_sources(qtbot, desk, source.id)
    shown = hands.words(page, RESTS)
    assert list(hands.links(page, RESTS)) == ["Werkstattgespräch", made.name]
    assert "Mentioned: Zeile 3, Zeile 7\nBeginning: 6. Mai · Zeile 8 · disputed" in shown
    assert "Name of an organisation – Beginning: 2001 · inferred" in shown
    assert "Thüringen" in shown  # a region has no page to go to
    assert page.list.model.row(0).claims == 5
    hands.links(page, RESTS)["Werkstattgespräch"].click()
    there = hands.page_of(page.window(), events.EventsPage)
    assert there.sheet.sheet.title == "Werkstattgespräch"


def test_a_source_on_which_something_rests_stays(qtbot: QtBot, desk: Desk) -> None:
    source = make.source(desk)
    make.claim(desk, make.event(desk), "starts", "6. Mai", source_id=source.id)
    page = open_sources(qtbot, desk, source.id)
    with qtbot.waitSignal(page.context.jobs.refused) as said:
        page.delete()
    assert "6. Mai" in str(said.args[0])
    assert [one.title for one in desk.ask(questions.rows, Query()).rows] == [source.title]


def test_every_source_of_the_story_shows_what_rests_on_it(qtbot: QtBot, demo_desk: Desk) -> None:
    page = open_sources(qtbot, demo_desk)
    names = [f"src-00{number}" for number in range(5)]
    numbers = demo_desk.ask(lambda session: {one.uid: one.id for one in session.scalars(select(Source))})
    for name in names:
        page.show_id(numbers[uid_of(name)])
        assert len(hands.card(page, RESTS)._card.items) > 5
    page.show_id(numbers[uid_of("src-003")])
    assert "Erfahrungsaustausch der Clustermanager" in hands.links(page, RESTS)
    assert any(" · disputed" in one for one in hands.words(page, RESTS))
