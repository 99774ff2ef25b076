"""Questions about events."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import KINDS, STATUSES, Event, EventAgreement, Organiser, Participation
from clusterdesk.domain.organisations import NameAnswer
from clusterdesk.domain.places import Place
from clusterdesk.domain.sources import Claim
from clusterdesk.storage import asof, history, index, sources
from clusterdesk.storage.lists import Option, Query, Slice, Sorts, in_order_of_words, page


@dataclass(frozen=True)
class EventRow:
    """An event in its list; `organisers` are their short names in printing order."""

    id: int
    title: str
    kind: str
    starts: PartialDate | None
    start_time: dt.time | None
    ends: PartialDate | None
    place: str
    organisers: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class EventSheet:
    """Everything about one event; `names` are the names of all organisations in it on its day, by number."""

    record: Event
    organisers: tuple[Organiser, ...]
    participations: tuple[Participation, ...]
    agreements: tuple[EventAgreement, ...]
    followed_by: tuple[Event, ...]
    names: dict[int, NameAnswer]
    evidence: dict[str, tuple[Claim, ...]]
    story: tuple[history.ChangeRow, ...]

    @property
    def head_count(self) -> int:
        """How many took part, counting persons as one and counts as they are."""
        return sum(one.count for one in self.participations)

    @property
    def represented(self) -> frozenset[int]:
        """The organisations that took part, themselves or by somebody."""
        return frozenset(one.organisation_id for one in self.participations if one.organisation_id is not None)


def rows(session: Session, query: Query) -> Slice[EventRow]:
    """The list of events; filters `kind`, `status`, `year`, `agreement`, `organiser`, `place` (numbers)."""
    wanted = select(Event, Place.name).outerjoin(Event.place)
    if query.text.strip():
        wanted = wanted.where(Event.id.in_(index.found_records(session, Event.KIND, query.text)))
    for key, column in {"kind": Event.kind, "status": Event.status, "place": Event.place_id}.items():
        if value := query.where.get(key):
            wanted = wanted.where(column == value)
    if year := query.where.get("year"):
        wanted = wanted.where(func.substr(Event.starts, 1, 4) == str(year))
    if agreement := query.where.get("agreement"):
        linked = select(EventAgreement.event_id).where(EventAgreement.agreement_id == agreement)
        wanted = wanted.where(Event.id.in_(linked))
    if organiser := query.where.get("organiser"):
        organised = select(Organiser.event_id).where(Organiser.organisation_id == organiser)
        wanted = wanted.where(Event.id.in_(organised))
    sorts: Sorts = {
        "starts": [Event.starts, Event.start_time, Event.id],
        "title": [Event.sort_name],
        "kind": [in_order_of_words(Event.kind, KINDS)],
        "place": [Place.sort_name],
        "status": [in_order_of_words(Event.status, STATUSES)],
    }
    return page(session, wanted, query, sorts, lambda found: _rows(session, found))


def _rows(session: Session, found: list[Any]) -> list[EventRow]:
    organisers: dict[int, list[str]] = {}
    wanted = (
        select(Organiser)
        .options(joinedload(Organiser.organisation))
        .where(Organiser.event_id.in_([one.id for one, _place in found]))
        .order_by(Organiser.position, Organiser.id)
    )
    for organiser in session.scalars(wanted):
        called = organisers.setdefault(organiser.event_id, [])
        if organiser.organisation.called not in called:
            called.append(organiser.organisation.called)
    return [
        EventRow(
            one.id,
            one.title,
            one.kind,
            one.starts,
            one.start_time,
            one.ends,
            place or "",
            tuple(organisers.get(one.id, ())),
            one.status,
        )
        for one, place in found
    ]


def options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Events to choose from, newest first."""
    found = rows(session, Query(text=typed, limit=limit, sort=("-starts",))).rows
    return tuple(
        Option(one.id, one.title, " · ".join(filter(None, (str(one.starts or ""), one.place)))) for one in found
    )


