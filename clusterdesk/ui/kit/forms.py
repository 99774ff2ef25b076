"""The frame around fields, once for all: load, what changed, problems beside the fields, save, leave, conflict."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from clusterdesk.domain.refusals import Changed, Refused
from clusterdesk.i18n import _
from clusterdesk.ui.kit.fields import Editing, Editor, Field
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.looks import button, column, label, panel, row
from clusterdesk.ui.kit.messages import ConflictDialog, ask_leave, sentences

_TWO_COLUMNS = 430


class FieldBox(QWidget):
    """Label, editor, and below it what was understood or what is wrong."""

    def __init__(self, field: Field, jobs: Jobs | None) -> None:
        super().__init__()
        self.field = field
        name = _(field.label)
        self.editor: Editor = field.editor.build(jobs, name)
        self.name = label(f"{name} *" if field.required else name, "key")
        self.name.setBuddy(self.editor.control)
        self.note = label("", "small", wrap=True)
        self.trouble = label("", "problem", wrap=True)
        self.setLayout(column(self.name, self.editor, self.note, self.trouble, None, gap=4))
        if isinstance(self.editor.control, QCheckBox):
            self.name.hide()
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self.judge)
        self._explain("")
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """The sentence beside the field; empty takes it away."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.editor.set_wrong(bool(sentence))
        self.editor.control.setAccessibleDescription(sentence or self.note.text())

    def judge(self) -> bool:
        """Whether something can be made of what stands here; says so if not."""
        problem = self.editor.problem()
        if not problem and self.field.required and self.editor.value() in (None, ""):
            problem = _("Please fill in this field.") if self.trouble.text() else ""
        self.show_problem(problem)
        self._explain(self.editor.understood())
        return not problem

    def missing(self) -> bool:
        """Whether a required field is empty."""
        return self.field.required and self.editor.value() in (None, "")

    def _explain(self, text: str) -> None:
        self.note.setText(text or _(self.field.help))
        self.note.setVisible(bool(self.note.text()))

    def _edited(self) -> None:
        if self.trouble.text():
            self.show_problem("")


