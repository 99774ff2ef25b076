"""The database: opened, checked, and brought up to date; sessions are made here and nowhere else."""

import datetime as dt
import errno
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session

from clusterdesk.domain.records import Record, Stamped, left_open
from clusterdesk.domain.refusals import Refused, Unavailable
from clusterdesk.i18n import _
from clusterdesk.storage import backup, schema
from clusterdesk.storage.history import kept_fields

_BUSY_SECONDS = 5
_DEEDS_LOCK = 7_236_411
"""Any number, but always this one: whoever does a deed on PostgreSQL holds the lock of that number meanwhile."""


@dataclass(frozen=True)
class Chance:
    """Where time and new identities come from; a test gives its own."""

    now: Callable[[], dt.datetime]
    new_uid: Callable[[], str]


class Store:
    """An open database that has the tables of this version."""

    def __init__(self, engine: Engine, chance: Chance) -> None:
        self._engine = engine
        self._file = _identity(engine.url)
        self.chance = chance

    @classmethod
    def open(cls, place: str | Path, chance: Chance) -> "Store":
        """Open a file (made when it is not there) or an SQLAlchemy URL. A database of an older version is brought
        up to date after a verified backup; one of a newer version and what is no database is refused."""
        url = _url(place)
        if url.get_backend_name() == "sqlite" and url.database:
            _prepare_file(Path(url.database))
        # what stands in a statement is somebody's data and no matter for a log
        engine = create_engine(url, connect_args=_connect_args(url), hide_parameters=True, pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _on_connect)
            event.listen(engine, "begin", _on_begin)
            event.listen(engine, "reset", _on_reset)
        else:
            event.listen(engine, "begin", _on_begin_at_server)
        try:
            with told_plainly():
                _bring_up_to_date(engine)
        except Exception:
            engine.dispose()
            raise
        return cls(engine, chance)

    @property
    def place(self) -> str:
        """Where the database lies: a path, or a URL without its password."""
        url = self._engine.url
        return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for a question: what it tried to write would be a bug, and raises."""
        self._check_still_there()
        with told_plainly(), Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            event.listen(session, "before_flush", _refuse_to_write)
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session for a deed: committed as a whole at the end, or not at all. Everybody's deeds are done one after
        the other, on a server too, so that what a deed has looked up still holds when it writes."""
        self._check_still_there()
        with told_plainly(), Session(self._engine, expire_on_commit=False) as session:
            session.connection(execution_options={"writing": True})
            event.listen(session, "before_flush", self._make_ready)
            yield session
            session.commit()

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def _check_still_there(self) -> None:
        """SQLite would go on writing into a file that somebody took away, where nobody would ever find it."""
        if self._file != _identity(self._engine.url):
            raise Unavailable(
                _("“{path}” was moved, replaced or deleted while it was open. Please start ClusterDesk again.").format(
                    path=self.place
                )
            )

    def _make_ready(self, session: Session, *_context: object) -> None:
        """Before records are saved: identity, version, what derives, and the rules of the domain."""
        new = session.new  # made anew each time it is asked for
        for record in [*new, *session.dirty]:
            fresh = record in new
            if not isinstance(record, Record) or not (fresh or session.is_modified(record)):
                continue
            record.uid = record.uid or self.chance.new_uid()
            if problems := left_open(record):
                raise Refused.for_fields(problems)
            changed = kept_fields(type(record)) if fresh else _changed_fields(record)
            record.settle(changed)
            record.version += 1
            if isinstance(record, Stamped) and changed:
                record.stamp(self.chance.now())
            if problems := record.problems():
                raise Refused.for_fields(problems)


def _changed_fields(record: Record) -> tuple[str, ...]:
    attributes = inspect(record).attrs
    return tuple(name for name in kept_fields(type(record)) if attributes[name].history.has_changes())


def _refuse_to_write(session: Session, *_context: object) -> None:
    if session.new or session.deleted or any(session.is_modified(one) for one in session.dirty):
        raise RuntimeError("a question tried to write")


# --- opening --------------------------------------------------------------------------------------------------


def _url(place: str | Path) -> URL:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
        except ArgumentError as error:
            raise Unavailable(_("“{place}” is no address of a database.").format(place=place[:80])) from error
        if url.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
            raise Unavailable(_("ClusterDesk works with SQLite and PostgreSQL, not with “{name}”.").format(
                name=url.get_backend_name()[:40]
            ))
        return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url
    return URL.create("sqlite", database=str(Path(place).expanduser()))


