"""The one field for everything: finds records of all kinds and runs commands."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from clusterdesk.domain.folding import fold
from clusterdesk.i18n import _, mark
from clusterdesk.ui.kit.dropdowns import Dropdown, Entry
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Jobs, Newest
from clusterdesk.ui.kit.looks import SearchLine
from clusterdesk.ui.kit.places import Place

_MOST = 24
_ROLES = {
    "former": mark("formerly: {text}"), "alias": mark("also: {text}"), "short": mark("short: {text}"),
    "organisation": mark("at {text}"), "town": mark("in {text}"),
}  # fmt: skip


class SearchField(SearchLine):
    """Type to find; Enter opens the hit or runs the command. `opened` brings a Place; `left` says that somebody is
    done with searching, and that the focus is to go where it was before."""

    opened = Signal(object)
    left = Signal()

    def __init__(
        self, jobs: Jobs, find: Callable[..., tuple[Any, ...]] | None, kinds: dict[str, tuple[str, str]]
    ) -> None:
        """`kinds` maps a kind of record to the title and the picture of the page where it lives."""
        super().__init__()
        self._find, self._kinds = find, kinds
        self.came_from: QWidget | None = None
        """What had the focus before, where somebody came by the keys or with the mouse."""
        self._newest = Newest(jobs)
        self.offered: Callable[[], Iterable[QAction]] | None = None
        self.recent: Callable[[], Sequence[Entry]] | None = None
        self.setProperty("look", "search")
        self.setPlaceholderText(_("Search or run a command (Ctrl+K)"))
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click gives it by itself: see `_come`
        self.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.drop = Dropdown(self, 560)
        self.drop.chosen.connect(self._choose)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._soon)
        self.installEventFilter(self)

    def begin(self) -> None:
        """Ctrl+K: be ready to type, and show what was seen last."""
        self._come(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask()

    def _come(self, reason: Qt.FocusReason) -> None:
        if not self.hasFocus():
            self.came_from = QApplication.focusWidget()
        self.setFocus(reason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._come(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def _soon(self) -> None:
        self.drop.expect()
        self._timer.start(30)

    def _ask(self) -> None:
        text = self.text().strip()
        if text and self._find:
            self._newest.ask(self._find, text, _MOST, then=self._found)
        else:
            self._newest.drop()
            self._found(())

    def _found(self, hits: tuple[Any, ...]) -> None:
        if not self.hasFocus():
            return
        entries = self._records(hits) + self._commands()
        if not self.text().strip() and self.recent:
            seen = list(self.recent())
            entries = ([Entry(None, _("Seen last")), *seen] if seen else []) + entries
        self.drop.show(entries or [Entry(None, _("Nothing found"))])

    def _records(self, hits: tuple[Any, ...]) -> list[Entry]:
        entries: list[Entry] = []
        for kind in dict.fromkeys(hit.kind for hit in hits):
            title, picture = self._kinds.get(kind, ("", "file-text"))
            if not title:
                continue
            entries.append(Entry(None, _(title)))
            for hit in hits:
                if hit.kind == kind:
                    words = _ROLES.get(hit.role, "{text}") if hit.matched else ""
                    hint = _(words).format(text=" ".join(hit.matched.split())[:80])
                    entries.append(Entry(Place(kind, hit.id), hit.title, hint, hit.marks, picture))
        return entries

    def _commands(self) -> list[Entry]:
        asked = fold(self.text()).split()
        found = []
        for action in self.offered() if self.offered else ():
            name = action.text().replace("&", "").rstrip("…")
            starts = fold(name).split()
            if action.isEnabled() and all(any(word.startswith(one) for word in starts) for one in asked):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                found.append(Entry(action, name, keys, (), "caret-right"))
        return [Entry(None, _("Commands")), *found[:8]] if found else []

    def _choose(self, entry: Entry) -> None:
        self._leave()
        if isinstance(entry.key, QAction):
            entry.key.trigger()
        else:
            self.opened.emit(entry.key)

    def _leave(self) -> None:
        self.clear()
        self.clearFocus()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click or arrow down opens the list again."""
        if event.type() == QEvent.Type.MouseButtonRelease and not self.drop.open:
            self._ask()
        elif event.type() == QEvent.Type.KeyPress and not self.drop.open:
            if event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
                self._ask()
                return True
            if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                self._leave()
                return True
        return False
