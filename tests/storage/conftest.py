"""Desks on both databases: what holds on SQLite has to hold on PostgreSQL too."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from clusterdesk.services.desk import Desk
from clusterdesk.storage import schema
from clusterdesk.storage.store import Chance, Store

_OWNER = "postgres"
"""The user of the system that PostgreSQL runs as when the tests run as root, which it refuses."""


def _programs() -> Path | None:
    """Where `initdb` and `postgres` lie."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in places if (one / "initdb").exists() and (one / "postgres").exists()), None)


def _as_nobody_special(*command: str | Path) -> list[str]:
    """The command, run by somebody who is not root, and ended when the tests end in whatever way."""
    root = os.geteuid() == 0
    drop = [f"--reuid={_OWNER}", f"--regid={_OWNER}", "--clear-groups"] if root else []
    guarded = ["setpriv", "--pdeathsig", "INT", *drop, "--"] if shutil.which("setpriv") else []
    return [*guarded, *map(str, command)]


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
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": "/"}
    made = ["-D", folder / "data", "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made += ["--locale-provider=icu", "--icu-locale=de-DE"]  # an office will not have chosen the order of ours
    subprocess.run(_as_nobody_special(programs / "initdb", *made), check=True, **quiet)  # noqa: S603
    options = ["-p", str(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off", "-c", "full_page_writes=off"]
    command = _as_nobody_special(programs / "postgres", "-D", folder / "data", *options)
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log, **quiet) as server:  # noqa: S603
        try:
            _wait_for(server, f"postgresql+psycopg://desk@127.0.0.1:{port}/postgres")
            yield f"postgresql://desk@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
    shutil.rmtree(folder)


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    """Until the server answers; half a minute is more than it ever needs."""
    engine = create_engine(address)
    for _again in range(300):
        try:
            engine.connect().close()
        except OperationalError:
            assert server.poll() is None, "PostgreSQL did not start"
            time.sleep(0.1)
        else:
            engine.dispose()
            return
    raise AssertionError("PostgreSQL does not answer")


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
