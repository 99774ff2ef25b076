"""The house is built as it is drawn: who imports whom, what is called what, and what is nowhere."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "clusterdesk"
MODULES = sorted(path for path in HOUSE.rglob("*.py") if "versions" not in path.parts)
CONCEPTS = ("organisations", "people", "agreements", "events")


def tree(path: Path) -> ast.Module:
    """The module as it is written."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    """The module as a path in the house."""
    return path.relative_to(HOUSE).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every name that the module imports, with where from."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_stairs_only_go_down() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_domain_asks_no_database() -> None:
    forbidden = {"Session", "select", "insert", "update", "delete", "create_engine", "object_session", "Engine"}
    found = [
        (place(path), name)
        for path in (HOUSE / "domain").rglob("*.py")
        for name in imported(path)
        if name.startswith("sqlalchemy") and name.rpartition(".")[2] in forbidden
    ]
    assert found == []


def test_nothing_passes_the_history_by() -> None:
    """Outside storage, records are changed one by one, so that the history sees it."""
    found = [
        (place(path), name)
        for path in MODULES
        if path.relative_to(HOUSE).parts[0] not in ("storage", "domain")
        for name in imported(path)
        if name in {f"sqlalchemy.{word}" for word in ("insert", "update", "delete", "text")}
    ]
    assert found == []


def test_the_clock_is_an_argument() -> None:
    """Time is read in app.py, in the window and on the command line only; everything below gets it."""
    found = []
    for path in MODULES:
        if path.relative_to(HOUSE).parts[0] in ("app.py", "ui", "cli"):
            continue
        calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        names = [ast.unparse(call) for call in calls if isinstance(call, ast.Attribute)]
        found += [(place(path), name) for name in names if name.endswith((".today", ".utcnow", "datetime.now"))]
        found += [(place(path), name) for name in names if name in ("uuid.uuid4", "random.random", "time.time")]
    assert found == []


def test_no_global() -> None:
    found = [place(path) for path in MODULES if any(isinstance(node, ast.Global) for node in ast.walk(tree(path)))]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    assert [place(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_no_room_for_everything() -> None:
    bare = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "core", "tools"}
    names = {path.stem for path in MODULES} | {path.name for path in HOUSE.rglob("*") if path.is_dir()}
    assert names & bare == set()


@pytest.mark.parametrize("room", ["domain", "storage", "services", "ui/pages"])
def test_each_concept_stands_in_every_room_under_one_name(room: str) -> None:
    there = {path.stem for path in (HOUSE / room).iterdir()}
    assert set(CONCEPTS) <= there


def test_concepts_are_named_in_the_plural() -> None:
    singular = {"organisation", "person", "agreement", "event", "place", "source", "membership", "affiliation"}
    assert {path.stem for path in MODULES} & singular == set()


def test_no_slot_is_a_lambda() -> None:
    """A lambda that holds `self` keeps its widget alive for ever; slots are methods."""
    found = [
        (place(path), node.lineno)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in node.args)
    ]
    assert found == []


def test_migrations_stand_on_their_own() -> None:
    """A migration has to make the same tables for ever, whatever becomes of the classes."""
    versions = HOUSE / "storage" / "migrations" / "versions"
    found = [
        (path.name, name)
        for path in versions.glob("*.py")
        for name in imported(path)
        if name.startswith("clusterdesk") and name != "clusterdesk.storage.index"
    ]
    assert [name for name in found if "domain" in name[1]] == []
