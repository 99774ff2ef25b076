"""Recording: what the flushes of one deed did, written into the history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session

from clusterdesk.domain.records import Record
from clusterdesk.domain.sources import Claim
from clusterdesk.storage.history import (
    Change,
    Deed,
    differing,
    kept_fields,
    load,
    load_by_uid,
    references,
    referred,
    to_json,
)


@dataclass
class _Trace:
    action: str
    record: Record
    fields: dict[str, list[Any]]


class Recorder:
    """Listens to one session and gathers what its flushes do, over all flushes of one deed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._traces: dict[tuple[str, int], _Trace] = {}
        event.listen(session, "after_flush", self._gather)

    def _gather(self, session: Session, _context: object) -> None:
        for record in session.new:
            if isinstance(record, Record):
                self._created(record)
        for record in session.dirty:
            if isinstance(record, Record):
                self._changed(record)
        for record in session.deleted:
            if isinstance(record, Record):
                self._deleted(record)

    def _created(self, record: Record) -> None:
        fields: dict[str, list[Any]] = {key: [None, getattr(record, key)] for key in kept_fields(type(record))}
        gone = self._traces.get((record.KIND, record.id))
        if gone:  # taken away and put back within one deed
            fields = {key: [gone.fields[key][0], pair[1]] for key, pair in fields.items()}
        self._traces[record.KIND, record.id] = _Trace("changed" if gone else "created", record, fields)

    def _changed(self, record: Record) -> None:
        fields = _differences(record)
        trace = self._traces.setdefault((record.KIND, record.id), _Trace("changed", record, {}))
        for name, (old, new) in fields.items():
            trace.fields[name] = [trace.fields[name][0] if name in trace.fields else old, new]

    def _deleted(self, record: Record) -> None:
        trace = self._traces.pop((record.KIND, record.id), None)
        if trace and trace.action == "created":
            return
        fields: dict[str, list[Any]] = {key: [getattr(record, key), None] for key in kept_fields(type(record))}
        if trace:
            fields |= {name: [pair[0], None] for name, pair in trace.fields.items()}
        self._traces[record.KIND, record.id] = _Trace("deleted", record, fields)

    def written(self) -> dict[str, frozenset[int]]:
        """The kinds and numbers that were written, with the wholes of written parts, former wholes included."""
        return _numbers(
            one
            for trace in self._traces.values()
            for one in (_key(trace.record), *self._wholes(trace))
        )

    def touched(self) -> dict[str, frozenset[int]]:
        """What was written, and what it mentions or mentioned: a role is told on the sheet of the organisation
        too."""
        mentioned = (
            one for trace in self._traces.values() for one in _mentions(trace.record, trace.fields)
        )
        written = ((kind, number) for kind, ids in self.written().items() for number in ids)
        return _numbers([*written, *((kind.KIND, number) for kind, number in mentioned)])

    def write(self, deed: Deed) -> bool:
        """Write the deed and its changes, unless nothing changed in the end; tells whether it did."""
        kept = [one for one in self._traces.values() if one.action != "changed" or differing(one.fields)]
        if not kept:
            return False
        self._session.add(deed)
        self._session.flush()
        self._session.execute(insert(Change), [self._row(deed.id, trace) for trace in kept])
        return True

    def _row(self, deed_id: int, trace: _Trace) -> dict[str, Any]:
        record, whole = trace.record, self._whole(trace.record)
        return {
            "deed_id": deed_id,
            "action": trace.action,
            "kind": record.KIND,
            "record_id": record.id,
            "record_uid": record.uid,
            "record_name": self._name(record),
            "record_version": record.version,
            "whole_kind": whole.KIND if whole else "",
            "whole_id": whole.id if whole else None,
            "whole_uid": whole.uid if whole else "",
            "fields": {
                name: [self._readable(record, name, one) for one in pair]
                for name, pair in differing(trace.fields).items()
            },
        }

    def _readable(self, record: Record, field: str, value: Any) -> Any:
        target = referred(type(record), field)
        if target is None or value is None:
            return to_json(value)
        other = self._known.get((target.KIND, value))
        return [value, self._name(other) if other else ""]

    def _name(self, record: Record) -> str:
        """What the record is called; a link without a name of its own is called after what it links to."""
        if name := record.name_as_text():
            return name
        linked = {
            field: self._known.get((kind.KIND, getattr(record, field)))
            for field, kind in references(type(record)).items()
            if field != record.WHOLE
        }
        return ", ".join(filter(None, (other.name_as_text() for other in linked.values() if other)))

    def _whole(self, record: Record) -> Record | None:
        """What the record is a part of; a claim belongs to what it is about."""
        if isinstance(record, Claim):
            about = self._subjects.get(record.record_uid)
            return (self._whole(about) or about) if about else None
        target = referred(type(record), record.WHOLE)
        return self._known.get((target.KIND, getattr(record, record.WHOLE))) if target else None

    def _wholes(self, trace: _Trace) -> Iterator[tuple[str, int]]:
        record = trace.record
        whole = self._whole(record)
        if whole:
            yield _key(whole)
        if isinstance(record, Claim):
            if about := self._subjects.get(record.record_uid):
                yield _key(about)
        elif target := referred(type(record), record.WHOLE):
            before = trace.fields.get(record.WHOLE, [None])[0]
            if before is not None:
                yield target.KIND, before

    @cached_property
    def _subjects(self) -> dict[str, Record]:
        """What the written claims are about, by identity. Asked for when the deed is over, as `_known` is."""
        own = {trace.record.uid: trace.record for trace in self._traces.values()}
        claims = [trace.record for trace in self._traces.values() if isinstance(trace.record, Claim)]
        wanted = ((one.record_kind, one.record_uid) for one in claims if one.record_uid not in own)
        return own | load_by_uid(self._session, wanted)

    @cached_property
    def _known(self) -> dict[tuple[str, int], Record]:
        """Every written record and every one that these mention: held here, so that none is asked for twice."""
        found = {_key(one): one for one in self._subjects.values()}
        wanted = {
            one for trace in self._traces.values() for one in _mentions(trace.record, trace.fields)
        }
        wanted |= {one for record in self._subjects.values() for one in _mentions(record, {})}
        while wanted := {(kind, number) for kind, number in wanted if (kind.KIND, number) not in found}:
            fresh = load(self._session, wanted)
            found |= fresh
            nameless = [record for record in fresh.values() if not record.name_as_text()]
            wanted = {one for record in nameless for one in _mentions(record, {})}
        return found


def _key(record: Record) -> tuple[str, int]:
    return record.KIND, record.id


def _numbers(keys: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for kind, number in keys:
        found.setdefault(kind, set()).add(number)
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _mentions(record: Record, fields: Mapping[str, list[Any]]) -> Iterator[tuple[type[Record], int]]:
    """What the record mentions, and what it mentioned before the deed."""
    for field, target in references(type(record)).items():
        for number in fields.get(field) or [getattr(record, field)]:
            if number is not None:
                yield target, number


def _differences(record: Record) -> dict[str, list[Any]]:
    found = {}
    for name in kept_fields(type(record)):
        past = inspect(record).attrs[name].history
        if past.has_changes():
            found[name] = [past.deleted[0] if past.deleted else None, past.added[0] if past.added else None]
    return found
