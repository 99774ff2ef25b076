"""The one door to the data: questions are asked here, deeds are done here."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from clusterdesk.domain.folding import storable
from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _
from clusterdesk.services import undoing
from clusterdesk.storage import history, search
from clusterdesk.storage.history import Deed
from clusterdesk.storage.recording import Recorder
from clusterdesk.storage.store import Store

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class Changes:
    """What a deed touched: kinds, and the numbers of the records of each. The whole of a written part counts, and
    so does what a written record mentions or mentioned: both sides of a role, a membership or a relation."""

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that were touched."""
        return frozenset(self.ids)


@dataclass(frozen=True)
class Done(Generic[T]):
    """What came of a deed. `recorded` is false when it changed nothing."""

    value: T
    changes: Changes
    label: str
    recorded: bool


class Desk:
    """Asks questions of the store and does deeds in it, as one user."""

    def __init__(self, store: Store, user: str = "") -> None:
        self.store = store
        self.user = user

    def ask(
        self, question: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The answer to a question. Records in it are photographs: to be read, never saved."""
        with self.store.reading() as session:
            return question(session, *args, **kwargs)

    def do(
        self, label: str, deed: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Done[T]:
        """Do a deed whole or not at all, under the sentence that history and Undo will show."""
        with self.store.writing() as session:
            recorder = Recorder(session)
            value = deed(session, *args, **kwargs)
            return self._finish(session, recorder, value, Deed(label=storable(label), at=self.now(), user=self.user))

    def undo(self, deed_id: int | None = None) -> Done[str]:
        """Take back the last deed that stands, or the one named. Refused where a later deed builds on it."""
        with self.store.writing() as session:
            wanted = history.next_undo(session) if deed_id is None else None
            if deed_id is None and wanted is None:
                raise Refused(_("There is nothing to undo."))
            return self._turn(session, undoing.undo, wanted.id if wanted else deed_id or 0, "undo")

    def redo(self) -> Done[str]:
        """Do again what was taken back last."""
        with self.store.writing() as session:
            wanted = history.next_redo(session)
            if wanted is None:
                raise Refused(_("There is nothing to redo."))
            return self._turn(session, undoing.redo, wanted.id, "redo")

    def now(self) -> dt.datetime:
        """The time, from where the store has it."""
        return self.store.chance.now()

    def _turn(
        self, session: Session, turn: Callable[[Session, int], Deed], deed_id: int, act: str
    ) -> Done[str]:
        recorder = Recorder(session)
        about = turn(session, deed_id)
        deed = Deed(label=about.label, at=self.now(), user=self.user, act=act, about_id=about.id)
        done = self._finish(session, recorder, about.label, deed)
        session.add(deed)
        session.flush()
        about.undone_by_id = deed.id if act == "undo" else None
        return done

    def _finish(self, session: Session, recorder: Recorder, value: T, deed: Deed) -> Done[T]:
        session.flush()
        recorded = recorder.write(deed)
        search.refresh(session, recorder.written())
        return Done(value, Changes(recorder.touched()), deed.label, recorded)
