"""The window around a page: places, search, undo, keys, and what a screen reader hears."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from clusterdesk.settings import Settings
from clusterdesk.ui.kit import forms
from clusterdesk.ui.kit.icons import known
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import LinkButton
from clusterdesk.ui.kit.shortcuts import ShortcutSheet
from clusterdesk.ui.kit.welcome import Welcome
from clusterdesk.ui.window.main import COMMANDS, MainWindow, Questions
from tests.ui.kit import stand_ins


@dataclass(frozen=True)
class Hit:
    kind: str
    id: int
    title: str
    role: str = "name"
    matched: str = ""
    marks: tuple[tuple[int, int], ...] = ()


def find(session: stand_ins.Desk, text: str, limit: int) -> tuple[Hit, ...]:
    found = [one for one in session.things.values() if text.casefold() in one.name.casefold()]
    return tuple(Hit("thing", one.id, one.name, "former", "Old name", ((0, 2),)) for one in found[:limit])


@pytest.fixture
def kept() -> list[Settings]:
    return []


@pytest.fixture
def window(qtbot: QtBot, kept: list[Settings]) -> MainWindow:
    questions = Questions(find, stand_ins.next_undo, stand_ins.next_redo)
    made = MainWindow(stand_ins.jobs(), (stand_ins.PAGE,), (), Settings(), kept.append, questions)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def test_pages_are_built_on_the_first_visit(window: MainWindow) -> None:
    assert window.current_page() is None
    window.go(Place("things"))
    assert isinstance(window.current_page(), stand_ins.ThingsPage)


def test_a_kind_leads_to_its_page_and_back_leads_back(window: MainWindow) -> None:
    window.go(Place("thing", 2))
    window.go(Place("thing", 3))
    page = window.current_page()
    assert page.shown_id == 3
    window.back()
    assert page.shown_id == 2
    assert page.sheet.sheet.title == "Thing 00002"
    window.forward()
    assert page.shown_id == 3


def test_links_in_a_sheet_are_followed(window: MainWindow) -> None:
    window.go(Place("thing", 1))
    page = window.current_page()
    page.sheet.findChild(LinkButton).click()
    assert page.shown_id == 2


def test_search_finds_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "00004")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)  # before there is an answer: it means what was typed
    qtbot.waitUntil(lambda: window.current_page() is not None)
    assert window.current_page().shown_id == 4


def test_what_was_seen_last_is_offered(window: MainWindow) -> None:
    window.go(Place("thing", 2))
    window.go(Place("thing", 3))
    window.search.setFocus()
    window.to_search()
    assert [one.text for one in window.search.drop.model.entries][1:3] == ["Thing 00003", "Thing 00002"]


def test_search_runs_commands(window: MainWindow, qtbot: QtBot, kept: list[Settings]) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "larg")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(kept))
    assert kept[-1].text_size == 110


def test_undo_says_what(window: MainWindow, qtbot: QtBot) -> None:
    window.jobs.do("Create something", stand_ins.create, "New")
    assert "Create something" in window.undo_button.toolTip()
    assert "Create something" in window.messages.text.text()
    assert window.messages.frame.isVisible()
    window.undo()
    assert not window.undo_button.isEnabled()


def test_a_refusal_is_one_sentence(window: MainWindow) -> None:
    window.jobs.redo()
    assert window.messages.text.text() == "There is nothing to redo."


def test_f2_edits_in_place_and_ctrl_s_saves(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("thing", 1))
    page = window.current_page()
    page.action("things.edit").trigger()
    line = page.sheet.form.boxes["name"].editor.control
    line.setText("bad")
    page.sheet.form.save()
    assert page.sheet.form.boxes["name"].trouble.text() == "That is no name."
    line.setText("Better")
    page.sheet.form.save()
    assert page.sheet.form is None
    assert page.sheet.sheet.title == "Better"


def test_unsaved_changes_hold_the_user_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go(Place("thing", 1))
    page = window.current_page()
    page.edit()
    page.sheet.form.boxes["name"].editor.control.setText("Half")
    monkeypatch.setattr(forms, "ask_leave", lambda parent: "")
    window.go(Place("thing", 2))
    assert page.shown_id == 1
    page.list.table.selectRow(3)
    assert page.shown_id == 1
    assert page.sheet.form is not None
    monkeypatch.setattr(forms, "ask_leave", lambda parent: "leave")
    window.go(Place("thing", 2))
    assert page.shown_id == 2
    assert page.sheet.form is None


def test_a_part_is_added_in_its_card(window: MainWindow) -> None:
    window.go(Place("thing", 1))
    page = window.current_page()
    page.sheet.cards[1].edit(stand_ins.Editing(stand_ins.FIELDS[:2], page.save, {"name": "Part"}, fresh=True))
    assert page.sheet.form is not None
    page.sheet.form.save()
    assert page.sheet.form is None
    assert page.sheet.sheet.title == "Part"


def test_every_control_has_a_name(window: MainWindow) -> None:
    window.go(Place("thing", 1))
    page = window.current_page()
    nameless = _nameless(window)
    page.edit()
    assert nameless + _nameless(window) == []


def _nameless(window: MainWindow) -> list[str]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    found = []
    for kind in kinds:
        for control in window.findChildren(kind):
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            holder = control.parent().metaObject().className() if control.parent() else ""
            inner = control.objectName().startswith("qt_") or holder == "QComboBoxPrivateContainer"
            inner = inner or isinstance(control, QHeaderView)
            hidden = control.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(control.parent(), QLineEdit)
            if not named and not inner and not hidden:
                found.append(repr(control))
    return found


def test_user_text_is_never_markup(window: MainWindow) -> None:
    window.go(Place("thing", 1))
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in window.findChildren(QLabel) if one.text())


def test_commands_are_told_apart() -> None:
    every = (*COMMANDS, *stand_ins.ThingsPage.COMMANDS)
    keys = [key for one in every for key in one.shortcut.split(";") if key]
    assert len({one.id for one in every}) == len(every)
    assert len(set(keys)) == len(keys)
    assert all(known(one.icon) for one in every if one.icon)


def test_panes_and_the_shortcut_sheet(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("thing", 1))
    for _turn in range(5):
        window.next_pane()
    window.show_shortcuts()
    sheet = window.findChild(ShortcutSheet)
    assert sheet.isVisible()
    sheet.accept()


def test_the_first_page_asks_for_nothing(qtbot: QtBot) -> None:
    chosen: list[str] = []
    page = Welcome(lambda: chosen.append("empty"), lambda: chosen.append("demo"))
    qtbot.addWidget(page)
    page.empty.click()
    page.demo.click()
    assert chosen == ["empty", "demo"]
