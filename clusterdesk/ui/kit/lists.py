"""A list as every page shows it: filter field, chips, table, count, empty state, and a bar for many at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clusterdesk.domain.wording import say_number
from clusterdesk.i18n import _, ngettext
from clusterdesk.storage.lists import Query, Slice
from clusterdesk.ui.kit.commands import CommandAction, fill
from clusterdesk.ui.kit.filters import Chip, Filter
from clusterdesk.ui.kit.flows import Flow
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.looks import SearchLine, button, column, label, panel, row
from clusterdesk.ui.kit.tables import Column, Table, TableModel

_ALL = 1_000_000


@dataclass(frozen=True)
class Listing:
    """What a list shows. `question(session, query) -> Slice`; `kinds` whose change makes it ask again; `count` puts
    a number into words (default: "3 entries"); `about` is what the empty page says; `first` is the id of the
    command that it offers."""

    id: str
    title: str
    columns: tuple[Column, ...]
    question: Callable[..., Slice[Any]]
    kinds: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, ...] = ()
    about: str = ""
    first: str = ""
    picture: str = "tray"
    count: Callable[[int], str] | None = None


def _ids(session: Any, question: Callable[..., Slice[Any]], query: Query) -> frozenset[int]:
    return frozenset(one.id for one in question(session, query.at(0, _ALL)).rows)


class _Filter(SearchLine):
    """Down goes to the table, Esc clears."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ListView(QWidget):
    """The list. `current` brings the id of the record to show beside it (None: none), `opened` an Enter or double
    click, `selection_changed` how many are selected."""

    current = Signal(object)
    opened = Signal(int)
    selection_changed = Signal(int)

    def __init__(self, jobs: Jobs, listing: Listing) -> None:
        super().__init__()
        self.listing, self._jobs = listing, jobs
        self._selected: set[int] = set()
        self._current: int | None = None
        self._everything = False
        self._restoring = False
        self._actions: list[CommandAction] = []
        self.model = TableModel(jobs, listing.columns, listing.question, listing.kinds, Query(sort=listing.sort), self)
        self.table = Table(self.model)
        self.table.setAccessibleName(_(listing.title))
        self.chips = [Chip(one, jobs) for one in listing.filters]
        self._build()
        self._wire()
        self._recall_columns()
        self.model.reload(fresh=True)

    # --- building

    def _build(self) -> None:
        self.heading = label(_(self.listing.title), "title")
        self.counted = label(" ", "muted")
        self.counted.setMinimumWidth(1)  # it gives way
        self.heads = QHBoxLayout()
        self.heads.setSpacing(8)
        self.filter = _Filter()
        self.filter.setProperty("look", "search")
        self.filter.setPlaceholderText(_("Filter this list (Ctrl+F)"))
        self.filter.setAccessibleName(_("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        top = column(
            row(self.heading, self.counted, None, self.heads),
            self.filter,
            Flow(*self.chips, gap=6),
            gap=10, margin=(16, 14, 16, 10),
        )  # fmt: skip
        if not self.chips:
            top.takeAt(2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty_page())
        self.bar = self._bulk_bar()
        ground = panel("list")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(top)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self.bar)
        self.setLayout(column(ground, gap=0))

    def _empty_page(self) -> QWidget:
        self._picture = label("")
        self._picture.setPixmap(icon(self.listing.picture, "accent").pixmap(48, 48))
        self._about = label("", "muted", wrap=True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._about.setMaximumWidth(380)
        self.first_step = button("", "primary")
        self.first_step.clicked.connect(self._first_step)
        page = QWidget()
        page.setLayout(column(
            None, row(None, self._picture, None), 8, row(None, self._about, None), 8, row(None, self.first_step, None),
            None, None, margin=24,
        ))  # fmt: skip
        self._about.setMinimumWidth(240)
        area = QScrollArea()  # else what is said here would claim the room of the chips, even while it is not shown
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        for ground in (page, area.viewport()):
            ground.setAutoFillBackground(False)
        return area

    def _bulk_bar(self) -> QWidget:
        bar = panel("bar")
        self._chosen = label("", "strong")
        self._bulk = QHBoxLayout()
        self._bulk.setSpacing(6)
        clear = button(_("Clear selection"), "quiet")
        clear.clicked.connect(self.table.clearSelection)
        bar.setLayout(row(self._chosen, None, self._bulk, clear, margin=(16, 8, 12, 8)))
        bar.hide()
        return bar

    def _wire(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.narrow)
        self.filter.textChanged.connect(self._narrow_soon)
        self.filter.down.connect(self.to_table)
        self.table.typed.connect(self._type)
        self.table.opened.connect(self._open)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(self._select)
        for chip in self.chips:
            chip.chosen.connect(self.narrow)
        self.model.arrived.connect(self._restore)
        self.model.modelAboutToBeReset.connect(self._hold)
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.activated.connect(self.to_filter)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._columns_menu)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        first = self.listing.sort[0] if self.listing.sort else ""
        keys = [one.key for one in self.listing.columns]
        down = first.startswith("-")
        header.setSortIndicator(
            keys.index(first.lstrip("-")) if first.lstrip("-") in keys else -1,
            Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder,
        )
        header.sortIndicatorChanged.connect(self.model.sort)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Where there is little room, the count gives way, so that the title stays readable."""
        needed = (one.sizeHint().width() for one in (self.heading, self.counted, self.heads))
        self.counted.setVisible(sum(needed) + 3 * 8 + 32 <= self.width())

    def set_actions(self, made: Iterable[CommandAction]) -> None:
        """The page's commands: all in the context menu, those for selections in the bar, the first step in the
        empty page."""
        self._actions = list(made)
        for one in self._actions:
            if one.command.id == self.listing.first:
                self.first_step.setText(one.plain)
                self.first_step.setIcon(icon(one.command.icon or "plus", "on_accent"))
            if one.command.needs == "some":
                look = "danger" if one.command.danger else ""
                press = button(one.plain, look, one.command.icon)
                press.clicked.connect(one.trigger)
                self._bulk.addWidget(press)
        self._tell()

    # --- narrowing

    def _narrow_soon(self) -> None:
        self._timer.start(60)

    def narrow(self) -> None:
        """Ask for the list that the field and the chips describe."""
        where = {chip.filter.key: chip.value for chip in self.chips if chip.value is not None}
        self.model.show(replace(self.model.query, text=self.filter.text().strip(), where=where))

    def clear_filters(self) -> None:
        """Show everything again."""
        for chip in self.chips:
            chip.set_value(None)
        self.filter.clear()
        self.narrow()

    @property
    def narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.model.query.text or self.model.query.where)

    def to_filter(self) -> None:
        """Type into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def to_table(self) -> None:
        """Go to the rows."""
        if self.model.total > 0:
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, text: str) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.setText(text)

    # --- selecting

    def selected_ids(self) -> tuple[int, ...]:
        """The records selected, whether they were ever scrolled into view or not."""
        return tuple(sorted(self._selected))

    def select(self, id: int | None) -> None:  # noqa: A002 - the word of the house
        """Stand on this record, if the list holds it."""
        self._current = id
        self._selected = {id} if id is not None else set()
        self._everything = False
        self._restore()

    def _select(self) -> None:
        if self._restoring:
            return
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        here = {number: self.model.row(number) for number in rows}
        self._selected = {one.id for one in here.values() if one is not None}
        self._everything = len(rows) == self.model.total and None in here.values()
        if self._everything:
            query = self.model.query
            self._jobs.ask(_ids, self.listing.question, query, then=self._all_known)
        elif None in here.values():
            self.model.fetch(min(rows), max(rows))
        current = self.model.row(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        shown = current.id if current is not None and len(rows) == 1 else None if not rows else self._current
        if shown != self._current:
            self._current = shown
            self.current.emit(shown)
        self._tell()

    def _all_known(self, ids: frozenset[int]) -> None:
        if self._everything:
            self._selected = set(ids)
            self._tell()

    def _hold(self) -> None:
        self._restoring = True

    def _restore(self) -> None:
        """After rows have come: what was selected is selected again, wherever it stands now."""
        self._restoring = True
        chosen = self.table.selectionModel()
        numbers = [number for number in map(self.model.number_of, self._selected) if number >= 0]
        now = {index.row() for index in chosen.selectedRows()}
        if not self._everything and (now != set(numbers)):
            chosen.clearSelection()
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            for number in numbers:
                chosen.select(self.model.index(number, 0), flags)
        if self._current is not None:
            at = self.model.number_of(self._current)
            if at >= 0 and at != self.table.currentIndex().row():
                chosen.setCurrentIndex(self.model.index(at, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
                self.table.scrollTo(self.model.index(at, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        self._restoring = False
        self._tell()

    def _tell(self) -> None:
        many = len(self._selected)
        self._chosen.setText(ngettext("{n} selected", "{n} selected", many).format(n=say_number(many)))
        self.bar.setVisible(many > 1 and self._bulk.count() > 0)
        for one in self._actions:
            one.suit(many)
        total = self.model.total
        count = self.listing.count or _entries
        self.counted.setText(count(total) if total > 0 else " ")
        self._give_way()
        self._stack.setCurrentIndex(1 if total == 0 else 0)
        if total == 0:
            nothing = _("Nothing here fits what you are looking for.")
            self._about.setText(nothing if self.narrowed else _(self.listing.about))
            offered = bool(self.narrowed or self.listing.first)
            self.first_step.setVisible(offered)
            self.first_step.setText(_("Show everything") if self.narrowed else self._first_words())
            self.first_step.setIcon(icon("") if self.narrowed else icon("plus", "on_accent"))
        self.selection_changed.emit(many)

    def _first(self) -> CommandAction | None:
        return next((one for one in self._actions if one.command.id == self.listing.first), None)

    def _first_words(self) -> str:
        first = self._first()
        return first.plain if first else ""

    def _first_step(self) -> None:
        first = self._first()
        if self.narrowed:
            self.clear_filters()
        elif first:
            first.trigger()

    def _open(self, number_: int) -> None:
        found = self.model.row(number_)
        if found is not None:
            self.opened.emit(found.id)

    # --- menus

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill(menu, (one for one in self._actions if one.isEnabled()))
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _columns_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.listing.columns:
            action = menu.addAction(_(one.heading).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.key in self.table.shown_columns())
            action.setEnabled(not one.main)
            action.setData(one.key)
        menu.triggered.connect(self._choose_column)
        menu.popup(self.table.horizontalHeader().mapToGlobal(at))

    def _choose_column(self, action: QAction) -> None:
        shown = {*self.table.shown_columns()} ^ {action.data()}
        self.table.show_columns(shown)
        QSettings().setValue(f"columns/{self.listing.id}", sorted(shown))

    def _recall_columns(self) -> None:
        kept = QSettings().value(f"columns/{self.listing.id}")
        if isinstance(kept, list):
            self.table.show_columns(kept)


def _entries(total: int) -> str:
    return ngettext("{n} entry", "{n} entries", total).format(n=say_number(total))
