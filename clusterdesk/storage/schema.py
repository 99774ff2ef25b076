"""Everything that is kept: importing this module completes the metadata."""

from sqlalchemy import MetaData

from clusterdesk.domain import affiliations, events, memberships, profile, sources
from clusterdesk.domain.records import Base
from clusterdesk.storage import history, index

REVISION = "0001"
"""The newest migration; kept here so that a start need not load Alembic to know that nothing is to be done."""

ROOMS = (affiliations, events, memberships, profile, sources, history, index)
"""The modules whose import maps every table (what these import is mapped with them)."""


def metadata() -> MetaData:
    """The tables of the desk. SQLite must not give the number of a deleted record to another one, since history
    and undo name records by number; PostgreSQL never does."""
    for table in Base.metadata.tables.values():
        table.dialect_options["sqlite"]["autoincrement"] = "id" in table.primary_key.columns
        for constraint in table.foreign_key_constraints:
            constraint.deferrable, constraint.initially = True, "DEFERRED"
    return Base.metadata
