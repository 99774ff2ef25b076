"""Questions about people."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, joinedload

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, Party, Signature, Witness
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, Participation
from clusterdesk.domain.organisations import NameAnswer, Organisation
from clusterdesk.domain.people import Person, PersonName
from clusterdesk.domain.records import Record
from clusterdesk.domain.sources import Claim
from clusterdesk.storage import asof, history, index, sources
from clusterdesk.storage.asof import Role
from clusterdesk.storage.lists import Option, Query, Slice, Sorts, in_german_order, page


@dataclass(frozen=True)
class PersonRow:
    """A person in the list, with the newest undisputed role."""

    id: int
    name: str
    title: str
    role: str
    role_type: str
    organisation: str
    as_of: PartialDate | None


@dataclass(frozen=True)
class PersonSheet:
    """Everything about one person; `then` are the names that organisations had at the time of a role, a signature
    or an event, by the uid of that record."""

    record: Person
    names: tuple[PersonName, ...]
    roles: tuple[Role, ...]
    signatures: tuple[tuple[Signature, Agreement], ...]
    witnessed: tuple[tuple[Witness, Agreement], ...]
    events: tuple[tuple[Participation, Event], ...]
    then: dict[str, NameAnswer]
    evidence: dict[str, tuple[Claim, ...]]
    story: tuple[history.ChangeRow, ...]


def rows(session: Session, query: Query) -> Slice[PersonRow]:
    """The list of people in German order of their names; filters `organisation` (number), `role_type`."""
    wanted = select(Person)
    if query.text.strip():
        wanted = wanted.where(Person.id.in_(index.found_records(session, Person.KIND, query.text)))
    if organisation := query.where.get("organisation"):
        there = select(Affiliation.person_id).where(Affiliation.organisation_id == organisation)
        wanted = wanted.where(Person.id.in_(there))
    if role_type := query.where.get("role_type"):
        such = select(Affiliation.person_id).where(Affiliation.role_type == role_type)
        wanted = wanted.where(Person.id.in_(such))
    main = (  # the role that `_weight` prefers
        select(Organisation.sort_name)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == Person.id)
        .order_by(
            Affiliation.disputed,
            Affiliation.ends.is_not(None),
            func.coalesce(Affiliation.as_of, Affiliation.starts, literal("")).desc(),
            Affiliation.role_type == "affiliation",
            Affiliation.id,
        )
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    sorts: Sorts = {
        "name": [Person.sort_name, Person.id],
        "title": [in_german_order(Person.title)],
        "organisation": [main],
    }
    return page(session, wanted, query, sorts, lambda found: _rows(session, [one for (one,) in found]))


def _rows(session: Session, found: list[Person]) -> list[PersonRow]:
    main: dict[int, Affiliation] = {}
    wanted = (
        select(Affiliation)
        .options(joinedload(Affiliation.organisation))
        .where(Affiliation.person_id.in_([one.id for one in found]))
    )
    for role in session.scalars(wanted):
        best = main.get(role.person_id)
        if best is None or _weight(role) > _weight(best):
            main[role.person_id] = role
    return [_row(one, main.get(one.id)) for one in found]


def _weight(role: Affiliation) -> tuple[bool, bool, str, bool, int]:
    return (
        not role.disputed,
        role.ends is None,
        str(role.as_of or role.starts or ""),
        role.role_type != "affiliation",
        -role.id,
    )


def _row(one: Person, role: Affiliation | None) -> PersonRow:
    if role is None:
        return PersonRow(one.id, one.listed_name, one.title, "", "", "", None)
    return PersonRow(
        one.id, one.listed_name, one.title, role.role, role.role_type, role.organisation.called, role.as_of
    )


def options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """People to choose from, with their organisation as a hint."""
    found = rows(session, Query(text=typed, limit=limit)).rows
    return tuple(Option(one.id, one.name, one.organisation) for one in found)


def sheet(session: Session, number: int) -> PersonSheet | None:
    """Everything about one person, or None when there is none."""
    record = session.get(Person, number)
    if record is None:
        return None
    names = session.scalars(select(PersonName).where(PersonName.person_id == number).order_by(PersonName.id)).all()
    roles = asof.roles(session, person_id=number)
    signed = session.execute(
        select(Signature, Agreement)
        .join(Agreement, Agreement.id == Signature.agreement_id)
        .options(joinedload(Signature.party).joinedload(Party.organisation))
        .where(Signature.person_id == number)
        .order_by(Agreement.signed_on.desc().nulls_last(), Agreement.id)
    ).all()
    seen = session.execute(
        select(Witness, Agreement)
        .join(Agreement, Agreement.id == Witness.agreement_id)
        .where(Witness.person_id == number)
        .order_by(Agreement.signed_on.desc().nulls_last(), Agreement.id)
    ).all()
    events = session.execute(
        select(Participation, Event)
        .join(Event, Event.id == Participation.event_id)
        .options(joinedload(Participation.organisation))
        .where(Participation.person_id == number)
        .order_by(Event.starts.desc().nulls_last(), Event.id)
    ).all()
    dated: list[tuple[Record, int | None, PartialDate | None]] = [
        *((one.record, one.organisation.id, one.record.as_of or one.record.ends or one.record.starts) for one in roles),
        *((one, one.party.organisation_id, agreement.signed_on) for one, agreement in signed),
        *((one, one.organisation_id, event.starts) for one, event in events),
    ]
    called = asof.Names(session, {number for _one, number, _date in dated if number is not None})
    known = [record, *names, *(one for one, _organisation, _date in dated)]
    return PersonSheet(
        record=record,
        names=tuple(names),
        roles=roles,
        signatures=tuple((one, agreement) for one, agreement in signed),
        witnessed=tuple((one, agreement) for one, agreement in seen),
        events=tuple((one, event) for one, event in events),
        then={
            one.uid: called.on(number, date) for one, number, date in dated if number is not None
        },
        evidence=sources.evidence(session, known),
        story=history.story(session, record.uid),
    )


def texts(session: Session, ids: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """What a person is found by: all names, organisations and roles."""
    for one in session.scalars(select(Person).where(Person.id.in_(ids))):
        yield one.id, "name", one.full_name
    for name in session.scalars(select(PersonName).where(PersonName.person_id.in_(ids))):
        yield name.person_id, "alias" if name.kind == "variant" else "former", name.full_name
    wanted = (
        select(Affiliation)
        .options(joinedload(Affiliation.organisation))
        .where(Affiliation.person_id.in_(ids))
    )
    seen = set()
    for role in session.scalars(wanted):
        for text in (role.organisation.name, role.organisation.short):
            if (role.person_id, text) not in seen:
                seen.add((role.person_id, text))
                yield role.person_id, "organisation", text
        yield role.person_id, "text", role.role


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(Person.id))) or 0
