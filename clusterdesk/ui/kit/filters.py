"""Filter chips: narrow a list by one value of one key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from clusterdesk.i18n import _
from clusterdesk.storage.lists import Option
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.looks import button, relook, row
from clusterdesk.ui.kit.picks import Pick, PickEditor


@dataclass(frozen=True)
class Filter:
    """What a list can be narrowed by: `key` of `Query.where`, and either `choices` (value to marked label) or a
    `question` that offers records, as for a Pick."""

    key: str
    label: str
    choices: Mapping[Any, str] | None = None
    question: Callable[..., tuple[Option, ...]] | None = None


class Chip(QWidget):
    """One filter as a button that says what it narrows to."""

    chosen = Signal()

    def __init__(self, filter_: Filter, jobs: Jobs) -> None:
        super().__init__()
        self.filter = filter_
        self.value: Any = None
        self._words = ""
        self.button = button("", "chip")
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the picture stands behind the words
        self.pick: PickEditor | None = None
        parts: list[QWidget] = [self.button]
        if filter_.question:
            self.pick = PickEditor(jobs, _(filter_.label), Pick(filter_.question, placeholder=filter_.label))
            self.pick.setMinimumWidth(200)
            self.pick.hide()
            self.pick.left.connect(self._picked)
            self.pick.line.installEventFilter(self)
            self.button.clicked.connect(self._type)
            parts.append(self.pick)
        else:
            self._menu = QMenu(self)
            self._menu.aboutToShow.connect(self._offer)
            self._menu.triggered.connect(self._took)
            self.button.setMenu(self._menu)
        self.setLayout(row(*parts))
        self._draw()

    def set_value(self, value: Any, words: str = "") -> None:
        """Narrow to this value, None for none; `words` say what it is where it comes from a question."""
        self.value = value
        self._words = words
        self._draw()

    def _draw(self) -> None:
        name = _(self.filter.label)
        on = self.value is not None
        words = self._words or _((self.filter.choices or {}).get(self.value, str(self.value)))
        self.button.setText((f"{name}: {words}" if on else name).replace("&", "&&"))
        self.button.setIcon(icon("caret-down", "accent" if on else "muted"))
        self.button.setAccessibleName(_("Filter {name}").format(name=f"{name}: {words}" if on else name))
        relook(self.button, "chip-on" if on else "chip")

    def _offer(self) -> None:
        self._menu.clear()
        everything = self._menu.addAction(_("All"))
        everything.setCheckable(True)
        everything.setChecked(self.value is None)
        self._menu.addSeparator()
        for value, words in (self.filter.choices or {}).items():
            action = self._menu.addAction(_(words).replace("&", "&&"))
            action.setData((value,))
            action.setCheckable(True)
            action.setChecked(value == self.value)

    def _took(self, action: QAction) -> None:
        self.set_value(action.data()[0] if action.data() else None)
        self.chosen.emit()

    def _type(self) -> None:
        if self.pick is None:
            return
        if self.value is not None:
            self.set_value(None)
            self.chosen.emit()
            return
        self.button.hide()
        self.pick.show_value(None)
        self.pick.show()
        self.pick.line.setFocus()
        self.pick.look_for("")

    def _picked(self) -> None:
        if self.pick is None or self.pick.isHidden():
            return
        value, words = self.pick.value(), self.pick.line.text()
        if value is None and self.pick.line.hasFocus():
            return
        self.pick.hide()
        self.button.show()
        if value is not None:
            self.button.setFocus()
            self.set_value(value, words)
            self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field without a choice gives the chip back."""
        if event.type() == QEvent.Type.FocusOut and self.pick and self.pick.value() is None:
            self.pick.hide()
            self.button.show()
        return False