def _connect_args(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {} if "connect_timeout" in url.query else {"connect_timeout": _BUSY_SECONDS}
    more = {} if "timeout" in url.query else {"timeout": _BUSY_SECONDS}  # sqlite:///file?timeout=1 says it itself
    return {"check_same_thread": False, "isolation_level": None, **more}


def _identity(url: URL) -> tuple[int, int] | None:
    """Which file this is, whatever its name; None where there is none."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    try:
        found = Path(url.database).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare_file(file: Path) -> None:
    if file.is_dir():
        raise Unavailable(_("“{path}” is a folder, not a database.").format(path=file))
    if file.exists():
        with told_plainly(file), file.open("rb") as stream:
            head = stream.read(16)
        if head and head != b"SQLite format 3\x00":
            raise Unavailable(_("“{path}” is no ClusterDesk database; it was left as it is.").format(path=file))
        if not os.access(file, os.W_OK):
            raise Unavailable(_("“{path}” may only be read, not written.").format(path=file))
        return
    with told_plainly(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_connect_to_own(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL").close()  # this alone writes to the file


def _on_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _on_begin_at_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(_BUSY_SECONDS * 1000)}ms'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_DEEDS_LOCK})")


def _on_reset(connection: sqlite3.Connection, _record: object, _state: object) -> None:
    """SQLite keeps a transaction open whose commit it refused; the next one to use the connection must not find it."""
    if connection.in_transaction:
        connection.rollback()


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        revision = ""
        if "alembic_version" in tables:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
        foreign = not re.fullmatch(r"\d{4}", revision) if revision else tables > {"alembic_version"}
        if foreign or (tables and "alembic_version" not in tables):
            raise Unavailable(
                _("“{path}” is no ClusterDesk database; it was left as it is.").format(path=engine.url.database)
            )
    if revision > schema.REVISION:
        raise Unavailable(
            _("This database was written by a newer version of ClusterDesk. Please update the program.")
        )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect_to_own)
        engine.dispose()
    if revision == schema.REVISION:
        return
    if revision and engine.dialect.name == "sqlite" and engine.url.database:
        backup.before_migration(Path(engine.url.database), revision)
    from clusterdesk.storage import migrating  # loading Alembic takes longer than everything else here

    migrating.upgrade(engine)


@contextmanager
def told_plainly(file: Path | None = None) -> Iterator[None]:
    """Turn what the world says no to (disk, database) into one sentence; what is not known here is a bug and
    passes on."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        if sentence := _rule(error):
            raise Refused(sentence) from error
        raise
    except (DBAPIError, NoSuchModuleError) as error:
        if sentence := _sentence(str(getattr(error, "orig", error))):
            raise Unavailable(sentence) from error
        raise
    except OSError as error:
        raise Unavailable(_sentence_of_disk(error, file or error.filename or "")) from error


def _rule(error: DBAPIError) -> str:
    """The rule of the database that a deed has met; the deeds themselves tell most of them first, by field."""
    there, gone = _("This is there already."), _("Something that this mentions is not there any more.")
    known = {
        "UNIQUE constraint": there,
        "FOREIGN KEY constraint": gone,
        "23505": there,  # the codes of PostgreSQL, appendix A of its manual
        "23503": gone,
        "22003": _("This number is too large."),
    }
    met = getattr(error.orig, "sqlstate", None) or str(error.orig)
    return next((sentence for sign, sentence in known.items() if met.startswith(sign)), "")


def _sentence_of_disk(error: OSError, name: object) -> str:
    if error.errno == errno.ENOSPC:
        return _("The disk is full; nothing was saved.")
    if isinstance(error, PermissionError):
        return _("“{path}” cannot be opened: you may not read or write there.").format(path=name)
    return f"{name}: {error.strerror}" if name else str(error)


def _sentence(message: str) -> str:
    known = {
        "lock timeout": _("The database is in use by another program at the moment. Please try again."),
        "locked": _("The database is in use by another program at the moment. Please try again."),
        "readonly": _("The database may only be read, not written."),
        "read-only": _("The database may only be read, not written."),
        "unable to open": _("The database cannot be opened. Is the folder there, and may you write in it?"),
        "malformed": _("The database file is damaged. Please bring back a backup."),
        "not a database": _("This file is no ClusterDesk database; it was left as it is."),
        "disk is full": _("The disk is full; nothing was saved."),
        "No space left": _("The disk is full; nothing was saved."),
        "disk I/O error": _("The disk with the database does not answer as it should; nothing was saved."),
        "FATAL:  password": _("The database server does not accept this user name or password."),
        "FATAL:  database": _("The database server has no such database."),
        "connection": _("The database server cannot be reached, or turns this desk away."),
    }
    return next((sentence for sign, sentence in known.items() if sign in message), "")
