"""Deeds on memberships."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clusterdesk.domain.memberships import Membership
from clusterdesk.i18n import _
from clusterdesk.services import records


def add_member(session: Session, network_id: int, values: Mapping[str, Any]) -> int:
    """A member of the network."""
    records.needed(values, "organisation_id", _("Please choose an organisation."))
    return records.create(session, Membership, {**values, "network_id": network_id}).id


def join(session: Session, organisation_id: int, values: Mapping[str, Any]) -> int:
    """The organisation as a member of a network."""
    records.needed(values, "network_id", _("Please choose a network."))
    return records.create(session, Membership, {**values, "organisation_id": organisation_id}).id
