"""Jobs: where answers go, and where they do not."""

import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clusterdesk.domain.refusals import Refused
from clusterdesk.ui.kit.jobs import Jobs, Newest
from tests.ui.kit import stand_ins


class Waiting(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[Any] = []
        self.threads: list[threading.Thread] = []

    def take(self, answer: Any) -> None:
        self.got.append(answer)
        self.threads.append(threading.current_thread())

    def step(self, done: int, total: int) -> None:
        self.got.append((done, total))


@pytest.fixture
def threaded(qtbot: QtBot):
    made = Jobs(stand_ins.desk(5))  # type: ignore[arg-type]
    yield made
    made.close()


def test_answers_arrive_in_the_window_s_thread(threaded: Jobs, qtbot: QtBot) -> None:
    waiting = Waiting()
    threaded.ask(stand_ins.count, then=waiting.take)
    qtbot.waitUntil(lambda: waiting.got == [5])
    assert waiting.threads == [threading.main_thread()]


def test_who_is_gone_gets_nothing(threaded: Jobs, qtbot: QtBot) -> None:
    waiting, witness = Waiting(), Waiting()
    got = waiting.got
    threaded.ask(stand_ins.count, then=waiting.take)
    del waiting
    threaded.ask(stand_ins.count, then=witness.take)
    qtbot.waitUntil(lambda: witness.got == [5])
    assert got == []


def test_only_the_newest_question_is_answered(threaded: Jobs, qtbot: QtBot) -> None:
    waiting = Waiting()
    newest = Newest(threaded)
    for text in ("1", "2", "3"):
        newest.ask(stand_ins.options, text, 1, then=waiting.take)
    qtbot.waitUntil(lambda: bool(waiting.got))
    qtbot.wait(20)
    assert [one[0].text for one in waiting.got] == ["Thing 00003"]


def test_a_deed_tells_what_changed(qtbot: QtBot) -> None:
    jobs, waiting, heard = stand_ins.jobs(), Waiting(), Waiting()
    jobs.changed.connect(heard.take)
    jobs.do("Create", stand_ins.create, "New", then=waiting.take)
    assert waiting.got == [6]
    assert heard.got[0].kinds == {"thing"}


def test_a_refusal_goes_to_who_asked_else_to_all(qtbot: QtBot) -> None:
    jobs, mine, everybody = stand_ins.jobs(), Waiting(), Waiting()
    jobs.refused.connect(everybody.take)
    jobs.do("Save", stand_ins.save, 1, 1, {"name": "bad"}, refused=mine.take)
    assert isinstance(mine.got[0], Refused)
    assert everybody.got == []
    jobs.redo()
    assert str(everybody.got[0]) == "There is nothing to redo."


def test_a_fault_goes_to_the_hook(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: seen.append(args[0]))
    stand_ins.jobs().ask(_broken, then=print)
    assert seen == [ZeroDivisionError]


def _broken(_session: object) -> float:
    return 1 / 0


def test_slow_work_reports_and_stops(qtbot: QtBot) -> None:
    jobs, steps, result = stand_ins.jobs(), Waiting(), Waiting()
    jobs.slow(_work, 3, progress=steps.step, then=result.take)
    assert steps.got == [(1, 3), (2, 3), (3, 3)]
    assert result.got == ["done"]


def test_cancelled_work_ends_at_its_next_report(threaded: Jobs, qtbot: QtBot) -> None:
    begun, go, result = threading.Event(), threading.Event(), Waiting()
    ended: list[bool] = []
    job = threaded.slow(_waits, begun, go, ended, progress=Waiting().step, then=result.take)
    assert begun.wait(5)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        go.set()
    assert result.got == []
    assert ended == []


def _work(number: int, progress: Any) -> str:
    for done in range(1, number + 1):
        progress(done, number)
    return "done"


def _waits(begun: threading.Event, go: threading.Event, ended: list[bool], progress: Any) -> None:
    begun.set()
    go.wait(5)
    progress(1, 2)
    ended.append(True)
