"""Finding records of every kind by what was typed, and keeping the search index in step with every deed."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Party
from clusterdesk.domain.events import Event, Organiser
from clusterdesk.domain.folding import fold, index_words, words
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.places import Place
from clusterdesk.domain.sources import Source
from clusterdesk.storage import agreements, events, index, organisations, people, places, sources
from clusterdesk.storage.index import Entry
from clusterdesk.storage.lists import portions

Texts = Iterable[tuple[int, str, str]]
"""Record number, role of the text, text."""

CONCEPTS: Mapping[str, Callable[[Session, frozenset[int]], Texts]] = {
    "organisation": organisations.texts,
    "person": people.texts,
    "agreement": agreements.texts,
    "event": events.texts,
    "place": places.texts,
    "source": sources.texts,
}
_FOUND_BY: Mapping[str, tuple[tuple[str, Any, Any], ...]] = {
    "organisation": (
        ("person", Affiliation.organisation_id, Affiliation.person_id),
        ("agreement", Party.organisation_id, Party.agreement_id),
        ("event", Organiser.organisation_id, Organiser.event_id),
        ("source", Source.publisher_id, Source.id),
    ),
    "place": (("organisation", Organisation.seat_id, Organisation.id), ("event", Event.place_id, Event.id)),
    "region": (("place", Place.region_id, Place.id),),
}
"""Whose texts name records of a kind, and so change with it: the kind, the column that points there, its number."""
_RANKS = {"name": 0, "short": 0, "former": 1, "alias": 2, "organisation": 4, "town": 5, "text": 6}
_NAMES = tuple(role for role, rank in _RANKS.items() if rank < 4)
_PLACES = {kind: place for place, kind in enumerate(CONCEPTS)}
_CANDIDATES = 400

_Rank = tuple[int, int, int, str, int, int]
"""Role, whole words, first word, text, kind, number: no two are the same."""


@dataclass(frozen=True)
class Hit:
    """A found record: its name of today, what matched besides (`role` and `matched`), and which letters of `title`
    matched, as (start, end)."""

    kind: str
    id: int
    title: str
    role: str
    matched: str
    marks: tuple[tuple[int, int], ...]


def find(session: Session, typed: str, limit: int = 20, kind: str = "") -> tuple[Hit, ...]:
    """The records that hold all typed words, best first: exact names, beginnings of words in names, former names
    and other spellings, then what belongs to the record."""
    asked = words(typed)
    if not asked:
        return ()
    entries = _candidates(session, typed, kind)
    best: dict[tuple[str, int], tuple[_Rank, Entry]] = {}
    for entry in entries:
        closeness = _closeness(asked, entry.text)
        rank = _RANKS.get(entry.role, 6), *closeness, entry.text, _PLACES[entry.kind], entry.record_id
        key = (entry.kind, entry.record_id)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, entry)
    chosen = sorted(best.values(), key=lambda pair: pair[0])[:limit]
    titles = _titles(session, [entry for _rank, entry in chosen])
    return tuple(_hit(entry, titles, asked) for _rank, entry in chosen)


def _candidates(session: Session, typed: str, kind: str) -> list[Entry]:
    """Entries that hold all words: those that may be best come first, since two letters can have very many. Where
    there are none, entries of records that hold the words in several texts."""
    begun, whole = index.matching(session, typed), index.matching(session, typed, whole=True)
    found: list[Entry] = []
    for conditions in ((Entry.id.in_(whole), Entry.role.in_(_NAMES)), (Entry.id.in_(begun), Entry.role.in_(_NAMES)),
                       (Entry.id.in_(begun),)):  # fmt: skip
        if len(found) < _CANDIDATES:
            wanted = select(Entry).where(*conditions, Entry.kind == kind) if kind else select(Entry).where(*conditions)
            found += session.scalars(wanted.order_by(Entry.id).limit(_CANDIDATES))
    if found or len(words(typed)) < 2:
        return found
    scattered: list[Entry] = []
    for each in [kind] if kind else list(CONCEPTS):
        records = index.found_records(session, each, typed).limit(_CANDIDATES)
        scattered += session.scalars(
            select(Entry).where(Entry.kind == each, Entry.role == "name", Entry.record_id.in_(records))
        )
    return scattered


def _closeness(asked: list[str], text: str) -> tuple[int, int]:
    have = index_words(text).split()
    exact = sum(word in have for word in asked)
    first = bool(have) and have[0].startswith(asked[0])
    return (-exact, 0 if first else 1)


def _titles(session: Session, entries: list[Entry]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for kind in {entry.kind for entry in entries}:
        ids = [entry.record_id for entry in entries if entry.kind == kind]
        rows = session.execute(
            select(Entry.record_id, Entry.text).where(
                Entry.kind == kind, Entry.role == "name", Entry.record_id.in_(ids)
            )
        )
        found |= {(kind, number): text for number, text in rows}
    return found


def _hit(entry: Entry, titles: Mapping[tuple[str, int], str], asked: list[str]) -> Hit:
    title = titles.get((entry.kind, entry.record_id), entry.text)
    matched = "" if entry.text == title else entry.text
    return Hit(entry.kind, entry.record_id, title, entry.role, matched, marks(title, asked))


def marks(text: str, asked: list[str]) -> tuple[tuple[int, int], ...]:
    """Where words of the text begin with a typed word, as (start, end) of the letters."""
    found = []
    for word in re.finditer(r"[^\W_]+", text):
        for one in asked:
            length = next((n for n in range(1, len(word[0]) + 1) if one in _spellings(word[0][:n])), 0)
            if length:
                found.append((word.start(), word.start() + length))
                break
    return tuple(found)


def _spellings(text: str) -> list[str]:
    return [fold(text), *index_words(text).split()]


def refresh(session: Session, written: Mapping[str, frozenset[int]]) -> None:
    """Bring the index up to date with the records that a deed wrote."""
    wanted = {kind: set(ids) for kind, ids in written.items() if kind in CONCEPTS}
    for named, uses in _FOUND_BY.items():
        for kind, pointing, number in uses:
            for some in portions(written.get(named, ())):
                wanted.setdefault(kind, set()).update(session.scalars(select(number).where(pointing.in_(some))))
    for kind, ids in wanted.items():
        for some in portions(sorted(ids)):
            write(session, kind, frozenset(some))


def write(session: Session, kind: str, ids: frozenset[int]) -> None:
    """Write the entries of these records anew; those of records that are gone disappear."""
    session.execute(delete(Entry).where(Entry.kind == kind, Entry.record_id.in_(ids)))
    rows = [
        {"kind": kind, "record_id": number, "role": role, "text": text, "folded": index_words(text)}
        for number, role, text in CONCEPTS[kind](session, ids)
        if text.strip()
    ]
    if rows:
        session.execute(insert(Entry), rows)
