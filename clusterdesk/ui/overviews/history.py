"""The history: everything that was done, newest first, and what each deed changed."""

from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QWidget

from clusterdesk.domain.wording import say_number
from clusterdesk.i18n import _, mark, ngettext
from clusterdesk.storage import history, overviews
from clusterdesk.storage.history import ChangeRow, DeedRow
from clusterdesk.storage.overviews import DeedSheet, Touched
from clusterdesk.ui.kit import story
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Context, Page, RecordPage
from clusterdesk.ui.kit.sheets import Badge, Card, Item, Sheet
from clusterdesk.ui.kit.tables import Column

ACTIONS = {"created": mark("created"), "changed": mark("changed"), "deleted": mark("deleted")}
_TONES = {"created": "good", "changed": "neutral", "deleted": "danger"}
_LINES = 12
_LONG = 80
_NAME = 44
SENTENCES = {
    "created": mark("{what} “{name}” created"),
    "changed": mark("{what} “{name}” changed"),
    "deleted": mark("{what} “{name}” deleted"),
}


LISTING = Listing(
    "history",
    mark("History"),
    (
        Column("label", mark("What was done"), story.sentence, sort=False, main=True),
        Column("at", mark("When"), story.moment, width=20, sort=False),
            Column("state", mark("State"), lambda row: _("undone") if row.undone else "", width=14,
               sort=False, tone=lambda row: "warning"),
        Column("user", mark("Who"), lambda row: row.user, width=8, sort=False),
    ),
    history.deeds,
    kinds=(),
    about=mark("Everything that is done in this desk stands here, and each deed can be undone."),
    picture="clock-counter-clockwise",
    count=lambda total: ngettext("{n} deed", "{n} deeds", total).format(n=say_number(total)),
)


class HistoryPage(RecordPage):
    """List of the deeds, and what the chosen one changed, record by record."""

    PAGE_ID = "history"
    LISTING = LISTING
    HEAD = ("history.undo",)

    def __init__(self, context: Context) -> None:
        self._deed: DeedRow | None = None
        super().__init__(context)
        self.list.model.arrived.connect(self._arrived)
        self.split.setSizes([680, 500])

    def ask(self, session: Any, id: int) -> DeedSheet | None:  # noqa: A002 - the word of the kit
        return overviews.deed(session, id)

    def draw(self, answer: DeedSheet) -> Sheet:
        deed = self._deed = answer.deed
        by_kind = groupby(sorted(answer.touched, key=lambda one: one.kind), key=lambda one: one.kind)
        cards = [Card(_label(kind), items=tuple(map(self._item, group))) for kind, group in by_kind]
        left = answer.total - sum(len(one.changes) for one in answer.touched)
        if left > 0:
            words = ngettext("and {n} more change", "and {n} more changes", left).format(n=say_number(left))
            cards.append(Card(_("More"), text=words))
        return Sheet(
            story.sentence(deed),
            story.when(deed),
            (Badge(_("undone"), "warning"),) if deed.undone else (),
            tuple(cards),
            key=deed.id,
        )

    def show_id(self, id: int | None) -> None:  # noqa: A002 - the word of the kit
        super().show_id(id)
        self._arrived()

    def undo_this(self) -> None:
        """Take this deed back; where later ones build on it, the refusal names them."""
        if self._deed is not None:
            self.context.jobs.undo(self._deed.id)

    COMMANDS = (
        Command("history.undo", mark("Undo this deed"), undo_this, "Ctrl+Alt+Z", "arrow-u-up-left", needs="one"),
    )

    # --- inside

    def _item(self, touched: Touched) -> Item:
        link = touched.link if touched.kind in self.context.fields else None
        lines = [line for change in touched.changes for line in self._lines(touched, change)]
        own = next((one for one in touched.changes if one.kind == touched.kind), None)
        badges = (Badge(_(ACTIONS[own.action]), _TONES[own.action]),) if own else ()
        gone = _("no longer there") if touched.link is None and (own is None or own.action != "deleted") else ""
        if len(lines) > _LINES:
            left = len(lines) - _LINES
            more = ngettext("and {n} more change", "and {n} more changes", left).format(n=say_number(left))
            lines = [*lines[:_LINES], more]
        name = _short(touched.name, _NAME) or _label(touched.kind)
        return Item(link or name, "\n".join(filter(None, (gone, *lines))), badges)

    def _lines(self, touched: Touched, change: ChangeRow) -> list[str]:
        fields = self.context.fields.get(change.kind, {})
        own = change.kind == touched.kind
        whole = history.kinds()[touched.kind].WHOLE if touched.kind in history.kinds() else ""
        said = story.changed(change, (one for name, one in fields.items() if name != whole))
        if own:
            return said
        what, name = _label(change.kind), _short(change.name, _LONG)
        plain = f"{what} {_(ACTIONS[change.action])}"
        head = _(SENTENCES[change.action]).format(what=what, name=name) if name else plain
        return [f"{head} · {'; '.join(said)}" if said else head]

    def _current_deed_stands(self) -> bool:
        return self._deed is not None and self._deed.act == "do" and not self._deed.undone

    def _loaded(self, answer: DeedSheet | None) -> None:
        self._deed = answer.deed if answer else None
        super()._loaded(answer)

    def _selected(self) -> None:
        super()._selected()
        for one in self.commands:
            one.setEnabled(one.isEnabled() and self._current_deed_stands())

    def _head_buttons(self) -> list[QWidget]:
        return super()._head_buttons() if self._current_deed_stands() else []

    def _arrived(self) -> None:
        """Who comes here wants to see what was done last."""
        last = self.list.model.row(0) if self.shown_id is None and not self.list.selected_ids() else None
        if last is not None:
            super().show_id(last.id)

    def _changed(self, changes: Any) -> None:
        """Every deed makes the list longer, whatever it touched."""
        self.list.model.reload()
        if self.shown_id is not None:
            self._load(self.shown_id)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _label(kind: str) -> str:
    found = history.kinds().get(kind)
    return _(found.LABEL) if found else kind


PAGE = Page(
    "history",
    mark("History"),
    "clock-counter-clockwise",
    HistoryPage,
    commands=HistoryPage.COMMANDS,
    group=mark("This desk"),
)
