"""Desks on both databases: what holds on SQLite has to hold on PostgreSQL too."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from clusterdesk.services.desk import Desk
from clusterdesk.storage import schema
from clusterdesk.storage.store import Chance, Store

_OWNER = "postgres"
"""The user of the system that PostgreSQL runs as when the tests run as root, which it refuses."""


def _programs() -> Path | None:
    """Where `initdb` and `pg_ctl` lie."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in places if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


def _run(*command: str | Path) -> None:
    """Run a program of PostgreSQL, as somebody who is not root."""
    drop = ["setpriv", f"--reuid={_OWNER}", f"--regid={_OWNER}", "--clear-groups"] if os.geteuid() == 0 else []
    words = [*drop, *map(str, command)]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database name; skips where there is none."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL refuses to run as root, and setpriv is not installed")
    folder = Path(tempfile.mkdtemp(prefix="clusterdesk-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _OWNER, _OWNER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, options = folder / "data", f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
    _run(programs / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    _run(programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgresql://desk@127.0.0.1:{port}"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgresql_desk(postgresql: str) -> Iterator[Engine]:
    """A database with all tables on our server, to be emptied before each test: faster than a new one."""
    address = new_database(postgresql, "desk")
    Store.open(address, Chance(now=_nothing, new_uid=_nothing)).close()
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_database(postgresql: str, postgresql_desk: Engine) -> str:
    """The address of a database with all tables, empty."""
    tables = ", ".join(f'"{name}"' for name in schema.metadata().tables)
    with postgresql_desk.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    return f"{postgresql}/desk"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """Where the database of this test lies: each test runs with both kinds."""
    fixture = {"sqlite": "desk_file", "postgresql": "postgresql_database"}[request.param]
    return str(request.getfixturevalue(fixture))


@pytest.fixture
def desk(place: str, chance: Chance) -> Iterator[Desk]:
    """A desk on an empty database of its own, of each kind."""
    store = Store.open(place, chance)
    yield Desk(store, user="Erika")
    store.close()


def new_database(server: str, name: str) -> str:
    """Make a database without tables; its address."""
    address = f"{server}/postgres".replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{server}/{name}"


def _nothing() -> Any:
    raise AssertionError("nothing is written here")
