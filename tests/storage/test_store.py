"""Opening a database: what is refused, in one sentence and without harm, and what is made sure of."""

import contextlib
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, Participation
from clusterdesk.domain.people import Person
from clusterdesk.domain.refusals import Refused, Unavailable
from clusterdesk.services import records
from clusterdesk.services.desk import Desk
from clusterdesk.storage import history, organisations, schema, store
from clusterdesk.storage.lists import Query
from clusterdesk.storage.store import Chance, Store
from tests import make
from tests.storage.conftest import new_database


def refuse(place: Path | str, chance: Chance) -> str:
    """Try to open; the sentence that says why not."""
    with pytest.raises(Unavailable) as refused:
        Store.open(place, chance).close()
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


def ask(store: Store, sentence: str) -> Any:
    """One value from the database."""
    with store.reading() as session:
        return session.scalar(text(sentence))


# --- what is refused ------------------------------------------------------------------------------------------


def test_a_folder_is_no_database(tmp_path: Path, chance: Chance) -> None:
    assert "is a folder" in refuse(tmp_path, chance)


@pytest.mark.parametrize("content", [b"Sehr geehrte Damen und Herren,", b"x", b"\x00" * 4096, b"SQLite format 2\x00"])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, chance: Chance, content: bytes) -> None:
    file = tmp_path / "brief.txt"
    file.write_bytes(content)
    assert "is no ClusterDesk database" in refuse(file, chance)
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path, chance: Chance) -> None:
    file = tmp_path / "fremd.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    content = file.read_bytes()
    assert "is no ClusterDesk database" in refuse(file, chance)
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_damaged_database_is_said_to_be_damaged(desk_file: Path, chance: Chance) -> None:
    content = bytearray(desk_file.read_bytes())
    content[100:4096] = b"\xff" * 3996
    desk_file.write_bytes(content)
    assert "damaged" in refuse(desk_file, chance)
    assert desk_file.read_bytes() == content


