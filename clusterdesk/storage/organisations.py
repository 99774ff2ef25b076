"""Questions about organisations."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from clusterdesk.domain.agreements import Agreement, Party
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, Organiser, Participation
from clusterdesk.domain.folding import storable
from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.organisations import (
    KINDS,
    Figure,
    Office,
    Organisation,
    OrganisationName,
    OrganisationRegion,
    OrganisationRelation,
)
from clusterdesk.domain.places import Place
from clusterdesk.domain.sources import Claim
from clusterdesk.storage import asof, history, index, sources
from clusterdesk.storage.asof import Role
from clusterdesk.storage.lists import Option, Query, Slice, Sorts, in_german_order, in_order_of_words, page


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation in its list."""

    id: int
    name: str
    short: str
    kind: str
    seat: str
    sector: str
    founded: PartialDate | None
    agreements: int


@dataclass(frozen=True)
class OrganisationSheet:
    """Everything about one organisation. Parts come as records with what they name loaded; `evidence` maps the
    uid of each record to the claims about it."""

    record: Organisation
    names: tuple[OrganisationName, ...]
    regions: tuple[OrganisationRegion, ...]
    offices: tuple[Office, ...]
    figures: tuple[Figure, ...]
    relations: tuple[OrganisationRelation, ...]
    relations_to: tuple[OrganisationRelation, ...]
    memberships: tuple[Membership, ...]
    members: tuple[Membership, ...]
    people: tuple[Role, ...]
    agreements: tuple[Agreement, ...]
    events: tuple[tuple[Event, str], ...]
    """Each event with the role in it: a key of ORGANISER_ROLES, or "participant"."""
    evidence: dict[str, tuple[Claim, ...]]
    story: tuple[history.ChangeRow, ...]


def rows(session: Session, query: Query) -> Slice[OrganisationRow]:
    """The list of organisations; filters `kind`, `network` (number of a network: its members), `seat` (number of
    a place)."""
    agreements = select(func.count(Party.id)).where(Party.organisation_id == Organisation.id).scalar_subquery()
    wanted = select(Organisation, Place.name, agreements).outerjoin(Organisation.seat)
    if query.text.strip():
        wanted = wanted.where(Organisation.id.in_(index.found_records(session, Organisation.KIND, query.text)))
    if kind := query.where.get("kind"):
        wanted = wanted.where(Organisation.kind == kind)
    if network := query.where.get("network"):
        members = select(Membership.organisation_id).where(Membership.network_id == network)
        wanted = wanted.where(Organisation.id.in_(members))
    if seat := query.where.get("seat"):
        wanted = wanted.where(Organisation.seat_id == seat)
    sorts: Sorts = {
        "name": [Organisation.sort_name, Organisation.id],
        "short": [in_german_order(Organisation.short)],
        "kind": [in_order_of_words(Organisation.kind, KINDS)],
        "seat": [Place.sort_name],
        "sector": [in_german_order(Organisation.sector)],
        "founded": [Organisation.founded],
        "agreements": [agreements],
    }
    return page(session, wanted, query, sorts, lambda found: [
        OrganisationRow(one.id, one.name, one.short, one.kind, seat or "", one.sector, one.founded, number)
        for one, seat, number in found
    ])


def options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Organisations to choose from."""
    return _options(session, typed, limit)


def network_options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Networks to choose from."""
    return _options(session, typed, limit, Organisation.kind == "network")


def _options(session: Session, typed: str, limit: int, *conditions: Any) -> tuple[Option, ...]:
    wanted = select(Organisation, Place.name).outerjoin(Organisation.seat).where(*conditions)
    if typed.strip():
        wanted = wanted.where(Organisation.id.in_(index.found_records(session, Organisation.KIND, typed)))
    found = session.execute(wanted.order_by(Organisation.sort_name, Organisation.id).limit(limit))
    return tuple(Option(one.id, one.name, " · ".join(filter(None, (one.short, seat)))) for one, seat in found)


