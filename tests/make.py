"""Records for tests: one plain function for each kind, with sane defaults, through the same deeds as the window.

Dates may be given as EDTF text ("2008", "2022-03-04"); records as records or by their number.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, CooperationField, Party, Signature
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, EventAgreement, Organiser, Participation
from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.organisations import Organisation, OrganisationName
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place, Region
from clusterdesk.domain.records import PartialDateColumn, Record
from clusterdesk.domain.sources import Claim, Source
from clusterdesk.services import records
from clusterdesk.services.desk import Desk

R = TypeVar("R", bound=Record)


def record(desk: Desk, kind: type[R], /, **values: Any) -> R:
    """A record of any kind, as one deed."""
    return desk.do(f"Create {kind.KIND}", _create, kind, values).value


def organisation(desk: Desk, name: str = "Optik Nord e.V.", kind: str = "network", **values: Any) -> Organisation:
    """An organisation, a network unless told otherwise."""
    return record(desk, Organisation, name=name, kind=kind, **values)


def organisation_name(desk: Desk, whose: Organisation | int, name: str, **values: Any) -> OrganisationName:
    """A dated name or (`kind="alias"`) another spelling."""
    return record(desk, OrganisationName, organisation_id=_number(whose), name=name, **values)


def person(desk: Desk, family_name: str = "Lindner", given_name: str = "Erika", **values: Any) -> Person:
    """A person."""
    return record(desk, Person, family_name=family_name, given_name=given_name, **values)


def affiliation(
    desk: Desk, who: Person | int, where: Organisation | int, role: str = "Vorsitzende", **values: Any
) -> Affiliation:
    """A role of a person in an organisation."""
    return record(desk, Affiliation, person_id=_number(who), organisation_id=_number(where), role=role, **values)


def membership(desk: Desk, who: Organisation | int, network: Organisation | int, **values: Any) -> Membership:
    """An organisation in a network."""
    return record(desk, Membership, organisation_id=_number(who), network_id=_number(network), **values)


def place(desk: Desk, name: str = "Jena", **values: Any) -> Place:
    """A place."""
    return record(desk, Place, name=name, **values)


def region(desk: Desk, name: str = "Thüringen", kind: str = "state", **values: Any) -> Region:
    """A region, a federal state unless told otherwise."""
    return record(desk, Region, name=name, kind=kind, **values)


def agreement(
    desk: Desk,
    title: str = "Kooperation Nord – Süd",
    parties: Iterable[Organisation | int] = (),
    fields: Iterable[tuple[str, str]] = (),
    **values: Any,
) -> Agreement:
    """An agreement with its parties in order and its fields of cooperation as (category, wording), as one deed."""

    def deed(session: Session) -> Agreement:
        made = _create(session, Agreement, {"title": title, **values})
        for position, party in enumerate(parties):
            _create(session, Party, _part(made, position, organisation_id=_number(party)))
        for position, (category, wording) in enumerate(fields):
            _create(session, CooperationField, _part(made, position, category=category, wording=wording))
        return made

    return desk.do("Create agreement", deed).value


def signature(
    desk: Desk, whose: Agreement, party: Party | int, who: Person | int, capacity: str = "Vorsitzende", **values: Any
) -> Signature:
    """A signature for a party (the row of the party, not its organisation)."""
    given = {"party_id": _number(party), "person_id": _number(who), "capacity": capacity, **values}
    return record(desk, Signature, agreement_id=whose.id, **given)


def event(
    desk: Desk,
    title: str = "Werkstattgespräch",
    starts: str | PartialDate | None = "2026-05-06",
    organisers: Iterable[Organisation | int] = (),
    agreements: Iterable[Agreement | int] = (),
    **values: Any,
) -> Event:
    """An event with its organisers in order and the agreements that it belongs to, as one deed."""

    def deed(session: Session) -> Event:
        made = _create(session, Event, {"title": title, "starts": starts, **values})
        for position, one in enumerate(organisers):
            values_of_part = {"event_id": made.id, "organisation_id": _number(one), "position": position}
            _create(session, Organiser, values_of_part)
        for linked in agreements:
            _create(session, EventAgreement, {"event_id": made.id, "agreement_id": _number(linked)})
        return made

    return desk.do("Create event", deed).value


def participation(
    desk: Desk,
    where: Event | int,
    who: Person | int | None = None,
    stands_for: Organisation | int | None = None,
    **values: Any,
) -> Participation:
    """A person, perhaps for an organisation; an organisation; or (`count`) a mere number at an event."""
    given = {"person_id": _number(who), "organisation_id": _number(stands_for), **values}
    return record(desk, Participation, event_id=_number(where), **given)


def source(desk: Desk, title: str = "Pressemitteilung", **values: Any) -> Source:
    """A source."""
    return record(desk, Source, title=title, **values)


def claim(desk: Desk, about: Record, field: str = "", value: str = "", **values: Any) -> Claim:
    """A statement about a record."""
    given = {"record_kind": about.KIND, "record_uid": about.uid, "field": field, "value": value, **values}
    return record(desk, Claim, **given)


def _create(session: Session, kind: type[R], values: dict[str, Any]) -> R:
    columns = kind.__table__.columns
    dated = {
        name: PartialDate.parse(value)
        for name, value in values.items()
        if isinstance(value, str) and name in columns and isinstance(columns[name].type, PartialDateColumn)
    }
    return records.create(session, kind, {**values, **dated})


def _part(whole: Agreement, position: int, **values: Any) -> dict[str, Any]:
    return {"agreement_id": whole.id, "position": position, **values}


def _number(one: Record | int | None) -> Any:
    return one.id if isinstance(one, Record) else one
