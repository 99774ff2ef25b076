"""What each word of the command line does."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusterdesk import i18n
from clusterdesk.cli.tables import Column, print_json, print_table
from clusterdesk.domain import agreements as agreement_words
from clusterdesk.domain import events as event_words
from clusterdesk.domain import organisations as organisation_words
from clusterdesk.domain import sources as source_words
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.refusals import Missing, Refused
from clusterdesk.domain.wording import say_date, say_moment, say_when
from clusterdesk.i18n import _, mark, ngettext
from clusterdesk.services import calendars, demo, files
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, events, history, organisations, people, places, search, sources
from clusterdesk.storage.lists import Query

_PAGE = 1000


def do(desk: Desk, arguments: argparse.Namespace) -> None:
    """Do what the word says. Refused and Unavailable are for the caller to tell."""
    WORDS[arguments.word](desk, arguments)


# --- lists ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listing:
    """A list: the question that the window asks as well, and its columns here."""

    rows: Callable[..., Any]
    columns: tuple[Column, ...]


def _date(date: PartialDate | None) -> str:
    return say_date(date) if date else ""


def _event_time(row: Any) -> str:
    return say_when(row.starts, row.ends, row.start_time) if row.starts else ""


_NUMBER = Column(mark("No."), lambda row: str(row.id))
LISTS: Mapping[str, Listing] = {
    "organisations": Listing(
        organisations.rows,
        (
            _NUMBER,
            Column(mark("Name"), lambda row: row.name),
            Column(mark("Short name"), lambda row: row.short),
            Column(mark("Kind"), lambda row: _(organisation_words.KINDS.get(row.kind, row.kind))),
            Column(mark("Seat"), lambda row: row.seat),
        ),
    ),
    "people": Listing(
        people.rows,
        (
            _NUMBER,
            Column(mark("Name"), lambda row: row.name),
            Column(mark("Role"), lambda row: row.role),
            Column(mark("Organisation"), lambda row: row.organisation),
            Column(mark("As of"), lambda row: _date(row.as_of)),
        ),
    ),
    "agreements": Listing(
        agreements.rows,
        (
            _NUMBER,
            Column(mark("Title"), lambda row: row.title),
            Column(mark("Signed on"), lambda row: _date(row.signed_on)),
            Column(mark("Signed at"), lambda row: row.place),
            Column(mark("Parties"), lambda row: ", ".join(row.parties)),
            Column(mark("Status"), lambda row: _(agreement_words.STATUSES.get(row.status, row.status))),
        ),
    ),
    "events": Listing(
        events.rows,
        (
            _NUMBER,
            Column(mark("Title"), lambda row: row.title),
            Column(mark("When"), _event_time),
            Column(mark("Place"), lambda row: row.place),
            Column(mark("Organisers"), lambda row: ", ".join(row.organisers)),
            Column(mark("Status"), lambda row: _(event_words.STATUSES.get(row.status, row.status))),
        ),
    ),
    "places": Listing(
        places.rows,
        (
            _NUMBER,
            Column(mark("Name"), lambda row: row.name),
            Column(mark("Town"), lambda row: row.city),
            Column(mark("Region"), lambda row: row.region),
        ),
    ),
    "sources": Listing(
        sources.rows,
        (
            _NUMBER,
            Column(mark("Title"), lambda row: row.title),
            Column(mark("Kind"), lambda row: _(source_words.KINDS.get(row.kind, row.kind))),
            Column(mark("Publisher"), lambda row: row.publisher),
            Column(mark("Published"), lambda row: _date(row.published_on)),
        ),
    ),
}
_FOUND = (
    _NUMBER,
    Column(mark("Kind"), lambda hit: _(history.kinds()[hit.kind].LABEL)),
    Column(mark("Name"), lambda hit: hit.title),
    Column(mark("Found by"), lambda hit: hit.matched),
)
_DONE = (
    _NUMBER,
    Column(mark("When"), lambda deed: say_moment(deed.at.astimezone())),
    Column(mark("By"), lambda deed: deed.user),
    Column(mark("What"), lambda deed: _ACTS[deed.act]().format(deed=deed.label)),
    Column(mark("Undone"), lambda deed: _("undone") if deed.undone else ""),
)
_ACTS: Mapping[str, Callable[[], str]] = {
    "do": lambda: "{deed}",
    "undo": lambda: _("Undone: {deed}"),
    "redo": lambda: _("Done again: {deed}"),
}


def _list(desk: Desk, arguments: argparse.Namespace) -> None:
    listing = LISTS[arguments.concept]
    _show(listing.columns, list(_all(desk, listing.rows, Query(text=arguments.text))), arguments.json)


def _history(desk: Desk, arguments: argparse.Namespace) -> None:
    _show(_DONE, list(_all(desk, history.deeds, Query(text=arguments.text))), arguments.json)


def _search(desk: Desk, arguments: argparse.Namespace) -> None:
    _show(_FOUND, desk.ask(search.find, " ".join(arguments.text)), arguments.json)


def _show(columns: tuple[Column, ...], rows: Any, as_json: bool) -> None:
    if as_json:
        print_json(rows)
    else:
        print_table(columns, rows)


def _all(desk: Desk, question: Callable[..., Any], query: Query) -> Iterator[Any]:
    """Every row of a list, slice by slice."""
    offset = 0
    while True:
        found = desk.ask(question, query.at(offset, _PAGE))
        yield from found.rows
        offset += len(found.rows)
        if not found.rows or offset >= found.total:
            return


# --- one record -----------------------------------------------------------------------------------------------

_SHEETS: Mapping[str, Callable[..., Any]] = {
    "organisation": organisations.sheet,
    "person": people.sheet,
    "agreement": agreements.sheet,
    "event": events.sheet,
    "place": places.sheet,
    "source": sources.sheet,
}


def _show_record(desk: Desk, arguments: argparse.Namespace) -> None:
    found = desk.ask(_SHEETS[arguments.kind], arguments.number)
    if found is None:
        label = _(history.kinds()[arguments.kind].LABEL)
        raise Missing(_("{kind} {number} is not there.").format(kind=label, number=arguments.number))
    print_json(found)


# --- files ----------------------------------------------------------------------------------------------------


def _export(desk: Desk, arguments: argparse.Namespace) -> None:
    file = desk.ask(calendars.export, _event_ids(desk, arguments), now=desk.now())
    for title, reason in file.left_out:
        print(_("Left out: “{title}”. {reason}").format(title=title, reason=reason), file=sys.stderr)
    if not file.written:
        raise Refused(_("There is no event to write, so no file was made."))
    for note in file.notes:
        print(note, file=sys.stderr)
    _save(arguments.output, file.data)
    told = ngettext("{count} event written to {file}.", "{count} events written to {file}.", file.written)
    _tell(arguments.output, told.format(count=file.written, file=arguments.output))


def _event_ids(desk: Desk, arguments: argparse.Namespace) -> list[int] | None:
    if arguments.uids:
        return desk.ask(calendars.numbers_of, arguments.uids)
    if arguments.year is not None:
        return [row.id for row in _all(desk, events.rows, Query(where={"year": f"{arguments.year:04}"}))]
    ids: list[int] | None = arguments.ids
    return ids


def _print(desk: Desk, arguments: argparse.Namespace) -> None:
    from clusterdesk.services import printouts  # loading reportlab takes 0.18 s, a third of what a list needs in all

    number = desk.ask(printouts.printout(arguments.what).find, arguments.record)
    language = arguments.paper_language or i18n.language()
    wishes = printouts.Wishes(language=language, hide_empty=arguments.hide_empty)
    today = desk.now().astimezone().date()
    paper = desk.ask(printouts.make, arguments.what, number, wishes, today, desk.user)
    _save(arguments.output, paper.pdf)
    _tell(arguments.output, _("“{title}” written to {file}.").format(title=paper.title, file=arguments.output))


def _save(output: str, data: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        files.save(Path(output).expanduser(), data)


def _tell(output: str, sentence: str) -> None:
    """Say what was done, beside the file's own bytes where these go to the standard output."""
    print(sentence, file=sys.stderr if output == "-" else sys.stdout)


# --- deeds ----------------------------------------------------------------------------------------------------


def _undo(desk: Desk, _arguments: argparse.Namespace) -> None:
    print(_("Undone: {deed}").format(deed=desk.undo().label))


def _redo(desk: Desk, _arguments: argparse.Namespace) -> None:
    print(_("Done again: {deed}").format(deed=desk.redo().label))


def _demo(desk: Desk, arguments: argparse.Namespace) -> None:
    if arguments.what == "load":
        desk.do(_("Load the demo office"), demo.load)
        print(_("The demo office is loaded. One undo, or “demo remove”, takes it away again."))
        return
    kept = desk.do(_("Remove the demo office"), demo.remove).value.kept
    print(_("The demo office is removed."))
    if kept:
        print(_("Kept, since your own records mention it: {names}.").format(names="; ".join(kept)))


WORDS: Mapping[str, Callable[[Desk, argparse.Namespace], None]] = {
    "list": _list,
    "show": _show_record,
    "search": _search,
    "export": _export,
    "print": _print,
    "undo": _undo,
    "redo": _redo,
    "history": _history,
    "demo": _demo,
}
