"""What a page is to the window, and the page that most concepts need: a list and the sheet beside it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from clusterdesk.i18n import _
from clusterdesk.settings import Settings
from clusterdesk.ui.kit.commands import Command, CommandAction, actions, fill
from clusterdesk.ui.kit.fields import Editing, Field
from clusterdesk.ui.kit.jobs import Jobs, Newest
from clusterdesk.ui.kit.lists import Listing, ListView
from clusterdesk.ui.kit.looks import button, column, picture_button
from clusterdesk.ui.kit.messages import Messages
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import Sheet, SheetView


@dataclass(frozen=True)
class Context:
    """What the window gives to each page. `settings()` are those of now; `choose(theme="dark")` changes some of them,
    keeps them, and lets the look follow at once; `fields` are those of every kind that can be edited, by the name
    of kind and field."""

    jobs: Jobs
    messages: Messages
    go: Callable[[Place], None]
    settings: Callable[[], Settings]
    choose: Callable[..., None]
    fields: Mapping[str, Mapping[str, Field]]

    def now(self) -> dt.datetime:
        """The time of this place, by the clock of the desk."""
        return self.jobs.desk.now().astimezone()

    def today(self) -> dt.date:
        """The day of today."""
        return self.now().date()


@dataclass(frozen=True)
class Page:
    """One entry of the navigation. `build(context)` makes its widget on the first visit; `kinds` are the kinds of
    record that live here, and whose change makes the count be asked again; `count(session) -> int`; `new` is the
    id of the command in `commands` that Ctrl+N offers; `commands` run with the page's widget; `forms` are the Main
    and the Sorts that are edited here, so that the history can name what changed.

    The widget may offer: `show_id(id | None)`, `leave(go)`, `selected_ids()`, `commands` (list of CommandAction),
    `selection_changed`, `shown` (Signal(Place): the user came to a record by himself) and `named` (Signal(Place, str):
    what the record is called, for the list of what was seen last)."""

    id: str
    title: str
    icon: str
    build: Callable[[Context], QWidget]
    kinds: tuple[str, ...] = ()
    count: Callable[..., int] | None = None
    commands: tuple[Command, ...] = ()
    new: str = ""
    group: str = ""
    forms: tuple[Any, ...] = ()


class RecordPage(QWidget):
    """A list on the left, the sheet of the current record on the right. A page of a concept sets the class
    attributes and writes `draw`; its commands are methods that use `self.context.jobs`."""

    PAGE_ID: ClassVar[str]
    LISTING: ClassVar[Listing]
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    HEAD: ClassVar[tuple[str, ...]] = ()
    """Ids of the commands that stand as buttons in the head of the sheet; the others are in its menu."""
    NEW: ClassVar[str] = ""
    """Id of the command that stands above the list."""
    KINDS: ClassVar[tuple[str, ...]] = ()
    """Kinds whose change makes the sheet be asked again; those of the list count anyway."""

    selection_changed = Signal(int)
    shown = Signal(object)
    named = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._id: int | None = None
        self._newest = Newest(context.jobs)
        self.list = ListView(context.jobs, self.LISTING)
        self.sheet = SheetView(context.jobs, _("Choose an entry on the left to see it here."))
        self.commands = actions(self.COMMANDS, self)
        self.sheet.head_buttons = self._head_buttons
        self._menu = QMenu(self)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.list)
        self.split.addWidget(self.sheet)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([560, 620])
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.sheet.setMinimumWidth(360)
        self.setLayout(column(self.split, gap=0))
        self.list.set_actions(self.commands)
        new = self.action(self.NEW)
        if new:
            press = button(_("New"), "primary", "plus", tip=new.toolTip())
            press.setAccessibleName(new.plain)
            press.clicked.connect(new.trigger)
            self.list.heads.addWidget(press)
        self.list.current.connect(self._current)
        self.list.opened.connect(self._opened)
        self.list.selection_changed.connect(self._selected)
        self.sheet.opened.connect(context.go)
        self.sheet.left.connect(self._came_back)
        context.jobs.changed.connect(self._changed)

    # --- to be written by the page

    def ask(self, session: Any, id: int) -> Any:  # noqa: A002 - the word of the house
        """The question behind the sheet; None when the record is not there. Runs in the data lane: touch nothing
        of the page here. Usually one line: `return organisations.sheet(session, id)`."""
        raise NotImplementedError

    def draw(self, answer: Any) -> Sheet:
        """The sheet for what `ask` answered."""
        raise NotImplementedError

    # --- for the page's commands

    def action(self, id: str) -> CommandAction | None:  # noqa: A002 - the word of the house
        """The action of that command."""
        return next((one for one in self.commands if one.command.id == id), None)

    def selected_ids(self) -> tuple[int, ...]:
        """What the commands are about: the selection, or the record shown."""
        return self.list.selected_ids() or ((self._id,) if self._id is not None else ())

    @property
    def shown_id(self) -> int | None:
        """The record in the sheet."""
        return self._id

    def edit(self) -> None:
        """The command F2: edit the record shown, in place."""
        self.sheet.edit()

    def start(self, editing: Editing) -> None:
        """Begin a new record in the sheet; its deed ends with `open_new`."""
        self.sheet.leave(_Start(self, editing))

    def open_new(self, id: int) -> None:  # noqa: A002 - the word of the house
        """Go to a record just made."""
        self.context.go(Place(self.PAGE_ID, id))

    # --- what the window asks

    def show_id(self, id: int | None) -> None:  # noqa: A002 - the word of the house
        """Show this record; None shows the list as it was left."""
        if id is not None:
            self.list.select(id)
            self._load(id)

    def leave(self, go: Callable[[], None]) -> None:
        """Called before the window goes elsewhere; asks when something is unsaved."""
        self.sheet.leave(go)

    def focus_panes(self) -> tuple[QWidget, ...]:
        """Where F6 leads on this page."""
        return (self.list.table if self.list.model.total else self.list.filter, self.sheet)

    # --- inside

    def _current(self, id: int | None) -> None:  # noqa: A002 - the word of the house
        if self.sheet.dirty and id != self._id:
            self.sheet.leave(_Follow(self, id))
            if self.sheet.form is not None:
                self.list.select(self._id)
            return
        self._follow(id)

    def _follow(self, id: int | None) -> None:  # noqa: A002 - the word of the house
        if self.sheet.form is not None:
            self.sheet.form.leave()
        if id is None:
            self._id = None
            self._newest.drop()
            self.sheet.show_sheet(None)
        elif id != self._id:
            self._load(id)
            self.shown.emit(Place(self.PAGE_ID, id))

    def _opened(self, _id: int) -> None:
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self, id: int) -> None:  # noqa: A002 - the word of the house
        self._id = id
        self._newest.ask(self.ask, id, then=self._loaded)

    def _loaded(self, answer: Any) -> None:
        if answer is None:
            self._id = None
        drawn = self.draw(answer) if answer is not None else None
        self.sheet.show_sheet(drawn)
        if drawn is not None:
            self.named.emit(Place(self.PAGE_ID, self._id), drawn.title)
        self._selected()

    def _came_back(self) -> None:
        if self._id is not None and self.sheet.sheet is None:
            self._load(self._id)

    def _changed(self, changes: Any) -> None:
        if self._id is not None and changes.kinds & {*self.KINDS, *self.LISTING.kinds}:
            self._load(self._id)

    def _selected(self) -> None:
        number = len(self.selected_ids())
        for one in self.commands:
            one.suit(number)
        self.selection_changed.emit(number)

    def _head_buttons(self) -> list[QWidget]:
        made: list[QWidget] = []
        for one in self.commands:
            if one.command.id in self.HEAD:
                press = button(one.plain, "", one.command.icon, tip=one.toolTip())
                press.clicked.connect(one.trigger)
                made.append(press)
        more = picture_button("dots-three", _("More"))
        self._menu.clear()
        fill(self._menu, [one for one in self.commands if one.command.needs and one.command.id not in self.HEAD])
        if not self._menu.isEmpty():
            more.setMenu(self._menu)
            more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
            made.append(more)
        else:
            more.deleteLater()
        return made

    def sizeHint(self) -> QSize:
        return QSize(1180, 760)


@dataclass(frozen=True)
class _Follow:
    page: RecordPage
    id: int | None

    def __call__(self) -> None:
        self.page._follow(self.id)  # noqa: SLF001 - the other half of the page


@dataclass(frozen=True)
class _Start:
    page: RecordPage
    editing: Editing

    def __call__(self) -> None:
        self.page.sheet.edit(self.editing)
