"""Undo and redo: the before-values (or the after-values) of a deed written back, as a new deed."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.records import Record, Stamped
from clusterdesk.domain.refusals import Missing, Refused
from clusterdesk.domain.sources import Claim
from clusterdesk.i18n import _
from clusterdesk.storage import history
from clusterdesk.storage.history import Change, Deed
from clusterdesk.storage.references import pointing_to

_BACK = {"created": "deleted", "deleted": "created", "changed": "changed"}


def undo(session: Session, deed_id: int) -> Deed:
    """Take the deed back. Refused, with the sentences of the deeds in the way, where later ones build on it."""
    deed = _deed(session, deed_id)
    if deed.act != "do" or deed.undone_by_id is not None:
        raise Refused(_("“{deed}” has been undone already.").format(deed=deed.label))
    _Turn(session, deed, before=True).write()
    return deed


def redo(session: Session, deed_id: int) -> Deed:
    """Do again what was taken back."""
    deed = _deed(session, deed_id)
    if deed.undone_by_id is None:
        raise Refused(_("“{deed}” has not been undone.").format(deed=deed.label))
    _Turn(session, deed, before=False).write()
    return deed


def _deed(session: Session, deed_id: int) -> Deed:
    deed = session.get(Deed, deed_id)
    if deed is None:
        raise Missing(_("This deed is not in the history."))
    return deed


class _Turn:
    """One deed to be turned: back to what was before it, or forth to what it left."""

    def __init__(self, session: Session, deed: Deed, before: bool) -> None:
        self._session = session
        self._deed = deed
        self._before = before
        self._from, self._to = (1, 0) if before else (0, 1)
        wanted = select(Change).where(Change.deed_id == deed.id).order_by(Change.id)
        changes = list(session.scalars(wanted))
        self._ways: dict[str, list[Change]] = {"created": [], "changed": [], "deleted": []}
        for change in reversed(changes) if before else changes:
            self._ways[_BACK[change.action] if before else change.action].append(change)
        there = [*self._ways["changed"], *self._ways["deleted"]]
        self._records = history.load(session, [(history.kinds()[one.kind], one.record_id) for one in there])

    def write(self) -> None:
        """Set back, take away, put back: in this order, since what comes back may need the place of what goes. The
        database checks references when all is done."""
        for change in self._ways["changed"]:
            self._set_back(change)
        self._session.flush()
        self._take_away(self._ways["deleted"])
        self._session.flush()
        self._put_back(self._ways["created"])
        self._session.flush()
        self._check_mentioned([*self._ways["created"], *self._ways["changed"]])

    def _set_back(self, change: Change) -> None:
        record = self._as_left(change)
        for name, pair in change.fields.items():
            setattr(record, name, history.from_json(type(record), name, pair[self._to]))

    def _take_away(self, changes: list[Change]) -> None:
        going = {(one.kind, one.record_id): one for one in changes}
        records = [self._as_left(one) for one in changes]
        for record, other in pointing_to(self._session, records):
            if (other.KIND, other.id) not in going:
                raise self._in_the_way(going[record.KIND, record.id], other)
        for record in records:
            self._session.delete(record)

    def _put_back(self, changes: list[Change]) -> None:
        pasts = history.pasts(self._session, [one.record_uid for one in changes])
        for change in changes:
            kind = history.kinds()[change.kind]
            record = kind(uid=change.record_uid, **self._values(kind, change))
            record.id = change.record_id
            past = pasts[change.record_uid]
            record.come_back(past.version)
            if isinstance(record, Stamped):
                record.created_at = past.born
            self._session.add(record)

    def _values(self, kind: type[Record], change: Change) -> dict[str, Any]:
        return {name: history.from_json(kind, name, pair[self._to]) for name, pair in change.fields.items()}

    def _as_left(self, change: Change) -> Record:
        """The record, as long as it still is as the deed (or its undo) left it."""
        record = self._records.get((change.kind, change.record_id))
        if record is None or _differs(record, change, self._from):
            raise self._in_the_way(change)
        return record

    def _check_mentioned(self, changes: list[Change]) -> None:
        """Refuse to bring back a mention of what is gone."""
        named: dict[tuple[type[Record], int], str] = {}
        for change in changes:
            references = history.references(history.kinds()[change.kind])
            for field, pair in change.fields.items():
                if field in references and pair[self._to] is not None:
                    number, name = pair[self._to]
                    named[references[field], number] = name
        there = history.load(self._session, named)
        for (kind, number), name in named.items():
            if (kind.KIND, number) not in there:
                raise self._gone(name)
        claims = [one for one in changes if one.kind == Claim.KIND and "record_uid" in one.fields]
        about = {one.fields["record_uid"][self._to]: one.fields["record_kind"][self._to] for one in claims}
        known = history.load_by_uid(self._session, ((kind, uid) for uid, kind in about.items()))
        for uid in about:
            if uid not in known:
                raise self._gone(history.last_names(self._session, [uid]).get(uid, ""))

    def _gone(self, name: str) -> Refused:
        if self._before:
            sentence = _("“{deed}” cannot be undone: “{name}” is not there any more.")
        else:
            sentence = _("“{deed}” cannot be done again: “{name}” is not there any more.")
        return Refused(sentence.format(deed=self._deed.label, name=name))

    def _in_the_way(self, change: Change, other: Record | None = None) -> Refused:
        fields: frozenset[str] = frozenset(change.fields) if change.action == "changed" else frozenset()
        labels = history.later_deeds(self._session, self._deed.id, change.record_uid, fields)
        if other is not None:
            labels = labels or history.later_deeds(self._session, self._deed.id, other.uid, frozenset())
        later = ", ".join(_("“{value}”").format(value=label) for label in labels[:3])
        if self._before and later:
            sentence = _("“{deed}” cannot be undone, because later deeds build on it: {later}. Undo these first.")
        elif self._before:
            sentence = _("“{deed}” cannot be undone: {name} is used elsewhere since then.")
        elif later:
            sentence = _("“{deed}” cannot be done again, because later deeds changed the same: {later}.")
        else:
            sentence = _("“{deed}” cannot be done again: {name} is no longer as it was.")
        return Refused(sentence.format(deed=self._deed.label, later=later, name=change.record_name))


def _differs(record: Record, change: Change, side: int) -> bool:
    """Whether the record is no longer as the deed left it."""
    kind = type(record)
    return any(
        getattr(record, name) != history.from_json(kind, name, pair[side]) for name, pair in change.fields.items()
    )
