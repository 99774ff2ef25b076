"""The search index as a table: one row for each text under which a record can be found.

SQLite searches it through an FTS5 table that triggers keep in step, PostgreSQL through a GIN index over tsvector;
both over the same folded words.
"""

from sqlalchemy import Index, Select, Text, bindparam, false, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from clusterdesk.domain.folding import words
from clusterdesk.domain.records import Base, plain_text

TABLE = "search_entry"
FTS = "search_fts"

SQLITE_DDL = (
    f"""CREATE VIRTUAL TABLE {FTS} USING fts5(
            folded, content='{TABLE}', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')""",
    f"""CREATE TRIGGER {FTS}_insert AFTER INSERT ON {TABLE} BEGIN
            INSERT INTO {FTS}(rowid, folded) VALUES (new.id, new.folded); END""",  # noqa: S608 - own names
    f"""CREATE TRIGGER {FTS}_delete AFTER DELETE ON {TABLE} BEGIN
            INSERT INTO {FTS}({FTS}, rowid, folded) VALUES ('delete', old.id, old.folded); END""",  # noqa: S608
    f"""CREATE TRIGGER {FTS}_update AFTER UPDATE ON {TABLE} BEGIN
            INSERT INTO {FTS}({FTS}, rowid, folded) VALUES ('delete', old.id, old.folded);
            INSERT INTO {FTS}(rowid, folded) VALUES (new.id, new.folded); END""",  # noqa: S608
)
POSTGRES_DDL = (f"CREATE INDEX ix_{TABLE}_folded ON {TABLE} USING gin (to_tsvector('simple', folded))",)
_MOST_WORDS = 12


class Entry(Base):
    """One text of one record. `role` tells what it is (name, former, alias, organisation, town, text …)."""

    __tablename__ = TABLE
    __table_args__ = (Index("ix_search_entry_record", "kind", "record_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kind: Mapped[str] = mapped_column(plain_text(40))
    record_id: Mapped[int]
    role: Mapped[str] = mapped_column(plain_text(20))
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)


def matching(session: Session, typed: str, *, whole: bool = False) -> Select[int]:
    """The numbers of the entries that hold every typed word, as the beginning of one of theirs or (`whole`) as one of
    theirs; none for a text without a word. Nothing that is typed is ever read as an operator of the search engine."""
    asked = words(typed)[:_MOST_WORDS]
    if not asked:
        return select(Entry.id).where(false())
    if session.get_bind().dialect.name == "sqlite":
        match = text(f"{TABLE}.id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH :asked)")  # noqa: S608 - own names
        phrases = " ".join(f'"{word[:60]}"{"" if whole else "*"}' for word in asked)
        return select(Entry.id).where(match.bindparams(bindparam("asked", phrases, unique=True)))
    asked_for = func.to_tsquery("simple", " & ".join(f"{word[:60]}{'' if whole else ':*'}" for word in asked))
    return select(Entry.id).where(func.to_tsvector("simple", Entry.folded).op("@@")(asked_for))


def found_records(session: Session, kind: str, typed: str) -> Select[int]:
    """The numbers of the records of one kind that have all typed words, each in one of their texts."""
    asked = words(typed)[:_MOST_WORDS] or [""]
    first, *rest = (
        select(Entry.record_id).where(Entry.kind == kind, Entry.id.in_(matching(session, word))) for word in asked
    )
    found = first
    for other in rest:
        found = found.where(Entry.record_id.in_(other))
    return found
