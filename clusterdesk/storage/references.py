"""Who points to a record: its parts, and others that mention it."""

from collections.abc import Collection, Iterator
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.records import Record
from clusterdesk.domain.sources import Claim
from clusterdesk.storage.history import kinds, references
from clusterdesk.storage.lists import portions


def pointing_to(session: Session, records: Collection[Record]) -> Iterator[tuple[Record, Record]]:
    """The records that hold a reference to one of these or make a claim about it, parts and others alike: each of
    these with such a one."""
    by_kind: dict[type[Record], dict[int, Record]] = {}
    for record in records:
        by_kind.setdefault(type(record), {})[record.id] = record
    for kind, these in by_kind.items():
        for other_kind, field in _pointers(kind):
            column = other_kind.__table__.columns[field]
            for some in portions(these):
                for other in session.scalars(select(other_kind).where(column.in_(some))):
                    yield these[getattr(other, field)], other
    by_uid = {record.uid: record for record in records}
    for uids in portions(by_uid):
        for claim in session.scalars(select(Claim).where(Claim.record_uid.in_(uids))):
            yield by_uid[claim.record_uid], claim


def parts_of(session: Session, record: Record) -> list[Record]:
    """The records that live and die with this one, and the claims about it."""
    parts = [other for field, other in _pointing(session, record) if field == other.WHOLE]
    claims = session.scalars(select(Claim).where(Claim.record_uid == record.uid))
    return [*parts, *claims]


def users_of(session: Session, record: Record) -> list[Record]:
    """The records that mention this one without being parts of it."""
    return [other for field, other in _pointing(session, record) if field != other.WHOLE]


def _pointing(session: Session, record: Record) -> Iterator[tuple[str, Record]]:
    for kind, field in _pointers(type(record)):
        for other in session.scalars(select(kind).where(kind.__table__.columns[field] == record.id)):
            yield field, other


@cache
def _pointers(kind: type[Record]) -> tuple[tuple[type[Record], str], ...]:
    """The fields that point to records of a kind, with the kind that has each."""
    return tuple((one, field) for one in kinds().values() for field, to in references(one).items() if to is kind)


def number_of(session: Session, uid: str) -> int | None:
    """The number of the record with this uid, of whatever kind; parts are not looked for."""
    for kind in kinds().values():
        if not kind.WHOLE:
            found = session.scalar(select(kind.id).where(kind.uid == uid))
            if found is not None:
                return found
    return None
