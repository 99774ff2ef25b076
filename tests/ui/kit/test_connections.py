"""Signals are connected to bound methods: a lambda or partial that holds a widget keeps it alive for ever."""

import ast
from collections.abc import Iterator
from pathlib import Path

import clusterdesk.ui

ROOM = Path(clusterdesk.ui.__file__).parent


def _bad_connects(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
            for given in node.args:
                called = given.func if isinstance(given, ast.Call) else None
                name = getattr(called, "id", getattr(called, "attr", ""))
                if isinstance(given, ast.Lambda) or name == "partial":
                    yield f"{path.name}:{node.lineno}"


def test_only_bound_methods_are_connected() -> None:
    assert [place for path in sorted(ROOM.rglob("*.py")) for place in _bad_connects(path)] == []


def test_no_markup_from_users() -> None:
    """Labels are made by `looks.label`, which shows plain text."""
    made = [
        f"{path.name}:{node.lineno}"
        for path in sorted(ROOM.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
        and path.name != "looks.py"
    ]  # fmt: skip
    assert made == []
