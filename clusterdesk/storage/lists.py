"""What every list asks and gets: a query in, a count and one slice of rows out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from clusterdesk.domain.folding import sort_key
from clusterdesk.i18n import _

Row = TypeVar("Row")
T = TypeVar("T")


Sorts = Mapping[str, Sequence[Any]]
"""What a list can be sorted by: a name to the columns, the order of rows without a sort first."""


@dataclass(frozen=True)
class Query:
    """What a list wants to show. `where` maps filter keys of the concept to values, `sort` names its columns in
    order, a leading "-" for descending; `text` narrows by folded words."""

    text: str = ""
    where: Mapping[str, object] = field(default_factory=dict)
    sort: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 200

    def at(self, offset: int, limit: int) -> "Query":
        """The same list, another slice."""
        return replace(self, offset=offset, limit=limit)


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """`rows` from `offset` on, of `total` in all."""

    total: int
    offset: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Option:
    """One thing to choose: what a field for picking a record offers, or one entry of a filter."""

    id: int
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Link:
    """A mention of a record: its kind, id and what to call it here."""

    kind: str
    id: int
    text: str
    hint: str = ""


_PLAIN = (("Ä", "a"), ("ä", "a"), ("Ö", "o"), ("ö", "o"), ("Ü", "u"), ("ü", "u"), ("ß", "ss"))


def in_german_order(column: Any) -> ColumnElement[Any]:
    """What a list sorts by where a text has no key of its own; no text comes last, as no date does."""
    text = func.nullif(column, "")
    for letter, plain in _PLAIN:
        text = func.replace(text, letter, plain)
    return func.lower(text)


def in_order_of_words(column: Any, words: Mapping[str, str]) -> ColumnElement[Any]:
    """What a list sorts codes by: the words of the language in force; unknown codes come last."""
    ranked = sorted(words, key=lambda code: sort_key(_(words[code])))
    return case({code: rank for rank, code in enumerate(ranked)}, value=column, else_=len(ranked))


def portions(values: Iterable[T], size: int = 1000) -> Iterator[list[T]]:
    """The values in portions that one question can name: databases take only so many parameters."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some


def page(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    query: Query,
    sorts: Sorts,
    make: Callable[[list[Any]], Sequence[Row]],
) -> Slice[Row]:
    """One slice of a select: counted as a whole, sorted by `query.sort` (unknown names are passed over) and then
    by the first sort, so that the order is always the same; `make` turns the found rows into what the list shows."""
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    order: list[ColumnElement[Any]] = []
    for name in (*query.sort, *list(sorts)[:1]):
        for column in sorts.get(name.lstrip("-"), ()):
            turned = column.desc() if name.startswith("-") else column.asc()
            order.append(turned.nulls_last())
    found = session.execute(wanted.order_by(*order).offset(query.offset).limit(query.limit)).all()
    return Slice(total, query.offset, tuple(make(list(found))))
