"""Deeds on places and regions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clusterdesk.domain.places import Place, Region
from clusterdesk.services import records


def create(session: Session, values: Mapping[str, Any]) -> int:
    """A new place."""
    return records.create(session, Place, values).id


def edit(session: Session, number: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of a place."""
    return records.edit(session, Place, number, version, changes).id


def remove(session: Session, number: int) -> str:
    """Delete a place. Refused while organisations, agreements or events name it."""
    return records.remove(session, Place, number)


def create_named(session: Session, name: str) -> int:
    """A new place of which only the name is known."""
    return records.create(session, Place, {"name": name}).id


def create_region_named(session: Session, name: str) -> int:
    """A new region of which only the name is known."""
    return records.create(session, Region, {"name": name}).id
