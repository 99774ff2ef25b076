"""The field that picks a record: type to find, choose with the keyboard, or create what is not there yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit

from clusterdesk.i18n import _, mark
from clusterdesk.storage.lists import Link, Option
from clusterdesk.ui.kit.dropdowns import Dropdown, Entry
from clusterdesk.ui.kit.fields import Editor
from clusterdesk.ui.kit.jobs import Jobs, Newest

_CREATE = object()
_MOST = 20


class PickEditor(Editor):
    """Its value is the id of the record; it is shown an Option, a Link or None."""

    def __init__(self, jobs: Jobs, name: str, pick: "Pick") -> None:
        self.line = QLineEdit()
        super().__init__(self.line, name)
        self._jobs, self._pick = jobs, pick
        self._newest = Newest(jobs)
        self._id: int | None = None
        self._asked = ""
        self._options: tuple[Option, ...] = ()
        self._making = False
        self._refusal = ""
        self.drop = Dropdown(self.line)
        self.drop.chosen.connect(self._choose)
        self.line.setPlaceholderText(_(pick.placeholder))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._text_changed)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.left)
        self.line.installEventFilter(self)

    def value(self) -> int | None:
        return self._id

    def show_value(self, value: Any) -> None:
        self._id = value.id if value is not None else None
        self.line.setText(value.text if value is not None else "")
        self.line.setCursorPosition(0)

    def problem(self) -> str:
        if self._id is not None or not self.line.text().strip():
            return ""
        return self._refusal or _("Please choose an entry from the list.")

    @property
    def busy(self) -> bool:
        return self._making

    def _text_changed(self, text: str) -> None:
        if not text and self._id is not None and self.line.hasFocus():  # the clear button
            self._typed(text)

    def _typed(self, text: str) -> None:
        self._id = None
        self._refusal = ""
        self.edited.emit()
        self.look_for(text)

    def look_for(self, text: str) -> None:
        """Look for records and let the list drop."""
        self._asked = " ".join(text.split())
        self._options = ()
        self.drop.expect()
        self._newest.ask(self._pick.question, self._asked, _MOST, then=self._found)

    def _found(self, options: tuple[Option, ...]) -> None:
        self._options = options
        if not self.line.hasFocus():
            self._take_what_is_written()
            return
        entries = [Entry(one, one.text, one.hint) for one in options]
        if self._pick.create and self._asked:
            entries.append(Entry(_CREATE, _("Create “{name}”").format(name=self._asked), picture="plus"))
        if not entries:
            entries = [Entry(None, _("Nothing found"))]
        self.drop.show(entries)

    def _choose(self, entry: Entry) -> None:
        if entry.key is _CREATE:
            sentence = _(self._pick.create_label).format(name=self._asked)
            create = self._pick.create or _nothing
            self._making = True
            job = self._jobs.do(sentence, create, self._asked, then=self._created, refused=self._not_created)
            job.ended.connect(self._made)  # be it by a bug
            return
        self._take(entry.key)

    def _made(self) -> None:
        self._making = False

    def _created(self, made: Any) -> None:
        self._making = False
        self._take(Option(made if isinstance(made, int) else made.id, self._asked))
        self.settled.emit()

    def _not_created(self, refusal: Exception) -> None:
        self._making = False
        self._refusal = str(refusal)
        self.left.emit()
        self.settled.emit()

    def _take_what_is_written(self) -> None:
        """Somebody who writes a name in full and goes on means the one that is called so."""
        written = " ".join(self.line.text().split()).casefold()
        same = [one for one in self._options if one.text.casefold() == written]
        if self._id is None and written and len(same) == 1:
            self._take(same[0])

    def _take(self, option: Option | Link) -> None:
        self.show_value(option)
        self.edited.emit()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow down opens the list without typing; whoever leaves need not choose what he has written in full."""
        if event.type() == QEvent.Type.FocusOut:
            self._take_what_is_written()
        if event.type() == QEvent.Type.KeyPress and not self.drop.open and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            self.look_for("" if self._id is not None else self.line.text())
            return True
        return False


def _nothing(_session: object, _text: str) -> None:
    raise NotImplementedError


@dataclass(frozen=True)
class Pick:
    """Picks a record of `kind` by `question(session, text, limit) -> tuple[Option, ...]`. `create(session, text)`
    is the deed that makes a new one from the typed name and returns its id or the record."""

    question: Callable[..., tuple[Option, ...]]
    kind: str = ""
    create: Callable[..., Any] | None = None
    create_label: str = mark("Create “{name}”")
    placeholder: str = mark("Type to find")

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        if jobs is None:
            raise ValueError("a Pick needs jobs")
        return PickEditor(jobs, name, self)
