"""The main window: navigation, search, history and menus around the pages; it knows no concept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.i18n import _, mark
from clusterdesk.settings import THEMES, Settings
from clusterdesk.ui.kit.commands import Command, CommandAction, fill
from clusterdesk.ui.kit.dropdowns import Entry
from clusterdesk.ui.kit.fields import Field
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.looks import button, column, panel, picture_button, row
from clusterdesk.ui.kit.messages import Messages
from clusterdesk.ui.kit.navigation import Navigation
from clusterdesk.ui.kit.pages import Context, Page
from clusterdesk.ui.kit.places import Place, Trail
from clusterdesk.ui.kit.searching import SearchField
from clusterdesk.ui.kit.shortcuts import ShortcutSheet
from clusterdesk.ui.kit.theme import Theme


@dataclass(frozen=True)
class Questions:
    """What the window itself asks: `find(session, text, limit)` for the search, and the deeds (with `label`, or
    None) that Undo and Redo would turn."""

    find: Callable[..., tuple[Any, ...]] | None = None
    next_undo: Callable[..., Any] | None = None
    next_redo: Callable[..., Any] | None = None


MENUS = {
    "file": mark("&File"), "edit": mark("&Edit"), "view": mark("&View"), "go": mark("&Go"), "help": mark("&Help"),
}  # fmt: skip


class MainWindow(QMainWindow):
    """`commands` are those of the application (import, backup, demo office …); they run with the window."""

    def __init__(
        self, jobs: Jobs, pages: Sequence[Page], commands: Sequence[Command], settings: Settings,
        save_settings: Callable[[Settings], None], questions: Questions = Questions(), theme: Theme | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.jobs, self.pages, self.settings = jobs, {page.id: page for page in pages}, settings
        self._save_settings, self._questions, self._theme = save_settings, questions, theme
        self._kinds = {kind: page for page in pages for kind in page.kinds}
        self._widgets: dict[str, QWidget] = {}
        self._names: dict[Place, str] = {}
        self._greeting: QWidget | None = None
        self._walking = False
        self._quiet = False
        self.trail = Trail()
        self.setWindowTitle("ClusterDesk")
        self.resize(1440, 900)
        self.setMinimumSize(900, 560)
        self.messages = Messages(self, jobs)
        self.context = Context(jobs, self.messages, self.go, self._settings, self.choose, fields_of(pages))
        self.actions_ = [CommandAction(command, self) for command in (*COMMANDS, *commands)]
        for action in self.actions_:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.addActions(self.actions_)
        self._build()
        self._build_menus()
        self._number_pages()
        jobs.changed.connect(self._changed)
        self._fit_history()
        QTimer.singleShot(0, self._ask_around)

    # --- building

    def _build(self) -> None:
        self.navigation = Navigation(self.pages.values())
        self.navigation.chosen.connect(self._walk)
        self._side = side = panel("side")
        side.setLayout(column(self.navigation, gap=0, margin=(0, 10, 1, 8)))
        kinds = {kind: (page.title, page.icon) for kind, page in self._kinds.items()}
        self.search = SearchField(self.jobs, self._questions.find, kinds)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(620)
        self.search.opened.connect(self.go)
        self.search.left.connect(self._come_back)
        self.search.offered = self._offered
        self.search.recent = self._recent
        self._stack = QStackedWidget()
        self._right = right = QWidget()
        self._top = self._top_bar()
        right.setLayout(column(self._top, self._stack, gap=0))
        centre = QWidget()
        both = row(side, right, gap=0)
        both.setStretch(1, 1)
        centre.setLayout(both)
        self.setCentralWidget(centre)

    def _top_bar(self) -> QWidget:
        self.back_button = self._tool("back", "arrow-left")
        self.forward_button = self._tool("forward", "arrow-right")
        self.undo_button = self._tool("undo", "arrow-u-up-left")
        self.redo_button = self._tool("redo", "arrow-u-up-right")
        self.new_menu = QMenu(self)
        self.new_menu.triggered.connect(self._new)
        for page in self.pages.values():
            command = next((one for one in page.commands if one.id == page.new), None)
            if command:
                action = self.new_menu.addAction(icon(page.icon), _(command.title).replace("&", "").rstrip("…"))
                action.setData((page.id, command))
        self.new_button = button(_("New"), "", "plus", tip=_("New (Ctrl+N)"))
        self.new_button.clicked.connect(self.show_new)
        top = panel("top")
        line = row(self.back_button, self.forward_button, 8, gap=2, margin=(14, 9, 16, 9))
        line.addStretch(1)
        line.addWidget(self.search, 6)
        line.addStretch(1)
        line.addWidget(self.undo_button)
        line.addWidget(self.redo_button)
        line.addSpacing(10)
        line.addWidget(self.new_button)
        top.setLayout(line)
        self.new_button.setVisible(not self.new_menu.isEmpty())
        return top

    def _tool(self, id: str, picture: str) -> Any:  # noqa: A002 - the word of the house
        action = self.action("window." + id)
        made = picture_button(picture, action.toolTip())
        made.clicked.connect(action.trigger)
        return made

    def _build_menus(self) -> None:
        self._menus = {key: self.menuBar().addMenu(_(title)) for key, title in MENUS.items()}
        for key, menu in self._menus.items():
            fill(menu, (one for one in self.actions_ if one.command.menu == key))
        self._menus["file"].aboutToShow.connect(self._fill_file)
        self._menus["edit"].aboutToShow.connect(self._fill_edit)
        look = self._menus["view"]
        look.addSeparator()
        chosen = look.addMenu(_("Appearance"))
        for key, words in THEMES.items():
            action = chosen.addAction(_(words))
            action.setCheckable(True)
            action.setData(key)
        chosen.aboutToShow.connect(self._check_theme)
        chosen.triggered.connect(self._choose_theme)
        self._themes = chosen

    def _number_pages(self) -> None:
        self._numbered: list[QAction] = []
        go = self._menus["go"]
        go.addSeparator()
        for at, page in enumerate(self.pages.values(), 1):
            action = go.addAction(icon(page.icon), _(page.title))
            action.setData(page.id)
            if at < 10:
                action.setShortcut(QKeySequence(f"Ctrl+{at}"))
            action.triggered.connect(self._go_numbered)
            self._numbered.append(action)

    def _fill_file(self) -> None:
        """What the page brings stands before the line above *Quit*."""
        menu = self._menus["file"]
        own = [one for one in self.actions_ if one.command.menu == "file"]
        at = next((number for number, one in enumerate(own) if one.command.splits), len(own))
        menu.clear()
        fill(menu, own[:at])
        fill(menu, (one for one in self._page_actions() if one.command.menu == "file"))
        fill(menu, own[at:])

    def _fill_edit(self) -> None:
        menu = self._menus["edit"]
        menu.clear()
        fill(menu, (one for one in self.actions_ if one.command.menu == "edit"))
        made = [one for one in self._page_actions() if one.command.menu == "edit"]
        if made:
            menu.addSeparator()
            fill(menu, made)

    # --- places

    def go(self, place: Place) -> None:
        """Go to a page or a record. A kind of record leads to its page; unsaved changes are asked about first."""
        page = self.pages.get(place.page) or self._kinds.get(place.page)
        if page is None:
            return
        wanted = Place(page.id, place.id)
        here = self.current_page()
        leave = getattr(here, "leave", None)
        if leave:
            leave(partial(self._visit, wanted))
        else:
            self._visit(wanted)

    def _visit(self, place: Place) -> None:
        self.trail.visit(place)
        self._show(place)

    def greet(self, welcome: QWidget) -> None:
        """Show a page that stands before all others, without anything around it, until somebody goes on."""
        self._greeting = welcome
        self._stack.addWidget(welcome)
        self._stack.setCurrentWidget(welcome)
        self._fit_greeting()

    def _fit_greeting(self) -> None:
        for around in (self._side, self._top, self.menuBar()):
            around.setVisible(self._greeting is None)

    def _show(self, place: Place) -> None:
        before, widget = self.current_page(), self.page(place.page)
        if self._greeting is not None:
            self._stack.removeWidget(self._greeting)
            self._greeting.deleteLater()
            self._greeting = None
            self._fit_greeting()
        self._stack.setCurrentWidget(widget)
        self.navigation.show_page(place.page)
        show = getattr(widget, "show_id", None)
        if show:
            show(place.id)
        self._fit_history()
        title = _(self.pages[place.page].title)
        self.setWindowTitle(f"{title} – ClusterDesk")
        self._fit_side()
        if widget is not before and not self._walking:
            self._panes(widget)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_back(self) -> None:
        """Searching is over: the keys mean the page again, and on it what they meant before."""
        page, before = self.current_page(), self.search.came_from
        if page is None:
            return
        if before is not None and isValid(before) and before.isVisible() and page.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._panes(page)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _panes(self, page: Any) -> tuple[QWidget, ...]:
        return page.focus_panes() if hasattr(page, "focus_panes") else (page,)

    def page(self, id: str) -> Any:  # noqa: A002 - the word of the house
        """The widget of that page; built on the first visit."""
        if id not in self._widgets:
            widget = self.pages[id].build(self.context)
            self._widgets[id] = widget
            self._stack.addWidget(widget)
            shown = getattr(widget, "shown", None)
            if shown is not None:
                shown.connect(self._shown)
            named = getattr(widget, "named", None)
            if named is not None:
                named.connect(self.name_place)
        return self._widgets[id]

    def current_page(self) -> Any:
        """The widget of the page that is shown; None before the first."""
        return self._stack.currentWidget()

    def _shown(self, place: Place) -> None:
        self.trail.visit(place)
        self._fit_history()

    def _walk(self, id: str) -> None:  # noqa: A002 - the word of the house
        """From page to page in the navigation, which keeps the focus."""
        self._walking = self.navigation.hasFocus()
        self._go_page(id)
        self._walking = False

    def _go_page(self, id: str) -> None:  # noqa: A002 - the word of the house
        self.go(Place(id))
        here = self.trail.here
        if here:
            self.navigation.show_page(here.page)

    def _go_numbered(self) -> None:
        self._go_page(self.sender().data())  # type: ignore[attr-defined]

    def back(self) -> None:
        """To where we were before."""
        self._step(-1)

    def forward(self) -> None:
        """To where we were before going back."""
        self._step(1)

    def _step(self, by: int) -> None:
        leave = getattr(self.current_page(), "leave", None)
        if leave:
            leave(partial(self._step_now, by))
        else:
            self._step_now(by)

    def _step_now(self, by: int) -> None:
        place = self.trail.step(by)
        if place:
            self._show(place)

    def _fit_history(self) -> None:
        for way, place in (("back", self.trail.before), ("forward", self.trail.after)):
            self.action("window." + way).setEnabled(place is not None)
            getattr(self, f"{way}_button").setEnabled(place is not None)

    # --- what the search offers

    def _offered(self) -> list[QAction]:
        return [*self._page_actions(), *self.new_menu.actions(), *self.actions_, *self._themes.actions()]

    def _page_actions(self) -> list[CommandAction]:
        return list(getattr(self.current_page(), "commands", ()))

    def _recent(self) -> list[Entry]:
        names = [(place, self._names.get(place, "")) for place in self.trail.recent()]
        return [Entry(place, name, "", (), self.pages[place.page].icon) for place, name in names[:8] if name]

    def name_place(self, place: Place, name: str) -> None:
        """What to call a place in the list of what was seen last; pages say it when they show a record."""
        self._names[place] = name

    # --- deeds

    def undo(self) -> None:
        """Take back the last deed."""
        self.jobs.undo()

    def redo(self) -> None:
        """Do it again."""
        self.jobs.redo()

    def _changed(self, changes: Any) -> None:
        self._ask_turns()
        for page in self.pages.values():
            if page.count and changes.kinds & set(page.kinds):
                self._ask_count(page)

    def _ask_around(self) -> None:
        self._ask_turns()
        for page in self.pages.values():
            if page.count:
                self._ask_count(page)

    def _ask_count(self, page: Page) -> None:
        self.jobs.ask(_counted, page.id, page.count, then=self._count)

    def _count(self, answer: tuple[str, int]) -> None:
        self.navigation.show_count(*answer)

    def _ask_turns(self) -> None:
        if self._questions.next_undo and self._questions.next_redo:
            self.jobs.ask(_turns, self._questions, then=self._name_turns)
        else:
            self._name_turns(("", ""))

    def _name_turns(self, labels: tuple[str, str]) -> None:
        for way, plain, named, words in (
            ("undo", _("Undo"), _("Undo “{deed}”"), labels[0]), ("redo", _("Redo"), _("Redo “{deed}”"), labels[1]),
        ):  # fmt: skip
            action, press = self.action("window." + way), getattr(self, f"{way}_button")
            text = named.format(deed=words) if words else plain
            action.setText(text.replace("&", "&&"))
            action.setEnabled(bool(words))
            press.setEnabled(bool(words))
            press.setToolTip(text)
            press.setAccessibleName(text)

    def action(self, id: str) -> CommandAction:  # noqa: A002 - the word of the house
        """The window's action of that id."""
        return next(one for one in self.actions_ if one.command.id == id)

    # --- commands

    def to_search(self) -> None:
        """Ctrl+K."""
        self.search.begin()

    def show_new(self) -> None:
        """Ctrl+N: what can be made."""
        if not self.new_menu.isEmpty():
            at = self.new_button.mapToGlobal(self.new_button.rect().bottomRight())
            self.new_menu.popup(at - QPoint(self.new_menu.sizeHint().width(), -4))

    def _new(self, action: QAction) -> None:
        page, command = action.data()
        self.go(Place(page))
        if self.trail.here and self.trail.here.page == page:
            command.run(self.page(page))

    def next_pane(self) -> None:
        """F6: navigation, search, then the panes of the page, round and round."""
        page = self.current_page()
        panes = [self.navigation, self.search, *self._panes(page)]
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if pane is focus or (focus and pane.isAncestorOf(focus))), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_shortcuts(self) -> None:
        """The shortcut sheet."""
        page = [(_("On this page"), self._page_actions())] if self._page_actions() else []
        ShortcutSheet(self, [(_("Everywhere"), [*self.actions_, *self._numbered]), *page]).open()

    def larger(self) -> None:
        """Larger type."""
        self.choose(text_size=min(200, self.settings.text_size + 10))

    def smaller(self) -> None:
        """Smaller type."""
        self.choose(text_size=max(50, self.settings.text_size - 10))

    def usual_size(self) -> None:
        """Type as the system has it."""
        self.choose(text_size=100)

    def _check_theme(self) -> None:
        for action in self._themes.actions():
            action.setChecked(action.data() == self.settings.theme)

    def _choose_theme(self, action: QAction) -> None:
        self.choose(theme=action.data())

    def _settings(self) -> Settings:
        return self.settings

    def choose(self, **changed: Any) -> None:
        """Change some of the settings by name: kept in their file, and seen at once. Where they cannot be kept they
        hold until the window is closed."""
        self.settings = replace(self.settings, **changed)
        try:
            self._save_settings(self.settings)
        except OSError as error:
            self.messages.refuse(Unavailable(_("The settings cannot be kept: {reason}").format(reason=error)))
        if self._theme:
            self._theme.choose(self.settings.theme, self.settings.text_size)
            QTimer.singleShot(0, self, self._fit_side)

    # --- coming and going

    def restore(self) -> None:
        """Where and how large the window was the last time."""
        kept = QSettings().value("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is unsaved, then remember the place on the screen."""
        if self._quiet:
            event.accept()
            return
        leave = getattr(self.current_page(), "leave", None)
        gone: list[bool] = []
        if leave:
            leave(partial(gone.append, True))
        if leave and not gone:
            event.ignore()
            return
        QSettings().setValue("window/geometry", self.saveGeometry())
        event.accept()

    def leave_quietly(self) -> None:
        """Go without asking and without remembering anything."""
        self._quiet = True
        self.close()

    def sizeHint(self) -> QSize:
        return QSize(1440, 900)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        """The navigation gives way where the page would not find room beside it."""
        needed = self._right.minimumSizeHint().width() + self.navigation.full_width + 1
        self.navigation.make_narrow(needed > self.width())


def fields_of(pages: Iterable[Page]) -> dict[str, dict[str, Field]]:
    """The fields of each kind that is edited on one of the pages; a part may be edited on two of them."""
    found: dict[str, dict[str, Field]] = {}
    for form in (form for page in pages for form in page.forms):
        found.setdefault(form.kind.KIND, {}).update({one.name: one for one in form.fields})
    return found


def _counted(session: Any, page: str, count: Callable[..., int]) -> tuple[str, int]:
    return page, count(session)


def _turns(session: Any, questions: Questions) -> tuple[str, str]:
    found = [one(session) if one else None for one in (questions.next_undo, questions.next_redo)]
    undo, redo = (getattr(one, "label", one) or "" for one in found)
    return undo, redo


COMMANDS = (
    Command("window.new", mark("&New…"), MainWindow.show_new, "Ctrl+N", "plus", menu="file"),
    Command("window.quit", mark("&Quit"), MainWindow.close, "Ctrl+Q", "", menu="file", splits=True),
    Command("window.undo", mark("Undo"), MainWindow.undo, "Ctrl+Z", "arrow-u-up-left"),
    Command("window.redo", mark("Redo"), MainWindow.redo, "Ctrl+Shift+Z;Ctrl+Y", "arrow-u-up-right"),
    Command("window.larger", mark("&Larger text"), MainWindow.larger, "Ctrl++;Ctrl+=", "", menu="view"),
    Command("window.smaller", mark("&Smaller text"), MainWindow.smaller, "Ctrl+-", "", menu="view"),
    Command("window.usual_size", mark("&Usual text size"), MainWindow.usual_size, "Ctrl+0", "", menu="view"),
    Command("window.back", mark("&Back"), MainWindow.back, "Alt+Left", "arrow-left", menu="go"),
    Command("window.forward", mark("&Forward"), MainWindow.forward, "Alt+Right", "arrow-right", menu="go"),
    Command("window.search", mark("&Search"), MainWindow.to_search, "Ctrl+K", "magnifying-glass", menu="go"),
    Command("window.pane", mark("Next &pane"), MainWindow.next_pane, "F6", "", menu="go"),
    Command("window.shortcuts", mark("&Keyboard shortcuts"), MainWindow.show_shortcuts, "F1;?", "keyboard", "", "help"),
)
"""What the window itself can do; the pages and the application bring the rest."""
