"""What may stand on the command line."""

import argparse
from collections.abc import Sequence
from typing import TypeAlias

from clusterdesk import __version__
from clusterdesk.i18n import LANGUAGES, _, mark

LISTS = ("organisations", "people", "agreements", "events", "places", "sources")
KINDS = ("organisation", "person", "agreement", "event", "place", "source")

_ARGPARSE = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("%(prog)s: error: %(message)s\n"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("invalid %(type)s value: %(value)r"),
    mark("not allowed with argument %s"),
    mark("expected one argument"),
    mark("expected at least one argument"),
    mark("ignored explicit argument %r"),
)
"""What argparse says by itself. It looks its words up under the name `_` in its own module."""

_Words: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


def early_language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything else is understood: for help and complaints."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--language", default="")
    try:
        found = parser.parse_known_args([one for one in arguments if one != "--language="])[0].language
    except (argparse.ArgumentError, SystemExit):
        return ""
    return found if found in LANGUAGES else ""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is wanted; leaves with code 2 and the usage when it cannot be understood, as argparse does."""
    vars(argparse)["_"] = _  # else it would ask a catalogue that is not there
    parser = _parser()
    found = parser.parse_args(arguments)
    if found.demo and found.database:
        parser.error(_("--demo works on a copy of its own; please leave --database away."))
    return found


def _parser() -> argparse.ArgumentParser:
    # The options for all words may stand before or behind the word; there they must not set their defaults again.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    _add_common(common)
    parser = argparse.ArgumentParser(
        prog="clusterdesk",
        description=_("The desk of a cluster office. Without a word the window opens."),
        allow_abbrev=False,
    )
    _add_common(parser)
    parser.add_argument(
        "--version", action="version", version=f"ClusterDesk {__version__}", help=_("show the version and exit")
    )
    words = parser.add_subparsers(metavar=_("WORD"), dest="word", required=False)
    parser.set_defaults(word="run", database="", demo=False, language="", folder="tour")

    def word(name: str, text: str, among: _Words = words) -> argparse.ArgumentParser:
        return among.add_parser(name, help=text, parents=[common], allow_abbrev=False)

    word("run", _("open the window"))
    tour = word("tour", _("write pictures, papers and a calendar file of the demo office"))
    tour.add_argument("-o", "--folder", default="tour", metavar=_("FOLDER"))

    listed = word("list", _("list records"))
    listed.add_argument("concept", choices=LISTS)
    listed.add_argument("--text", default="", help=_("only what is found by these words"))
    _add_json(listed)
    shown = word("show", _("show everything about one record, as JSON"))
    shown.add_argument("kind", choices=KINDS)
    shown.add_argument("number", type=_number, metavar="ID")
    _add_json(shown)
    searched = word("search", _("find records of every kind"))
    searched.add_argument("text", metavar="TEXT", nargs="+")
    _add_json(searched)

    _add_events(word("events", _("events as a calendar file (iCalendar)"), _what(word("export", _("write a file")))))
    # Behind `print` the language is that of the paper.
    printed = _what(words.add_parser("print", help=_("print to a PDF file"), allow_abbrev=False))
    _add_agreement(printed.add_parser("agreement", help=_("the summary of an agreement"), allow_abbrev=False))

    word("undo", _("take back the last deed"))
    word("redo", _("do again what was taken back last"))
    past = word("history", _("list what was done, newest first"))
    past.add_argument("--text", default="", help=_("only deeds with these words"))
    _add_json(past)
    word("demo", _("load or remove the demo office")).add_argument("what", choices=("load", "remove"))
    return parser


def _what(parser: argparse.ArgumentParser) -> _Words:
    return parser.add_subparsers(metavar=_("WHAT"), dest="what", required=True)


def _add_events(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--id", type=_number, nargs="+", metavar="ID", dest="ids", help=_("only these"))
    which.add_argument("--uid", nargs="+", metavar="UID", dest="uids", help=_("only these, by their lasting identity"))
    which.add_argument("--year", type=int, metavar=_("YEAR"), help=_("only those that begin in this year"))
    _add_output(parser)


def _add_agreement(parser: argparse.ArgumentParser) -> None:
    _add_database(parser, argparse.SUPPRESS)
    parser.add_argument("record", metavar=_("ID-OR-TITLE"))
    parser.add_argument("--language", choices=tuple(LANGUAGES), dest="paper_language", default="")
    parser.add_argument("--hide-empty", action="store_true", help=_("leave out what is not stated"))
    _add_output(parser)


def _number(text: str) -> int:
    """The number of a record, as far as databases count."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number


_number.__name__ = "ID"  # argparse: invalid ID value


def _add_common(parser: argparse.ArgumentParser) -> None:
    _add_database(parser, parser.argument_default)
    parser.add_argument("--language", choices=tuple(LANGUAGES), help=_("the language to speak"))


def _add_database(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--database",
        metavar=_("FILE-OR-URL"),
        default=default,
        help=_("the database: a file, or an address such as postgresql://host/name"),
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        default=default,
        help=_("work on a copy of the demo office that is thrown away at the end"),
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar=_("FILE"),
        help=_("the file to write, over one that is there already; - for the standard output"),
    )
