"""Fields: what a form is declared from, and the editors that it is drawn with."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.refusals import Refused
from clusterdesk.domain.wording import read_number, say_date, say_number
from clusterdesk.i18n import _, mark
from clusterdesk.ui.kit.jobs import Jobs


class Editor(QWidget):
    """One control of a form. `edited` comes with every change by the user, `left` when the control is left, `settled`
    when it is no longer busy."""

    edited = Signal()
    left = Signal()
    settled = Signal()

    def __init__(self, control: QWidget, name: str) -> None:
        super().__init__()
        self.control = control
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(control)
        control.setAccessibleName(name)
        self.setFocusProxy(control)

    def value(self) -> Any:
        """What stands in the control, as the record keeps it; None where nothing can be made of it."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value without `edited`."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why nothing can be made of what was typed; empty when all is well."""
        return ""

    def understood(self) -> str:
        """How the program understood what was typed, where that is not plain to see."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether the value is on its way still; `settled` says when it is there."""
        return False

    def set_wrong(self, wrong: bool) -> None:
        """Mark the control."""
        if bool(self.control.property("wrong")) != wrong:
            self.control.setProperty("wrong", wrong)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)


class LineEditor(Editor):
    """One line of text; the kinds below read it as something else."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(self.line, name)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self.left)

    def _edited(self) -> None:
        self.edited.emit()

    def text(self) -> str:
        """What stands there, without spaces around it."""
        return " ".join(self.line.text().split())

    def value(self) -> Any:
        return self.text()

    def show_value(self, value: Any) -> None:
        self.line.setText(self.shown(value))
        self.line.setCursorPosition(0)

    def shown(self, value: Any) -> str:
        """The value as it is typed."""
        return str(value or "")


class ReadingEditor(LineEditor):
    """A line that is read as a value; what cannot be read stays as typed, with a sentence."""

    def read(self, text: str) -> Any:
        """The value of a text that is not empty. Raises Refused with the sentence."""
        raise NotImplementedError

    def value(self) -> Any:
        text = self.text()
        try:
            return self.read(text) if text else None
        except Refused:
            return None

    def problem(self) -> str:
        text = self.text()
        try:
            if text:
                self.read(text)
        except Refused as refusal:
            return str(refusal)
        return ""


class DateEditor(ReadingEditor):
    """A date as imprecise as its source."""

    def read(self, text: str) -> PartialDate:
        return PartialDate.read(text)

    def shown(self, value: Any) -> str:
        return say_date(value) if value else ""

    def understood(self) -> str:
        date = self.value()
        return say_date(date, long=True) if date else ""


class TimeEditor(ReadingEditor):
    """A time of day: 9, 9:30, 0930, 9.30 Uhr."""

    def read(self, text: str) -> dt.time:
        found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d\d))?\s*(?:h|Uhr)?", text, re.IGNORECASE)
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
            return dt.time(int(found[1]), int(found[2] or 0))
        raise Refused(_("“{text}” is no time of day. Examples: 9, 9:30, 14:00.").format(text=text[:40]))

    def shown(self, value: Any) -> str:
        return value.strftime("%H:%M") if value else ""


class NumberEditor(ReadingEditor):
    """A number with the marks of the language."""

    def read(self, text: str) -> float | int:
        return read_number(text)

    def shown(self, value: Any) -> str:
        return "" if value is None else say_number(value)


class WholeEditor(NumberEditor):
    """A whole number."""

    def read(self, text: str) -> int:
        value = super().read(text)
        if value != int(value):
            raise Refused(_("Please enter a whole number."))
        return int(value)


class _Text(QPlainTextEdit):
    """As high as its text, within bounds; Tab goes on to the next field."""

    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._least = lines
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self._least, round(self.document().size().height())), 14)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 26)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class TextEditor(Editor):
    """Text of several lines."""

    def __init__(self, name: str, lines: int) -> None:
        self.area = _Text(lines)
        super().__init__(self.area, name)
        self.area.textChanged.connect(self._edited)
        self.area.left.connect(self.left)
        self._showing = False

    def _edited(self) -> None:
        if not self._showing:
            self.edited.emit()

    def value(self) -> str:
        return self.area.toPlainText().strip()

    def show_value(self, value: Any) -> None:
        self._showing = True
        self.area.setPlainText(value or "")
        self._showing = False


class _Combo(QComboBox):
    """The wheel scrolls the form, not the choice."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())


class ChoiceEditor(Editor):
    """One of a code list."""

    def __init__(self, name: str, codes: Mapping[Any, str]) -> None:
        self.combo = _Combo()
        super().__init__(self.combo, name)
        for key, words in codes.items():
            self.combo.addItem(words, key)
        self.combo.activated.connect(self._edited)

    def _edited(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Any:
        return self.combo.currentData()

    def show_value(self, value: Any) -> None:
        at = self.combo.findData(value)
        if at < 0 and value not in (None, ""):
            self.combo.addItem(str(value), value)  # a code of a newer version, or of the office's own list
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(max(at, 0) if value not in (None, "") or at >= 0 else -1)


class CheckEditor(Editor):
    """Yes or no."""

    def __init__(self, name: str, words: str) -> None:
        self.box = QCheckBox(words.replace("&", "&&"))
        super().__init__(self.box, name)
        self.box.clicked.connect(self._edited)

    def _edited(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


# --- declarations -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of text."""

    placeholder: str = ""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor; `name` is the label that a screen reader says."""
        return LineEditor(name, _(self.placeholder))


@dataclass(frozen=True)
class Lines:
    """Text of several lines."""

    lines: int = 3

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return TextEditor(name, self.lines)


@dataclass(frozen=True)
class Choice:
    """One of a code list: key to marked label."""

    codes: Mapping[Any, str]

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return ChoiceEditor(name, {key: _(words) for key, words in self.codes.items()})


@dataclass(frozen=True)
class NamedChoice:
    """One of several records by their names, which are shown as they are; `none` is the marked label of none."""

    names: Mapping[int, str]
    none: str = ""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return ChoiceEditor(name, ({None: _(self.none)} if self.none else {}) | dict(self.names))


@dataclass(frozen=True)
class DateField:
    """A partial date."""

    placeholder: str = mark("e.g. 2008, 06/2018, 04.03.2022")

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return DateEditor(name, _(self.placeholder))


@dataclass(frozen=True)
class TimeField:
    """A time of day."""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return TimeEditor(name, _("e.g. 9:30"))


@dataclass(frozen=True)
class Number:
    """A number, with decimals where wanted."""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return NumberEditor(name)


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return WholeEditor(name)


@dataclass(frozen=True)
class Check:
    """Yes or no; the words stand beside the box."""

    words: str = ""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        return CheckEditor(name, _(self.words) or name)


@dataclass(frozen=True)
class Field:
    """One field of a form. `name` is that of the record, so that refusals find their way; `editor` one of the
    declarations above or a Pick; `half` fields stand two in a row where there is room."""

    name: str
    label: str
    editor: Any
    help: str = ""
    required: bool = False
    half: bool = False
    default: Any = None


@dataclass(frozen=True)
class Editing:
    """What a form is to edit: its fields, the values and the version seen, and `save(form, changes)`, which does
    the deed with `then=form.accept, refused=form.refuse`. `fresh` means that the record is yet to be made: then
    `changes` holds everything that stands in the form."""

    fields: tuple[Field, ...]
    save: Callable[[Any, dict[str, Any]], None]
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
    fresh: bool = False
    title: str = ""
    more: str = ""
    """A line under the title that explains."""
