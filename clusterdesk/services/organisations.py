"""Deeds on organisations. The names over time are the truth; the name of today on the organisation follows them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.organisations import Organisation, OrganisationName, OrganisationRelation, latest_name
from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _
from clusterdesk.services import records


def create(session: Session, values: Mapping[str, Any]) -> int:
    """A new organisation, with its first name."""
    made = records.create(session, Organisation, values)
    records.create(
        session, OrganisationName, {"organisation_id": made.id, "name": made.name, "short": made.short, "kind": "name"}
    )
    return made.id


def edit(session: Session, number: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields. A changed name corrects the spelling of the name of today; a new name from some day on
    is what `rename` is for."""
    made = records.edit(session, Organisation, number, version, changes)
    if "name" in changes or "short" in changes:
        current = latest_name(_names(session, number))
        if current is None:
            values = {"organisation_id": number, "name": made.name, "short": made.short, "kind": "name"}
            records.create(session, OrganisationName, values)
        else:
            current.name, current.short = made.name, made.short
    return number


def rename(
    session: Session, number: int, name: str, short: str = "", since: PartialDate | None = None, reason: str = ""
) -> int:
    """Give the organisation a new name from `since` on; the old one ends then and stays findable."""
    organisation = records.get(session, Organisation, number)
    if name.strip() == organisation.name:
        raise Refused(_("This is its name already."), "name")
    current = latest_name(_names(session, number))
    if current is not None:
        current.ends = since
    values = {"organisation_id": number, "name": name, "short": short, "starts": since, "reason": reason}
    records.create(session, OrganisationName, {**values, "kind": "name"})
    _follow(session, organisation)
    return number


def add_name(session: Session, number: int, values: Mapping[str, Any]) -> int:
    """Another name or spelling."""
    made = records.create(session, OrganisationName, {**values, "organisation_id": number})
    _follow(session, records.get(session, Organisation, number))
    return made.id


def edit_name(session: Session, name_id: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of a name."""
    made = records.edit(session, OrganisationName, name_id, version, changes)
    _follow(session, records.get(session, Organisation, made.organisation_id))
    return name_id


def remove_name(session: Session, name_id: int) -> str:
    """Take a name away; the last one stays."""
    name = records.get(session, OrganisationName, name_id)
    others = [one for one in _names(session, name.organisation_id) if one.kind == "name" and one.id != name_id]
    if name.kind == "name" and not others:
        raise Refused(_("An organisation needs a name."), "name")
    text = records.remove(session, OrganisationName, name_id)
    _follow(session, records.get(session, Organisation, name.organisation_id))
    return text


def relate(session: Session, number: int, values: Mapping[str, Any]) -> int:
    """A relation to another organisation; refused where the same one stands already or would make a circle of
    parts."""
    other = values.get("other_id")
    kind = values.get("kind", "related")
    same = select(OrganisationRelation.id).where(
        OrganisationRelation.organisation_id == number,
        OrganisationRelation.other_id == other,
        OrganisationRelation.kind == kind,
    )
    if other is None:
        raise Refused(_("Please choose an organisation."), "other_id")
    if session.scalar(same.limit(1)) is not None:
        raise Refused(_("This relation is there already."), "other_id")
    if kind == "unit_of" and number in _wholes(session, int(other)):
        raise Refused(_("An organisation cannot be a part of its own part."), "other_id")
    return records.create(session, OrganisationRelation, {**values, "organisation_id": number}).id


def _wholes(session: Session, number: int) -> set[int]:
    """The organisations that this one is a part of, directly or through others."""
    found: set[int] = set()
    todo = {number}
    while todo:
        found |= todo
        wholes = select(OrganisationRelation.other_id).where(
            OrganisationRelation.organisation_id.in_(todo), OrganisationRelation.kind == "unit_of"
        )
        todo = set(session.scalars(wholes)) - found
    return found - {number}


def _names(session: Session, number: int) -> list[OrganisationName]:
    return list(session.scalars(select(OrganisationName).where(OrganisationName.organisation_id == number)))


def _follow(session: Session, organisation: Organisation) -> None:
    """Let the name of today follow the names over time."""
    session.flush()
    current = latest_name(_names(session, organisation.id))
    if current is not None:
        organisation.name, organisation.short = current.name, current.short or organisation.short
        session.flush()


def create_named(session: Session, name: str) -> int:
    """A new organisation of which only the name is known."""
    return create(session, {"name": name, "kind": "other"})


def remove(session: Session, number: int) -> str:
    """Delete an organisation; refused while others mention it."""
    return records.remove(session, Organisation, number)


def create_network_named(session: Session, name: str) -> int:
    """A new network of which only the name is known."""
    return create(session, {"name": name, "kind": "network"})
