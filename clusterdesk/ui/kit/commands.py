"""Commands: what can be done, as rows of data from which menus, shortcuts, bars and the palette are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from clusterdesk.i18n import _
from clusterdesk.ui.kit.icons import icon


@dataclass(frozen=True)
class Command:
    """One thing to do. `run` gets the owner: the page (or the window) that the command belongs to, so an unbound
    method fits. `needs` says what must be selected: "" nothing, "one" exactly one record, "some" at least one.
    `menu` names the window's menu; several shortcuts stand apart by ";"."""

    id: str
    title: str
    run: Callable[[Any], object]
    shortcut: str = ""
    icon: str = ""
    needs: str = ""
    menu: str = "edit"
    danger: bool = False
    splits: bool = False
    """Whether a line separates it from the command before."""

    def fits(self, number: int) -> bool:
        """Whether it can run with so many records selected."""
        return {"": True, "one": number == 1, "some": number > 0}[self.needs]


class CommandAction(QAction):
    """A command at its owner, ready for menus and buttons. The owner offers `selected_ids()` where any of its
    commands needs a selection."""

    def __init__(self, command: Command, owner: QObject, parent: QObject | None = None) -> None:
        super().__init__(_(command.title), parent or owner)
        self.command = command
        self._owner = owner
        if command.icon:
            self.setIcon(icon(command.icon, "danger" if command.danger else "muted"))
        if command.shortcut:
            self.setShortcuts([QKeySequence(one) for one in command.shortcut.split(";")])
        self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.triggered.connect(self._run)
        tip = _(command.title).replace("&", "").rstrip("…")
        self.setToolTip(f"{tip} ({self.shortcut().toString(_native())})" if command.shortcut else tip)

    @property
    def plain(self) -> str:
        """The title as it stands on a button or in the palette."""
        return self.text().replace("&", "").rstrip("…")

    def _run(self) -> None:
        self.command.run(self._owner)

    def suit(self, number: int) -> None:
        """Be enabled or not for so many selected records."""
        self.setEnabled(self.command.fits(number))


def _native() -> QKeySequence.SequenceFormat:
    return QKeySequence.SequenceFormat.NativeText


def actions(commands: Iterable[Command], owner: QWidget) -> list[CommandAction]:
    """The commands as actions of their owner; their shortcuts work while the focus is inside it."""
    made = [CommandAction(command, owner) for command in commands]
    owner.addActions(made)
    return made


def fill(menu: QMenu, made: Iterable[CommandAction]) -> None:
    """Put the actions into the menu, with lines where the commands ask for them."""
    for one in made:
        if one.command.splits and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(one)
