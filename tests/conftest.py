"""What every test may use: a clock, fresh desks and desks with the demo office."""

import datetime as dt
import itertools
import os
import runpy
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from clusterdesk import i18n
from clusterdesk.services import demo
from clusterdesk.services.desk import Desk
from clusterdesk.storage.store import Chance, Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent


def pytest_configure() -> None:
    """German is German under plain pytest too: compile its words where that is due, as `./desk` does."""
    written = (ROOT / "resources/locale").glob("*/LC_MESSAGES/*.po")
    pairs = [(one.stat().st_mtime_ns, one.with_suffix(".mo")) for one in written]
    if any(not made.exists() or made.stat().st_mtime_ns < changed for changed, made in pairs):
        runpy.run_path(str(ROOT / "packaging/compile_words.py"))["compile_words"](ROOT / "resources/locale")


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.time

    def move(self, **span: float) -> None:
        """Let time pass: the words of `timedelta`."""
        self.time += dt.timedelta(**span)


def numbered_uids() -> Iterator[str]:
    """Identities that are the same in every run."""
    return (str(uuid.UUID(int=number, version=4)) for number in itertools.count(1))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins and ends in English."""
    i18n.choose("en")
    yield
    i18n.choose("en")


@pytest.fixture
def german(english: None) -> None:
    """For tests of what Germans read."""
    i18n.choose("de")


@pytest.fixture
def clock() -> Clock:
    """The clock of this test's chance; `clock.move(days=1)` lets time pass."""
    return Clock()


@pytest.fixture
def chance(clock: Clock) -> Chance:
    """Time and identities that are the same in every run."""
    uids = numbered_uids()
    return Chance(now=clock, new_uid=lambda: next(uids))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all migrations, to be copied."""
    file = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    uids = numbered_uids()
    Store.open(file, Chance(now=Clock(), new_uid=lambda: next(uids))).close()
    return file


@pytest.fixture(scope="session")
def demo_template(template: Path) -> Path:
    """A database with the demo office, to be copied."""
    file = shutil.copy(template, template.with_name("demo.sqlite3"))
    uids = numbered_uids()
    store = Store.open(file, Chance(now=Clock(), new_uid=lambda: next(uids)))
    Desk(store).do("Load the demo office", demo.load)
    store.close()
    return file


@pytest.fixture
def desk_file(template: Path, tmp_path: Path) -> Path:
    """The database of this test, empty."""
    return Path(shutil.copy(template, tmp_path / "desk.sqlite3"))


@pytest.fixture
def desk(desk_file: Path, chance: Chance) -> Iterator[Desk]:
    """A desk on an empty database of its own."""
    store = Store.open(desk_file, chance)
    yield Desk(store, user="Erika")
    store.close()


@pytest.fixture
def demo_desk(demo_template: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk of its own with the demo office on it."""
    # version 5: not among the identities that the template has given away
    uids = (str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))) for number in itertools.count(1))
    store = Store.open(shutil.copy(demo_template, tmp_path / "demo.sqlite3"), Chance(clock, lambda: next(uids)))
    yield Desk(store, user="Erika")
    store.close()
