"""What every kept thing has in common: identity, version, columns that derive from others, and dated facts."""

import datetime as dt
from collections.abc import Collection
from typing import Annotated, Any, ClassVar

from sqlalchemy import DateTime, Dialect, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from clusterdesk.domain.dates import Answer, PartialDate, Period, observed
from clusterdesk.i18n import _, mark


def plain_text(length: int | None = None) -> String:
    """Text that every database compares by code point, as SQLite does, however a server was told to sort: what is
    sorted for people has a key of its own."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


Line = Annotated[str, mapped_column(plain_text(300))]
"""One line of text, at most 300 characters."""
Code = Annotated[str, mapped_column(plain_text(40))]
"""A key of a code list."""
Prose = Annotated[str, mapped_column(Text)]
"""Text of several lines, at most MOST_PROSE characters."""
SortKey = Annotated[str, mapped_column(plain_text())]
"""What `sort_key` makes of a name."""
MOST_PROSE = 100_000
"""Some thirty printed pages: what is longer was pasted by mistake, and no paper could show it."""


class PartialDateColumn(TypeDecorator[PartialDate]):
    """A partial date kept as EDTF text: text order is time order, and a prefix is a span of time."""

    impl = plain_text(16)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Python to database."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Database to Python."""
        return None if value is None else PartialDate.parse(value)


class MomentColumn(TypeDecorator[dt.datetime]):
    """A moment kept in UTC without its zone, the same in every database; in Python it bears its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Python to database."""
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value is not None and value.tzinfo else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Database to Python."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """The one registry of mapped classes. Constraints have names, since batch migrations need them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        PartialDate: PartialDateColumn,
        dt.datetime: MomentColumn,
    }


class Record(Base):
    """A kept thing. `uid` is its identity outside (iCalendar, exports), given once when it is first saved;
    `version` counts its saves, on through deletion and return, so that no version ever means two states.

    `KIND` names the sort of thing in history and links, `WHOLE` names the column that points to the record this
    one lives and dies with, if there is one.
    """

    __abstract__ = True
    KIND: ClassVar[str]
    LABEL: ClassVar[str]
    WHOLE: ClassVar[str] = ""

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    uid: Mapped[str] = mapped_column(plain_text(36), unique=True, default="", kw_only=True)
    version: Mapped[int] = mapped_column(init=False, default=0)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy gives the class
        return {"version_id_col": cls.version, "version_id_generator": False}

    def name_as_text(self) -> str:
        """How the history names this record, readable after it is gone; own columns only."""
        return ""

    def settle(self, changed: Collection[str]) -> None:
        """Derive what derives from own columns, before the record is saved. `changed` names the columns that
        differ from what was kept; all of them for a new record. Derived columns carry `info={"derived": True}`
        and are left out of the history."""

    def come_back(self, version: int) -> None:
        """Be put back after a deletion; `version` is the last one before it."""
        self.version = version

    def problems(self) -> dict[str, str]:
        """What the rules of the domain have against this record: field name to sentence; nothing to query here.
        The record is not saved while there is any."""
        return too_long(self)


def left_open(record: Record) -> dict[str, str]:
    """The fields of the record that need something and have nothing; the other rules count on these."""
    return {
        column.key: _("Please choose.") if column.foreign_keys else _("Please enter something.")
        for column in record.__table__.columns
        if not column.nullable and not column.primary_key and getattr(record, column.key) is None
    }


def too_long(record: Record) -> dict[str, str]:
    """The text fields of the record that hold more than their column may."""
    found = {}
    for column in record.__table__.columns:
        limit = getattr(column.type, "length", None) or (MOST_PROSE if isinstance(column.type, Text) else None)
        value = getattr(record, column.key, None)
        if limit and isinstance(value, str) and len(value) > limit:
            found[column.key] = _("Too long: {length} characters, at most {limit} can be kept.").format(
                length=len(value), limit=limit
            )
    return found


class Dated(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """A fact with a period, or observed on a date only (`as_of`: „Stand“)."""

    starts: Mapped[PartialDate | None] = mapped_column(default=None)
    ends: Mapped[PartialDate | None] = mapped_column(default=None)
    as_of: Mapped[PartialDate | None] = mapped_column(default=None)

    @property
    def period(self) -> Period:
        """Beginning and end as stated."""
        return Period(self.starts, self.ends)

    def holds(self, asked: dt.date | PartialDate) -> Answer:
        """Whether the fact holds on the day: by its period where one is stated, else by the observation."""
        if self.as_of and not (self.starts or self.ends):
            return observed(self.as_of, asked)
        return self.period.covers(asked)

    def dated_problems(self) -> dict[str, str]:
        """What is wrong with the period."""
        problem = self.period.problem()
        return {"ends": problem} if problem else {}


class Stamped(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """A record that knows when it was made and last changed, in UTC: what goes out needs to say so."""

    created_at: Mapped[dt.datetime | None] = mapped_column(init=False, default=None, info={"derived": True})
    modified_at: Mapped[dt.datetime | None] = mapped_column(init=False, default=None, info={"derived": True})

    def stamp(self, now: dt.datetime) -> None:
        """Note that the record is saved now."""
        self.created_at = self.created_at or now
        self.modified_at = now


CERTAINTIES = {"stated": mark("stated"), "inferred": mark("inferred")}
