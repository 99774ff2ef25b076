"""Events on their way into other people's calendars: ask for the file, write it in the slow lane, report."""

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QLayout, QScrollArea, QWidget

from clusterdesk.domain.wording import say_number
from clusterdesk.i18n import _, ngettext
from clusterdesk.services import calendars, files
from clusterdesk.services.calendars import CalendarFile
from clusterdesk.services.desk import Desk
from clusterdesk.ui.kit.jobs import Job, Jobs
from clusterdesk.ui.kit.looks import button, column, label, panel, readable, row
from clusterdesk.ui.kit.messages import ProgressDialog

PATIENCE = 300
"""Milliseconds before an export shows its progress: most are done sooner."""
FOLDER = "folders/calendar"
"""Where the settings keep the folder of the last calendar file."""


def write(desk: Desk, ids: tuple[int, ...] | None, path: Path, *, progress: Any) -> CalendarFile:
    """Make the calendar file and put it in its place, whole or not at all; without a single event no file is made.
    Runs in the slow lane."""
    made = desk.ask(calendars.export, ids, now=desk.now(), progress=progress)
    if made.written:
        progress(made.written, made.written)  # the last moment to stop
        files.save(path, made.data)
    return made


def ask_path(parent: QWidget, name: str) -> Path | None:
    """Where to write; begins in the folder of the last time."""
    folder = Path(str(QSettings().value(FOLDER) or ""))
    if not folder.is_absolute() or not folder.is_dir():
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    dialog = QFileDialog(parent, _("Export to calendar"), str(folder), _("Calendar files (*.ics)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("ics")
    dialog.selectFile(file_name(name))
    agreed = dialog.exec()
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    if not agreed or not chosen:
        return None
    path = Path(chosen[0])
    QSettings().setValue(FOLDER, str(path.parent))
    return path


def file_name(title: str) -> str:
    """A file name that every system takes."""
    words = " ".join(re.sub(r"[^\w.,() –-]+", " ", title).split())
    return (words[:80].strip(" .") or "ClusterDesk") + ".ics"


class CalendarExport(QObject):
    """Asks for the file, lets it be written in the slow lane, and reports."""

    def __init__(self, page: QWidget, jobs: Jobs) -> None:
        super().__init__(page)
        self._page, self._jobs = page, jobs
        self._path = Path()
        self._job: Job | None = None
        self._dialog: ProgressDialog | None = None

    def start(self, ids: tuple[int, ...] | None, name: str) -> None:
        """Export these events, or all of them; `name` is what the file is called unless the user says otherwise."""
        path = None if self._under_way() else ask_path(self._page.window(), name)
        if path is None:
            return
        self._path, self._dialog = path, None
        self._job = self._jobs.slow(write, self._jobs.desk, ids, path, progress=self._step, then=self._report)
        QTimer.singleShot(PATIENCE, self, self._show_progress)

    def _under_way(self) -> bool:
        job = self._job
        return job is not None and job.answer is None and job.error is None and not job.cancelled

    def _show_progress(self) -> None:
        if self._job and self._under_way():
            self._dialog = ProgressDialog(self._page.window(), _("Writing the calendar file…"))
            self._dialog.watch(self._job)

    def _step(self, done: int, total: int) -> None:
        if self._dialog and self._under_way():
            self._dialog.step(done, total)

    def _report(self, made: CalendarFile) -> None:
        self._dialog = None
        ExportReport(self._page.window(), made, self._path).open()


class ExportReport(QDialog):
    """What became of an export: how many events stand in the file, which do not and why, and what to know of it."""

    def __init__(self, parent: QWidget, made: CalendarFile, path: Path) -> None:
        super().__init__(parent)
        self.made, self._path = made, path
        self.setWindowTitle(_("Export to calendar"))
        self.setMinimumWidth(520)
        written = ngettext(
            "{number} event is in the calendar file.", "{number} events are in the calendar file.", made.written
        ).format(number=say_number(made.written))
        if not made.written:
            written = _("No event could be written, so no file was made.")
        parts: list[QWidget] = [label(written, "heading", wrap=True)]
        if made.written:
            parts.append(readable(str(path), "muted"))
        if made.left_out:
            parts.append(self._left_out())
        parts += [readable(note, "muted") for note in made.notes]
        self.folder = button(_("Open folder"), "", "folder-open")
        self.folder.clicked.connect(self._open_folder)
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self.finished.connect(self.deleteLater)
        self._lines = column(*parts, None, row(None, self.folder, close), gap=12, margin=24)
        self._lines.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # see showEvent
        self.setLayout(self._lines)
        self.folder.setVisible(bool(made.written))
        close.setFocus()

    def _left_out(self) -> QWidget:
        many = len(self.made.left_out)
        heading = ngettext("{number} event was left out", "{number} events were left out", many)
        lines: list[QWidget] = [label(heading.format(number=say_number(many)), "strong")]
        for title, reason in self.made.left_out:
            line = QWidget()
            line.setLayout(column(readable(title), readable(reason, "muted"), gap=1))
            lines.append(line)
        card = panel("card")
        card.setLayout(column(*lines, gap=10, margin=14))
        if many <= 5:
            return card
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(card)
        scroll.setMinimumHeight(260)
        return scroll

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.width(), self._lines.heightForWidth(self.width()))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
