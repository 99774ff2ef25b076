"""Records for tests: one plain function for each kind, with sane defaults, through the same deeds as the window.

Dates may be given as EDTF text ("2008", "2022-03-04"); records as records or by their number.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, Party, Signature
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, Participation
from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.organisations import Organisation, OrganisationName
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place, Region
from clusterdesk.domain.records import PartialDateColumn, Record
from clusterdesk.domain.sources import Claim, Source
from clusterdesk.services import (
    affiliations,
    agreements,
    demo,
    events,
    memberships,
    organisations,
    records,
    sources,
)
from clusterdesk.services.desk import Desk

R = TypeVar("R", bound=Record)


def record(desk: Desk, kind: type[R], /, **values: Any) -> R:
    """A record of any kind by the deed that all kinds share."""
    return desk.do(f"Create {kind.KIND}", records.create, kind, _read(kind, values)).value


def organisation(desk: Desk, name: str = "Optik Nord e.V.", kind: str = "network", **values: Any) -> Organisation:
    """An organisation, a network unless told otherwise."""
    return _done(desk, Organisation, organisations.create, {"name": name, "kind": kind, **values})


def organisation_name(desk: Desk, whose: Organisation | int, name: str, **values: Any) -> OrganisationName:
    """A dated name or (`kind="alias"`) another spelling."""
    return _done(desk, OrganisationName, organisations.add_name, {"name": name, **values}, _number(whose))


def person(desk: Desk, family_name: str = "Lindner", given_name: str = "Erika", **values: Any) -> Person:
    """A person."""
    return record(desk, Person, family_name=family_name, given_name=given_name, **values)


def affiliation(
    desk: Desk, who: Person | int, where: Organisation | int, role: str = "Vorsitzende", **values: Any
) -> Affiliation:
    """A role of a person in an organisation."""
    given = {"organisation_id": _number(where), "role": role, **values}
    return _done(desk, Affiliation, affiliations.add_role, given, _number(who))


def membership(desk: Desk, who: Organisation | int, network: Organisation | int, **values: Any) -> Membership:
    """An organisation in a network."""
    return _done(desk, Membership, memberships.join, {"network_id": _number(network), **values}, _number(who))


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
        made = records.create(session, Agreement, _read(Agreement, {"title": title, **values}))
        for party in parties:
            agreements.add_party(session, made.id, {"organisation_id": _number(party)})
        for category, wording in fields:
            agreements.add_field(session, made.id, {"category": category, "wording": wording})
        return made

    return desk.do("Create agreement", deed).value


def parties(desk: Desk, whose: Agreement | int) -> list[Party]:
    """The parties of an agreement in order: who signs does so for one of these."""
    wanted = select(Party).where(Party.agreement_id == _number(whose)).order_by(Party.position)
    return desk.ask(lambda session: list(session.scalars(wanted)))


def signature(
    desk: Desk,
    whose: Agreement | int,
    party: Party | int,
    who: Person | int,
    capacity: str = "Vorsitzende",
    **values: Any,
) -> Signature:
    """A signature for a party (one of `parties`, not its organisation)."""
    given = {"party_id": _number(party), "person_id": _number(who), "capacity": capacity, **values}
    return _done(desk, Signature, agreements.sign, given, _number(whose))


def event(
    desk: Desk,
    title: str = "Werkstattgespräch",
    starts: str | PartialDate | None = "2026-05-06",
    organisers: Iterable[Organisation | int] = (),
    linked_to: Iterable[Agreement | int] = (),
    **values: Any,
) -> Event:
    """An event with its organisers in order and the agreements that it belongs to, as one deed."""

    def deed(session: Session) -> Event:
        number = events.create(session, _read(Event, {"title": title, "starts": starts, **values}))
        for organiser in organisers:
            events.add_organiser(session, number, {"organisation_id": _number(organiser)})
        for agreed in linked_to:
            events.link_agreement(session, number, {"agreement_id": _number(agreed)})
        return records.get(session, Event, number)

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
    return _done(desk, Participation, events.add_participation, given, _number(where))


def source(desk: Desk, title: str = "Pressemitteilung", **values: Any) -> Source:
    """A source."""
    return record(desk, Source, title=title, **values)


def claim(desk: Desk, about: Record, field: str = "", value: str = "", **values: Any) -> Claim:
    """A statement about a record."""
    return _done(desk, Claim, sources.state, {"field": field, "value": value, **values}, about.KIND, about.uid)


def _done(desk: Desk, kind: type[R], deed: Callable[..., int], values: Mapping[str, Any], *whole: Any) -> R:
    """The record that a service makes; the service gets what the record belongs to, and the values."""

    def made(session: Session) -> R:
        return records.get(session, kind, deed(session, *whole, _read(kind, values)))

    return desk.do(f"Create {kind.KIND}", made).value


def _read(kind: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    columns = kind.__table__.columns
    dated = {
        name: PartialDate.parse(value)
        for name, value in values.items()
        if isinstance(value, str) and name in columns and isinstance(columns[name].type, PartialDateColumn)
    }
    return {**values, **dated}


def _number(one: Record | int | None) -> Any:
    return one.id if isinstance(one, Record) else one


def number_of(desk: Desk, story_id: str) -> int:
    """The number of a record of the demo office by its name in the story ("agr-2022")."""
    kinds = {"org": Organisation, "unit": Organisation, "per": Person, "agr": Agreement, "ev": Event, "loc": Place}
    kind = kinds[story_id.split("-")[0]]
    return desk.ask(lambda session: session.scalars(select(kind.id).where(kind.uid == demo.uid_of(story_id))).one())
