"""The settings: the office, which all desks share; this computer; and the demo office."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from clusterdesk.domain.profile import Profile
from clusterdesk.domain.wording import say_list
from clusterdesk.i18n import LANGUAGES, _, mark
from clusterdesk.services import demo
from clusterdesk.services import profile as deeds
from clusterdesk.services.demo import DemoRemoval
from clusterdesk.settings import THEMES
from clusterdesk.storage import profile
from clusterdesk.storage.lists import Link
from clusterdesk.storage.store import Chance, Store
from clusterdesk.ui.kit.choosing import ORGANISATION
from clusterdesk.ui.kit.fields import Choice, Field, Line
from clusterdesk.ui.kit.flows import Flow
from clusterdesk.ui.kit.forms import FieldBox, Form
from clusterdesk.ui.kit.jobs import Newest
from clusterdesk.ui.kit.looks import button, column, label, panel, readable, row
from clusterdesk.ui.kit.pages import Context, Page

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
OFFICE = (
    Field("name", mark("Name of the office"), Line(), help=mark("As it stands on letters and printouts.")),
    Field("organisation_id", mark("Own organisation"), ORGANISATION, half=True),
    Field("email", mark("E-mail"), Line(mark("e.g. office@cluster.example")), half=True,
          help=mark("Stands as organiser in calendar files. Without it they name none.")),
)  # fmt: skip
COMPUTER = (
    Field("language", mark("Language"), Choice({"": mark("As the system"), **LANGUAGES}), half=True,
          help=mark("Takes effect when ClusterDesk is started again.")),
    Field("theme", mark("Appearance"), Choice(THEMES), half=True),
    Field("text_size", mark("Text size in percent"), Choice({size: str(size) for size in SIZES}), half=True),
)  # fmt: skip
_WIDEST = 46
"""In heights of a line of text."""


class SettingsPage(QScrollArea):
    """Three cards, one below the other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.commands: list[object] = []
        self.office = OfficeCard(context)
        self.computer = ComputerCard(context)
        self.demo = DemoCard(context)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Settings"))
        flow = QWidget()
        flow.setProperty("look", "flow")
        self._inside = QWidget()
        cards = self.office, self.computer, self.demo
        self._inside.setLayout(column(label(_("Settings"), "hero"), 4, *cards, None, gap=16, margin=(28, 24, 28, 28)))
        outer = row(self._inside, None, gap=0)
        outer.setStretch(0, 1000)
        flow.setLayout(outer)
        self.setWidget(flow)
        self._fit()

    def show_id(self, _id: int | None) -> None:
        """The page is shown: what stands here may have been changed elsewhere."""
        self.office.ask()
        self.computer.show_values()
        self.demo.ask()

    def leave(self, go: Callable[[], None]) -> None:
        """Asks when something typed is not saved."""
        self.office.form.leave_then(go)

    def focus_panes(self) -> tuple[QWidget, ...]:
        """Where F6 leads on this page."""
        return self.office.form, self.computer, self.demo

    def changeEvent(self, event: QEvent) -> None:
        """Appearance and size can also be chosen in the menu."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_inside"):
            self._fit()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "computer"):
            self.computer.show_values()

    def _fit(self) -> None:
        self._inside.setMaximumWidth(self.fontMetrics().height() * _WIDEST)


class SettingsCard(QWidget):
    """A card with a title and a sentence that says whom it concerns."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        frame = panel("card")
        self.inside = QVBoxLayout(frame)
        self.inside.setContentsMargins(20, 16, 20, 18)
        self.inside.setSpacing(12)
        self.inside.addLayout(column(label(title, "heading"), label(about, "muted", wrap=True), gap=2))
        self.setLayout(column(frame, gap=0))


