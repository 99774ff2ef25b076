"""The history: every deed with its sentence, and what it changed, field by field."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.folding import storable
from clusterdesk.domain.records import Base, PartialDateColumn, Record, plain_text
from clusterdesk.storage.lists import Query, Slice, portions


class Deed(Base):
    """One thing that somebody did. `act` is do, undo or redo; an undo or redo names the deed it concerns in
    `about_id`. `undone_by_id` of a deed is the undo that took it back, empty again after a redo."""

    __tablename__ = "deed"
    __table_args__ = (Index("ix_deed_act_undone", "act", "undone_by_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime]
    user: Mapped[str] = mapped_column(plain_text(100))
    act: Mapped[str] = mapped_column(plain_text(4), default="do")
    about_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"), default=None)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"), default=None)


class Change(Base):
    """What one deed did to one record. `fields` maps each changed field to [before, after]; at creation and
    deletion it holds the whole record. References are kept as [id, name], so that they can be read later."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_record", "record_uid", "deed_id"),
        Index("ix_change_whole", "whole_uid", "deed_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), index=True)
    action: Mapped[str] = mapped_column(plain_text(7))
    kind: Mapped[str] = mapped_column(plain_text(40))
    record_id: Mapped[int]
    record_uid: Mapped[str] = mapped_column(plain_text(36))
    record_name: Mapped[str] = mapped_column(Text)
    record_version: Mapped[int]
    whole_kind: Mapped[str] = mapped_column(plain_text(40), default="")
    whole_id: Mapped[int | None] = mapped_column(default=None)
    whole_uid: Mapped[str] = mapped_column(plain_text(36), default="")
    fields: Mapped[dict[str, list[Any]]] = mapped_column(JSON, default_factory=dict)


# --- kinds, fields and values ---------------------------------------------------------------------------------


@cache
def kinds() -> Mapping[str, type[Record]]:
    """Every kind of record by the name that history, links and search use."""
    return {
        mapper.class_.KIND: mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)
    }


@cache
def kept_fields(record: type[Record]) -> tuple[str, ...]:
    """The fields that the history keeps: all but identity, version and what derives from others."""
    return tuple(
        column.key
        for column in record.__table__.columns
        if column.key not in ("id", "uid", "version") and not column.info.get("derived")
    )


@cache
def references(record: type[Record]) -> Mapping[str, type[Record]]:
    """The fields that point to other records, and the kind of each."""
    kind_of = {kind.__table__: kind for kind in kinds().values()}
    return {
        column.key: kind_of[key.column.table] for column in record.__table__.columns for key in column.foreign_keys
    }


def referred(record: type[Record], field: str) -> type[Record] | None:
    """The kind of record that the field points to, if it is a reference."""
    return references(record).get(field)


def load(session: Session, wanted: Iterable[tuple[type[Record], int]]) -> dict[tuple[str, int], Record]:
    """The records of these kinds and numbers that are there, in a few questions."""
    numbers: dict[type[Record], set[int]] = {}
    for kind, number in wanted:
        numbers.setdefault(kind, set()).add(number)
    return {
        (kind.KIND, record.id): record
        for kind, ids in numbers.items()
        for some in portions(sorted(ids))
        for record in session.scalars(select(kind).where(kind.id.in_(some)))
    }


def load_by_uid(session: Session, wanted: Iterable[tuple[str, str]]) -> dict[str, Record]:
    """The records of these kinds and identities that are there, by identity; unknown kinds are passed over."""
    uids: dict[type[Record], set[str]] = {}
    for name, uid in wanted:
        if name in kinds():
            uids.setdefault(kinds()[name], set()).add(uid)
    return {
        record.uid: record
        for kind, group in uids.items()
        for some in portions(sorted(group))
        for record in session.scalars(select(kind).where(kind.uid.in_(some)))
    }


def to_json(value: object) -> Any:
    """A field's value as the history keeps it."""
    return str(value) if isinstance(value, PartialDate | dt.date | dt.time) else value


def from_json(record: type[Record], field: str, value: Any) -> Any:
    """The field's value again, from what the history keeps."""
    if isinstance(value, list):
        return value[0]
    if not isinstance(value, str):
        return value
    kept_as = record.__table__.columns[field].type
    if isinstance(kept_as, PartialDateColumn):
        return PartialDate.parse(value)
    if kept_as.python_type in (dt.time, dt.date, dt.datetime):
        return kept_as.python_type.fromisoformat(value)
    return value


