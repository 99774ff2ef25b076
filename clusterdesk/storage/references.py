"""Who points to a record: its parts, and others that mention it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.records import Record
from clusterdesk.domain.sources import Claim
from clusterdesk.storage.history import kinds


def pointing_to(session: Session, record: Record) -> list[Record]:
    """The records that hold a reference to this one, parts and others alike."""
    return [other for _field, other in _pointing(session, record)]


def parts_of(session: Session, record: Record) -> list[Record]:
    """The records that live and die with this one, and the claims about it."""
    parts = [other for field, other in _pointing(session, record) if field == other.WHOLE]
    claims = session.scalars(select(Claim).where(Claim.record_uid == record.uid))
    return [*parts, *claims]


def users_of(session: Session, record: Record) -> list[Record]:
    """The records that mention this one without being parts of it."""
    return [other for field, other in _pointing(session, record) if field != other.WHOLE]


def _pointing(session: Session, record: Record) -> Iterator[tuple[str, Record]]:
    table = record.__table__
    for kind in kinds().values():
        for column in kind.__table__.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                for other in session.scalars(select(kind).where(column == record.id)):
                    yield column.key, other


def number_of(session: Session, uid: str) -> int | None:
    """The number of the record with this uid, of whatever kind; parts are not looked for."""
    for kind in kinds().values():
        if not kind.WHOLE:
            found = session.scalar(select(kind.id).where(kind.uid == uid))
            if found is not None:
                return found
    return None