class Form(QWidget):
    """A form over one record. `saved` brings the changed fields, `left` says that the form is done with."""

    saved = Signal(dict)
    left = Signal()
    edited = Signal()

    def __init__(self, fields: Iterable[Field], jobs: Jobs | None = None, title: str = "", more: str = "") -> None:
        super().__init__()
        self.version = 0
        self._fresh = False
        self._pressed = False
        self._go: Callable[[], None] | None = None
        self._save_call: Callable[[Any, dict[str, Any]], None] | None = None
        self._original: dict[str, Any] = {}
        self.boxes = {field.name: FieldBox(field, jobs) for field in fields}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._columns = 0
        self.banner = panel("banner")
        self.trouble = label("", wrap=True)
        self.banner.setLayout(column(self.trouble, margin=12))
        self.banner.hide()
        self.save_button = button(_("Save"), "primary", tip=_("Save (Ctrl+S)"))
        self.save_button.clicked.connect(self.save)
        cancel = button(_("Cancel"), tip=_("Leave (Esc)"))
        cancel.clicked.connect(self.leave)
        heads = [label(words, look, wrap=True) for words, look in ((title, "heading"), (more, "muted")) if words]
        foot = row(None, cancel, self.save_button)
        self.setLayout(column(*heads, self.banner, self._grid, 4, foot, gap=12))
        self._arrange(1)
        for box in self.boxes.values():
            box.editor.edited.connect(self.edited)
            box.editor.settled.connect(self._settled)
        self._keys()

    @classmethod
    def of(cls, editing: Editing, jobs: Jobs) -> "Form":
        """The form for an Editing, loaded and ready."""
        form = cls(editing.fields, jobs, editing.title, editing.more)
        form._save_call = editing.save
        form.load(editing.values, editing.version, fresh=editing.fresh)
        return form

    def _keys(self) -> None:
        for keys, slot in (("Ctrl+S", self.save), ("Ctrl+Return", self.save), ("Escape", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def load(self, values: Mapping[str, Any], version: int = 0, *, fresh: bool = False) -> None:
        """Show the record: field name to value (an Option or a Link where a record is picked)."""
        self.version, self._fresh = version, fresh
        for name, box in self.boxes.items():
            box.editor.show_value(values.get(name, box.field.default))
            box.show_problem("")
            box.judge()
        self._original = self.values()

    def values(self) -> dict[str, Any]:
        """Everything that stands in the form."""
        return {name: box.editor.value() for name, box in self.boxes.items()}

    def changes(self) -> dict[str, Any]:
        """The fields that the user changed."""
        return {name: value for name, value in self.values().items() if value != self._original.get(name)}

    @property
    def dirty(self) -> bool:
        """Whether leaving would lose something, be it unreadable."""
        return bool(self.changes()) or any(box.editor.problem() for box in self.boxes.values())

    def save(self) -> None:
        """Save, unless something cannot be read. A record of old that nobody changed is simply left."""
        if not self.save_button.isEnabled():
            return
        self._pressed = any(box.editor.busy for box in self.boxes.values())
        if self._pressed:
            return
        problems = {name: box.editor.problem() for name, box in self.boxes.items()}
        problems |= {name: _("Please fill in this field.") for name, box in self.boxes.items() if box.missing()}
        problems = {name: text for name, text in problems.items() if text}
        if problems:
            self.show_problems(problems)
        elif self._fresh or self.changes():
            self._submit(self.values() if self._fresh else self.changes())
        else:
            self._leave()

    def _settled(self) -> None:
        """Save now, where that was asked for while something was on its way."""
        if self._pressed:
            self.save()

    def _submit(self, changes: dict[str, Any]) -> None:
        self.show_problems({})
        self.save_button.setEnabled(False)
        self.saved.emit(changes)
        if self._save_call:
            self._save_call(self, changes)

    def accept(self, _value: object = None) -> None:
        """The deed is done: nothing is unsaved any more. Give this to `jobs.do` as `then`."""
        self.save_button.setEnabled(True)
        self._original = self.values()
        self._leave()

    def refuse(self, refusal: Exception) -> None:
        """The deed was refused: show why, or ask who is right. Give this to `jobs.do` as `refused`."""
        self.save_button.setEnabled(True)
        self._go = None
        if isinstance(refusal, Changed) and refusal.conflicts:
            self._decide(refusal)
        elif isinstance(refusal, Refused):
            self.show_problems(refusal.problems)
        else:
            self.show_problems({"": str(refusal)})

    def _decide(self, changed: Changed) -> None:
        names = {name: _(box.field.label) for name, box in self.boxes.items()}
        dialog = ConflictDialog(self.window(), changed, names, self._shown)
        agreed = dialog.exec()
        mine = dialog.resolved()
        dialog.deleteLater()
        if not agreed:
            return
        given_up = {one.field for one in changed.conflicts} - mine.keys()
        self.version = changed.version
        left = {name: value for name, value in self.changes().items() if name not in given_up}
        if left:
            self._submit(left)
        else:
            self._original = self.values()
            self._leave()

    def _shown(self, name: str, value: object) -> str:
        from_codes = getattr(self.boxes[name].field.editor, "codes", None) if name in self.boxes else None
        if from_codes and value in from_codes:
            return _(from_codes[value]) or _("not stated")
        if value in (None, ""):
            return _("not stated")
        shown = getattr(self.boxes[name].editor, "shown", None) if name in self.boxes else None
        return shown(value) if shown else str(value)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Each sentence beside its field, the rest above them; the first field in trouble gets the focus."""
        for name, box in self.boxes.items():
            box.show_problem(problems.get(name, ""))
        rest = sentences(problems, self.boxes)
        self.trouble.setText(rest)
        self.banner.setVisible(bool(rest))
        first = next((box for name, box in self.boxes.items() if name in problems), None)
        if first:
            first.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Leave; asks only when something changed."""
        self.leave_then(None)

    def leave_then(self, go: Callable[[], None] | None) -> None:
        """Leave and then go somewhere; nothing happens when the user would rather stay."""
        answer = ask_leave(self.window()) if self.dirty else "leave"
        if answer:
            self._go = go
        if answer == "leave":
            self._original = self.values()
            self._leave()
        elif answer == "save":
            self.save()

    def _leave(self) -> None:
        go, self._go = self._go, None
        self.left.emit()
        if go:
            go()

    def focus_first(self) -> None:
        """Begin to type in the first field."""
        first = next(iter(self.boxes.values()), None)
        if first:
            first.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(first.editor.control, QLineEdit):
                first.editor.control.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _TWO_COLUMNS * self.fontMetrics().height() / 18 else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        line = at = 0
        for box in self.boxes.values():
            whole = not box.field.half or columns == 1
            if whole and at:
                line, at = line + 1, 0
            self._grid.addWidget(box, line, at, 1, 2 if whole else 1)
            line, at = (line + 1, 0) if whole or at else (line, 1)
        for number in (0, 1):
            self._grid.setColumnStretch(number, 1)
