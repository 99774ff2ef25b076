"""Migrations: from nothing to today and back, without drift, with a backup before."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.services.desk import Desk
from clusterdesk.storage import backup, index, migrating, schema, search
from clusterdesk.storage.store import Chance, Store
from tests import make
from tests.storage.conftest import new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite3'}")
    else:
        name = f"migrated_{abs(hash(request.node.name))}"
        address = new_database(request.getfixturevalue("postgresql"), name)
        made = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    yield made
    made.dispose()


def downgrade(engine: Engine, to: str) -> None:
    """Go back to an older migration."""
    with engine.connect() as connection, connection.begin():
        made = migrating.config()
        made.attributes["connection"] = connection
        made.attributes["metadata"] = schema.metadata()
        command.downgrade(made, to)


def tables(engine: Engine) -> dict[str, list[str]]:
    """Every table with its columns and indexes."""
    seen = inspect(engine)
    return {
        name: sorted(
            [column["name"] for column in seen.get_columns(name)]
            + [str(one["name"]) for one in seen.get_indexes(name)]
        )
        for name in seen.get_table_names()
    }


def test_the_program_knows_its_newest_migration() -> None:
    assert migrating.newest() == schema.REVISION


def test_migrations_lead_to_what_the_classes_say(engine: Engine) -> None:
    migrating.upgrade(engine)

    def own(_thing: object, name: str | None, _kind: str, _reflected: bool, _compared: object) -> bool:
        return not (name or "").startswith(index.FTS) and name != f"ix_{index.TABLE}_folded"

    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": own}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata()) == []


def test_down_and_up_again_makes_the_same(engine: Engine) -> None:
    migrating.upgrade(engine)
    before = tables(engine)
    downgrade(engine, "base")
    assert set(tables(engine)) <= {"alembic_version"}
    migrating.upgrade(engine)
    assert tables(engine) == before


def test_every_constraint_has_a_name() -> None:
    nameless = [
        (table.name, constraint)
        for table in schema.metadata().tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []


def test_every_reference_can_be_followed_fast() -> None:
    slow = [
        str(column)
        for table in schema.metadata().tables.values()
        for column in table.columns
        if column.foreign_keys
        and table.name != "deed"
        and not column.primary_key
        and not any(next(iter(one.columns)) is column for one in table.indexes)
    ]
    assert slow == []


# --- backups --------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(desk_file: Path, chance: Chance) -> Path:
    """A database with a person in it."""
    with closing(Store.open(desk_file, chance)) as opened:
        make.person(Desk(opened))
    return desk_file


def test_a_backup_is_a_whole_desk_for_its_user_alone(filled: Path, tmp_path: Path, chance: Chance) -> None:
    target = tmp_path / "sicher" / "kopie.sqlite3"
    with closing(Store.open(filled, chance)) as in_use:
        make.person(Desk(in_use), "Zweite")
        backup.copy(filled, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(Store.open(target, chance)) as opened:
        assert len(Desk(opened).ask(search.find, "Erika")) == 2


def test_a_copy_that_fails_its_check_is_taken_away(filled: Path, tmp_path: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    filled.write_bytes(content)
    target = tmp_path / "kopie.sqlite3"
    with pytest.raises(Unavailable, match="failed its check"):
        backup.copy(filled, target)
    assert not target.exists()


def test_backups_before_a_migration_do_not_replace_each_other(filled: Path) -> None:
    first, second = (backup.before_migration(filled, "0001") for _again in range(2))
    assert (first.name, second.name) == ("desk.before-0001.sqlite3", "desk.before-0001-2.sqlite3")


def test_a_migration_makes_a_backup_first(filled: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = filled.with_name(f"desk.before-{schema.REVISION}.sqlite3")
    seen: list[bool] = []
    monkeypatch.setattr(migrating, "upgrade", lambda _engine: seen.append(kept.exists()))
    with monkeypatch.context() as newer:
        newer.setattr(schema, "REVISION", "9998")
        Store.open(filled, chance).close()
    assert seen == [True]
    with closing(sqlite3.connect(kept)) as copied:
        assert copied.execute("SELECT count(*) FROM person").fetchone() == (1,)


def test_a_first_start_makes_none(tmp_path: Path, chance: Chance) -> None:
    Store.open(tmp_path / "desk.sqlite3", chance).close()
    assert [one.name for one in tmp_path.iterdir()] == ["desk.sqlite3"]
