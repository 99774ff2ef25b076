"""When the program is at fault: the log, and a dialog with a report that can be copied."""

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from clusterdesk import __version__
from clusterdesk.i18n import _
from clusterdesk.ui.kit.looks import button, column, label, row

log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """What the maintainers need: versions and the trail of calls; no data of the desk."""
    trail = "".join(traceback.format_exception(error))
    return (
        f"ClusterDesk {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}\n\n"
        f"{trail}"
    )


class CrashDialog(QDialog):
    """Says that something went wrong, that nothing was half-written, and shows the report."""

    def __init__(self, parent: QWidget | None, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(680, 480)
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Report"))
        copy, close = button(_("Copy the report"), picture="copy"), button(_("Close"), "primary")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        self.setLayout(column(
            label(_("Something went wrong"), "title", wrap=True),
            label(_("This is a fault of the program, not yours. What you were just doing was not saved; everything "
                    "before it is safe. The report below contains no data of your desk unless it stands in the error "
                    "itself; please read it before you pass it on."), wrap=True),
            8, self._text, 8, row(copy, None, close), margin=24,
        ))  # fmt: skip

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


class Crashes(QObject):
    """Takes over `sys.excepthook`, also for other threads; one dialog at a time."""

    _happened = Signal(str)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self._happened.connect(self._show)

    def install(self) -> None:
        """From now on every unexpected exception comes here."""
        sys.excepthook = self.hook
        threading.excepthook = self._threads

    def hook(self, kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
        """What Python calls."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trail)
            return
        log.critical("unexpected", exc_info=(kind, error, trail))
        self._happened.emit(report(error))

    def _threads(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, text: str) -> None:
        if self._dialog is not None:
            return
        self._dialog = CrashDialog(self._window, text)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