def sheet(session: Session, number: int) -> OrganisationSheet | None:
    """Everything about one organisation, or None when it is not there."""
    wanted = select(Organisation).where(Organisation.id == number).options(joinedload(Organisation.seat))
    record = session.scalars(wanted).one_or_none()
    if record is None:
        return None
    parts: dict[str, Sequence[Any]] = {
        "names": _all(session, OrganisationName, OrganisationName.organisation_id == number),
        "regions": _all(session, OrganisationRegion, OrganisationRegion.organisation_id == number, "region"),
        "offices": _all(session, Office, Office.organisation_id == number, "place"),
        "figures": _all(session, Figure, Figure.organisation_id == number),
        "relations": _all(session, OrganisationRelation, OrganisationRelation.organisation_id == number, "other"),
        "relations_to": _all(
            session, OrganisationRelation, OrganisationRelation.other_id == number, "organisation"
        ),
        "memberships": _all(session, Membership, Membership.organisation_id == number, "network"),
        "members": _all(session, Membership, Membership.network_id == number, "organisation"),
    }
    people = asof.roles(session, organisation_id=number)
    known = [record, *(one for group in parts.values() for one in group), *(role.record for role in people)]
    return OrganisationSheet(
        record=record,
        people=people,
        agreements=agreements_of(session, number),
        events=events_of(session, number),
        evidence=sources.evidence(session, known),
        story=history.story(session, record.uid),
        **{name: tuple(found) for name, found in parts.items()},
    )


def agreements_of(session: Session, number: int) -> tuple[Agreement, ...]:
    """The agreements to which the organisation is a party, oldest first."""
    return tuple(
        session.scalars(
            select(Agreement)
            .join(Party, Party.agreement_id == Agreement.id)
            .where(Party.organisation_id == number)
            .order_by(Agreement.signed_on.nulls_last(), Agreement.id)
        )
    )


def events_of(session: Session, number: int) -> tuple[tuple[Event, str], ...]:
    """The events that the organisation organises or takes part in, newest first, each with its first role."""
    found: dict[int, tuple[Event, str]] = {}
    organised = select(Event, Organiser.role).join(Organiser, Organiser.event_id == Event.id)
    for event, role in session.execute(organised.where(Organiser.organisation_id == number)):
        found.setdefault(event.id, (event, role))
    attended = select(Event).join(Participation, Participation.event_id == Event.id)
    for event in session.scalars(attended.where(Participation.organisation_id == number)):
        found.setdefault(event.id, (event, "participant"))
    return tuple(sorted(found.values(), key=lambda pair: str(pair[0].starts or ""), reverse=True))


def _all(session: Session, kind: type[Any], condition: Any, *loaded: str) -> Sequence[Any]:
    wanted = select(kind).where(condition).order_by(kind.id)
    for name in loaded:
        wanted = wanted.options(joinedload(getattr(kind, name)))
    return session.scalars(wanted).all()


def texts(session: Session, ids: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """What an organisation is found by: its names of all times and other spellings, seat and sector."""
    known = select(Organisation, Place.name).outerjoin(Organisation.seat).where(Organisation.id.in_(ids))
    today = {}
    for one, seat in session.execute(known):
        today[one.id] = one.name
        yield one.id, "name", one.name
        yield one.id, "short", one.short
        yield one.id, "town", seat or ""
        yield one.id, "text", one.sector
    for name in session.scalars(select(OrganisationName).where(OrganisationName.organisation_id.in_(ids))):
        if name.name != today.get(name.organisation_id):
            yield name.organisation_id, "alias" if name.kind == "alias" else "former", name.name


def named(session: Session, typed: str) -> tuple[Organisation, ...]:
    """The organisations that bear or bore exactly this name or short name."""
    typed = storable(typed)
    former = select(OrganisationName.organisation_id).where(OrganisationName.name == typed)
    condition = or_(Organisation.name == typed, Organisation.short == typed, Organisation.id.in_(former))
    return tuple(session.scalars(select(Organisation).where(condition).order_by(Organisation.id)))


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(Organisation.id))) or 0
