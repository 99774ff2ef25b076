"""Hands on the keyboard only: where the focus goes, and what Enter and Ctrl+Z mean there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clusterdesk.settings import Settings
from clusterdesk.ui.kit.looks import breakable, label, picture_button
from clusterdesk.ui.kit.messages import Question
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import BadgeButton, EvidenceDialog
from clusterdesk.ui.kit.welcome import Welcome
from clusterdesk.ui.window.main import MainWindow, Questions
from tests.ui.kit import stand_ins

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    questions = Questions(None, stand_ins.next_undo, stand_ins.next_redo)
    made = MainWindow(stand_ins.jobs(), (stand_ins.PAGE,), (), Settings(), lambda _settings: None, questions)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go(Place("thing", 1))
    return made


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_enter_presses_what_a_mouse_can_press(qtbot: QtBot, window: MainWindow) -> None:
    chosen: list[str] = []
    page = Welcome(lambda: chosen.append("empty"), lambda: chosen.append("demo"))
    small = picture_button("trash", "Remove")
    small.clicked.connect(lambda: chosen.append("small"))
    for one in (page, small):
        qtbot.addWidget(one)
    for press in (page.empty, page.demo, small):
        qtbot.keyClick(press, KEYS.Key_Return)
    assert chosen == ["empty", "demo", "small"]
    qtbot.keyClick(window.findChild(BadgeButton), KEYS.Key_Enter)
    evidence = window.findChild(EvidenceDialog)
    assert evidence.isVisible()
    evidence.accept()


def test_a_page_that_comes_has_the_keys(window: MainWindow) -> None:
    page = window.current_page()
    assert focus() is page.list.table


def test_the_focus_stays_in_the_card_after_a_part_is_saved(qtbot: QtBot, window: MainWindow) -> None:
    page = window.current_page()
    parts = page.sheet.cards[1]
    parts._add.setFocus()
    qtbot.keyClick(focus(), KEYS.Key_Return)
    assert page.sheet.form is not None
    qtbot.keyClicks(focus(), "More")
    qtbot.keyClick(focus(), KEYS.Key_Return)
    assert page.sheet.form is None
    assert window.messages._undo.isVisible()
    assert focus() is page.sheet.cards[1]._add  # not "Undo": a second Enter must not take back what was just saved


@pytest.mark.parametrize("by_mouse", [False, True])
def test_the_search_gives_the_focus_back(qtbot: QtBot, window: MainWindow, by_mouse: bool) -> None:
    page = window.current_page()
    page.edit()
    QApplication.processEvents()
    before = focus()
    if by_mouse:
        qtbot.mouseClick(window.search, Qt.MouseButton.LeftButton)
    else:
        window.to_search()
    qtbot.keyClick(focus(), KEYS.Key_Escape)  # closes the list of commands
    assert focus() is window.search
    qtbot.keyClick(focus(), KEYS.Key_Escape)
    assert focus() is before
    page.sheet.form.leave()


def test_undo_means_the_deed_where_nothing_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    window.jobs.do("Create something", stand_ins.create, "New")
    line = window.current_page().list.filter
    line.setFocus()
    qtbot.keyClicks(line, "a")
    qtbot.keyClick(line, KEYS.Key_Z, CONTROL)
    assert line.text() == ""
    assert window.undo_button.isEnabled()
    qtbot.keyClick(line, KEYS.Key_Z, CONTROL)
    assert not window.undo_button.isEnabled()


def test_a_click_on_a_toast_takes_no_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.jobs.do("Create something", stand_ins.create, "New")
    before = focus()
    qtbot.mouseClick(window.messages._undo, Qt.MouseButton.LeftButton)
    assert focus() is before


def test_the_navigation_gives_way_to_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1440, 900)
    wide = window.navigation.width()
    assert not window.navigation.narrow
    window.current_page().sheet.setMinimumWidth(1000)
    QApplication.processEvents()
    window.resize(1200, 900)
    qtbot.waitUntil(lambda: window.navigation.narrow and window.navigation.width() < wide / 2)


def test_wrapping_labels_know_their_height(qtbot: QtBot) -> None:
    made = label("word " * 40, wrap=True)
    qtbot.addWidget(made)
    assert made.sizePolicy().hasHeightForWidth()


def test_an_endless_word_makes_nothing_wider(qtbot: QtBot) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    made, short = label(word, wrap=True), label("Automobilzulieferindustrie", wrap=True)
    for one in (made, short):
        qtbot.addWidget(one)
    assert made.text() == word
    assert made.minimumSizeHint().width() < label(word).sizeHint().width() / 2
    assert breakable(short.text()) == short.text()


def test_enter_means_the_answer_that_looks_like_it(qtbot: QtBot, window: MainWindow) -> None:
    question = Question(window, "Save?", "Something was changed.", {"save": "Save", "leave": "Leave", "": "Cancel"})
    question.open()
    qtbot.waitUntil(lambda: question.isAncestorOf(focus()))
    qtbot.keyClick(focus(), KEYS.Key_Return)
    assert question.answer == "save"


def test_what_is_said_hides_no_button_of_the_sheet(qtbot: QtBot, window: MainWindow) -> None:
    window.jobs.do("Create something", stand_ins.create, "New")
    said = window.messages.frame.geometry()
    sheet = window.current_page().sheet
    assert said.right() < sheet.mapTo(window, sheet.rect().topLeft()).x()