class OfficeCard(SettingsCard):
    """The profile of the office, kept in the database."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("The office"), _("Shared by everybody who works with this database."))
        self._context = context
        self._newest = Newest(context.jobs)
        self.form = Form(OFFICE, context.jobs)
        self.form.load({}, fresh=True)
        self.form.saved.connect(self._save)
        self.form.left.connect(self.ask)
        self.inside.addWidget(self.form)
        context.jobs.changed.connect(self._changed)

    def ask(self) -> None:
        """Show what is kept, unless something is being typed."""
        if not self.form.dirty:
            self._newest.ask(profile.get, then=self._show)

    def _changed(self, changes: Any) -> None:
        if changes.kinds & {"profile", "organisation"}:
            self.ask()

    def _show(self, kept: Profile | None) -> None:
        if self.form.dirty:
            return
        values: dict[str, Any] = {}
        if kept is not None:
            values = {one.name: getattr(kept, one.name) for one in OFFICE}
            own = kept.organisation
            values["organisation_id"] = Link("organisation", own.id, own.name) if own else None
        self.form.load(values, kept.version if kept else 0, fresh=kept is None)

    def _save(self, changes: dict[str, Any]) -> None:
        self._context.jobs.do(
            _("Office profile changed"), deeds.save, self.form.version, changes,
            then=self.form.accept, refused=self.form.refuse,
        )  # fmt: skip


class ComputerCard(SettingsCard):
    """What one user sets for this machine; each choice holds at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("This computer"), _("Only for you on this machine. What you choose here holds at once."))
        self._context = context
        self.boxes = {one.name: FieldBox(one, context.jobs) for one in COMPUTER}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        line = at = 0
        for box in self.boxes.values():
            box.editor.edited.connect(self._choose)
            grid.addWidget(box, line, at, 1, 1 if box.field.half else 2)
            line, at = (line, 1) if box.field.half and not at else (line + 1, 0)
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
        self.inside.addLayout(grid)
        self.place = readable("")
        self.next_place = label("", "small", wrap=True)
        other = button(_("Open another database…"), picture="folder-open")
        new = button(_("New database…"), picture="plus")
        other.clicked.connect(self._other_database)
        new.clicked.connect(self._new_database)
        self.inside.addLayout(column(
            label(_("Database"), "key"), self.place, self.next_place, 4, Flow(other, new, gap=8), gap=4
        ))  # fmt: skip
        self.show_values()

    def show_values(self) -> None:
        """Show the settings as they are now."""
        settings = self._context.settings()
        for name, box in self.boxes.items():
            box.editor.show_value(getattr(settings, name))
        here = self._context.jobs.desk.store.place
        self.place.setText(here)
        other = settings.database not in ("", here)
        self.next_place.setText(_("From the next start on: {path}").format(path=settings.database) if other else "")
        self.next_place.setVisible(other)

    def _choose(self) -> None:
        now = self._context.settings()
        values = {name: box.editor.value() for name, box in self.boxes.items()}
        changed = {name: value for name, value in values.items() if value != getattr(now, name)}
        if changed:
            self._context.choose(**changed)
        if "language" in changed:
            self._context.messages.say(_("ClusterDesk will speak this language when it is started again."))

    def _other_database(self) -> None:
        folder = str(Path(self._context.jobs.desk.store.place).parent)
        kinds = _("Databases (*.sqlite3 *.sqlite *.db);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another database"), folder, kinds)
        self._try(path)

    def _new_database(self) -> None:
        folder = Path(self._context.jobs.desk.store.place).parent
        path, _kind = QFileDialog.getSaveFileName(
            self, _("New database"), str(folder / "desk.sqlite3"), _("Databases (*.sqlite3)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if path and Path(path).exists():
            self._context.messages.say(_("There is a file of this name already; nothing was done."))
        else:
            self._try(path if not path or Path(path).suffix else f"{path}.sqlite3")

    def _try(self, path: str) -> None:
        if path:
            chance = self._context.jobs.desk.store.chance
            self._context.jobs.slow(_tried, path, chance, then=self._take)

    def _take(self, path: str) -> None:
        self._context.choose(database=path)
        self.show_values()
        self._context.messages.say(_("ClusterDesk will open this database when it is started again."))


class DemoCard(SettingsCard):
    """The demo office comes and goes in one step."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Demo office"), _("A cluster office with its true story, to look at and to try things out."))
        self._context = context
        self._newest = Newest(context.jobs)
        self.state = label("", wrap=True)
        self.kept = readable("", "muted")
        self.kept.hide()
        self.button = button("")
        self.button.clicked.connect(self._turn)
        self._here = False
        self.inside.addWidget(self.state)
        self.inside.addWidget(self.kept)
        self.inside.addLayout(row(self.button, None))
        self._show(here=False)
        context.jobs.changed.connect(self._changed)

    def ask(self) -> None:
        """Find out whether it is here."""
        self._newest.ask(demo.is_loaded, then=self._show)

    def _changed(self, _changes: Any) -> None:
        if self.isVisible():
            self.ask()

    def _show(self, here: bool) -> None:
        self._here = here
        self.button.setEnabled(True)
        if here:
            self.state.setText(_("It is in this database. Removing it leaves your own records as they are."))
            self.button.setText(_("Remove the demo office"))
        else:
            self.state.setText(_("It is not in this database."))
            self.button.setText(_("Load the demo office"))
            self.kept.hide()

    def _turn(self) -> None:
        self.button.setEnabled(False)
        jobs = self._context.jobs
        if self._here:
            jobs.do(_("Remove the demo office"), demo.remove, then=self._removed, refused=self._refused)
        else:
            jobs.slow_do(_("Load the demo office"), demo.load, refused=self._refused)

    def _removed(self, removal: DemoRemoval) -> None:
        words = _("Still here, since your own records mention them: {names}.").format(names=say_list(removal.kept))
        self.kept.setText(words if removal.kept else "")
        self.kept.setVisible(bool(removal.kept))

    def _refused(self, refusal: Exception) -> None:
        self._context.messages.refuse(refusal)
        self.ask()


def _tried(path: str, chance: Chance) -> str:
    """Open and close it once, so that what is no database is refused now and not at the next start."""
    Store.open(path, chance).close()
    return path


PAGE = Page("settings", mark("Settings"), "gear", SettingsPage, group=mark("This desk"))
