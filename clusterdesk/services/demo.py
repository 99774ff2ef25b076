"""The demo office: loaded in one deed, removed in one deed, and nothing else touched.

It stands in `resources/demo` as TOML. Every record bears the name of the story ("agr-2022"), and its uid follows from
that name, so that the demo office can be told from the user's own records for ever.
"""

import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import (
    Agreement,
    Contribution,
    CooperationField,
    Party,
    Precedent,
    Signature,
    Witness,
)
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, EventAgreement, Organiser, Participation
from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.organisations import (
    Figure,
    Office,
    Organisation,
    OrganisationName,
    OrganisationRegion,
    OrganisationRelation,
)
from clusterdesk.domain.people import Person, PersonName
from clusterdesk.domain.places import Place, Region
from clusterdesk.domain.profile import Profile
from clusterdesk.domain.records import PartialDateColumn, Record
from clusterdesk.domain.refusals import Refused, Unavailable
from clusterdesk.domain.sources import Claim, Source
from clusterdesk.i18n import _
from clusterdesk.paths import resources
from clusterdesk.storage import history, profile

Progress = Callable[[int, int], None]

_NAMESPACE = uuid.UUID("6f0f0a4e-6c1d-5b57-9c0a-2f6f1f3d9a11")
_FILES = ("places", "organisations", "sources", "people", "agreements", "events", "office")
_WHOLES: tuple[type[Record], ...] = (Region, Place, Organisation, Source, Person, Agreement, Event, Profile)
"""In the order in which they are made: what others point to comes first."""
_PARTS: Mapping[type[Record], Mapping[str, type[Record]]] = {
    Organisation: {
        "names": OrganisationName,
        "regions": OrganisationRegion,
        "offices": Office,
        "figures": Figure,
        "relations": OrganisationRelation,
        "memberships": Membership,
    },
    Person: {"names": PersonName, "roles": Affiliation},
    Agreement: {
        "parties": Party,
        "fields": CooperationField,
        "signatures": Signature,
        "witnesses": Witness,
        "contributions": Contribution,
        "precedents": Precedent,
    },
    Event: {"organisers": Organiser, "participations": Participation, "agreements": EventAgreement},
}
"""Under which word the parts of a record stand in the file."""


@dataclass(frozen=True)
class DemoRemoval:
    """What came of removing the demo office; `kept` names the records that the user's own still need."""

    removed: int
    kept: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    """One record as it stands in the file; `names` are the names of other entries by field."""

    story_id: str
    kind: type[Record]
    values: dict[str, Any]
    names: dict[str, str]


def uid_of(story_id: str) -> str:
    """The uid of the record that the story calls so, "agr-2022" for instance."""
    return str(uuid.uuid5(_NAMESPACE, story_id))


def is_loaded(session: Session) -> bool:
    """Whether the demo office, or a part of it, is in this desk."""
    uids = [uid_of(entry.story_id) for entry in _entries()]
    return any(session.scalar(select(kind.id).where(kind.uid.in_(uids)).limit(1)) for kind in _WHOLES)


def load(session: Session, progress: Progress | None = None) -> int:
    """Put the demo office into the desk, the user's own records beside it; answers how many records it has.
    Refused when it is there already. An office that has its own profile keeps it."""
    if is_loaded(session):
        raise Refused(_("The demo office, or a part of it, is already here."))
    entries = _entries()
    if profile.get(session):
        entries = [entry for entry in entries if entry.kind is not Profile]
    made: dict[str, Record] = {}
    for number, entry in enumerate(entries, 1):
        found = {field: _number(session, made[name]) for field, name in entry.names.items()}
        record = entry.kind(uid=uid_of(entry.story_id), **entry.values, **found)
        session.add(record)
        made[entry.story_id] = record
        if progress:
            progress(number, len(entries))
    session.flush()
    return len(entries)


def remove(session: Session) -> DemoRemoval:
    """Take the demo office away, also where the user has changed its records. What the user's own records mention
    stays, with the records that it names itself (the seat of an organisation)."""
    uids = {uid_of(entry.story_id) for entry in _entries()}
    found = {
        (kind, record.id): record
        for kind in history.kinds().values()
        for record in session.scalars(select(kind).where(kind.uid.in_(uids)))
    }
    kept = _needed(session, found)
    going = [record for key, record in found.items() if key not in kept]
    for record in going:
        session.delete(record)
    session.flush()
    names = dict.fromkeys(record.name_as_text() for (kind, _id), record in kept.items() if kind in _WHOLES)
    return DemoRemoval(len(going), tuple(names))


# --- what stays -----------------------------------------------------------------------------------------------

_Records = dict[tuple[type[Record], int], Record]


