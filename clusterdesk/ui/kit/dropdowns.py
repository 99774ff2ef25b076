"""The list that drops from a field while one types: for picking a record and for the search of everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from clusterdesk.i18n import _
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.looks import column, panel
from clusterdesk.ui.kit.theme import tokens

ENTRY = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line of the list. A `key` of None makes it a heading. `marks` are the (start, end) of letters found."""

    key: Any
    text: str
    hint: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    picture: str = ""


class EntryModel(QAbstractListModel):
    """The entries shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Iterable[Entry]) -> None:
        """Other entries."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.text}, {entry.hint}" if entry.hint else entry.text
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        heading = index.isValid() and self.entries[index.row()].key is None
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    """Draws picture, text with the letters found, and the hint behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(200, option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry = index.data(ENTRY)
        inks = tokens()
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(inks.accent_soft))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        at = rect.adjusted(14, 0, -14, 0)
        if entry.key is None:
            small = QFont(font)
            small.setPointSizeF(font.pointSizeF() * 0.9)
            small.setWeight(QFont.Weight.DemiBold)
            painter.setFont(small)
            painter.setPen(QColor(inks.muted))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, entry.text)
        else:
            if entry.picture:
                side = QFontMetrics(font).height()
                icon(entry.picture).paint(painter, QRect(at.left(), at.center().y() - side // 2 + 1, side, side))
                at.setLeft(at.left() + side + 10)
            self._words(painter, at, font, entry, (inks.text, inks.accent, inks.muted))
        painter.restore()

    def _words(self, painter: QPainter, at: QRect, font: QFont, entry: Entry, inks: tuple[str, str, str]) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setUnderline(True)
        left = at.left()
        for text, found in _pieces(entry.text, entry.marks):
            face = bold if found else font
            painter.setFont(face)
            painter.setPen(QColor(inks[1] if found else inks[0]))
            metrics = QFontMetrics(face)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, at.right() - left))
            space = QRect(left, at.top(), at.right() - left, at.height())
            painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown)
        if entry.hint and left + 24 < at.right():
            painter.setFont(font)
            painter.setPen(QColor(inks[2]))
            space = QRect(left + 12, at.top(), at.right() - left - 12, at.height())
            shown = QFontMetrics(font).elidedText(entry.hint, Qt.TextElideMode.ElideRight, space.width())
            painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, shown)


def _pieces(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at or end <= start:
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def _enters(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Dropdown(QObject):
    """Hangs a list under a line edit: up, down and Enter choose, Esc closes. The list lies inside the window, so
    that it never takes the focus away."""

    chosen = Signal(object)
    """The entry that was chosen."""

    def __init__(self, edit: QLineEdit, width: int = 280) -> None:
        super().__init__(edit)
        self._edit, self._width = edit, width
        self._waiting = self._entered = False
        self.frame = panel("drop")
        self.frame.hide()
        self.model = EntryModel(self.frame)  # it shall not die before the list
        self.view = QListView(self.frame)
        self.view.setModel(self.model)
        self.view.setItemDelegate(EntryDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(_("Suggestions"))
        self.view.entered.connect(self._point)
        self.view.clicked.connect(self._choose)
        self.frame.setLayout(column(self.view, margin=4))
        edit.installEventFilter(self)
        edit.destroyed.connect(self.frame.deleteLater)

    @property
    def open(self) -> bool:
        """Whether the list is to be seen."""
        return self.frame.isVisible()

    def show(self, entries: Iterable[Entry]) -> None:
        """Show these entries under the field, the first one ready for Enter; none closes the list."""
        entered, self._entered, self._waiting = self._entered, False, False
        self.model.show(entries)
        if not self.model.entries:
            self.hide()
            return
        self._place()
        self.frame.show()
        self.frame.raise_()
        self._step(1, -1)
        if entered and self.view.currentIndex().isValid():
            self._choose(self.view.currentIndex())

    def expect(self) -> None:
        """Other entries are on their way: Enter now means the first of those, not what is shown still."""
        self._waiting, self._entered = True, False

    def hide(self) -> None:
        """Close the list."""
        self.frame.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field that mean the list."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
            self._waiting = self._entered = False
        elif event.type() == QEvent.Type.ShortcutOverride and self.open and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:  # else a form around the field would take it as its own
                event.accept()
        elif event.type() == QEvent.Type.KeyPress and self._waiting and _enters(event):
            self._entered = True
            return True
        elif event.type() == QEvent.Type.KeyPress and self.open and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return False

    def _key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            self._step(steps[Qt.Key(key)], self.view.currentIndex().row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.view.currentIndex().isValid():
            self._choose(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _step(self, by: int, row: int) -> None:
        places = [n for n, entry in enumerate(self.model.entries) if entry.key is not None]
        if not places:
            return
        now = places.index(row) if row in places else -1
        to = places[max(0, min(len(places) - 1, now + by))]
        self.view.setCurrentIndex(self.model.index(to))
        if to and to == places[0]:
            self.view.scrollToTop()

    def _point(self, index: QModelIndex) -> None:
        if self.model.entries[index.row()].key is not None:
            self.view.setCurrentIndex(index)

    def _choose(self, index: AnyIndex) -> None:
        entry = self.model.entries[index.row()]
        if entry.key is not None:
            self.hide()
            self.chosen.emit(entry)

    def _place(self) -> None:
        window = self._edit.window()
        if self.frame.parentWidget() is not window:
            self.frame.setParent(window)
        below = self._edit.mapTo(window, QPoint(0, self._edit.height() + 4))
        rows = min(len(self.model.entries), 12)
        height = rows * (self.view.fontMetrics().height() + 14) + 12
        width = max(self._edit.width(), self._width)
        room = window.height() - below.y() - 8
        above = self._edit.mapTo(window, QPoint(0, 0)).y() - 4
        if height > room and above > room:
            top = max(4, above - height)
            height = above - top
        else:
            top, height = below.y(), min(height, max(room, 40))
        left = max(4, min(below.x(), window.width() - width - 4))
        self.frame.setGeometry(left, top, width, height)
