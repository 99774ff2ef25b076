"""Deeds on sources and on the evidence for what is kept."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.sources import Claim, Source
from clusterdesk.services import records


def state(session: Session, record_kind: str, record_uid: str, values: Mapping[str, Any]) -> int:
    """Keep what a source says about a field of a record (`field` in the values, "" for the record as a whole)."""
    claim = records.create(session, Claim, {**values, "record_kind": record_kind, "record_uid": record_uid})
    _one_preferred(session, claim)
    return claim.id


def edit(session: Session, claim_id: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of a claim."""
    claim = records.edit(session, Claim, claim_id, version, changes)
    _one_preferred(session, claim)
    return claim.id


def _one_preferred(session: Session, claim: Claim) -> None:
    """At most one of the contradicting claims about a field is the preferred one."""
    if not (claim.preferred and claim.field):
        return
    others = select(Claim).where(
        Claim.record_uid == claim.record_uid, Claim.field == claim.field, Claim.id != claim.id
    )
    for other in session.scalars(others):
        if other.value != claim.value:
            other.preferred = False
    session.flush()


def create_named(session: Session, title: str) -> int:
    """A new source of which only the title is known."""
    return records.create(session, Source, {"title": title, "kind": "other"}).id


def create(session: Session, values: Mapping[str, Any]) -> int:
    """A new source."""
    return records.create(session, Source, values).id


def edit_source(session: Session, number: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of a source."""
    return records.edit(session, Source, number, version, changes).id


def remove(session: Session, number: int) -> str:
    """Delete a source. Refused while evidence rests on it."""
    return records.remove(session, Source, number)
