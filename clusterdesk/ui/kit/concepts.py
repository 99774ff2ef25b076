"""The page of a concept: a list and a sheet whose main record is created, edited and deleted in the same way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from clusterdesk.domain.records import Record
from clusterdesk.i18n import _, mark, ngettext
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.fields import Editing, Field
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.pages import RecordPage
from clusterdesk.ui.kit.parts import Chosen, Parts, values_of


@dataclass(frozen=True)
class Main:
    """The main record of a page: its class, the fields of its form, and its deeds. `create(session, values) -> id`,
    `change(session, id, version, changes)`, `remove(session, id)`; `name(values)` calls a new one by its values."""

    kind: type[Record]
    fields: tuple[Field, ...]
    create: Callable[..., int]
    change: Callable[..., Any]
    remove: Callable[..., Any]
    name: Callable[[Mapping[str, Any]], str]

    @property
    def labels(self) -> dict[str, str]:
        """The marked label of each field."""
        return {one.name: one.label for one in self.fields if one.label}


class ConceptPage(RecordPage):
    """A page over one concept. A concept sets MAIN and what RecordPage asks for."""

    MAIN: ClassVar[Main]

    def parts(self, record: Record) -> Parts:
        """The keeper of the record's parts."""
        return Parts(self.context.jobs, record.id, record.name_as_text())

    def editing(self, record: Record, chosen: Chosen | None = None) -> Editing:
        """The main form over a record; `chosen` are what its picks show."""
        main = self.MAIN

        def save(form: Form, changes: dict[str, Any]) -> None:
            sentence = _("{what} “{name}” changed").format(what=_(main.kind.LABEL), name=record.name_as_text())
            deed = main.change, record.id, form.version, changes
            self.context.jobs.do(sentence, *deed, then=form.accept, refused=form.refuse)

        values = values_of(record, main.fields, chosen)
        return Editing(main.fields, save, values, record.version, title=record.name_as_text())

    def new(self) -> None:
        """Begin a new record."""
        self.begin({})

    def begin(self, values: Mapping[str, Any]) -> None:
        """Begin a new record with some values filled in."""
        main = self.MAIN
        what = _(main.kind.LABEL)

        def save(form: Form, typed: dict[str, Any]) -> None:
            def made(number: int) -> None:
                form.accept()
                self.open_new(number)

            sentence = _("{what} “{name}” created").format(what=what, name=main.name(typed))
            self.context.jobs.do(sentence, main.create, typed, then=made, refused=form.refuse)

        self.start(Editing(main.fields, save, values, fresh=True, title=_("New: {what}").format(what=what)))

    def delete(self) -> None:
        """Delete what is selected, as one deed; refused as a whole where something is used elsewhere."""
        ids = self.selected_ids()
        main = self.MAIN
        if len(ids) == 1 and self.sheet.sheet is not None and ids[0] == self.shown_id:
            sentence = _("{what} “{name}” deleted").format(what=_(main.kind.LABEL), name=self.sheet.sheet.title)
        else:
            sentence = ngettext("{number} entry deleted", "{number} entries deleted", len(ids)).format(number=len(ids))
        self.context.jobs.do(sentence, remove_all, main.remove, ids)


def remove_all(session: Any, remove: Callable[..., Any], ids: tuple[int, ...]) -> None:
    """Delete several records as one deed."""
    for number in ids:
        remove(session, number)


def main_commands(page_id: str, title: str, shortcut: str) -> tuple[Command, ...]:
    """New, edit and delete, as every concept has them; `title` is the marked name of New."""
    return (
        Command(f"{page_id}.new", title, ConceptPage.new, shortcut, "plus", menu="file"),
        Command(f"{page_id}.edit", mark("Edit"), ConceptPage.edit, "F2", "pencil-simple", needs="one"),
        Command(
            f"{page_id}.delete", mark("Delete"), ConceptPage.delete, "Del", "trash", "some", danger=True, splits=True
        ),
    )