def test_a_newer_database_is_refused_and_left_as_it_is(desk_file: Path, chance: Chance) -> None:
    with closing(sqlite3.connect(desk_file)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    content = desk_file.read_bytes()
    assert "newer version of ClusterDesk" in refuse(desk_file, chance)
    assert desk_file.read_bytes() == content


def test_a_newer_postgresql_database_is_refused(postgresql: str, chance: Chance) -> None:
    address = new_database(postgresql, "newer_desk")
    with closing(Store.open(address, chance)) as opened, opened.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version of ClusterDesk" in refuse(address, chance)


def test_somebody_elses_postgresql_database_is_refused(postgresql: str, chance: Chance) -> None:
    address = new_database(postgresql, "foreign_desk")
    made = store.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    made.dispose()
    assert "is no ClusterDesk database" in refuse(address, chance)


def test_a_locked_database_is_said_to_be_in_use(
    desk_file: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.05)
    opened = Store.open(desk_file, chance)
    desk = Desk(opened)
    with closing(sqlite3.connect(desk_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="in use by another program"):
            make.person(desk)
        other.execute("ROLLBACK")
    make.person(desk)
    opened.close()


def test_a_file_that_may_only_be_read_is_refused(
    desk_file: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write everywhere
    assert "may only be read" in refuse(desk_file, chance)


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, *_args: object, **_kw: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "touch", forbidden)
    assert str(tmp_path) in refuse(tmp_path / "desk.sqlite3", chance)


@pytest.mark.parametrize("revision", ["27c6a30d7c24", "0000ab", ""])
def test_a_database_of_another_program_that_migrates_is_left_as_it_is(
    tmp_path: Path, chance: Chance, revision: str
) -> None:
    file = tmp_path / "fremd.sqlite3"
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE songs (title TEXT)")
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES (?)", [revision])
    content = file.read_bytes()
    assert "is no ClusterDesk database" in refuse(file, chance)
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_server_without_the_database_is_told(postgresql: str, chance: Chance) -> None:
    assert "no such database" in refuse(f"{postgresql}/nowhere", chance)


def test_a_database_that_was_taken_away_is_told(desk_file: Path, chance: Chance, tmp_path: Path) -> None:
    with closing(Store.open(desk_file, chance)) as opened:
        desk = Desk(opened)
        make.person(desk)
        desk_file.rename(tmp_path / "anders.sqlite3")
        for _again in range(2):
            with pytest.raises(Unavailable, match="moved, replaced or deleted"):
                make.person(desk)
            with pytest.raises(Unavailable, match="moved, replaced or deleted"):
                desk.ask(lambda session: session.scalars(select(Person.id)).all())
            desk_file.touch()
        assert desk_file.read_bytes() == b""


@pytest.mark.parametrize("address", ["://", "foo://bar", "mysql://x/y", "oracle://x"])
def test_an_address_that_leads_nowhere_is_told(chance: Chance, address: str) -> None:
    assert refuse(address, chance)


def test_a_server_that_does_not_answer_is_told(chance: Chance) -> None:
    assert "cannot be reached" in refuse("postgresql://desk@127.0.0.1:1/desk", chance)


# --- what is made sure of -------------------------------------------------------------------------------------


def test_a_new_file_is_for_its_user_alone(tmp_path: Path, chance: Chance) -> None:
    file = tmp_path / "neu" / "tief" / "desk.sqlite3"
    with closing(Store.open(file, chance)) as opened:
        make.person(Desk(opened))
        assert opened.place == str(file)
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in file.parent.iterdir()}
    if os.name == "posix":
        assert set(modes.values()) == {0o600}, modes
    assert file.exists()


def test_sqlite_is_set_up_to_lose_nothing(desk_file: Path, chance: Chance) -> None:
    with closing(Store.open(desk_file, chance)) as opened:
        assert ask(opened, "PRAGMA journal_mode") == "wal"
        assert ask(opened, "PRAGMA synchronous") == 2
        assert ask(opened, "PRAGMA foreign_keys") == 1
    assert [one.name for one in desk_file.parent.iterdir()] == [desk_file.name]


def test_an_empty_file_becomes_a_database(tmp_path: Path, chance: Chance) -> None:
    file = tmp_path / "leer.sqlite3"
    file.touch()
    with closing(Store.open(file, chance)) as opened:
        assert ask(opened, "SELECT version_num FROM alembic_version") == schema.REVISION


def test_a_path_with_signs_in_it_is_a_path(tmp_path: Path, chance: Chance) -> None:
    file = tmp_path / "Büro 100% #1?.sqlite3"
    with closing(Store.open(file, chance)) as opened:
        make.person(Desk(opened))
    assert file.stat().st_size


def test_a_password_is_not_shown(postgresql: str, chance: Chance, postgresql_database: str) -> None:
    secret = postgresql_database.replace("desk@", "desk:geheim@", 1)
    with closing(Store.open(secret, chance)) as opened:
        assert "geheim" not in opened.place
        assert "127.0.0.1" in opened.place


# --- questions and deeds --------------------------------------------------------------------------------------


def test_a_question_cannot_write(desk: Desk) -> None:
    person = make.person(desk)

    def adds(session: Session) -> None:
        session.add(Person(family_name="Neu"))
        session.flush()

    def changes(session: Session) -> None:
        session.get_one(Person, person.id).family_name = "Anders"
        session.flush()

    def deletes(session: Session) -> None:
        session.delete(session.get_one(Person, person.id))
        session.flush()

    for question in (adds, changes, deletes):
        with pytest.raises(RuntimeError, match="a question tried to write"):
            desk.ask(question)
    assert desk.ask(lambda session: session.scalars(select(Person.family_name)).all()) == ["Lindner"]


def test_what_was_not_loaded_fails_instead_of_asking_again(desk: Desk) -> None:
    event = make.event(desk, place_id=make.place(desk).id)
    found = desk.ask(lambda session: session.get_one(Event, event.id))
    with pytest.raises(Exception, match="lazy='raise'"):
        _ = found.place


def test_records_get_identity_version_and_times(desk: Desk, clock: Any) -> None:
    event = make.event(desk)
    assert (len(event.uid), event.version) == (36, 1)
    made = clock()
    clock.move(days=1)
    found = desk.ask(lambda session: session.get_one(Event, event.id))
    assert (found.created_at, found.modified_at) == (made, made)

    def rename(session: Session) -> None:
        session.get_one(Event, event.id).title = "Anders"

    desk.do("Rename", rename)
    found = desk.ask(lambda session: session.get_one(Event, event.id))
    assert (found.created_at, found.modified_at, found.version) == (made, clock(), 2)


def test_rules_hold_however_a_record_is_saved(desk: Desk) -> None:
    with pytest.raises(Refused, match="family name"):
        desk.do("Save", lambda session: session.add(Person(family_name=" ")))
    with pytest.raises(Refused, match="Too long: 10000 characters"):
        make.event(desk, "x" * 10_000)


def test_a_refused_commit_leaves_the_desk_usable(desk: Desk) -> None:
    person, organisation = make.person(desk), make.organisation(desk)
    with pytest.raises(Refused):
        make.affiliation(desk, 4711, organisation)
    make.affiliation(desk, person, organisation)
    assert desk.ask(lambda session: session.scalar(select(Person.id))) == person.id


def test_each_rule_of_the_database_has_its_sentence(desk: Desk) -> None:
    organisation = make.organisation(desk)
    with pytest.raises(Refused, match="mentions is not there any more"):
        make.affiliation(desk, 4711, organisation)

    def twice(session: Session) -> None:
        session.add_all([Person(family_name="Eins", uid="1"), Person(family_name="Zwei", uid="1")])

    with pytest.raises(Refused, match="there already"):
        desk.do("Twice", twice)
    with pytest.raises(Refused, match="Please choose"):
        desk.do("Save", records.create, Affiliation, {"person_id": None, "organisation_id": None})
    with pytest.raises(Refused, match="Please enter"):
        desk.do("Save", records.create, Participation, {"event_id": make.event(desk).id, "count": None})
    with pytest.raises(Refused, match="Please enter"):
        desk.do("Save", lambda session: session.add(Person(family_name=None)))  # type: ignore[arg-type]


def test_a_number_that_is_too_large_finds_nothing_or_is_refused(desk: Desk) -> None:
    with contextlib.suppress(Refused):
        assert desk.ask(lambda session: session.get(Person, 10**17)) is None


def test_what_no_database_keeps_is_left_out(desk: Desk) -> None:
    person = make.person(desk, "Lin\x00d\ud800ner")
    assert person.family_name == "Lindner"
    desk.do("Halb\x00 un\ud800d halb", records.create, Person, {"family_name": "Zweite"})
    assert [row.label for row in desk.ask(history.deeds, Query(text="\ud800und\x00")).rows] == ["Halb und halb"]
    assert desk.ask(organisations.named, "Optik\x00\ud800") == ()


def test_an_error_does_not_tell_what_was_to_be_saved(desk: Desk) -> None:
    def deed(session: Session) -> None:
        session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Erika Lindner"})

    with pytest.raises(DBAPIError) as error:
        desk.do("Save", deed)
    assert "Lindner" not in str(error.value)


def test_dates_are_kept_as_text_in_order_of_time(desk: Desk) -> None:
    for starts in ("2019-06-17", "2008", "2018-06", "2018"):
        make.event(desk, starts, starts)
    found = desk.ask(lambda session: session.scalars(select(Event.starts).order_by(Event.starts)).all())
    assert [str(date) for date in found] == ["2008", "2018", "2018-06", "2019-06-17"]
    wanted = select(Event.title).where(Event.starts == PartialDate(2018))
    assert desk.ask(lambda session: session.scalars(wanted).all()) == ["2018"]


def test_only_a_partial_date_goes_into_its_column(desk: Desk) -> None:
    with pytest.raises((StatementError, Refused, ValueError, AttributeError)):
        desk.do("Save", lambda session: session.add(Event(title="Treffen", starts="irgendwann")))  # type: ignore[arg-type]
    assert desk.ask(lambda session: session.scalars(select(Event.id)).all()) == []


@pytest.fixture
def two_desks(place: str, chance: Chance) -> Iterator[tuple[Desk, Desk]]:
    """Two desks on one database, as in an office."""
    first, second = Store.open(place, chance), Store.open(place, chance)
    yield Desk(first, "Erika"), Desk(second, "Max")
    first.close()
    second.close()


def test_two_desks_see_each_others_work(two_desks: tuple[Desk, Desk]) -> None:
    erika, maxi = two_desks
    person = make.person(erika)
    assert maxi.ask(lambda session: session.get_one(Person, person.id)).family_name == "Lindner"
    assert maxi.undo().value == "Create person"
    assert erika.ask(lambda session: session.get(Person, person.id)) is None


def test_deeds_at_the_same_time_are_done_one_after_the_other(two_desks: tuple[Desk, Desk]) -> None:
    erika, _maxi = two_desks
    person = make.person(erika)
    at_once = threading.Barrier(2)

    def give_title(session: Session, title: str) -> None:
        found = session.get_one(Person, person.id)
        with contextlib.suppress(threading.BrokenBarrierError):
            at_once.wait(0.3)  # where both get here, one of them has looked before the other wrote
        found.title += title

    with ThreadPoolExecutor() as hands:
        for one in [hands.submit(desk.do, "Give a title", give_title, "Dr. ") for desk in two_desks]:
            one.result()
    assert erika.ask(lambda session: session.get_one(Person, person.id)).title == "Dr. Dr. "


def test_two_first_starts_at_once_make_one_database(postgresql: str, tmp_path: Path, chance: Chance) -> None:
    for place in (str(tmp_path / "neu.sqlite3"), new_database(postgresql, "first_start")):
        with ThreadPoolExecutor() as hands:
            for one in [hands.submit(Store.open, place, chance) for _each in range(3)]:
                one.result().close()


def test_who_waits_too_long_for_a_deed_is_told(
    postgresql_database: str, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.05)
    with closing(Store.open(postgresql_database, chance)) as opened:
        desk = Desk(opened)
        with opened.writing(), pytest.raises(Unavailable, match="in use by another program"):
            make.person(desk)
        make.person(desk)