def _needed(session: Session, demo: _Records) -> _Records:
    """The records of the demo that own ones mention, and what these mention in turn."""
    waiting = list(_mentioned(session, demo))
    needed: _Records = {}
    while waiting:
        key = waiting.pop(0)
        if key in demo and key not in needed:
            needed[key] = demo[key]
            waiting += _mentions(demo[key])
    return needed


def _mentioned(session: Session, demo: _Records) -> Iterator[tuple[type[Record], int]]:
    """What of the demo the user's own records mention, claims about it included."""
    uids = {record.uid for record in demo.values()}
    for kind in history.kinds().values():
        for field in _references(kind):
            target = history.referred(kind, field)
            ids = [number for of_kind, number in demo if of_kind is target]
            if target is None or not ids:
                continue
            column = kind.__table__.columns[field]
            wanted = select(column).where(column.in_(ids), kind.uid.not_in(uids)).distinct().order_by(column)
            for number in session.scalars(wanted):
                yield target, number
    about = select(Claim.record_uid).where(Claim.record_uid.in_(uids), Claim.uid.not_in(uids))
    spoken_of = set(session.scalars(about))
    yield from (key for key, record in demo.items() if record.uid in spoken_of)


def _mentions(record: Record) -> Iterator[tuple[type[Record], int]]:
    for field in _references(type(record)):
        target, number = history.referred(type(record), field), getattr(record, field)
        if target is not None and number is not None:
            yield target, number


def _references(kind: type[Record]) -> list[str]:
    return [column.key for column in kind.__table__.columns if column.foreign_keys]


# --- the file -------------------------------------------------------------------------------------------------


def _entries() -> list[_Entry]:
    """Every record of the demo office; wholes first, then their parts, then the claims about them."""
    tables: dict[str, Any] = {}
    for name in _FILES:
        tables |= _read(name)
    wholes: list[_Entry] = []
    parts: list[_Entry] = []
    claims: list[_Entry] = []
    for kind in _WHOLES:
        for table in tables.get(kind.KIND, []):
            wholes.append(_entry(kind, table["id"], table))
            parts += _first_name(kind, table)
            claims += _claims(kind, table["id"], table)
            for word, part in _PARTS.get(kind, {}).items():
                for position, row in enumerate(table.get(word, [])):
                    story_id = row.get("id", f"{table['id']}/{word}/{position + 1}")
                    parts.append(_entry(part, story_id, {part.WHOLE.removesuffix("_id"): table["id"], **row}, position))
                    claims += _claims(part, story_id, row)
    return [*wholes, *_fields_first(parts), *claims]


def _first_name(kind: type[Record], table: Mapping[str, Any]) -> list[_Entry]:
    """The name of an organisation whose names over time are not told, as it gets one when it is made by hand."""
    if kind is not Organisation or any(row.get("kind") != "alias" for row in table.get("names", [])):
        return []
    row = {"organisation": table["id"], "name": table["name"], "short": table.get("short", "")}
    return [_entry(OrganisationName, f"{table['id']}/names/0", row)]


def _fields_first(parts: list[_Entry]) -> list[_Entry]:
    """Parts of agreements are named by other parts (a signature names its party), so they come first."""
    return sorted(parts, key=lambda entry: entry.kind not in (Party, CooperationField))


def _read(name: str) -> dict[str, Any]:
    file = resources() / "demo" / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unavailable(
            _("The demo office cannot be read from “{path}”: {reason}").format(path=file, reason=error)
        ) from error


def _entry(kind: type[Record], story_id: str, table: Mapping[str, Any], position: int = 0) -> _Entry:
    columns = kind.__table__.columns
    values: dict[str, Any] = {"position": position} if "position" in columns else {}
    names: dict[str, str] = {}
    for key, value in table.items():
        if key in ("id", "evidence", "claims") or key in _PARTS.get(kind, {}):
            continue
        if f"{key}_id" in columns:
            names[f"{key}_id"] = value
        else:
            dated = isinstance(columns[key].type, PartialDateColumn)
            values[key] = PartialDate.parse(value) if dated else value
    return _Entry(story_id, kind, values, names)


def _claims(kind: type[Record], story_id: str, table: Mapping[str, Any]) -> Iterator[_Entry]:
    """The claims about an entry: `evidence` for all of it, `claims` for single fields; a source is written with
    its line, "src-000:9"."""
    rows = [{"source": source} for source in table.get("evidence", [])] + table.get("claims", [])
    for number, row in enumerate(rows, 1):
        values = {key: value for key, value in row.items() if key != "source"}
        source, _colon, line = row.get("source", "").partition(":")
        yield _Entry(
            f"{story_id}/claim/{number}",
            Claim,
            {
                "record_kind": kind.KIND,
                "record_uid": uid_of(story_id),
                "locator": f"Zeile {line}" if line else "",
                **values,
            },
            {"source_id": source} if source else {},
        )


def _number(session: Session, record: Record) -> int:
    if inspect(record).pending:
        session.flush()
    return record.id
