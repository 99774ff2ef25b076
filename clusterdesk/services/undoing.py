"""Undo and redo: the before-values (or the after-values) of a deed written back, as a new deed."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.records import Record, Stamped
from clusterdesk.domain.refusals import Missing, Refused
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
    _write(session, deed, before=True)
    return deed


def redo(session: Session, deed_id: int) -> Deed:
    """Do again what was taken back."""
    deed = _deed(session, deed_id)
    if deed.undone_by_id is None:
        raise Refused(_("“{deed}” has not been undone.").format(deed=deed.label))
    _write(session, deed, before=False)
    return deed


def _deed(session: Session, deed_id: int) -> Deed:
    deed = session.get(Deed, deed_id)
    if deed is None:
        raise Missing(_("This deed is not in the history."))
    return deed


def _write(session: Session, deed: Deed, before: bool) -> None:
    changes = list(session.scalars(select(Change).where(Change.deed_id == deed.id).order_by(Change.id)))
    to_go = {(one.kind, one.record_id) for one in changes if _way(one, before) == "deleted"}
    for change in reversed(changes) if before else changes:
        way = _way(change, before)
        if way == "created":
            _put_back(session, change, 0 if before else 1)
        elif way == "changed":
            _set_back(session, deed, change, 0 if before else 1)
    session.flush()
    for change in changes:
        if _way(change, before) != "deleted":
            _check_mentioned(session, deed, change, 0 if before else 1)
    for change in reversed(changes):
        if (change.kind, change.record_id) in to_go:
            _take_away(session, deed, change, 1 if before else 0, to_go)


def _way(change: Change, before: bool) -> str:
    return _BACK[change.action] if before else change.action


def _put_back(session: Session, change: Change, side: int) -> None:
    kind = history.kinds()[change.kind]
    values = {name: history.from_json(kind, name, pair[side]) for name, pair in change.fields.items()}
    record = kind(uid=change.record_uid, **values)
    record.id = change.record_id
    record.come_back(history.last_version(session, change.record_uid))
    if isinstance(record, Stamped):
        record.created_at = history.born(session, change.record_uid)
    session.add(record)


def _set_back(session: Session, deed: Deed, change: Change, side: int) -> None:
    kind = history.kinds()[change.kind]
    record = session.get(kind, change.record_id)
    if record is None or _differs(record, change, 1 - side):
        raise _in_the_way(session, deed, change)
    for name, pair in change.fields.items():
        setattr(record, name, history.from_json(kind, name, pair[side]))


def _check_mentioned(session: Session, deed: Deed, change: Change, side: int) -> None:
    """Refuse to bring back a mention of what is gone."""
    mentioned = {name: pair[side] for name, pair in change.fields.items() if isinstance(pair[side], list)}
    for field, (number, name) in mentioned.items():
        target = history.referred(history.kinds()[change.kind], field)
        if target is not None and session.get(target, number) is None:
            raise Refused(_("“{deed}” cannot be undone: “{name}” is not there any more.").format(
                deed=deed.label, name=name
            ))


def _take_away(session: Session, deed: Deed, change: Change, side: int, to_go: set[tuple[str, int]]) -> None:
    record = session.get(history.kinds()[change.kind], change.record_id)
    if record is None or _differs(record, change, side):
        raise _in_the_way(session, deed, change)
    for other in pointing_to(session, record):
        if (other.KIND, other.id) not in to_go:
            raise _in_the_way(session, deed, change, other)
    session.delete(record)


def _differs(record: Record, change: Change, side: int) -> bool:
    """Whether the record is no longer as the deed left it."""
    kind = type(record)
    return any(
        getattr(record, name) != history.from_json(kind, name, pair[side]) for name, pair in change.fields.items()
    )


def _in_the_way(session: Session, deed: Deed, change: Change, other: Record | None = None) -> Refused:
    fields: frozenset[str] = frozenset(change.fields) if change.action == "changed" else frozenset()
    labels: list[Any] = history.later_deeds(session, deed.id, change.record_uid, fields)
    if other is not None:
        labels = labels or history.later_deeds(session, deed.id, other.uid, frozenset())
    if not labels:
        return Refused(_("“{deed}” cannot be undone: {name} is used elsewhere since then.").format(
            deed=deed.label, name=change.record_name
        ))
    return Refused(_("“{deed}” cannot be undone, because later deeds build on it: {later}. Undo these first.").format(
        deed=deed.label, later=", ".join(_("“{value}”").format(value=label) for label in labels[:3])
    ))
