"""Adding, editing and removing the parts of a record from its sheet: one way for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clusterdesk.domain.records import Record
from clusterdesk.i18n import _
from clusterdesk.services import records
from clusterdesk.storage.lists import Link, Option
from clusterdesk.ui.kit.fields import Editing, Field
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Jobs

Chosen = Mapping[str, Link | Option | None]
"""What stands in the fields that pick a record, by field name."""


@dataclass(frozen=True)
class Sort:
    """One sort of part: its class, the fields of its form, and the deeds where they are more than the general ones.
    `add(session, whole id, values)`, `change(session, id, version, changes)`, `take(session, id)`."""

    kind: type[Record]
    fields: tuple[Field, ...]
    add: Callable[..., Any] | None = None
    change: Callable[..., Any] | None = None
    take: Callable[..., Any] | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)


class Parts:
    """The parts of one record, which `name` calls in the sentences of the history."""

    def __init__(self, jobs: Jobs, whole: int, name: str) -> None:
        self._jobs, self._whole, self._name = jobs, whole, name

    def adding(self, sort: Sort, defaults: Mapping[str, Any] | None = None) -> Editing:
        """The form for one more part."""

        def save(form: Form, values: dict[str, Any]) -> None:
            sentence = _("“{whole}”: {what} added").format(whole=self._name, what=_(sort.kind.LABEL))
            self._jobs.do(sentence, sort.add or self._add_to(sort), self._whole, values, **_ends(form))

        return Editing(sort.fields, save, values={**sort.defaults, **(defaults or {})}, fresh=True)

    def editing(self, sort: Sort, part: Record, chosen: Chosen | None = None) -> Editing:
        """The form for this part."""

        def save(form: Form, changes: dict[str, Any]) -> None:
            sentence = _("“{whole}”: {what} changed").format(whole=self._name, what=_(sort.kind.LABEL))
            if sort.change:
                self._jobs.do(sentence, sort.change, part.id, form.version, changes, **_ends(form))
            else:
                self._jobs.do(sentence, records.edit, sort.kind, part.id, form.version, changes, **_ends(form))

        return Editing(sort.fields, save, values_of(part, sort.fields, chosen), part.version)

    def removing(self, sort: Sort, part: Record) -> Callable[[], None]:
        """What the bin beside the part does; Undo brings it back."""

        def remove() -> None:
            sentence = _("“{whole}”: {what} removed").format(whole=self._name, what=_(sort.kind.LABEL))
            if sort.take:
                self._jobs.do(sentence, sort.take, part.id)
            else:
                self._jobs.do(sentence, records.remove, sort.kind, part.id)

        return remove

    def _add_to(self, sort: Sort) -> Callable[..., Any]:
        def add(session: Any, whole: int, values: dict[str, Any]) -> Any:
            return records.create(session, sort.kind, {**values, sort.kind.WHOLE: whole})

        return add


def values_of(record: Record, fields: tuple[Field, ...], chosen: Chosen | None = None) -> dict[str, Any]:
    """What a form over the record shows at first."""
    values: dict[str, Any] = {one.name: getattr(record, one.name) for one in fields}
    return values | dict(chosen or {})


def _ends(form: Form) -> dict[str, Any]:
    return {"then": form.accept, "refused": form.refuse}
