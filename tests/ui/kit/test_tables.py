"""Lists: the model over slices, and what the user does with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from clusterdesk.ui.kit.commands import actions
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.lists import Listing, ListView
from clusterdesk.ui.kit.tables import TableModel
from tests.ui.kit import stand_ins

LISTING = Listing(
    "things", "Things", stand_ins.COLUMNS, stand_ins.rows, ("thing",),
    (Filter("kind", "Kind", stand_ins.KINDS), Filter("name", "Name", question=stand_ins.options)), ("name",), "About",
)  # fmt: skip


def _model(jobs: Jobs) -> TableModel:
    model = TableModel(jobs, stand_ins.COLUMNS, stand_ins.rows, ("thing",))
    model.reload(fresh=True)
    return model


def _list(qtbot: QtBot, jobs: Jobs) -> ListView:
    view = ListView(jobs, LISTING)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    return view


def test_the_model_keeps_qt_s_rules(qtbot: QtBot) -> None:
    jobs = stand_ins.jobs(450)
    model = _model(jobs)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    jobs.do("Create", stand_ins.create, "New")
    assert model.rowCount() == 451
    tester.deleteLater()


def test_rows_come_when_they_are_looked_at(qtbot: QtBot) -> None:
    jobs = stand_ins.jobs(1000)
    model = _model(jobs)
    assert model.rowCount() == 1000
    assert model.index(0, 0).data() == "Thing 00001"
    asked = jobs.desk.asked  # type: ignore[attr-defined]
    assert model.index(900, 0).data() == "…"
    qtbot.waitUntil(lambda: model.index(900, 0).data() == "Thing 00901")
    assert jobs.desk.asked == asked + 1  # type: ignore[attr-defined]


def test_only_what_concerns_the_list_makes_it_ask_again(qtbot: QtBot) -> None:
    jobs = stand_ins.jobs()
    model = _model(jobs)
    asked = jobs.desk.asked  # type: ignore[attr-defined]
    jobs.changed.emit(stand_ins.Changes({"other": frozenset()}))
    assert jobs.desk.asked == asked  # type: ignore[attr-defined]
    jobs.changed.emit(stand_ins.Changes({"thing": frozenset()}))
    assert jobs.desk.asked == asked + 1  # type: ignore[attr-defined]
    assert model.rowCount() == 5


def test_the_selection_stays_with_the_record(qtbot: QtBot) -> None:
    jobs = stand_ins.jobs()
    view = _list(qtbot, jobs)
    view.table.selectRow(2)
    assert view.selected_ids() == (3,)
    jobs.do("Save", stand_ins.save, 3, 1, {"name": "A thing"})
    assert view.table.currentIndex().row() == 0
    assert view.selected_ids() == (3,)
    jobs.do("Delete", stand_ins.delete, (1,))
    assert view.selected_ids() == (3,)


def test_everything_means_everything(qtbot: QtBot) -> None:
    view = _list(qtbot, stand_ins.jobs(1000))
    view.table.selectAll()
    qtbot.waitUntil(lambda: len(view.selected_ids()) == 1000)


def test_letters_and_chips_narrow(qtbot: QtBot) -> None:
    view = _list(qtbot, stand_ins.jobs(20))
    view.table.setFocus()
    qtbot.keyClicks(view.table, "2")
    qtbot.waitUntil(lambda: view.model.total == 3)
    view.chips[0].set_value("b")
    view.narrow()
    assert view.model.total == 0
    assert not view.first_step.isHidden()
    view.first_step.click()
    assert view.model.total == 20
    assert view.filter.text() == ""


def test_enter_opens(qtbot: QtBot) -> None:
    view = _list(qtbot, stand_ins.jobs())
    view.table.selectRow(1)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_many_at_once_have_a_bar(qtbot: QtBot) -> None:
    view = _list(qtbot, stand_ins.jobs())
    made = actions(stand_ins.ThingsPage.COMMANDS[2:], view)
    view.set_actions(made)
    view.table.selectRow(0)
    assert view.bar.isHidden()
    view.table.selectAll()
    assert view.bar.isVisible()
    assert made[0].isEnabled()


@pytest.mark.parametrize("number", [0, 1])
def test_the_empty_page_stands_where_nothing_is(qtbot: QtBot, number: int) -> None:
    view = _list(qtbot, stand_ins.jobs(number))
    assert view.table.isVisible() == bool(number)
