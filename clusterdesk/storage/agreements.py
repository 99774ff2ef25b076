"""Questions about agreements."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from clusterdesk.domain.agreements import (
    CATEGORIES,
    KINDS,
    STATUSES,
    Agreement,
    Contribution,
    CooperationField,
    Party,
    Precedent,
    Signature,
    Witness,
)
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, EventAgreement
from clusterdesk.domain.folding import fold
from clusterdesk.domain.organisations import NameAnswer, Organisation
from clusterdesk.domain.places import Place
from clusterdesk.domain.sources import Claim
from clusterdesk.i18n import _
from clusterdesk.storage import asof, history, index, sources
from clusterdesk.storage.lists import Option, Query, Slice, Sorts, in_order_of_words, page


@dataclass(frozen=True)
class AgreementRow:
    """An agreement in its list; `parties` are their short names in printing order."""

    id: int
    title: str
    kind: str
    signed_on: PartialDate | None
    place: str
    parties: tuple[str, ...]
    fields: int
    status: str


@dataclass(frozen=True)
class AgreementSheet:
    """Everything about one agreement; `names` are the parties' names at signing, by number of the organisation."""

    record: Agreement
    parties: tuple[Party, ...]
    names: dict[int, NameAnswer]
    signatures: tuple[Signature, ...]
    witnesses: tuple[Witness, ...]
    fields: tuple[CooperationField, ...]
    contributions: tuple[Contribution, ...]
    precedents: tuple[Precedent, ...]
    followers: tuple[Precedent, ...]
    events: tuple[EventAgreement, ...]
    evidence: dict[str, tuple[Claim, ...]]
    story: tuple[history.ChangeRow, ...]


def rows(session: Session, query: Query) -> Slice[AgreementRow]:
    """The list of agreements; filters `kind`, `status`, `party` (number), `category`, `year` (of signing),
    `place` (number, of signing)."""
    fields = (
        select(func.count(CooperationField.id)).where(CooperationField.agreement_id == Agreement.id).scalar_subquery()
    )
    wanted = select(Agreement, Place.name, fields).outerjoin(Agreement.place)
    if query.text.strip():
        wanted = wanted.where(Agreement.id.in_(index.found_records(session, Agreement.KIND, query.text)))
    for key in ("kind", "status"):
        if value := query.where.get(key):
            wanted = wanted.where(getattr(Agreement, key) == value)
    if party := query.where.get("party"):
        wanted = wanted.where(Agreement.id.in_(select(Party.agreement_id).where(Party.organisation_id == party)))
    if place := query.where.get("place"):
        wanted = wanted.where(Agreement.place_id == place)
    if category := query.where.get("category"):
        such = select(CooperationField.agreement_id).where(CooperationField.category == category)
        wanted = wanted.where(Agreement.id.in_(such))
    if year := query.where.get("year"):
        wanted = wanted.where(func.substr(Agreement.signed_on, 1, 4) == str(year))
    sorts: Sorts = {
        "title": [Agreement.sort_name, Agreement.id],
        "kind": [in_order_of_words(Agreement.kind, KINDS)],
        "signed_on": [Agreement.signed_on],
        "place": [Place.sort_name],
        "fields": [fields],
        "status": [in_order_of_words(Agreement.status, STATUSES)],
    }
    return page(session, wanted, query, sorts, lambda found: _rows(session, found))


def _rows(session: Session, found: list[Any]) -> list[AgreementRow]:
    ids = [one.id for one, _place, _fields in found]
    parties: dict[int, list[str]] = {}
    for party in session.scalars(
        select(Party)
        .options(joinedload(Party.organisation))
        .where(Party.agreement_id.in_(ids))
        .order_by(Party.position, Party.id)
    ):
        parties.setdefault(party.agreement_id, []).append(party.organisation.called)
    return [
        AgreementRow(
            one.id,
            one.title,
            one.kind,
            one.signed_on,
            place or "",
            tuple(parties.get(one.id, ())),
            fields,
            one.status,
        )
        for one, place, fields in found
    ]


