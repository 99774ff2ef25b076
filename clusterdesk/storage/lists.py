"""What every list asks and gets: a query in, a count and one slice of rows out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

Row = TypeVar("Row")


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
