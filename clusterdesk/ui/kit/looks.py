"""Small makers of labels, buttons and layouts, so that every page speaks with one hand."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.theme import tokens

_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


_LONGEST_WORD = 32
_ZERO_WIDTH_SPACE = "\u200b"


def breakable(text: str) -> str:
    """The text, with places to break in words that no line would hold."""
    return _ENDLESS.sub(lambda found: _ZERO_WIDTH_SPACE.join(_SYLLABLE.findall(found[0])), text)


_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_SYLLABLE = re.compile(r".{1,12}")


class Wrapping(QLabel):
    """Text that wraps where the room ends, endless words included; one such word would else make all wider that
    stands below and above it. `text` is what was said, without the places to break."""

    _whole = ""

    def setText(self, text: str) -> None:
        self._whole = text
        super().setText(breakable(text))

    def text(self) -> str:
        """What was said."""
        return self._whole


def label(text: str, look: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """Plain text, never markup: what a user typed is shown as typed. Looks: title, hero, heading, muted, small,
    problem, key."""
    made = Wrapping() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # Qt sets it by itself, but only with the next change of type
        made.setSizePolicy(policy)
    if name:
        made.setAccessibleName(name)
    return made


def readable(text: str, look: str = "") -> QLabel:
    """Wrapping text that can be marked and copied."""
    made = label(text, look, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Button(QPushButton):
    """A push button that Enter presses as well as Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PictureButton(QToolButton):
    """A small button that Enter presses as well as Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.menu():
                self.showMenu()
            else:
                self.click()
        else:
            super().keyPressEvent(event)


class SearchLine(QLineEdit):
    """A line to search with; what it cannot undo by itself, Ctrl+Z undoes in the window."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if (event.matches(undo) and not self.isUndoAvailable()) or (
                event.matches(redo) and not self.isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)


class WrappedLink(Button):
    """A button that looks like a link and wraps where the room ends."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self._shown = words, breakable(words)
        self.setProperty("look", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The words, as they are painted."""
        return self._words

    def _room(self, width: int) -> QRect:
        return self.fontMetrics().boundingRect(QRect(0, 0, width - 2, 10_000), _WRAPPED, self._shown)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._room(width).height()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 4, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 120), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        if self.hasFocus():
            painter.fillRect(self.rect(), QColor(tokens().selection))
        painter.setFont(font)
        painter.setPen(QColor(tokens().accent_strong if self.underMouse() else tokens().accent))
        painter.drawText(self.rect(), _WRAPPED, self._shown)
        painter.end()


def button(text: str, look: str = "", picture: str = "", *, tip: str = "") -> QPushButton:
    """A push button. Looks: "" plain, primary, quiet, link, danger."""
    made = Button(text.replace("&", "&&"))
    made.setProperty("look", look)
    made.setAutoDefault(False)
    if picture:
        ink = {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(look, "muted")
        made.setIcon(icon(picture, ink))
        side = made.fontMetrics().height()
        made.setIconSize(QSize(side, side))
    if tip:
        made.setToolTip(tip)
    if look == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def picture_button(picture: str, name: str, ink: str = "muted") -> QToolButton:
    """A button that shows only a picture; its name is the tip and what a screen reader says."""
    made = PictureButton()
    made.setIcon(icon(picture, ink))
    side = made.fontMetrics().height()
    made.setIconSize(QSize(side, side))
    made.setToolTip(name)
    made.setAccessibleName(name.partition(" (")[0])
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def panel(look: str, parent: QWidget | None = None) -> QFrame:
    """A frame with a ground of its own. Looks: card, top, bar, side, toast, banner."""
    made = QFrame(parent)
    made.setProperty("look", look)
    return made


Part = QWidget | QLayout | int | None
Margin = int | tuple[int, int, int, int]


def row(*parts: Part, gap: int = 8, margin: Margin = 0) -> QHBoxLayout:
    """Side by side; None is a stretch, a number a distance."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margin)
    return made


def column(*parts: Part, gap: int = 8, margin: Margin = 0) -> QVBoxLayout:
    """One below the other; None is a stretch, a number a distance."""
    made = QVBoxLayout()
    _fill(made, parts, gap, margin)
    return made


def _fill(
    layout: QBoxLayout, parts: Iterable[Part], gap: int, margin: Margin
) -> None:
    layout.setSpacing(gap)
    left, top, right, bottom = (margin,) * 4 if isinstance(margin, int) else margin
    layout.setContentsMargins(left, top, right, bottom)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def relook(widget: QWidget, look: str) -> None:
    """Give a widget another look while it is shown."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def emptied(layout: QLayout) -> None:
    """Take everything out of the layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
