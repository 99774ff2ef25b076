"""Deeds on memberships."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _
from clusterdesk.services import records


def add_member(session: Session, network_id: int, values: Mapping[str, Any]) -> int:
    """A member of the network."""
    if values.get("organisation_id") is None:
        raise Refused(_("Please choose an organisation."), "organisation_id")
    return records.create(session, Membership, {**values, "network_id": network_id}).id


def join(session: Session, organisation_id: int, values: Mapping[str, Any]) -> int:
    """The organisation as a member of a network."""
    if values.get("network_id") is None:
        raise Refused(_("Please choose a network."), "network_id")
    return records.create(session, Membership, {**values, "organisation_id": organisation_id}).id
