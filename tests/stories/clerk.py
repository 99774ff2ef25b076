"""Somebody who sits at the window: keys and clicks on what can be seen, found by what a screen reader says of it.

Keys go to the window, not to a control, so that focus and shortcuts are what they are for everybody; clicks go to a
point, so that whatever lies above it is in the way.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as TooLate
from pytestqt.qtbot import QtBot

from clusterdesk import i18n
from clusterdesk.i18n import _
from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.storage.store import Chance, Store
from clusterdesk.ui.kit.dropdowns import Dropdown
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.looks import WrappedLink
from clusterdesk.ui.kit.theme import Theme
from clusterdesk.ui.window import start

PATIENCE = 5000
"""Milliseconds until something that does not come is missing."""
_FAR = 60
"""More Tabs than any window takes from the first control to the last."""


class Office:
    """The program on a database, from opening the window to closing it: everything as `start.run` puts it together,
    background lanes included."""

    def __init__(self, qtbot: QtBot, database: Path, chance: Chance, size: tuple[int, int] = (1440, 900)) -> None:
        self._qtbot = qtbot
        self.store = Store.open(database, chance)
        self.jobs = Jobs(Desk(self.store, user="Erika"))
        theme = Theme(start.application([]), "light")
        self.window = start.window(self.jobs, Settings(language=i18n.language()), lambda _settings: None, theme)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.window.resize(*size)

    def __enter__(self) -> "Clerk":
        start.Opening(self.window).begin()
        with self._qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        return Clerk(self._qtbot, self.window)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:  # the clerk did not get to the end
            self.window.leave_quietly()
        self.jobs.close()
        QApplication.processEvents()
        self.store.close()


class Clerk:
    """Hands and eyes at one window and what opens above it."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    # --- eyes

    @property
    def before(self) -> QWidget:
        """What stands before everything else: a menu, a dialog, or the window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window

    @property
    def at(self) -> str:
        """What the control is called that has the focus."""
        focus = QApplication.focusWidget()
        return name_of(focus) if focus else ""

    @property
    def title(self) -> str:
        """What the window is called."""
        return self._window.windowTitle()

    def until(self, what: Callable[[], object], missing: str = "") -> None:
        """Wait until it is so."""
        try:
            self._qtbot.waitUntil(lambda: bool(what()), timeout=PATIENCE)
        except TooLate:
            pytest.fail(f"{missing or what} – focus at “{self.at}”, to be read: {sorted(set(self.words()))}")

    def words(self) -> Iterator[str]:
        """Everything that can be read now."""
        for one in self._visible(QWidget):
            match one:
                case QAbstractItemView():
                    yield from _rows(one)
                case QLineEdit():
                    yield one.text()
                case QPlainTextEdit():
                    yield one.toPlainText()
                case QComboBox():
                    yield one.currentText()
                case QLabel() | WrappedLink():
                    yield one.text()
                case _ if hasattr(one, "text") and one.metaObject().className() != "QWidget":
                    yield str(one.text()).replace("&&", "&")

    def sees(self, *texts: str) -> None:
        """Wait until all of this can be read."""
        for text in texts:
            self.until(lambda text=text: any(text in one for one in self.words()), f"“{text}” is not to be seen")

    def misses(self, *texts: str) -> None:
        """Wait until none of this can be read."""
        for text in texts:
            self.until(lambda text=text: not any(text in one for one in self.words()), f"“{text}” is still there")

    def _visible(self, kind: type[QWidget]) -> list[Any]:
        return [one for one in (self.before, *self.before.findChildren(kind)) if one.isVisible()]

    # --- the mouse

    def click(self, name: str, number: int = 0) -> None:
        """Click on what is called so, once it is there and can be used: scroll to it, and hit what lies there. Of
        several the one of that number."""
        self.until(lambda: len(self._called(name)) > number, f"there is no “{name}”")
        self.until(lambda: self._bare(name, number), f"something lies above “{name}”")
        control = self._called(name)[number]
        point = control.mapTo(control.window(), control.rect().center())
        QTest.mouseClick(_handle(control), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def _bare(self, name: str, number: int) -> bool:
        """Whether nothing lies above it, once it is scrolled to."""
        control = self._called(name)[number]
        _scroll_to(control)
        window = control.window()
        hit = window.childAt(control.mapTo(window, control.rect().center()))
        return hit is not None and (hit is control or control.isAncestorOf(hit))

    def click_row(self, list_name: str, text: str) -> None:
        """Click on the line of that list in which this stands."""
        self.until(lambda: self._row(list_name, text), f"“{text}” is not in “{list_name}”")
        view, at = self._row(list_name, text) or (None, QPoint())
        point = view.viewport().mapTo(view.window(), at)
        QTest.mouseClick(_handle(view.window()), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def _row(self, list_name: str, text: str) -> tuple[Any, QPoint] | None:
        for view in self._visible(QAbstractItemView):
            for number, line in enumerate(_rows(view)):
                if name_of(view) == list_name and text in line:
                    shown = (view.visualRect(view.model().index(number, column)) for column in _columns(view))
                    return view, next(rect.center() for rect in shown if not rect.isEmpty())
        return None

    def _called(self, name: str) -> list[QWidget]:
        return [
            one
            for one in self._visible(QWidget)
            if one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and name_of(one) == name
        ]

    # --- the keyboard

    def press(self, *keys: str) -> None:
        """Press keys, each written as in a menu ("Ctrl+K")."""
        for one in keys:
            self._attend()
            combination = QKeySequence(one)[0]
            QTest.keyClick(_handle(self.before), combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def _attend(self) -> None:
        """A window manager gives the focus back to the window under a dialog that was closed; nobody else does."""
        if not QApplication.activePopupWidget() and QApplication.activeWindow() is not self.before:
            self.before.activateWindow()
            self.until(lambda: QApplication.activeWindow() is self.before)

    def write(self, text: str) -> None:
        """Type, letter by letter; unlike `keyClicks` any letter will do."""
        handle = _handle(self.before)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QGuiApplication.sendEvent(handle, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is there."""
        self.until(lambda: self._called(name), f"there is no “{name}”")
        way: list[str] = []
        while self.at != name:
            way.append(self.at)
            assert len(way) < _FAR, f"Tab does not lead to “{name}”, but: {way}"
            self.press("Tab")

    def fill(self, name: str, text: str) -> None:
        """Tab to a field and type over what stands there."""
        self.tab_to(name)
        self.press("Ctrl+A")
        self.write(text)

    def choose(self, name: str, words: str) -> None:
        """Tab to a choice and go down or up in it until this stands there."""
        self.tab_to(name)
        combo = QApplication.focusWidget()
        assert isinstance(combo, QComboBox)
        self.press("Home")
        for _step in range(combo.count()):
            if combo.currentText() == words:
                return
            self.press("Down")
        assert combo.currentText() == words, [combo.itemText(at) for at in range(combo.count())]

    def pick(self, name: str, text: str, entry: str = "") -> None:
        """Tab to a field that finds records, type, and take the entry that reads so with arrows and Enter."""
        self.fill(name, text)
        self.take(entry or text)
        self.until(lambda: self._focused(QLineEdit).text() == text, f"“{text}” was not taken")

    def create(self, name: str, text: str) -> None:
        """The same with something new."""
        self.pick(name, text, _("Create “{name}”").format(name=text))

    def take(self, entry: str) -> None:
        """Of the list under a field, take the entry that reads so."""
        line = self._focused(QLineEdit)
        drop = next(one for one in line.children() if isinstance(one, Dropdown))

        def texts() -> list[str]:
            return [one.text for one in drop.model.entries]

        self.until(lambda: drop.open and not drop._waiting and entry in texts(), f"no “{entry}” is offered")
        places = [one.text for one in drop.model.entries if one.key is not None]
        self.press(*["Down"] * (places.index(entry) - places.index(drop.model.entries[_current(drop)].text)), "Return")
        self.until(lambda: not drop.open)

    def from_menu(self, entry: str) -> None:
        """Of the menu that is open, take the entry that reads so, with arrows and Enter."""
        self.until(lambda: isinstance(self.before, QMenu), "no menu is open")
        menu = self.before
        assert isinstance(menu, QMenu)
        for _step in menu.actions():
            self.press("Down")
            action = menu.activeAction()
            if action and action.text().replace("&", "").rstrip("…") == entry.rstrip("…"):
                self.press("Return")
                return
        raise AssertionError([one.text() for one in menu.actions()])

    def _focused(self, kind: type[Any]) -> Any:
        focus = QApplication.focusWidget()
        assert isinstance(focus, kind), f"focus at “{self.at}”: {focus}"
        return focus

    # --- files

    def will_name(self, file: Path) -> None:
        """Type this file and Enter into the dialog that will ask for one."""
        QTimer.singleShot(20, self._window, lambda: self._name(file))

    def _name(self, file: Path) -> None:
        dialog = self.before
        if not isinstance(dialog, QFileDialog):
            self.will_name(file)
            return
        line = dialog.findChild(QLineEdit)
        line.setFocus()
        self.press("Ctrl+A")
        self.write(str(file))
        self.press("Return")


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it; of a choice Qt tells it on Linux by the label beside it."""
    if widget.accessibleName():
        return widget.accessibleName()
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).replace("&&", "&") if found else ""


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    return [
        " | ".join(str(model.index(row, column).data() or "") for column in _columns(view))
        for row in range(model.rowCount(QModelIndex()))
    ]


def _columns(view: QAbstractItemView) -> range:
    return range(view.model().columnCount(QModelIndex()) if isinstance(view, QTableView) else 1)


def _current(drop: Dropdown) -> int:
    return drop.view.currentIndex().row()


def _scroll_to(control: QWidget) -> None:
    """As the wheel would."""
    at = control.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(control, 0, 60)
        at = at.parentWidget()


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    assert handle
    return handle
