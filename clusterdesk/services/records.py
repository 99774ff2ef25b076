"""The deeds that every kind of record shares: create, edit, remove."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from clusterdesk.domain.folding import storable
from clusterdesk.domain.records import Record, left_open
from clusterdesk.domain.refusals import Changed, Conflict, Missing, Refused
from clusterdesk.i18n import _, ngettext
from clusterdesk.storage import history, references

R = TypeVar("R", bound=Record)


def get(session: Session, kind: type[R], number: int) -> R:
    """The record, or the refusal that it is not there any more."""
    record = session.get(kind, number)
    if record is None:
        raise Missing(_("This record is not there any more; somebody may have deleted it."))
    return record


def create(session: Session, kind: type[R], values: Mapping[str, Any]) -> R:
    """A new record of the kind; its rules are checked here, all refused fields at once."""
    record = kind(**_clean(values))
    _check(record)
    session.add(record)
    session.flush()
    return record


def edit(session: Session, kind: type[R], number: int, version: int, changes: Mapping[str, Any]) -> R:
    """Write the changed fields of a record that was seen at `version`. Where the same field was saved by somebody
    else since then with another value, nothing is written and Changed tells field by field."""
    record = get(session, kind, number)
    wanted = _clean(changes)
    if record.version != version:
        since = history.changed_since(session, record, version)
        conflicts = tuple(
            Conflict(name, mine=wanted[name], theirs=now, original=was)
            for name, (was, now) in since.items()
            if name in wanted and wanted[name] != now
        )
        if conflicts:
            raise Changed(
                _("“{name}” was changed elsewhere in the meantime.").format(name=record.name_as_text()),
                conflicts,
                record.version,
            )
    for name, value in wanted.items():
        setattr(record, name, value)
    _check(record)
    session.flush()
    return record


def remove(session: Session, kind: type[R], number: int) -> str:
    """Delete a record with its parts and the claims about them. Refused, with their names, where others mention
    it. Answers the name that it had."""
    record = get(session, kind, number)
    whole = _with_parts(session, record)
    known = {(one.KIND, one.id) for one in whole}
    users = [
        other for one in whole for other in references.users_of(session, one) if (other.KIND, other.id) not in known
    ]
    if users:
        raise Refused(_still_used(session, record, users))
    name = record.name_as_text()
    for one in reversed(whole):
        session.delete(one)
    session.flush()
    return name


def needed(values: Mapping[str, Any], field: str, sentence: str) -> Any:
    """The value of a field that cannot be empty; refused with the sentence where it is."""
    if values.get(field) is None:
        raise Refused(sentence, field)
    return values[field]


def position_after(session: Session, kind: type[R], column: str, number: int) -> int:
    """The place behind the last part of a whole: for parts that stand in an order."""
    from sqlalchemy import func, select

    table = kind.__table__
    last = session.scalar(select(func.max(table.c.position)).where(table.c[column] == number))
    return 0 if last is None else int(last) + 1


def _with_parts(session: Session, record: Record) -> list[Record]:
    found = [record]
    for part in references.parts_of(session, record):
        found += [one for one in _with_parts(session, part) if one not in found]
    return found


def _still_used(session: Session, record: Record, users: list[Record]) -> str:
    names = []
    for other in users:
        whole = history.referred(type(other), other.WHOLE) if other.WHOLE else None
        named = session.get(whole, getattr(other, other.WHOLE)) if whole else other
        named_so = _("{what} “{name}”")
        text = named_so.format(what=_(named.LABEL), name=named.name_as_text()) if named else _(other.LABEL)
        if text not in names:
            names.append(text)
    shown = ", ".join(names[:3])
    rest = len(names) - 3
    if rest > 0:
        shown = ngettext("{shown} and {rest} more", "{shown} and {rest} more", rest).format(shown=shown, rest=rest)
    return _("“{name}” cannot be deleted, since it is used in: {shown}.").format(
        name=record.name_as_text(), shown=shown
    )


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Text without blanks around it, and without what no database keeps."""
    return {name: storable(value).strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(record: Record) -> None:
    if problems := left_open(record) or record.problems():
        raise Refused.for_fields(problems)
