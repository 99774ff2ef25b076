"""Questions about sources and about the evidence for what is kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.records import Record
from clusterdesk.domain.sources import KINDS, Claim, Source
from clusterdesk.storage import history, index
from clusterdesk.storage.lists import Link, Option, Query, Slice, Sorts, in_order_of_words, page


@dataclass(frozen=True)
class SourceRow:
    """A source in its list."""

    id: int
    title: str
    kind: str
    publisher: str
    published_on: PartialDate | None
    claims: int


@dataclass(frozen=True)
class Subject:
    """What a claim is about: the record, or the part of a record that `part` names by its marked label."""

    link: Link
    part: str = ""


@dataclass(frozen=True)
class SourceSheet:
    """A source with what rests on it; `subjects` tell by uid what the claims are about, `evidence` what is known
    about the source itself."""

    record: Source
    claims: tuple[Claim, ...]
    subjects: dict[str, Subject]
    evidence: dict[str, tuple[Claim, ...]]
    story: tuple[history.ChangeRow, ...]


def rows(session: Session, query: Query) -> Slice[SourceRow]:
    """The list of sources; filter `kind`."""
    claims = select(func.count(Claim.id)).where(Claim.source_id == Source.id).scalar_subquery()
    wanted = select(Source, Organisation.name, claims).outerjoin(Source.publisher)
    if query.text.strip():
        wanted = wanted.where(Source.id.in_(index.found_records(session, Source.KIND, query.text)))
    if kind := query.where.get("kind"):
        wanted = wanted.where(Source.kind == kind)
    sorts: Sorts = {
        "title": [Source.sort_name, Source.id],
        "kind": [in_order_of_words(Source.kind, KINDS)],
        "publisher": [Organisation.sort_name],
        "published_on": [Source.published_on],
        "claims": [claims],
    }
    return page(session, wanted, query, sorts, lambda found: [
        SourceRow(one.id, one.title, one.kind, publisher or "", one.published_on, number)
        for one, publisher, number in found
    ])


def options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Sources to choose from."""
    wanted = select(Source).order_by(Source.published_on.desc().nulls_last(), Source.sort_name, Source.id).limit(limit)
    if typed.strip():
        wanted = wanted.where(Source.id.in_(index.found_records(session, Source.KIND, typed)))
    return tuple(Option(one.id, one.title, str(one.published_on or "")) for one in session.scalars(wanted))


def sheet(session: Session, number: int) -> SourceSheet | None:
    """Everything about one source."""
    wanted = select(Source).where(Source.id == number).options(joinedload(Source.publisher))
    record = session.scalars(wanted).one_or_none()
    if record is None:
        return None
    about = select(Claim).where(Claim.source_id == number).options(joinedload(Claim.source)).order_by(Claim.id)
    claims = tuple(session.scalars(about))
    return SourceSheet(
        record, claims, subjects(session, claims), evidence(session, [record]), history.story(session, record.uid)
    )


def subjects(session: Session, claims: Iterable[Claim]) -> dict[str, Subject]:
    """What the claims are about, by uid; records that are gone are left out."""
    found = history.load_by_uid(session, ((claim.record_kind, claim.record_uid) for claim in claims))
    wholes = history.load(session, (whole for record in found.values() if (whole := _whole(record))))
    return {uid: _subject(record, wholes) for uid, record in found.items()}


def _whole(record: Record) -> tuple[type[Record], int] | None:
    kind = history.referred(type(record), record.WHOLE)
    return (kind, getattr(record, record.WHOLE)) if kind else None


def _subject(record: Record, wholes: Mapping[tuple[str, int], Record]) -> Subject:
    named = _whole(record)
    whole = wholes.get((named[0].KIND, named[1])) if named else None
    shown = whole or record
    return Subject(Link(shown.KIND, shown.id, shown.name_as_text()), record.LABEL if whole else "")


def evidence(session: Session, records: Iterable[Record]) -> dict[str, tuple[Claim, ...]]:
    """The claims about each of the records by uid, with their sources, preferred ones first."""
    found: dict[str, list[Claim]] = {}
    for claim in session.scalars(_question_of_claims(), {"uids": list({record.uid for record in records})}):
        found.setdefault(claim.record_uid, []).append(claim)
    return {uid: tuple(claims) for uid, claims in found.items()}


@cache
def _question_of_claims() -> Select[Claim]:
    """Made once: to make it takes a fifth of the time to ask it, and every sheet and paper asks it."""
    return (
        select(Claim)
        .outerjoin(Claim.source)
        .options(contains_eager(Claim.source).joinedload(Source.publisher))
        .where(Claim.record_uid.in_(bindparam("uids", expanding=True)))
        .order_by(Claim.field, Claim.preferred.desc(), Claim.id)
    )


def texts(session: Session, ids: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """What a source is found by."""
    wanted = select(Source, Organisation.name).outerjoin(Source.publisher).where(Source.id.in_(ids))
    for one, publisher in session.execute(wanted):
        yield one.id, "name", one.title
        yield one.id, "organisation", publisher or ""
        yield one.id, "text", one.issue


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(Source.id))) or 0