def years(session: Session) -> tuple[int, ...]:
    """The years in which there are events, newest first."""
    found = session.scalars(select(func.substr(Event.starts, 1, 4)).where(Event.starts.is_not(None)).distinct())
    return tuple(sorted((int(str(one)[:4]) for one in found), reverse=True))


def sheet(session: Session, number: int) -> EventSheet | None:
    """Everything about one event, or None when it is not there."""
    wanted = (
        select(Event).where(Event.id == number).options(joinedload(Event.place), joinedload(Event.follows))
    )
    record = session.scalars(wanted).one_or_none()
    if record is None:
        return None
    organisers = _parts(session, Organiser, number, joinedload(Organiser.organisation))
    participations = _parts(
        session, Participation, number, joinedload(Participation.person), joinedload(Participation.organisation)
    )
    involved = {one.organisation_id for one in [*organisers, *participations] if one.organisation_id is not None}
    return EventSheet(
        record=record,
        organisers=tuple(organisers),
        participations=tuple(participations),
        agreements=tuple(
            _parts(
                session,
                EventAgreement,
                number,
                joinedload(EventAgreement.agreement),
                joinedload(EventAgreement.field),
            )
        ),
        followed_by=tuple(
            session.scalars(
                select(Event).where(Event.follows_id == number).order_by(Event.starts.nulls_last(), Event.id)
            )
        ),
        names=asof.names_on(session, involved, record.starts),
        evidence=sources.evidence(session, [record, *organisers, *participations]),
        story=history.story(session, record.uid),
    )


def for_calendar(session: Session, ids: Collection[int] | None = None) -> tuple[EventSheet, ...]:
    """The events for a calendar file, in order of time; all of them without `ids`. Organisers are loaded,
    participants are not: they never leave in a calendar file."""
    wanted = select(Event).options(joinedload(Event.place)).order_by(Event.starts.nulls_last(), Event.id)
    found = list(session.scalars(wanted if ids is None else wanted.where(Event.id.in_(ids))))
    behind = select(Organiser).options(joinedload(Organiser.organisation)).order_by(Organiser.position, Organiser.id)
    organisers: dict[int, list[Organiser]] = {}
    for organiser in session.scalars(behind if ids is None else behind.where(Organiser.event_id.in_(ids))):
        organisers.setdefault(organiser.event_id, []).append(organiser)
    names = asof.Names(session, {one.organisation_id for group in organisers.values() for one in group})
    return tuple(
        EventSheet(
            record=one,
            organisers=tuple(organisers.get(one.id, ())),
            participations=(),
            agreements=(),
            followed_by=(),
            names={
                each.organisation_id: names.on(each.organisation_id, one.starts)
                for each in organisers.get(one.id, ())
            },
            evidence={},
            story=(),
        )
        for one in found
    )


def _parts(session: Session, kind: type[Any], number: int, *loading: Any) -> Sequence[Any]:
    order = [kind.position, kind.id] if "position" in kind.__table__.columns else [kind.id]
    return session.scalars(select(kind).where(kind.event_id == number).options(*loading).order_by(*order)).all()


def texts(session: Session, ids: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """What an event is found by: title, topic, place with its other spellings, organisers."""
    for one, place in session.execute(select(Event, Place).outerjoin(Event.place).where(Event.id.in_(ids))):
        yield one.id, "name", one.title
        yield one.id, "text", one.topic
        if place is not None:
            yield one.id, "town", place.name
            yield one.id, "town", place.city
            for alias in place.aliases.splitlines():
                yield one.id, "town", alias
    organisers = select(Organiser).options(joinedload(Organiser.organisation)).where(Organiser.event_id.in_(ids))
    for organiser in session.scalars(organisers):
        yield organiser.event_id, "organisation", organiser.organisation.name
        yield organiser.event_id, "organisation", organiser.organisation.short


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(Event.id))) or 0
