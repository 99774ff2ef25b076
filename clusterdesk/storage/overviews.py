"""Questions of the overviews: what the office sees first in the morning, and what one deed changed."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place
from clusterdesk.domain.records import Record
from clusterdesk.storage import agreements, history, profile
from clusterdesk.storage.agreements import AgreementRow
from clusterdesk.storage.history import Change, ChangeRow, Deed, DeedRow
from clusterdesk.storage.lists import Link, Query

_FEW = 5
_DEEDS = 8
_LISTED = 40
_CHANGES = 200
_MAIN = ("organisation", "person", "agreement", "event")


@dataclass(frozen=True)
class EventLine:
    """An event on the start page."""

    link: Link
    starts: PartialDate | None
    ends: PartialDate | None
    start_time: dt.time | None
    end_time: dt.time | None
    place: str
    status: str


@dataclass(frozen=True)
class Gap:
    """Something that is not stated: a key of what, how many records lack it, and the first of them."""

    key: str
    total: int
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Start:
    """What the office sees first. `coming` are the next events, `latest` the last ones where none is coming; `years`
    counts events from the first to the last year with any, `undated` those without a year."""

    office: str
    counts: dict[str, int]
    coming: tuple[EventLine, ...]
    latest: tuple[EventLine, ...]
    agreements: tuple[AgreementRow, ...]
    deeds: tuple[DeedRow, ...]
    years: tuple[tuple[int, int], ...]
    undated: int
    gaps: tuple[Gap, ...]


def start(session: Session, today: dt.date) -> Start:
    """The start page as of today."""
    office = profile.get(session)
    counts = profile.counts(session)
    years, undated = _years(session)
    coming = _coming(session, today)
    return Start(
        office=office.name if office else "",
        counts={kind: counts[kind] for kind in _MAIN},
        coming=coming,
        latest=() if coming else _lines(session, Event.starts.is_not(None), Event.starts.desc(), Event.id),
        agreements=agreements.rows(session, Query(sort=("-signed_on",), limit=_FEW)).rows,
        deeds=history.deeds(session, Query(limit=_DEEDS)).rows,
        years=years,
        undated=undated,
        gaps=_gaps(session),
    )


_IN_TIME = (Event.starts.nulls_last(), Event.start_time.nulls_last(), Event.id)


def _coming(session: Session, today: dt.date) -> tuple[EventLine, ...]:
    """The next events that may still lie ahead: one of "2026" does so until the end of the year."""
    perhaps = str(today.year - 1)  # text order is time order; an approximate year may mean the next one
    wanted = select(Event.id, Event.starts, Event.ends).where(
        or_(Event.starts >= perhaps, Event.ends >= perhaps), Event.status.not_in(("held", "cancelled"))
    )
    ahead = [
        number
        for number, starts, ends in session.execute(wanted.order_by(*_IN_TIME))
        if any(date is not None and date.latest() >= today for date in (starts, ends))
    ]
    return _lines(session, Event.id.in_(ahead[:_FEW]), *_IN_TIME)


def _lines(session: Session, which: Any, *order: Any) -> tuple[EventLine, ...]:
    wanted = select(Event, Place.name).outerjoin(Event.place).where(which).order_by(*order).limit(_FEW)
    return tuple(
        EventLine(
            Link(Event.KIND, one.id, one.title), one.starts, one.ends, one.start_time, one.end_time, place or "",
            one.status,
        )
        for one, place in session.execute(wanted)
    )  # fmt: skip


def _years(session: Session) -> tuple[tuple[tuple[int, int], ...], int]:
    year = func.substr(Event.starts, 1, 4)
    found: Counter[int] = Counter()
    undated = 0
    for text, number in session.execute(select(year, func.count(Event.id)).group_by(year)):
        if text is None:
            undated = number
        else:
            found[int(str(text)[:4])] += number
    if not found:
        return (), undated
    return tuple((one, found[one]) for one in range(min(found), max(found) + 1)), undated


def _gaps(session: Session) -> tuple[Gap, ...]:
    """What is not stated. Agreements in preparation are left out: they lack most things by nature."""
    paper = Agreement.status != "draft"
    roles = select(Affiliation.id).where(Affiliation.person_id == Person.id).exists()
    found = (
        _gap(session, "agreement_place", Agreement, paper, Agreement.place_id.is_(None)),
        _gap(session, "agreement_term", Agreement, paper, Agreement.term == "",
             Agreement.ends.is_(None)),
        _gap(session, "agreement_notice", Agreement, paper, Agreement.notice == ""),
        _gap(session, "event_day", Event, or_(Event.starts.is_(None), func.length(Event.starts) != 10)),
        _gap(session, "person_role", Person, ~roles),
    )
    return tuple(one for one in found if one.total)


def _gap(session: Session, key: str, kind: Any, *conditions: Any) -> Gap:
    wanted = select(kind, func.count().over()).where(*conditions).order_by(kind.sort_name, kind.id).limit(_LISTED)
    few = session.execute(wanted).all()
    return Gap(key, few[0][1] if few else 0, tuple(Link(kind.KIND, one.id, one.name_as_text()) for one, _all in few))


# --- one deed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Touched:
    """A record that a deed touched, itself or in its parts. `link` leads to it while it exists."""

    kind: str
    name: str
    link: Link | None
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class DeedSheet:
    """One deed with what it changed, the first changes of very many; `total` counts them all."""

    deed: DeedRow
    touched: tuple[Touched, ...]
    total: int


def deed(session: Session, number: int) -> DeedSheet | None:
    """Everything about one deed, whole by whole, in the order in which it happened."""
    record = session.get(Deed, number)
    if record is None:
        return None
    found = session.execute(
        select(
            Change.kind, Change.record_id, Change.record_uid, Change.whole_kind, Change.whole_id, Change.whole_uid
        )
        .where(Change.deed_id == number)
        .order_by(Change.id)
        .limit(_CHANGES)
    )
    groups: dict[tuple[str, int], list[ChangeRow]] = {}
    uids: dict[tuple[str, int], str] = {}
    for one, change in zip(found, history.changes_of(session, number, _CHANGES), strict=False):
        part = one.whole_id is not None
        key = (one.whole_kind, one.whole_id) if part else (one.kind, one.record_id)
        groups.setdefault(key, []).append(change)
        uids[key] = one.whole_uid if part else one.record_uid
    kinds = history.kinds()
    there = history.load(session, ((kinds[kind], id_) for kind, id_ in groups if kind in kinds))
    gone = history.last_names(session, [uid for key, uid in uids.items() if key not in there])
    return DeedSheet(
        DeedRow(record.id, record.label, record.at, record.user, record.act, record.undone_by_id is not None),
        tuple(
            _touched(key, there.get(key), gone.get(uids[key], ""), tuple(group)) for key, group in groups.items()
        ),
        session.scalar(select(func.count(Change.id)).where(Change.deed_id == number)) or 0,
    )


def _touched(key: tuple[str, int], now: Record | None, last_name: str, changes: tuple[ChangeRow, ...]) -> Touched:
    kind, number = key
    name = now.name_as_text() if now else last_name
    return Touched(kind, name, Link(kind, number, name) if now else None, changes)
