"""The history: what each deed changed, and undoing any of them."""

from pytestqt.qtbot import QtBot

from clusterdesk.services import people as person_deeds
from clusterdesk.services.desk import Desk
from clusterdesk.storage import people
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.overviews.history import PAGE, HistoryPage
from clusterdesk.ui.pages import people as page_of_people
from tests import make
from tests.ui.pages import hands


def opened(qtbot: QtBot, desk: Desk, number: int | None = None) -> HistoryPage:
    window = hands.open_window(qtbot, desk, PAGE, page_of_people.PAGE)
    window.go(Place("history", number))
    return hands.page_of(window, HistoryPage)


def test_the_last_deed_is_shown_first(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    desk.do("Erika gets a title", person_deeds.edit, erika.id, 1, {"title": "Dr."})
    page = opened(qtbot, desk)
    assert page.list.model.row(0).label == "Erika gets a title"
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.title == "Erika gets a title"


def test_field_by_field_before_and_after_with_a_link(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    desk.do("Erika gets a title", person_deeds.edit, erika.id, 1, {"title": "Dr.", "gender": "f"})
    page = opened(qtbot, desk)
    said = "\n".join(hands.words(page, "Person"))
    assert "Title: not stated → Dr." in said
    assert "Form of address: not stated → Ms" in said
    link = hands.links(page, "Person")["Dr. Erika Lindner"]
    link.click()
    assert page.window().trail.here == Place("person", erika.id)  # type: ignore[attr-defined]


def test_parts_stand_with_their_whole(desk: Desk, qtbot: QtBot) -> None:
    make.affiliation(desk, make.person(desk), make.organisation(desk), "Vorsitzende", starts="2019")
    page = opened(qtbot, desk)
    said = "\n".join(hands.words(page, "Person"))
    assert "Role “Vorsitzende” created" in said
    assert "Organisation: Optik Nord e.V." in said
    assert "From: 2019" in said


def test_what_is_gone_has_no_link(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    desk.do("Delete Erika", person_deeds.remove, erika.id)
    page = opened(qtbot, desk)
    assert hands.links(page, "Person") == {}
    assert "deleted" in hands.words(page, "Person")


def test_any_deed_is_undone_from_here(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    make.person(desk, "Schmidt", "Anna")
    first = page_rows(desk)[-1]
    page = opened(qtbot, desk, first)
    action = page.action("history.undo")
    assert action is not None
    assert action.isEnabled()
    action.trigger()
    assert desk.ask(people.sheet, erika.id) is None
    assert desk.ask(people.count) == 1
    assert page.list.model.total == 3
    assert page.sheet.sheet is not None
    assert [one.text for one in page.sheet.sheet.badges] == ["undone"]
    assert not action.isEnabled()


def test_a_refused_undo_names_the_later_deeds(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    desk.do("Erika becomes a doctor", person_deeds.edit, erika.id, 1, {"title": "Dr."})
    desk.do("Erika becomes a professor", person_deeds.edit, erika.id, 2, {"title": "Prof. Dr."})
    doctor = page_rows(desk)[1]
    page = opened(qtbot, desk, doctor)
    page.undo_this()
    assert "“Erika becomes a professor”" in page.context.messages.text.text()
    kept = desk.ask(people.sheet, erika.id)
    assert kept is not None
    assert kept.record.title == "Prof. Dr."


def test_narrowed_by_text(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    desk.do("Erika becomes a doctor", person_deeds.edit, erika.id, 1, {"title": "Dr."})
    page = opened(qtbot, desk)
    page.list.filter.setText("doctor")
    page.list.narrow()
    assert page.list.model.total == 1


def test_a_deed_with_very_many_changes_is_cut_short(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, page_rows(demo_desk)[-1])
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.cards[-1].text.endswith("more changes")
    assert page.sheet.widget().minimumSizeHint().width() <= page.sheet.viewport().width()


def page_rows(desk: Desk) -> list[int]:
    """The deeds, newest first."""
    from clusterdesk.storage import history
    from clusterdesk.storage.lists import Query

    return [one.id for one in desk.ask(history.deeds, Query()).rows]