def options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Agreements to choose from."""
    found = rows(session, Query(text=typed, limit=limit, sort=("-signed_on",))).rows
    return tuple(Option(one.id, one.title, ", ".join(one.parties)) for one in found)


def sheet(session: Session, number: int, *, with_story: bool = True) -> AgreementSheet | None:
    """Everything about one agreement, or None when it is not there; what happened to it only where that is wanted."""
    asked = {"number": number}
    record = session.scalars(_question_of_record(), asked).one_or_none()
    if record is None:
        return None
    parties = _parts(session, Party, number)
    signatures = _parts(session, Signature, number)
    fields = _parts(session, CooperationField, number)
    contributions = _parts(session, Contribution, number)
    known = [record, *parties, *signatures, *fields, *contributions]
    related = session.scalars(_question_of_related(), asked).all()
    return AgreementSheet(
        record=record,
        parties=tuple(parties),
        names=asof.names_on(session, [one.organisation_id for one in parties], record.signed_on),
        signatures=tuple(signatures),
        witnesses=tuple(_parts(session, Witness, number)),
        fields=tuple(fields),
        contributions=tuple(contributions),
        precedents=tuple(one for one in related if one.agreement_id == number),
        followers=tuple(one for one in related if one.earlier_id == number),
        events=events_of(session, number),
        evidence=sources.evidence(session, known),
        story=history.story(session, record.uid) if with_story else (),
    )


def _parts(session: Session, kind: Any, number: int) -> Sequence[Any]:
    """The parts of that kind of an agreement, with what is told of them."""
    return session.scalars(_question_of_parts(kind), {"number": number}).all()


def events_of(
    session: Session, number: int, before: PartialDate | None = None
) -> tuple[EventAgreement, ...]:
    """The links to events of the agreement in order of time, undated events last; with `before` only those of
    events that certainly lie before that date."""
    found = session.scalars(_question_of_events(), {"number": number})
    return tuple(
        one
        for one in found
        if before is None or (one.event.starts and one.event.starts.latest() < before.earliest())
    )


# What is asked of one agreement is made once: to make a question takes as long as to ask it.


@cache
def _question_of_record() -> Select[Agreement]:
    return select(Agreement).where(Agreement.id == bindparam("number")).options(joinedload(Agreement.place))


@cache
def _question_of_parts(kind: Any) -> Select[Any]:
    loading: dict[type[Any], list[Any]] = {
        Party: [joinedload(Party.organisation).joinedload(Organisation.seat)],
        Signature: [joinedload(Signature.party).joinedload(Party.organisation), joinedload(Signature.person)],
        Contribution: [joinedload(Contribution.party).joinedload(Party.organisation)],
        Witness: [joinedload(Witness.person)],
    }
    order = [kind.position, kind.id] if "position" in kind.__table__.columns else [kind.id]
    wanted = select(kind).where(kind.agreement_id == bindparam("number"))
    return wanted.options(*loading.get(kind, [])).order_by(*order)


@cache
def _question_of_related() -> Select[Precedent]:
    return (
        select(Precedent)
        .options(joinedload(Precedent.earlier), joinedload(Precedent.agreement))
        .where(or_(Precedent.agreement_id == bindparam("number"), Precedent.earlier_id == bindparam("number")))
        .order_by(Precedent.id)
    )


@cache
def _question_of_events() -> Select[EventAgreement]:
    return (
        select(EventAgreement)
        .join(EventAgreement.event)
        .options(
            contains_eager(EventAgreement.event).joinedload(Event.place), joinedload(EventAgreement.field)
        )
        .where(EventAgreement.agreement_id == bindparam("number"))
        .order_by(Event.starts.nulls_last(), Event.id)
    )


@dataclass(frozen=True)
class Comparison:
    """The categories of fields that two agreements have in common, and those that only one of them has."""

    common: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def compare(session: Session, first: int, second: int) -> Comparison:
    """The two agreements by category of their fields of cooperation, in the order of CATEGORIES."""
    mine, theirs = (
        set(session.scalars(select(CooperationField.category).where(CooperationField.agreement_id == number)))
        for number in (first, second)
    )
    return Comparison(
        tuple(one for one in CATEGORIES if one in mine & theirs),
        tuple(one for one in CATEGORIES if one in mine - theirs),
        tuple(one for one in CATEGORIES if one in theirs - mine),
    )


def field_options(session: Session, number: int, typed: str = "", limit: int = 100) -> tuple[Option, ...]:
    """The fields of cooperation of one agreement, to choose to which of them something belongs."""
    fields = _parts(session, CooperationField, number)
    found = [one for one in fields if fold(typed) in fold(one.wording)]
    return tuple(Option(one.id, one.wording, _(CATEGORIES.get(one.category, one.category))) for one in found[:limit])


def texts(session: Session, ids: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """What an agreement is found by: title, paper, reference, parties and fields."""
    for one in session.scalars(select(Agreement).where(Agreement.id.in_(ids))):
        yield one.id, "name", one.title
        yield one.id, "alias", one.document_title
        yield one.id, "alias", one.reference
    parties = select(Party).options(joinedload(Party.organisation)).where(Party.agreement_id.in_(ids))
    for party in session.scalars(parties):
        yield party.agreement_id, "organisation", party.organisation.name
        yield party.agreement_id, "organisation", party.organisation.short
    for field in session.scalars(select(CooperationField).where(CooperationField.agreement_id.in_(ids))):
        yield field.agreement_id, "text", field.wording


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(Agreement.id))) or 0
