"""A window in a process of its own, that says when it was painted: `python -m tests.bench.painted bare`, or `program`
with the words of the command line of ClusterDesk.

It writes the time at which the last painting before a rest was over: no question under way, the rows there, nothing
left to paint. The time is that of `time.perf_counter`, which all processes of a machine share. Then it is gone at
once. Nothing is imported here before the window under test imports it.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

_EVERY = 5
"""Milliseconds between two looks."""
_CALM = 40
"""So many looks in a row must find nothing new; the time they take is not counted."""


def bare() -> None:
    """The floor: the least that a window with a list and an object-relational mapper can be."""
    import sqlalchemy.orm  # noqa: F401 - its import is part of the floor
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication(["bare"])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1440, 900)
    window.show()
    watch(window, lambda: True)
    app.exec()


def program() -> None:
    """ClusterDesk as `python -m clusterdesk` starts it, watched from where its event loop begins."""
    import clusterdesk.__main__ as way_in
    from clusterdesk import app

    open_window = app._run_window

    def watched(*parts: Any) -> int:
        app._import_qt()
        from clusterdesk.ui.window import start

        make = start.window

        def made(*more: Any) -> Any:
            main = make(*more)
            watch(main, lambda: not main.jobs._open and has_rows(main.current_page()))
            return main

        vars(start)["window"] = made
        return open_window(*parts)

    vars(app)["_run_window"] = watched
    way_in.main()


def has_rows(page: Any) -> bool:
    """Whether what the page is about has arrived: the overview of the start page, or the rows of a list."""
    if page is None:
        return False
    return page.answer is not None if hasattr(page, "answer") else page.list.model.total > 0


def watch(window: Any, ready: Callable[[], bool]) -> None:
    """Look every few milliseconds whether all is at rest; then say when the last painting was over."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__(window)
            self.last, self.calm = 0.0, 0
            self.timer = QTimer(self)
            self.timer.timeout.connect(self.look)
            self.timer.start(_EVERY)
            window.installEventFilter(self)

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.UpdateRequest:  # with it the window paints what is in need of it
                QTimer.singleShot(0, self.stir)
            return False

        def stir(self) -> None:
            self.last, self.calm = time.perf_counter(), 0

        def look(self) -> None:
            self.calm += 1
            if not ready():
                self.stir()
            elif self.last and self.calm > _CALM:
                os.write(1, f"{self.last!r}\n".encode())
                os._exit(0)

    Watch()


if __name__ == "__main__":
    word = sys.argv.pop(1)
    bare() if word == "bare" else program()
