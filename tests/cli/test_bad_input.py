"""Bad input: one clear sentence each, code 1, nothing lost and nothing half-written."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Call, Said


def refused(said: Said, part: str) -> None:
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1, said.err
    assert part in said.err


def test_a_database_of_a_newer_version(call: Call, desk_file: Path) -> None:
    with closing(sqlite3.connect(desk_file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = desk_file.read_bytes()
    refused(call("list", "people", "--database", desk_file), "newer version")
    refused(call("demo", "load", "--database", desk_file), "newer version")
    assert desk_file.read_bytes() == before


@pytest.mark.parametrize("content", [b"Name;Ort\nM\xc3\xbcller;Jena\n", b"SQLite format 3\x00 and then nonsense" * 99])
def test_a_file_that_is_no_database(call: Call, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    refused(call("list", "people", "--database", file), "no ClusterDesk database")
    assert file.read_bytes() == content
    assert not list(tmp_path.glob("list.csv-*"))


def test_somebody_elses_database(call: Call, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection, connection:
        connection.execute("CREATE TABLE cat (name)")
    refused(call("list", "people", "--database", "other.db"), "no ClusterDesk database")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["cat"]


def test_no_database_by_that_name(call: Call, tmp_path: Path) -> None:
    refused(call("list", "people", "--database", "offfice.sqlite3"), "There is no database “offfice.sqlite3”")
    assert not (tmp_path / "offfice.sqlite3").exists()


@pytest.mark.parametrize("place", ["nonsense://x", "://", "oracle://x/y"])
def test_an_address_of_no_database(call: Call, place: str) -> None:
    said = call("list", "people", "--database", place)
    assert said.code == 1
    assert said.err.count("\n") == 1


def test_a_folder_in_place_of_a_database_and_a_file_in_place_of_a_folder(call: Call, tmp_path: Path) -> None:
    refused(call("list", "people", "--database", tmp_path), "is a folder, not a database")
    (tmp_path / "file").touch()
    refused(call("demo", "load", "--database", tmp_path / "file" / "desk.sqlite3"), "file")


def test_a_read_only_folder_and_file(call: Call, desk_file: Path, tmp_path: Path) -> None:
    desk_file.chmod(0o400)
    if os.access(desk_file, os.W_OK):
        pytest.skip("root may write everywhere")
    refused(call("list", "people", "--database", desk_file), "may only be read")
    desk_file.chmod(0o600)
    folder = tmp_path / "protected"
    folder.mkdir()
    shutil.copy(desk_file, folder / "office.sqlite3")
    folder.chmod(0o500)
    refused(call("list", "people", "--database", folder / "office.sqlite3"), "may only be read")
    refused(call("demo", "load", "--database", folder / "desk.sqlite3"), "may not read or write there")
    said = call("print", "agreement", "1", "--demo", "-o", folder / "x.pdf")
    refused(said, "cannot be written")


@pytest.fixture
def locked(desk_file: Path) -> Iterator[Path]:
    """A database that another program holds for itself; how long to wait stands in the address."""
    with closing(sqlite3.connect(desk_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        yield desk_file


def test_a_locked_database(call: Call, locked: Path) -> None:
    place = f"sqlite:///{locked.as_posix()}?timeout=0.05"
    for words in (["list", "people"], ["demo", "load"], ["undo"]):
        refused(call(*words, "--database", place), "in use by another program")


def test_a_locked_database_can_be_read_but_not_written(call: Call, demo_template: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(demo_template, tmp_path / "wal.sqlite3"))
    place = f"sqlite:///{file.as_posix()}?timeout=0.05"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN EXCLUSIVE")
        assert len(call("list", "agreements", "--json", "--database", place).json) == 2
        refused(call("undo", "--database", place), "in use by another program")


@pytest.mark.parametrize("content", [b"language = ", b"text_size = 5", b"theme = 'pink'", b"\xff\xfe"])
def test_a_broken_settings_file_is_left_alone(call: Call, home: Path, content: bytes) -> None:
    home.mkdir()
    (home / "settings.toml").write_bytes(content)
    said = call("--demo", "list", "agreements", "--json")
    assert said.code == 0
    assert len(said.json) == 2
    assert said.err.startswith("The settings cannot be read and are passed over; the file was left as it is: ")
    assert said.err.count("\n") == 1
    assert (home / "settings.toml").read_bytes() == content


def test_what_is_not_there(demo: Call, tmp_path: Path) -> None:
    refused(demo("show", "event", 999), "Event 999 is not there.")
    refused(demo("export", "events", "--id", 1, 999, "-o", "x.ics"), "no event with the number 999")
    refused(demo("export", "events", "--uid", "nobody", "-o", "x.ics"), "no event with the identity “nobody”")
    refused(demo("print", "agreement", 999, "-o", "x.pdf"), "999")
    refused(demo("print", "agreement", "Kaufvertrag", "-o", "x.pdf"), "Kaufvertrag")
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize("number", ["9" * 40, "0", "-1", "one"])
def test_a_number_that_no_record_has(call: Call, number: str) -> None:
    said = call("show", "event", number)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_a_title_that_several_bear(demo: Call) -> None:
    refused(demo("print", "agreement", "Kooperation", "-o", "x.pdf"), "several agreements")


def test_nothing_to_undo(call: Call) -> None:
    refused(call("undo"), "There is nothing to undo.")
    refused(call("redo"), "There is nothing to redo.")


def test_the_demo_office_twice(demo: Call) -> None:
    refused(demo("demo", "load"), "already here")


def test_files_that_cannot_be_written(demo: Call, tmp_path: Path) -> None:
    for words in (["export", "events", "--year", "2019"], ["print", "agreement", "1"]):
        for place, part in (("none/x", "There is no folder"), (".", "is a folder, not a file")):
            said = demo(*words, "-o", place)
            assert said.code == 1
            assert part in said.err.splitlines()[-1]
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_there_already_is_replaced_whole(demo: Call, tmp_path: Path) -> None:
    (tmp_path / "x.ics").write_text("old" * 10_000)
    assert demo("export", "events", "-o", "x.ics").code == 0
    assert (tmp_path / "x.ics").read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert b"old" not in (tmp_path / "x.ics").read_bytes()
