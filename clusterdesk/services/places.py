"""Deeds on places and regions."""

from sqlalchemy.orm import Session

from clusterdesk.domain.places import Place, Region
from clusterdesk.services import records


def create_named(session: Session, name: str) -> int:
    """A new place of which only the name is known."""
    return records.create(session, Place, {"name": name}).id


def create_region_named(session: Session, name: str) -> int:
    """A new region of which only the name is known."""
    return records.create(session, Region, {"name": name}).id
