"""Deeds on events: organisers, participants and the agreements that they redeem."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.agreements import CooperationField
from clusterdesk.domain.events import Event, EventAgreement, Organiser, Participation
from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _
from clusterdesk.services import records


def create(session: Session, values: Mapping[str, Any]) -> int:
    """A new event."""
    return records.create(session, Event, values).id


def edit(session: Session, number: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields; refused where an event would follow itself, directly or through others."""
    follows = changes.get("follows_id")
    if follows is not None and number in _before(session, int(follows)):
        raise Refused(_("An event cannot follow itself."), "follows_id")
    return records.edit(session, Event, number, version, changes).id


def add_organiser(session: Session, event_id: int, values: Mapping[str, Any]) -> int:
    """A further organisation behind the event, with its role."""
    records.needed(values, "organisation_id", _("Please choose an organisation."))
    _once(session, event_id, values)
    position = records.position_after(session, Organiser, "event_id", event_id)
    return records.create(session, Organiser, {"position": position, **values, "event_id": event_id}).id


def edit_organiser(session: Session, organiser_id: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of an organiser. A changed position puts it there in the printing order, and the others
    make room."""
    organiser = records.get(session, Organiser, organiser_id)
    wanted = {"organisation_id": organiser.organisation_id, "role": organiser.role, **changes}
    _once(session, organiser.event_id, wanted, organiser_id)
    others = {name: value for name, value in changes.items() if name != "position"}
    records.edit(session, Organiser, organiser_id, version, others)
    if "position" in changes:
        _put(session, organiser, int(changes["position"]))
    return organiser_id


def _put(session: Session, organiser: Organiser, position: int) -> None:
    together = select(Organiser).where(Organiser.event_id == organiser.event_id)
    ordered = list(session.scalars(together.order_by(Organiser.position, Organiser.id)))
    at = sum(one.position < position for one in ordered)
    ordered.remove(organiser)
    ordered.insert(at, organiser)
    for number, one in enumerate(ordered):
        one.position = number
    session.flush()


def add_participation(session: Session, event_id: int, values: Mapping[str, Any]) -> int:
    """Somebody who takes part: a person, perhaps for an organisation; an organisation; or a number of people."""
    person_id = values.get("person_id")
    if person_id is not None:
        same = select(Participation.id).where(
            Participation.event_id == event_id,
            Participation.person_id == person_id,
            Participation.role == values.get("role", "guest"),
        )
        if session.scalar(same.limit(1)) is not None:
            raise Refused(_("This person takes part already."), "person_id")
    return records.create(session, Participation, {**values, "event_id": event_id}).id


def link_agreement(session: Session, event_id: int, values: Mapping[str, Any]) -> int:
    """The event belongs to an agreement, perhaps to one of its fields of cooperation."""
    _linkable(session, event_id, values)
    return records.create(session, EventAgreement, {**values, "event_id": event_id}).id


def edit_link(session: Session, link_id: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of the link to an agreement."""
    link = records.get(session, EventAgreement, link_id)
    wanted = {"agreement_id": link.agreement_id, "field_id": link.field_id, **changes}
    _linkable(session, link.event_id, wanted, link_id)
    return records.edit(session, EventAgreement, link_id, version, changes).id


def remove(session: Session, number: int) -> str:
    """Delete an event with its organisers, participants and links. Refused while another event follows it."""
    return records.remove(session, Event, number)


def _linkable(session: Session, event_id: int, values: Mapping[str, Any], itself: int | None = None) -> None:
    agreement_id = records.needed(values, "agreement_id", _("Please choose an agreement."))
    field_id = values.get("field_id")
    field = session.get(CooperationField, field_id) if field_id is not None else None
    if field_id is not None and (field is None or field.agreement_id != agreement_id):
        raise Refused(_("This field belongs to another agreement."), "field_id")
    same = select(EventAgreement.id).where(
        EventAgreement.event_id == event_id,
        EventAgreement.agreement_id == agreement_id,
        EventAgreement.field_id.is_(None) if field_id is None else EventAgreement.field_id == field_id,
        EventAgreement.id != (itself or 0),
    )
    if session.scalar(same.limit(1)) is not None:
        raise Refused(_("The event is linked to this agreement already."), "agreement_id")


def _once(session: Session, event_id: int, values: Mapping[str, Any], itself: int | None = None) -> None:
    same = select(Organiser.id).where(
        Organiser.event_id == event_id,
        Organiser.organisation_id == values["organisation_id"],
        Organiser.role == values.get("role", "organiser"),
        Organiser.id != (itself or 0),
    )
    if session.scalar(same.limit(1)) is not None:
        raise Refused(_("This organisation has this role already."), "organisation_id")


def _before(session: Session, event_id: int) -> set[int]:
    """The event and all that it follows."""
    found: set[int] = set()
    at: int | None = event_id
    while at is not None and at not in found:
        found.add(at)
        at = session.scalar(select(Event.follows_id).where(Event.id == at))
    return found