def differing(fields: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The fields whose two values differ."""
    return {name: pair for name, pair in fields.items() if pair[0] != pair[1]}


# --- questions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeedRow:
    """A deed in the list of what was done."""

    id: int
    label: str
    at: dt.datetime
    user: str
    act: str
    undone: bool


@dataclass(frozen=True)
class ChangeRow:
    """One changed record of a deed; `fields` as (field, before, after), references as their names."""

    deed: DeedRow
    action: str
    kind: str
    record_id: int
    name: str
    fields: tuple[tuple[str, Any, Any], ...]


def next_undo(session: Session) -> DeedRow | None:
    """The deed that Undo would take back: the last one that stands."""
    found = session.scalars(
        select(Deed).where(Deed.act == "do", Deed.undone_by_id.is_(None)).order_by(Deed.id.desc()).limit(1)
    ).first()
    return _deed_row(found) if found else None


def next_redo(session: Session) -> DeedRow | None:
    """The deed that Redo would do again: the one taken back last, as long as nothing new was done since."""
    last = select(func.coalesce(func.max(Deed.id), 0)).where(Deed.act == "do").scalar_subquery()
    found = session.scalars(
        select(Deed)
        .where(Deed.act == "do", Deed.undone_by_id > last)
        .order_by(Deed.undone_by_id.desc())
        .limit(1)
    ).first()
    return _deed_row(found) if found else None


def deeds(session: Session, query: Query) -> Slice[DeedRow]:
    """What was done, newest first; `query.text` narrows by the sentence."""
    wanted = select(Deed)
    if typed := storable(query.text).strip():
        wanted = wanted.where(Deed.label.icontains(typed, autoescape=True))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = session.scalars(wanted.order_by(Deed.id.desc()).offset(query.offset).limit(query.limit))
    return Slice(total, query.offset, tuple(_deed_row(one) for one in found))


def changes_of(session: Session, deed_id: int, limit: int | None = None) -> tuple[ChangeRow, ...]:
    """What the deed changed, in the order in which it happened; all of it without a limit."""
    wanted = select(Change, Deed).join(Deed, Deed.id == Change.deed_id).where(Deed.id == deed_id)
    found = session.execute(wanted.order_by(Change.id).limit(limit))
    return tuple(_change_row(change, deed) for change, deed in found)


def story(session: Session, record_uid: str, limit: int = 100) -> tuple[ChangeRow, ...]:
    """What happened to the record and its parts, newest first."""
    found = session.execute(
        select(Change, Deed)
        .join(Deed, Deed.id == Change.deed_id)
        .where((Change.record_uid == record_uid) | (Change.whole_uid == record_uid))
        .order_by(Change.deed_id.desc(), Change.id)
        .limit(limit)
    )
    return tuple(_change_row(change, deed) for change, deed in found)


def changed_since(session: Session, record: Record, version: int) -> dict[str, list[Any]]:
    """The fields of the record that differ from what they were at the version: what they were, and what they are
    now. What was changed and put right again in the meantime does not matter."""
    found: dict[str, list[Any]] = {}
    rows = session.scalars(
        select(Change)
        .where(Change.record_uid == record.uid, Change.record_version > version, Change.action == "changed")
        .order_by(Change.id)
    )
    for row in rows:
        for name, (old, _new) in row.fields.items():
            found.setdefault(name, [from_json(type(record), name, old), getattr(record, name)])
    return differing(found)


@dataclass(frozen=True)
class Past:
    """What is left of a record that was deleted: its last version, and when it was made."""

    version: int
    born: dt.datetime


def pasts(session: Session, uids: Collection[str]) -> dict[str, Past]:
    """The pasts of records, by identity; however often one was deleted and put back."""
    return {
        uid: Past(version, born)
        for some in portions(uids)
        for uid, version, born in session.execute(
            select(Change.record_uid, func.max(Change.record_version), func.min(Deed.at))
            .join(Deed, Deed.id == Change.deed_id)
            .where(Change.record_uid.in_(some))
            .group_by(Change.record_uid)
        )
    }


def last_names(session: Session, uids: Collection[str]) -> dict[str, str]:
    """What records were called when they were written last, by identity."""
    return {
        uid: name
        for some in portions(uids)
        for uid, name in session.execute(
            select(Change.record_uid, Change.record_name).where(Change.record_uid.in_(some)).order_by(Change.id)
        )
    }


def later_deeds(session: Session, deed_id: int, record_uid: str, fields: frozenset[str]) -> list[str]:
    """The sentences of the standing deeds after the given one that wrote these fields of the record (no fields:
    any of them), or one of its parts."""
    rows = session.execute(
        select(Change.fields, Change.record_uid, Deed.label)
        .join(Deed, Deed.id == Change.deed_id)
        .where(
            Deed.id > deed_id,
            Deed.act == "do",
            Deed.undone_by_id.is_(None),
            (Change.record_uid == record_uid) | (Change.whole_uid == record_uid),
        )
        .order_by(Deed.id)
    )
    labels = [
        label for written, uid, label in rows if uid != record_uid or not fields or not fields.isdisjoint(written)
    ]
    return list(dict.fromkeys(labels))


def _deed_row(deed: Deed) -> DeedRow:
    return DeedRow(deed.id, deed.label, deed.at, deed.user, deed.act, deed.undone_by_id is not None)


def _change_row(change: Change, deed: Deed) -> ChangeRow:
    return ChangeRow(
        _deed_row(deed),
        change.action,
        change.kind,
        change.record_id,
        change.record_name,
        tuple((name, _named(old), _named(new)) for name, (old, new) in change.fields.items()),
    )


def _named(value: Any) -> Any:
    return value[1] if isinstance(value, list) else value
