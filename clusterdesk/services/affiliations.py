"""Deeds on roles of people in organisations."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.i18n import _
from clusterdesk.services import records


def add_person(session: Session, organisation_id: int, values: Mapping[str, Any]) -> int:
    """A role of a person in this organisation."""
    records.needed(values, "person_id", _("Please choose a person."))
    return records.create(session, Affiliation, {**values, "organisation_id": organisation_id}).id


def add_role(session: Session, person_id: int, values: Mapping[str, Any]) -> int:
    """A role of this person in an organisation."""
    records.needed(values, "organisation_id", _("Please choose an organisation."))
    return records.create(session, Affiliation, {**values, "person_id": person_id}).id
