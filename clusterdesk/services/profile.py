"""Deeds on the office itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clusterdesk.domain.profile import Profile
from clusterdesk.services import records
from clusterdesk.storage import profile


def save(session: Session, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of the office's profile; it is made when there is none yet."""
    known = profile.get(session)
    if known is None:
        return records.create(session, Profile, changes).id
    return records.edit(session, Profile, known.id, version, changes).id
