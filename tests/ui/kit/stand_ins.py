"""A desk without a database: just enough for the kit to be tried on."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import mark
from clusterdesk.storage.lists import Option, Query, Slice
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.fields import Choice, DateField, Editing, Field, Line, Lines, Whole
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Page, RecordPage
from clusterdesk.ui.kit.picks import Pick
from clusterdesk.ui.kit.sheets import Badge, Card, Evidence, Fact, Item, Link, Sheet
from clusterdesk.ui.kit.tables import Column


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    kind: str = "a"


@dataclass(frozen=True)
class Changes:
    ids: Mapping[str, frozenset[int]]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.ids)


@dataclass(frozen=True)
class Done:
    value: Any
    changes: Changes
    label: str
    recorded: bool = True


@dataclass
class Desk:
    """Questions and deeds get the desk itself in place of a session."""

    things: dict[int, Thing] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    asked: int = 0

    def ask(self, question: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        self.asked += 1
        return question(self, *args, **kw)

    def do(self, label: str, deed: Callable[..., Any], *args: Any, **kw: Any) -> Done:
        value = deed(self, *args, **kw)
        self.labels.append(label)
        return Done(value, Changes({"thing": frozenset({1})}), label)

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

    def undo(self, deed_id: int | None = None) -> Done:
        if not self.labels:
            raise Refused("There is nothing to undo.")
        label = self.labels.pop()
        return Done(label, Changes({"thing": frozenset({1})}), label)

    def redo(self) -> Done:
        raise Refused("There is nothing to redo.")


def desk(number: int) -> Desk:
    return Desk({n: Thing(n, f"Thing {n:05}", "ab"[n % 2]) for n in range(1, number + 1)})


def jobs(number: int = 5) -> Jobs:
    return Jobs(desk(number), Inline(), Inline())  # type: ignore[arg-type]


def rows(session: Desk, query: Query) -> Slice[Thing]:
    found = [one for one in session.things.values() if query.text.casefold() in one.name.casefold()]
    found = [one for one in found if all(getattr(one, key) == value for key, value in query.where.items())]
    for key in reversed(query.sort):
        found.sort(key=lambda one, key=key: getattr(one, key.lstrip("-")), reverse=key.startswith("-"))
    return Slice(len(found), query.offset, tuple(found[query.offset : query.offset + query.limit]))


def options(session: Desk, text: str, limit: int) -> tuple[Option, ...]:
    found = [Option(one.id, one.name) for one in session.things.values() if text.casefold() in one.name.casefold()]
    return tuple(found[:limit])


def one(session: Desk, number: int) -> Thing | None:
    return session.things.get(number)


def count(session: Desk) -> int:
    return len(session.things)


def next_undo(session: Desk) -> str | None:
    return session.labels[-1] if session.labels else None


def next_redo(session: Desk) -> None:
    return None


def save(session: Desk, number: int, version: int, changes: dict[str, Any]) -> int:
    if changes.get("name") == "bad":
        raise Refused.for_fields({"name": "That is no name.", "": "Nothing was saved."})
    known = {key: value for key, value in changes.items() if key in ("name", "kind")}
    session.things[number] = replace(session.things.get(number, Thing(number, "")), **known)
    return number


def delete(session: Desk, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        session.things.pop(number, None)


def create(session: Desk, name: str) -> int:
    number = max(session.things, default=0) + 1
    session.things[number] = Thing(number, name)
    return number


KINDS = {"a": mark("not stated"), "b": mark("Other")}
COLUMNS = (
    Column("name", mark("Name"), lambda row: row.name, main=True),
    Column("kind", mark("Kind"), lambda row: row.kind, KINDS.get, width=12, tone=lambda row: "neutral"),
)
FIELDS = (
    Field("name", mark("Name"), Line(), required=True),
    Field("kind", mark("Kind"), Choice(KINDS), half=True, default="a"),
    Field("founded", mark("Founded"), DateField(), half=True),
    Field("staff", mark("Staff"), Whole()),
    Field("part_of", mark("Part of"), Pick(options, "thing", create)),
    Field("note", mark("Note"), Lines()),
)


class ThingsPage(RecordPage):
    PAGE_ID = "things"
    LISTING = Listing(
        "things", mark("Name"), COLUMNS, rows, ("thing",), sort=("name",), about="About", first="things.new"
    )
    HEAD = ("things.edit",)
    NEW = "things.new"

    def ask(self, session: Desk, id: int) -> Thing | None:  # noqa: A002
        return one(session, id)

    def draw(self, answer: Thing) -> Sheet:
        part = Editing(FIELDS[:2], self.save, fresh=True)
        badge = Badge("disputed", "warning", (Evidence("2008", "a book"),))
        return Sheet(
            answer.name, "kind", (badge,),
            (
                Card("Facts", (Fact("S", None), Fact("Whole", Link("thing", 2, "Thing 2")), Fact("W", "https://a.b/"))),
                Card("Parts", items=(Item("<b>part</b>", "more", edit=part, remove=self.delete),), add=part),
                Card("Empty"),
            ),
            edit=Editing(FIELDS, self.save, {"name": answer.name, "kind": answer.kind}, 1), key=answer.id,
        )  # fmt: skip

    def save(self, form: Form, changes: dict[str, Any]) -> None:
        number = self.shown_id or 99
        self.context.jobs.do("Save", save, number, form.version, changes, then=form.accept, refused=form.refuse)

    def new(self) -> None:
        self.start(Editing(FIELDS, self.save, fresh=True))

    def delete(self) -> None:
        self.context.jobs.do("Delete", delete, self.selected_ids())


ThingsPage.COMMANDS = (
    Command("things.new", mark("&New…"), ThingsPage.new, "Ctrl+Shift+N", "plus"),
    Command("things.edit", mark("Edit"), ThingsPage.edit, "F2", "pencil-simple", "one"),
    Command("things.delete", mark("Delete"), ThingsPage.delete, "Del", "trash", "some", danger=True, splits=True),
)
PAGE = Page("things", mark("Name"), "tray", ThingsPage, ("thing",), count, ThingsPage.COMMANDS, "things.new")
