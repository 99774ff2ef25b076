"""The ways in which the desk says no.

    Exception
    ├── Refused        a rule says no; names the field where it can
    │   ├── Missing    the record is not there (any more)
    │   └── Changed    somebody else saved the same field first
    └── Unavailable    the world says no: file, disk, network, database

These four reach the user as one sentence each. Every other exception is a bug.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """A rule says no. `problems` maps field names to sentences; "" stands for the record as a whole."""

    def __init__(self, sentence: str, field: str = "", problems: Mapping[str, str] | None = None) -> None:
        self.problems = dict(problems) if problems else {field: sentence}
        super().__init__(sentence)

    @classmethod
    def for_fields(cls, problems: Mapping[str, str]) -> "Refused":
        """One refusal for several fields at once; its sentence is the first of them."""
        return cls(next(iter(problems.values())), problems=problems)


class Missing(Refused):
    """The record is not there (any more)."""


@dataclass(frozen=True)
class Conflict:
    """One field that somebody else changed while it was being edited."""

    field: str
    mine: object
    theirs: object
    original: object


class Changed(Refused):
    """Somebody else saved the same field first. `version` is the one to save against after deciding."""

    def __init__(self, sentence: str, conflicts: tuple[Conflict, ...], version: int) -> None:
        super().__init__(sentence, problems={one.field: sentence for one in conflicts})
        self.conflicts = conflicts
        self.version = version


class Unavailable(Exception):  # noqa: N818 - see Refused
    """The world says no: a file, a disk, the network or the database; the message is the sentence to show."""
