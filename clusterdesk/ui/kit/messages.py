"""What the window says by itself: quiet toasts, refusals, questions and conflicts."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.refusals import Changed, Conflict
from clusterdesk.domain.wording import say_date
from clusterdesk.i18n import _
from clusterdesk.ui.kit.jobs import Job, Jobs
from clusterdesk.ui.kit.looks import button, column, label, panel, readable, row

if TYPE_CHECKING:
    from clusterdesk.services.desk import Done

_SECONDS = 7


class Messages(QObject):
    """Speaks in the lower left corner of one window, for the jobs of that window: on the right are the buttons of
    sheets and forms, and what was said shall hide none of them."""

    def __init__(self, host: QWidget, jobs: Jobs) -> None:
        super().__init__(host)
        self._host, self._jobs = host, jobs
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.quiet)
        self.text = label("", wrap=True)
        self._undo = button(_("Undo"))
        self._undo.clicked.connect(self._take_back)
        self._redo = button(_("Redo"))
        self._redo.clicked.connect(self._do_again)
        self._close = button(_("Close"))
        self._close.clicked.connect(self.quiet)
        for press in (self._undo, self._redo, self._close):  # a click shall not take the focus from what is typed into
            press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.frame = panel("toast", host)
        self._line = row(self.text, self._undo, self._redo, self._close, gap=4, margin=(16, 6, 8, 6))
        self._line.setStretch(0, 1)
        self.frame.setLayout(self._line)
        self.frame.hide()
        host.installEventFilter(self)
        self.frame.installEventFilter(self)
        jobs.done.connect(self._tell)
        jobs.refused.connect(self.refuse)

    def say(self, text: str) -> None:
        """A quiet sentence that goes away by itself."""
        self._show(text)

    def refuse(self, refusal: Exception) -> None:
        """The sentence of a refusal; it stays until it is closed or something else is said."""
        self._show(str(refusal), stays=True)

    def quiet(self) -> None:
        """Say nothing."""
        self._timer.stop()
        self.frame.hide()

    def _tell(self, done: "Done[Any]", act: str) -> None:
        sentences = {"do": "{deed}", "undo": _("Undone: {deed}"), "redo": _("Done again: {deed}")}
        if act == "do" and not done.recorded:
            return
        self._show(sentences[act].format(deed=done.label), undo=act != "undo", redo=act == "undo")

    def _show(self, text: str, *, undo: bool = False, redo: bool = False, stays: bool = False) -> None:
        self.text.setText(text)
        self._undo.setVisible(undo)
        self._redo.setVisible(redo)
        self._close.setVisible(stays)
        self.frame.show()
        self._place()
        self.frame.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.frame, QAccessible.Event.Alert))
        if stays:
            self._timer.stop()
        else:
            self._timer.start(_SECONDS * 1000)

    def _take_back(self) -> None:
        self.quiet()
        self._jobs.undo()

    def _do_again(self) -> None:
        self.quiet()
        self._jobs.redo()

    def _place(self) -> None:
        most = min(640, self._host.width() - 32)
        buttons = sum(one.sizeHint().width() + 4 for one in (self._undo, self._redo, self._close) if not one.isHidden())
        words = min(self.text.fontMetrics().horizontalAdvance(self.text.text()) + 8, most - buttons - 28)
        width = words + buttons + 28
        height = max(self._line.heightForWidth(width), self._line.minimumSize().height())
        self.frame.setGeometry(20, self._host.height() - height - 20, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge, and stay as long as somebody points at the sentence."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.frame.isVisible():
            self._place()
        elif watched is self.frame and event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif watched is self.frame and event.type() == QEvent.Type.Leave and self._close.isHidden():
            self._timer.start(_SECONDS * 1000)
        return False


class Question(QDialog):
    """A question with two or three answers; `answer` is the key of the one chosen, "" when it was closed."""

    def __init__(self, parent: QWidget | None, title: str, text: str, answers: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        heading = label(title, "heading", wrap=True)
        self._keys: dict[QObject, str] = {}
        made: list[QPushButton] = []
        for key, words in answers.items():
            one = button(words, "" if made else "primary")
            one.clicked.connect(self._answered)
            self._keys[one] = key
            made.append(one)
        made[0].setDefault(True)
        self.setLayout(column(heading, readable(text), 8, row(None, *reversed(made)), margin=24))
        made[0].setFocus()  # Enter is to mean what looks like it

    def _answered(self) -> None:
        self.answer = self._keys[self.sender()]
        self.accept()

    def ask(self) -> str:
        """Show it and wait for the answer."""
        self.exec()
        self.deleteLater()
        return self.answer


def ask_leave(parent: QWidget) -> str:
    """What to do with changes that are not saved: "save", "leave" or "" (stay)."""
    return Question(
        parent, _("Save the changes?"), _("You have changed something here that is not saved yet."),
        {"save": _("Save"), "leave": _("Leave without saving"), "": _("Cancel")},
    ).ask()  # fmt: skip


class ConflictDialog(QDialog):
    """Somebody else saved the same fields: field by field, mine or theirs, with the original beside them."""

    def __init__(self, parent: QWidget | None, changed: Changed, labels: Mapping[str, str], show: Any = None) -> None:
        super().__init__(parent)
        self._choices: list[tuple[Conflict, QRadioButton]] = []
        self._groups: list[QButtonGroup] = []
        self.setWindowTitle(_("Changed by somebody else"))
        self.setMinimumWidth(640)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for at, words in enumerate(("", _("Mine"), _("Theirs"), _("Before"))):
            grid.addWidget(label(words, "key"), 0, at)
        for line, one in enumerate(changed.conflicts, 1):
            self._line(grid, line, one, labels.get(one.field, one.field), show or plain)
        save, cancel = button(_("Save this choice"), "primary"), button(_("Cancel"))
        save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.setLayout(column(
            label(_("Somebody else has changed the same fields."), "heading", wrap=True),
            label(_("Choose what is to stand in each of them."), "muted", wrap=True), 8, grid, 8,
            row(None, cancel, save), margin=24,
        ))  # fmt: skip

    def _line(self, grid: QGridLayout, line: int, one: Conflict, name: str, show: Any) -> None:
        group = QButtonGroup(self)
        grid.addWidget(label(name, "strong"), line, 0, Qt.AlignmentFlag.AlignTop)
        for at, (value, whose) in enumerate(((one.mine, _("Mine")), (one.theirs, _("Theirs"))), 1):
            choice = QRadioButton()
            choice.setAccessibleName(f"{name}: {whose}: {show(one.field, value)}")
            choice.setChecked(at == 1)
            group.addButton(choice, at)
            text = readable(show(one.field, value))
            grid.addLayout(row(choice, text, None), line, at)
            if at == 1:
                self._choices.append((one, choice))
        grid.addWidget(_muted(show(one.field, one.original)), line, 3)
        self._groups.append(group)

    def resolved(self) -> dict[str, object]:
        """The fields where mine is to be saved, with their values; the others stay as theirs."""
        return {one.field: one.mine for one, choice in self._choices if choice.isChecked()}


def _muted(text: str) -> QLabel:
    return label(text, "muted", wrap=True)


def plain(_field: str, value: object) -> str:
    """A value as text where nobody knows better."""
    if value in (None, ""):
        return _("not stated")
    if isinstance(value, PartialDate):
        return say_date(value, long=True)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


class ProgressDialog(QDialog):
    """Long work under way, with Cancel. It closes by itself when the job has ended."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.line = label(" ", "muted")
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.setLayout(column(label(title, "heading", wrap=True), self.bar, self.line, row(None, cancel), margin=24))

    def step(self, done: int, total: int) -> None:
        """What `Jobs.slow(progress=…)` reports."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.line.setText(_("{done} of {total}").format(done=done, total=total))

    def watch(self, job: Job) -> None:
        """The job whose end closes the dialog and which *Cancel* stops."""
        self._job = job
        job.ended.connect(self._ended)
        self.open()

    def reject(self) -> None:
        """Cancel the work."""
        if self._job:
            self._job.cancel()
        self.stopped.emit()
        super().reject()
        self.deleteLater()

    def _ended(self) -> None:
        self.accept()
        self.deleteLater()


def sentences(problems: Mapping[str, str], known: Iterable[str]) -> str:
    """The sentences of a refusal that no field shows."""
    fields = set(known)
    return " ".join(dict.fromkeys(text for field, text in problems.items() if field not in fields))
