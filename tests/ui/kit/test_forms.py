"""Forms: set a value, read the changes, be told what is wrong."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.refusals import Changed, Conflict, Refused, Unavailable
from clusterdesk.storage.lists import Option
from clusterdesk.ui.kit import forms
from clusterdesk.ui.kit.fields import TimeField
from clusterdesk.ui.kit.forms import Form
from tests.ui.kit import stand_ins


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(stand_ins.FIELDS, stand_ins.jobs())
    qtbot.addWidget(made)
    made.load({"name": "ACOD", "kind": "a", "founded": PartialDate(2008), "part_of": Option(2, "Thing 2")}, 7)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def _write(form: Form, name: str, text: str) -> None:
    line = form.boxes[name].editor.control
    line.setText(text)  # type: ignore[attr-defined]
    line.textEdited.emit(text)  # type: ignore[attr-defined]


def test_only_what_changed_is_saved(form: Form, qtbot: QtBot) -> None:
    assert form.changes() == {}
    assert not form.dirty
    _write(form, "founded", "ca. 2006")
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args == [{"founded": PartialDate(2006, approximate=True)}]
    assert form.version == 7


def test_what_cannot_be_read_is_said_beside_the_field(form: Form, qtbot: QtBot) -> None:
    _write(form, "founded", "neulich")
    with qtbot.assertNotEmitted(form.saved):
        form.save()
    assert "neulich" in form.boxes["founded"].trouble.text()
    assert form.boxes["founded"].trouble.isVisible()
    assert form.dirty


def test_how_a_date_was_understood_stands_below(form: Form) -> None:
    _write(form, "founded", "3/2022")
    form.boxes["founded"].judge()
    assert "2022" in form.boxes["founded"].note.text()


def test_a_refusal_finds_its_field(form: Form) -> None:
    form.refuse(Refused.for_fields({"name": "That is no name.", "": "Nothing was saved."}))
    assert form.boxes["name"].trouble.text() == "That is no name."
    assert form.trouble.text() == "Nothing was saved."
    form.refuse(Unavailable("The disk is full."))
    assert form.trouble.text() == "The disk is full."
    assert form.boxes["name"].trouble.text() == ""


def test_a_required_field_is_asked_for(form: Form, qtbot: QtBot) -> None:
    _write(form, "name", "  ")
    form.save()
    assert form.boxes["name"].trouble.text()


def test_esc_asks_only_when_something_changed(form: Form, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(forms, "ask_leave", lambda parent: asked.append(1) or "")
    with qtbot.waitSignal(form.left):
        form.leave()
    assert asked == []
    _write(form, "name", "Other")
    with qtbot.assertNotEmitted(form.left):
        form.leave()
    assert asked == [1]
    monkeypatch.setattr(forms, "ask_leave", lambda parent: "leave")
    with qtbot.waitSignal(form.left):
        form.leave()


def test_save_then_go(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "ask_leave", lambda parent: "save")
    gone: list[int] = []
    _write(form, "name", "Other")
    form.leave_then(lambda: gone.append(1))
    assert gone == []
    form.accept()
    assert gone == [1]


def test_a_conflict_is_decided_field_by_field(form: Form, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(form, "name", "Mine")
    monkeypatch.setattr(forms.ConflictDialog, "exec", lambda self: 1)
    with qtbot.waitSignal(form.saved) as saved:
        form.refuse(Changed("Changed.", (Conflict("name", "Mine", "Theirs", "ACOD"),), 8))
    assert saved.args == [{"name": "Mine"}]
    assert form.version == 8


def test_giving_up_mine_saves_nothing(form: Form, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(form, "name", "Mine")
    monkeypatch.setattr(forms.ConflictDialog, "exec", lambda self: 1)
    monkeypatch.setattr(forms.ConflictDialog, "resolved", lambda self: {})
    with qtbot.assertNotEmitted(form.saved), qtbot.waitSignal(form.left):
        form.refuse(Changed("Changed.", (Conflict("name", "Mine", "Theirs", "ACOD"),), 8))


def test_a_record_is_picked_with_the_keyboard(form: Form, qtbot: QtBot) -> None:
    pick = form.boxes["part_of"].editor
    line = pick.control
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(line, "thing 00004")
    assert pick.value() is None
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert pick.value() == 4
    assert form.changes() == {"part_of": 4}
    line.clear()  # type: ignore[attr-defined]
    assert pick.value() is None


def test_what_is_not_there_can_be_created(form: Form, qtbot: QtBot) -> None:
    pick = form.boxes["part_of"].editor
    line = pick.control
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(line, "Neue GmbH")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert pick.value() == 6


def test_typed_but_not_chosen_is_a_problem(form: Form) -> None:
    _write(form, "part_of", "nobody")
    form.save()
    assert form.boxes["part_of"].trouble.text()


def test_ctrl_s_and_escape(form: Form, qtbot: QtBot) -> None:
    form.focus_first()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form.boxes["name"].editor.control, Qt.Key.Key_Escape)
    _write(form, "name", "Other")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form.boxes["name"].editor.control, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("text", "time"),
    [("9", dt.time(9)), ("9:30", dt.time(9, 30)), ("0930", dt.time(9, 30)), ("14.15 Uhr", dt.time(14, 15))],
)
def test_times_are_read(qtbot: QtBot, text: str, time: dt.time) -> None:
    editor = TimeField().build(None, "Time")
    qtbot.addWidget(editor)
    editor.control.setText(text)  # type: ignore[attr-defined]
    assert editor.value() == time
    editor.control.setText("25 o'clock")  # type: ignore[attr-defined]
    assert editor.value() is None
    assert editor.problem()


def test_a_fresh_form_gives_everything(qtbot: QtBot) -> None:
    form = Form(stand_ins.FIELDS, stand_ins.jobs())
    qtbot.addWidget(form)
    form.load({"name": "New"}, fresh=True)
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args[0]["name"] == "New"
    assert saved.args[0]["kind"] == "a"


def test_labels_belong_to_their_controls(form: Form) -> None:
    for box in form.boxes.values():
        assert box.name.buddy() is box.editor.control
        assert box.editor.control.accessibleName()
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in form.findChildren(QLabel))
