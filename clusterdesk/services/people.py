"""Deeds on people."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clusterdesk.domain.people import Person
from clusterdesk.services import records

_TITLE = re.compile(r"(?:prof|dr|dipl|ing|med|rer|nat|habil|iur|phil|mag|pd)\.(?:-?\w+\.)*", re.IGNORECASE)
_PREFIXES = {"von", "van", "de", "zu", "zur", "zum", "der", "den", "vom", "di", "da", "del", "la", "le"}


def create(session: Session, values: Mapping[str, Any]) -> int:
    """A new person."""
    return records.create(session, Person, values).id


def edit(session: Session, number: int, version: int, changes: Mapping[str, Any]) -> None:
    """Write changed fields."""
    records.edit(session, Person, number, version, changes)


def remove(session: Session, number: int) -> str:
    """Delete a person with names and roles; refused where agreements or events mention the person."""
    return records.remove(session, Person, number)


def create_named(session: Session, name: str) -> int:
    """A new person from a name as typed: "Müller", "Max Müller", "Müller, Max", "Dr. Anna von der Heide"."""
    return records.create(session, Person, taken_apart(name)).id


def taken_apart(name: str) -> dict[str, str]:
    """Title, given and family name of a name as typed; what cannot be told apart is the family name.

    >>> taken_apart("Prof. Dr. Anna von der Heide")
    {'title': 'Prof. Dr.', 'given_name': 'Anna', 'family_name': 'von der Heide'}
    """
    text = " ".join(name.split())
    titles = []
    if "," in text:
        family, _comma, given = text.partition(",")
        parts = [*given.split(), *family.split()]
        behind = len(given.split())
    else:
        parts = text.split()
        behind = None
    while len(parts) > 1 and _is_title(parts[0]):
        titles.append(parts.pop(0))
        behind = None if behind is None else behind - 1
    if behind is None:
        behind = next((at for at, part in enumerate(parts[:-1]) if part.casefold() in _PREFIXES), len(parts) - 1)
    return {
        "title": " ".join(titles),
        "given_name": " ".join(parts[:behind]),
        "family_name": " ".join(parts[behind:]),
    }


def _is_title(word: str) -> bool:
    return _TITLE.fullmatch(word) is not None
