"""The one table model and view for every list: rows come in slices, as they are looked at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from clusterdesk.i18n import _
from clusterdesk.storage.lists import Query, Slice
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Job, Jobs
from clusterdesk.ui.kit.theme import Tokens, tokens

SLICE = 200
AnyIndex = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""The role that gives the row itself; None while it is being fetched."""
TONE = Qt.ItemDataRole.UserRole + 1
PICTURE = Qt.ItemDataRole.UserRole + 2
_WAITING = "…"
_LEAST_NAME = 26


@dataclass(frozen=True)
class Column:
    """One column. `value` reads the row (and, with `show`, is the real value that `show` puts into words); `key`
    is what `Query.sort` calls it. `width` is in characters, 0 takes what is left. `tone` paints the text as a
    badge: neutral, accent, good, warning, danger, "muted" for quiet text, or "" for plain. `main` is written
    strongest."""

    key: str
    heading: str
    value: Callable[[Any], Any]
    show: Callable[[Any], str] | None = None
    width: int = 0
    right: bool = False
    sort: bool = True
    icon: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    main: bool = False
    hidden: bool = False
    """Whether the column is shown only when the user asks for it."""

    def text(self, row: Any) -> str:
        """The words of the cell."""
        value = self.value(row)
        return self.show(value) if self.show else "" if value is None else str(value)


@dataclass(frozen=True)
class _Answer:
    turn: int
    slice: Slice[Any]


def _asked(session: Any, question: Callable[..., Slice[Any]], query: Query, turn: int) -> _Answer:
    return _Answer(turn, question(session, query))


