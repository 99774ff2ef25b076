"""The page of agreements in the real window: recorded, linked, moved, printed, refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clusterdesk import i18n
from clusterdesk.domain.agreements import Agreement, Party
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event
from clusterdesk.domain.people import Person
from clusterdesk.services import agreements as deeds
from clusterdesk.services import records
from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.storage import agreements, history, search
from clusterdesk.storage.agreements import AgreementSheet
from clusterdesk.storage.lists import Query
from clusterdesk.ui.kit import forms
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.picks import PickEditor
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import BadgeButton, Card, CardFrame, EvidenceDialog, LinkButton
from clusterdesk.ui.kit.theme import Theme
from clusterdesk.ui.pages import agreements as page_of
from clusterdesk.ui.pages import organisations
from clusterdesk.ui.window.main import MainWindow, Questions
from tests import make

QUESTIONS = Questions(search.find, history.next_undo, history.next_redo)


def opened(qtbot: QtBot, desk: Desk) -> MainWindow:
    jobs = Jobs(desk, Inline(), Inline())
    window = MainWindow(jobs, (organisations.PAGE, page_of.PAGE), (), Settings(), lambda _settings: None, QUESTIONS)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


@pytest.fixture(autouse=True)
def leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to answer whether to save."""
    monkeypatch.setattr(forms, "ask_leave", lambda _parent: "leave")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The window on an empty desk."""
    return opened(qtbot, desk)


@pytest.fixture
def demo(qtbot: QtBot, demo_desk: Desk) -> MainWindow:
    """The window on the demo office."""
    return opened(qtbot, demo_desk)


def known(desk: Desk, title: str) -> AgreementSheet:
    """The agreement of that title as the desk has it."""
    found = next(one for one in desk.ask(agreements.rows, Query()).rows if title in one.title)
    sheet = desk.ask(agreements.sheet, found.id)
    assert sheet
    return sheet


def show(window: MainWindow, title: str) -> Any:
    window.go(Place("agreement", known(window.jobs.desk, title).record.id))
    return window.current_page()


def card(page: Any, title: str) -> CardFrame:
    return next(one for one in page.sheet.cards if one.findChild(QLabel).text() == title)


def add(page: Any, title: str) -> Form:
    """Press "Add" on the card."""
    press = next(one for one in card(page, title).findChildren(QPushButton) if one.accessibleName() == f"{title}: Add")
    press.click()
    return page.sheet.form


def fill(qtbot: QtBot, form: Form, **values: str) -> None:
    """Type into the fields, choose from lists."""
    for name, text in values.items():
        editor = form.boxes[name].editor
        control = editor.control
        control.setFocus()
        if isinstance(control, QComboBox):
            control.setCurrentIndex(control.findText(text, Qt.MatchFlag.MatchStartsWith))
            control.activated.emit(control.currentIndex())
        else:
            assert isinstance(control, QLineEdit | QPlainTextEdit)
            if text.isascii():
                qtbot.keyClicks(control, text)
            elif isinstance(control, QLineEdit):  # the test library has no keys for other letters
                control.insert(text)
            else:
                control.insertPlainText(text)
        if isinstance(editor, PickEditor):
            qtbot.waitUntil(lambda editor=editor: editor.drop.open)
            qtbot.keyClick(control, Qt.Key.Key_Return)
            assert editor.value() is not None


def test_an_agreement_is_recorded_with_all_that_belongs_to_it(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    for name in ("Photonik Süd e.V.", "Automobil Nord e.V."):
        make.organisation(desk, name)
    make.person(desk, "Schwan", "Simon")
    make.person(desk, "Kemper", "Hans")
    make.event(desk, "Werkstattgespräch", "2022-05-06")
    window.go(Place("agreement"))
    page = window.current_page()
    page.list.first_step.click()
    fill(qtbot, page.sheet.form, title="Kooperation Photonik – Automobil", signed_on="4.3.2022", place_id="Jena")
    fill(qtbot, page.sheet.form, status="signed")
    page.sheet.form.save()
    assert page.sheet.sheet.title == "Kooperation Photonik – Automobil"

    for name in ("Photonik", "Automobil"):
        fill(qtbot, add(page, "Parties"), organisation_id=name)
        page.sheet.form.save()
    for person, party, capacity in (("Schwan", "Photonik", "Vorstand"), ("Kemper", "Automobil", "Vorsitzender")):
        form = add(page, "Signatures")
        combo = form.boxes["party_id"].editor.control
        assert isinstance(combo, QComboBox)
        assert combo.count() == 2
        assert combo.currentText() == ""
        fill(qtbot, form, person_id=person, party_id=party, capacity=capacity)
        form.save()
    fill(qtbot, add(page, "Fields of cooperation"), wording="gemeinsame Veranstaltungen", category="Joint events")
    page.sheet.form.save()
    fill(qtbot, add(page, "Contributions"), party_id="Photonik", text="Präzisionsoptik")
    page.sheet.form.save()
    fill(qtbot, add(page, "Others present"), person_id="Schwan", capacity="Gast")
    page.sheet.form.save()
    fill(qtbot, add(page, "Linked events"), event_id="Werkstatt", field_id="gemeinsame")
    page.sheet.form.save()
    assert page.sheet.form is None

    kept = known(desk, "Photonik")
    assert kept.record.signed_on == PartialDate(2022, 3, 4)
    assert kept.record.place
    assert kept.record.status == "signed"
    assert [one.organisation.name for one in kept.parties] == ["Photonik Süd e.V.", "Automobil Nord e.V."]
    assert [(one.person.family_name, one.party.organisation.name, one.capacity) for one in kept.signatures] == [
        ("Schwan", "Photonik Süd e.V.", "Vorstand"),
        ("Kemper", "Automobil Nord e.V.", "Vorsitzender"),
    ]
    assert [(one.category, one.wording) for one in kept.fields] == [("event", "gemeinsame Veranstaltungen")]
    assert [one.text for one in kept.contributions] == ["Präzisionsoptik"]
    assert [one.capacity for one in kept.witnesses] == ["Gast"]
    assert [(one.event.title, one.field and one.field.wording) for one in kept.events] == [
        ("Werkstattgespräch", "gemeinsame Veranstaltungen")
    ]


def test_without_parties_nobody_can_sign(window: MainWindow, desk: Desk) -> None:
    make.agreement(desk, "Kooperation")
    page = show(window, "Kooperation")
    assert page.sheet.sheet.cards[2].add is None
    assert "First name the parties" in page.sheet.sheet.cards[2].about


def test_a_signature_for_somebody_who_is_no_party_is_refused_beside_the_field(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    made = make.agreement(desk, "Kooperation", parties=[make.organisation(desk, "Photonik Süd e.V.")])
    make.person(desk, "Schwan", "Simon")
    page = show(window, "Kooperation")
    form = add(page, "Signatures")
    fill(qtbot, form, person_id="Schwan", capacity="Vorstand")
    form.save()
    assert form.boxes["party_id"].trouble.text() == "Please fill in this field."
    fill(qtbot, form, party_id="Photonik")
    desk.do("Take the party away at another desk", deeds.remove_party, make.parties(desk, made)[0].id)
    form.save()
    assert form.boxes["party_id"].trouble.text() == "Only a party of this agreement can sign or contribute."
    assert page.sheet.form is form
    assert form.boxes["capacity"].editor.value() == "Vorstand"
    assert form.boxes["person_id"].editor.value() is not None
    assert known(desk, "Kooperation").signatures == ()


def test_an_event_is_linked_once(demo: MainWindow, demo_desk: Desk, qtbot: QtBot) -> None:
    page = show(demo, "OptoNet")
    linked = next(one for one in known(demo_desk, "OptoNet").events if one.field_id is None)
    form = add(page, "Linked events")
    form.boxes["event_id"].editor.show_value(page_of.Link("event", linked.event_id, linked.event.title))
    form.save()
    assert form.boxes["event_id"].trouble.text() == "The event is linked to this agreement already."


def test_deleting_is_refused_while_events_are_linked(demo: MainWindow, demo_desk: Desk) -> None:
    page = show(demo, "OptoNet")
    page.action("agreement.delete").trigger()
    assert "cannot be deleted, since it is used in" in demo.messages.text.text()
    assert demo.messages.frame.isVisible()
    assert known(demo_desk, "OptoNet").parties


def test_a_party_that_signed_stays(demo: MainWindow, demo_desk: Desk) -> None:
    page = show(demo, "OptoNet")
    before = len(known(demo_desk, "OptoNet").parties)
    page.sheet.sheet.cards[1].items[0].remove()
    assert demo.messages.text.text() == "Please remove the signatures and contributions of this party first."
    assert len(known(demo_desk, "OptoNet").parties) == before


def test_a_free_agreement_is_deleted_and_comes_back(window: MainWindow, desk: Desk) -> None:
    make.agreement(desk, "Kooperation", parties=[make.organisation(desk)])
    page = show(window, "Kooperation")
    page.action("agreement.delete").trigger()
    assert desk.ask(agreements.count) == 0
    window.undo()
    assert len(known(desk, "Kooperation").parties) == 1


def card_of(page: Any, title: str) -> Card:
    return next(one for one in page.sheet.sheet.cards if one.title == title)


def test_parties_and_fields_move_on_the_paper(demo: MainWindow, demo_desk: Desk) -> None:
    page = show(demo, "OptoNet")
    first, second = (one.organisation.name for one in known(demo_desk, "OptoNet").parties)
    up = next(one for one in page.sheet.findChildren(QWidget) if one.accessibleName() == "Move OptoNet up")
    up.click()
    assert [one.organisation.name for one in known(demo_desk, "OptoNet").parties] == [second, first]
    assert [item.text.text for item in page.sheet.sheet.cards[1].items] == [second, first]
    demo.undo()
    assert [one.organisation.name for one in known(demo_desk, "OptoNet").parties] == [first, second]
    fields = [one.wording for one in known(demo_desk, "OptoNet").fields]
    card_of(page, "Fields of cooperation").items[0].tools[0].run()
    assert [one.wording for one in known(demo_desk, "OptoNet").fields] == [fields[1], fields[0], *fields[2:]]
    assert [len(one.tools) for one in card_of(page, "Fields of cooperation").items] == [1, *[2] * (len(fields) - 2), 1]


def test_the_list_says_the_most_important(demo: MainWindow, demo_desk: Desk) -> None:
    row = next(one for one in demo_desk.ask(agreements.rows, Query()).rows if "OptoNet" in one.title)
    texts = {one.key: one.text(row) for one in page_of.LISTING.columns}
    assert texts == {
        "title": "Kooperationsvereinbarung ACOD – OptoNet",
        "parties": "ACOD, OptoNet",
        "signed_on": "4 Mar 2022",
        "status": "signed",
        "place": "Jena",
        "fields": str(len(known(demo_desk, "OptoNet").fields)),
        "kind": "Cooperation agreement",
    }


def test_each_filter_narrows(demo: MainWindow, demo_desk: Desk) -> None:
    demo.go(Place("agreement"))
    view = demo.current_page().list
    optonet = known(demo_desk, "OptoNet").parties[1].organisation_id
    years = [one.id for one in demo_desk.ask(page_of.year_options, "")]
    assert years == [2022, 2019]
    assert [one.id for one in demo_desk.ask(page_of.year_options, "2019")] == [2019]
    found = {}
    for chip, value in zip(view.chips, ("cooperation", "draft", optonet, "working_group", 2019), strict=True):
        chip.set_value(value)
        view.narrow()
        found[chip.filter.key] = view.model.total
        view.clear_filters()
    assert found == {"kind": 2, "status": 0, "party": 1, "category": 1, "year": 1}


def test_names_at_signing_with_those_of_today(window: MainWindow, desk: Desk) -> None:
    club = make.organisation(desk, "Netz Alt e.V.")
    make.agreement(desk, "Kooperation", parties=[club], signed_on="2015-05-04")
    make.organisation_name(desk, club, "Netz Neu e.V.", starts="2019-01-01")
    page = show(window, "Kooperation")
    item = page.sheet.sheet.cards[1].items[0]
    assert item.text.text == "Netz Alt e.V."
    assert item.more.startswith("[today: Netz Neu e.V.]")


def test_what_is_disputed_shows_its_evidence(demo: MainWindow, qtbot: QtBot) -> None:
    page = show(demo, "OptoNet")
    badge = card(page, "At a glance").findChild(BadgeButton)
    assert badge.text() == "disputed"
    badge.click()
    dialog = demo.findChild(EvidenceDialog)
    qtbot.waitExposed(dialog)
    assert "Kooperationsvertrag" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.accept()


def test_what_nobody_stated_is_said(demo: MainWindow) -> None:
    page = show(demo, "OptoNet")
    facts = {one.label: one.value for one in page.sheet.sheet.cards[0].facts}
    assert facts["Signed on"] == "4 March 2022"
    assert facts["Place"].text == "Jena"
    assert facts["Term"] == ""
    assert [one.text() for one in card(page, "At a glance").findChildren(QLabel)].count("not stated") == 5


def test_names_are_links(demo: MainWindow, demo_desk: Desk) -> None:
    page = show(demo, "OptoNet")
    links = {(one.link.kind, one.link.text) for one in page.sheet.findChildren(LinkButton)}
    assert {kind for kind, _text in links} >= {"organisation", "person", "agreement", "event", "place", "source"}
    assert ("organisation", "for OptoNet e.V.") in links
    next(one for one in card(page, "Parties").findChildren(LinkButton) if "OptoNet" in one.text()).click()
    assert demo.current_page().sheet.sheet.title == "OptoNet e.V."
    demo.back()
    assert demo.current_page() is page


def test_what_changes_elsewhere_is_seen(demo: MainWindow, demo_desk: Desk) -> None:
    page = show(demo, "OptoNet")
    kept = known(demo_desk, "OptoNet")
    event, person = kept.events[0].event, kept.signatures[0].person
    demo.jobs.do("Rename", records.edit, Event, event.id, event.version, {"title": "Anders benannt"})
    demo.jobs.do("Rename", records.edit, Person, person.id, person.version, {"family_name": "Umbenannt"})
    items = [item for one in page.sheet.sheet.cards for item in one.items]
    links = [item.text.text for item in items if not isinstance(item.text, str)]
    assert "Anders benannt" in links
    assert any("Umbenannt" in one for one in links)


def test_a_form_is_edited_and_parts_keep_their_order(demo: MainWindow, demo_desk: Desk, qtbot: QtBot) -> None:
    page = show(demo, "OptoNet")
    page.action("agreement.edit").trigger()
    fill(qtbot, page.sheet.form, term="zwei Jahre")
    page.sheet.form.save()
    assert known(demo_desk, "OptoNet").record.term == "zwei Jahre"
    later = next(one for one in page.sheet.sheet.cards if one.title == "Contributions")
    assert [one.text.text for one in later.items if not isinstance(one.text, str)] == [
        "Automotive Cluster Ostdeutschland e.V.",
        "OptoNet e.V.",
    ]
    assert demo_desk.ask(lambda session: session.get(Agreement, page.shown_id).term) == "zwei Jahre"
    assert demo_desk.ask(lambda session: session.query(Party).count()) == 5


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[None]:
    """The look of the window, as far as it decides what fits."""
    font, style = qapp.font(), qapp.style().objectName()
    theme = Theme(qapp, "light")
    yield
    theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)


@pytest.mark.parametrize("width", [900, 1100, 1440])
@pytest.mark.parametrize("tongue", ["en", "de"])
def test_nothing_is_clipped(themed: None, demo_desk: Desk, qtbot: QtBot, width: int, tongue: str) -> None:
    i18n.choose(tongue)
    demo = opened(qtbot, demo_desk)
    demo.resize(width, 900)
    for title in ("OptoNet", "Logistik"):
        page = show(demo, title)
        qtbot.wait(20)
        room = page.sheet.viewport().rect()
        inside = page.sheet.widget()
        assert inside.width() <= room.width()
        for one in inside.findChildren(QLabel):
            fits = one.heightForWidth(one.width()) <= one.height() + 1 if one.wordWrap() else False
            assert fits or one.sizeHint().width() <= one.width() + 1, one.text()
        for press in inside.findChildren(QPushButton):
            if press.isVisible() and not isinstance(press, LinkButton):
                assert press.sizeHint().width() <= press.width() + 1, press.text()
    header = page.list.table.horizontalHeader()
    for at in range(header.count()):
        if not header.isSectionHidden(at):
            assert header.sectionSizeFromContents(at).width() <= header.sectionSize(at)
