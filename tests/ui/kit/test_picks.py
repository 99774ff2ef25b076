"""Picking a record: what is on its way, what is refused, and what is written in full."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import mark
from clusterdesk.ui.kit.fields import Field, Line
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.picks import Pick
from tests.ui.kit import stand_ins


class Slow(Executor):
    """A data lane that does its work only when it is told to."""

    def __init__(self) -> None:
        self.work: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.work.append(lambda: fn(*args, **kwargs))
        return Future()

    def go(self) -> None:
        """Do what has come in."""
        work, self.work = self.work, []
        for one in work:
            one()


@pytest.fixture
def lane() -> Slow:
    return Slow()


def create(session: stand_ins.Desk, name: str) -> int:
    if name == "refused":
        raise Refused("There is one already.")
    return stand_ins.create(session, name)


@pytest.fixture
def form(qtbot: QtBot, lane: Slow) -> Form:
    jobs = Jobs(stand_ins.desk(5), lane, lane)  # type: ignore[arg-type]
    pick = Pick(stand_ins.options, "thing", create)
    made = Form((Field("part_of", mark("Part of"), pick), Field("name", mark("Name"), Line())), jobs)
    qtbot.addWidget(made)
    made.load({}, fresh=True)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def _line(form: Form) -> QLineEdit:
    line = form.boxes["part_of"].editor.control
    assert isinstance(line, QLineEdit)
    line.setFocus()
    return line


def _begin_to_create(form: Form, lane: Slow, qtbot: QtBot, name: str) -> QLineEdit:
    line = _line(form)
    qtbot.keyClicks(line, name)
    lane.go()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    return line


def test_saving_waits_for_what_is_being_created(form: Form, lane: Slow, qtbot: QtBot) -> None:
    _begin_to_create(form, lane, qtbot, "Brand new")
    with qtbot.assertNotEmitted(form.saved):
        form.save()
    assert not form.boxes["part_of"].trouble.text()
    with qtbot.waitSignal(form.saved) as saved:
        lane.go()
    assert saved.args[0]["part_of"] == 6


def test_a_refusal_to_create_stands_beside_the_field(form: Form, lane: Slow, qtbot: QtBot) -> None:
    line = _begin_to_create(form, lane, qtbot, "refused")
    form.save()
    with qtbot.assertNotEmitted(form.saved):
        lane.go()
    assert form.boxes["part_of"].trouble.text() == "There is one already."
    qtbot.keyClicks(line, "!")
    assert not form.boxes["part_of"].trouble.text()


@pytest.mark.parametrize("late", [False, True])
def test_who_writes_a_name_in_full_need_not_choose_it(form: Form, lane: Slow, qtbot: QtBot, late: bool) -> None:
    qtbot.keyClicks(_line(form), "thing 00003")
    if not late:
        lane.go()
    form.boxes["name"].editor.control.setFocus()
    lane.go()
    assert form.values()["part_of"] == 3
    assert _line(form).text() == "Thing 00003"
    assert not form.boxes["part_of"].trouble.text()


def test_a_part_of_a_name_is_not_taken_for_it(form: Form, lane: Slow, qtbot: QtBot) -> None:
    qtbot.keyClicks(_line(form), "thing 0000")
    lane.go()
    form.boxes["name"].editor.control.setFocus()
    assert form.values()["part_of"] is None
    assert form.boxes["part_of"].trouble.text()