class TableModel(QAbstractTableModel):
    """Knows rows by number and fetches those that are looked at. `question(session, query) -> Slice`; each row has
    an `id`. `kinds` are the kinds of records whose change makes it ask again."""

    counted = Signal(int)
    arrived = Signal()
    """Rows have come, or have come again."""

    def __init__(
        self, jobs: Jobs, columns: Sequence[Column], question: Callable[..., Slice[Any]], kinds: Iterable[str] = (),
        query: Query | None = None, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.columns = tuple(columns)
        self.query = query or Query()
        self._jobs, self._question, self._kinds = jobs, question, frozenset(kinds)
        self._rows: dict[int, Any] = {}
        self._total = -1
        self._turn = 0
        self._wanted: set[int] = set()
        self._asked: dict[int, Job] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fetch_wanted)
        jobs.changed.connect(self._changed)

    # --- what is shown

    def show(self, query: Query) -> None:
        """Show another list: other words, filters or order."""
        self.query = query
        self.reload(fresh=True)

    def reload(self, first: int = 0, *, fresh: bool = False) -> None:
        """Ask again, the slice of row `first` before the others. Old rows stay until the new ones are there."""
        self._turn += 1
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()
        self._wanted.clear()
        self._fetch(0 if fresh else first // SLICE)

    def _changed(self, changes: Any) -> None:
        if self._kinds & changes.kinds:
            self.reload(self._seen())

    def _seen(self) -> int:
        return self.looked_at

    looked_at = 0
    """The row at the top of the view, which is fetched first when the list is asked again."""

    def _fetch(self, number: int) -> None:
        query = self.query.at(number * SLICE, SLICE)
        job = self._jobs.ask(_asked, self._question, query, self._turn, then=self._arrived)
        if number * SLICE not in self._rows:
            self._asked[number] = job

    def _fetch_wanted(self) -> None:
        wanted, self._wanted = self._wanted, set()
        for number in sorted(wanted - self._asked.keys()):
            self._fetch(number)

    def fetch(self, first: int, last: int) -> None:
        """See to it that these rows are here: for acting on a selection that was never scrolled through."""
        for number in range(first // SLICE, last // SLICE + 1):
            if number * SLICE not in self._rows:
                self._wanted.add(number)
        self._timer.start(0)

    def _arrived(self, answer: _Answer) -> None:
        if answer.turn != self._turn:
            return
        got = answer.slice
        self._asked.pop(got.offset // SLICE, None)
        first_of_turn = getattr(self, "_filled", -1) != self._turn
        rows = dict(enumerate(got.rows, got.offset))
        if got.total != self._total:
            self.beginResetModel()
            self._total, self._rows = got.total, rows
            self.endResetModel()
            self.counted.emit(got.total)
        else:
            self._rows = rows if first_of_turn else self._rows | rows
            if self._total:
                self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(self.columns) - 1))
        self._filled = self._turn
        self.arrived.emit()

    # --- what Qt asks

    @property
    def total(self) -> int:
        """How many rows the list has in all; -1 until that is known."""
        return self._total

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else max(self._total, 0)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def row(self, number: int) -> Any:
        """The row, or None while it is being fetched."""
        found = self._rows.get(number)
        if found is None and 0 <= number < self._total:
            self._wanted.add(number // SLICE)
            if not self._timer.isActive():
                self._timer.start(0)
        return found

    def number_of(self, id: int) -> int:  # noqa: A002 - the word of the house
        """Where the record stands among the rows that are here; -1 if it is not."""
        return next((number for number, row in self._rows.items() if row.id == id), -1)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, ROW, TONE, PICTURE):
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            return _WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role == TONE:
            return column.tone(row) if column.tone else ""
        if role == PICTURE:
            return column.icon(row) if column.icon else ""
        return column.text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sort:
            return
        key = self.columns[column].key
        key = key if order == Qt.SortOrder.AscendingOrder else f"-{key}"
        rest = tuple(one for one in self.query.sort if one.lstrip("-") != key.lstrip("-"))
        self.show(replace(self.query, sort=(key, *rest)[:3]))


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: one ground for the whole row, badges, pictures, and the focus at the row that has it."""

    def __init__(self, table: "Table") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        inks = tokens()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = inks.hover if index.row() == self._table.pointed else inks.surface
        ground = inks.selection if selected else ground
        painter.save()
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(inks.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.row() == self._table.currentIndex().row() and self._table.hasFocus() and self._first(index):
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), QColor(inks.accent))
        at = rect.adjusted(12, 0, -8, -1)
        picture = index.data(PICTURE)
        if picture:
            side = option.fontMetrics.height()
            icon(picture).paint(painter, QRect(at.left(), at.center().y() - side // 2 + 1, side, side))
            at.setLeft(at.left() + side + 8)
        self._words(painter, at, option.font, index, inks)
        painter.restore()

    def _first(self, index: AnyIndex) -> bool:
        return self._table.columnViewportPosition(index.column()) + self._table.horizontalOffset() == 0

    def _words(self, painter: QPainter, at: QRect, font: QFont, index: AnyIndex, inks: Tokens) -> None:
        column = self._table.rows().columns[index.column()]
        text = " ".join(str(index.data() or "").split())
        tone = index.data(TONE)
        if tone and tone != "muted" and text:
            _badge(painter, at, font, text, _badge_inks(inks, tone))
            return
        face = QFont(font)
        if column.main:
            face.setWeight(QFont.Weight.DemiBold)
        painter.setFont(face)
        strong = (column.main or index.column() == 0) and tone != "muted"
        painter.setPen(QColor(inks.text if strong else inks.muted))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), shown)


def _badge_inks(inks: Tokens, tone: str) -> tuple[str, str]:
    if tone == "neutral":
        return inks.muted, inks.sunken
    return getattr(inks, tone), getattr(inks, f"{tone}_soft")


def _badge(painter: QPainter, at: QRect, font: QFont, text: str, inks: tuple[str, str]) -> None:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    small.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(small)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, at.width() - 16))
    height = metrics.height() + 4
    pill = QRect(at.left(), at.center().y() - height // 2 + 1, metrics.horizontalAdvance(shown) + 16, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(inks[1]))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setFont(small)
    painter.setPen(QColor(inks[0]))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)


class Table(QTableView):
    """The view: whole rows, a row under the mouse, Enter opens, letters go to the filter."""

    opened = Signal(int)
    """The row number that Enter or a double click meant."""
    typed = Signal(str)

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.pointed = -1
        self._off = {at for at, one in enumerate(model.columns) if one.hidden}
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(48)
        self._lay_out()
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def rows(self) -> TableModel:
        """The model."""
        model = self.model()
        assert isinstance(model, TableModel)  # noqa: S101 - set in the constructor
        return model

    def _lay_out(self) -> None:
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 18)
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows().columns):
            if column.width:
                self.setColumnWidth(number, metrics.averageCharWidth() * column.width + 16)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._give_way()

    def show_columns(self, keys: Iterable[str]) -> None:
        """Show these columns; the main one is always shown."""
        wanted = set(keys)
        self._off = {at for at, one in enumerate(self.rows().columns) if one.key not in wanted and not one.main}
        self._give_way()

    def shown_columns(self) -> list[str]:
        """The keys of the columns that the user wants to see, whether there is room for them now or not."""
        return [one.key for at, one in enumerate(self.rows().columns) if at not in self._off]

    def _give_way(self) -> None:
        """Where there is little room, the last columns give way, so that names stay readable."""
        columns = self.rows().columns
        char = self.fontMetrics().averageCharWidth()
        room = self.viewport().width() - char * _LEAST_NAME * sum(not one.width for one in columns)
        for at, one in enumerate(columns):
            room -= char * one.width + 16 if one.width and at not in self._off else 0
            self.setColumnHidden(at, at in self._off or (room < 0 and bool(one.width) and at > 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _scrolled(self) -> None:
        self.rows().looked_at = max(0, self.rowAt(0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, row: int) -> None:
        if row != self.pointed:
            self.pointed = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the filter instead: searching here would fetch every row."""
