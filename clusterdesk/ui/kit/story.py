"""The story of a record: the last card of every sheet."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.wording import say_date, say_moment
from clusterdesk.i18n import _
from clusterdesk.storage.history import ChangeRow, DeedRow
from clusterdesk.ui.kit.fields import Field
from clusterdesk.ui.kit.sheets import Card, Item

_MOST = 25
_LONG = 120


def card(story: Iterable[ChangeRow], fields: tuple[Field, ...]) -> Card:
    """What happened to the record, newest first; `fields` are those of its form and name what changed."""
    items = []
    for _number, group in groupby(story, key=lambda one: one.deed.id):
        changes = list(group)
        deed = changes[0].deed
        alone = len(changes) == 1 and changes[0].action == "changed"
        lines = [when(deed), *(changed(changes[0], fields) if alone else ())]
        items.append(Item(sentence(deed), "\n".join(lines)))
    return Card(_("Story"), items=tuple(items[:_MOST]), about=_("Nothing has been done here yet."))


def sentence(deed: DeedRow) -> str:
    """What was done, in words."""
    if deed.act == "undo":
        return _("Undone: {deed}").format(deed=deed.label)
    if deed.act == "redo":
        return _("Done again: {deed}").format(deed=deed.label)
    return deed.label


def when(deed: DeedRow) -> str:
    """When it was done, in the time of this place, and by whom."""
    return " · ".join(filter(None, (moment(deed), deed.user)))


def moment(deed: DeedRow) -> str:
    """When it was done, in the time of this place."""
    return say_moment(deed.at.replace(tzinfo=dt.UTC).astimezone())


def changed(change: ChangeRow, fields: Iterable[Field]) -> list[str]:
    """A line for each changed field: label, before and after. Of what was made or taken away as a whole: what is
    or was stated."""
    known = {one.name: one for one in fields}
    return [
        f"{_label(known[name])}: {_turned(known[name], change.action, before, after)}"
        for name, before, after in change.fields
        if name in known and not (_empty(before) and _empty(after))
    ]


def _empty(value: Any) -> bool:
    return value is None or value == "" or value is False


def _label(field: Field) -> str:
    return _(field.label or getattr(field.editor, "words", ""))


def _turned(field: Field, action: str, before: Any, after: Any) -> str:
    if action == "changed":
        return f"{_said(field, before)} → {_said(field, after)}"
    return _said(field, after if action == "created" else before)


def _said(field: Field, value: Any) -> str:
    codes = getattr(field.editor, "codes", {})
    if value in codes:
        return _(codes[value]) or _("not stated")
    if value in (None, ""):
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    try:
        return say_date(PartialDate.parse(text))
    except ValueError:
        return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
