"""Puts the parts together: settings, language, store and desk; then starts the window or the command line."""

import argparse
import builtins
import datetime as dt
import faulthandler
import gc
import getpass
import locale
import logging
import os
import re
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from clusterdesk import __version__, i18n, paths, settings
from clusterdesk.cli import arguments as command_line
from clusterdesk.domain.refusals import Refused, Unavailable
from clusterdesk.i18n import _
from clusterdesk.services.desk import Desk
from clusterdesk.settings import BrokenSettings, Settings
from clusterdesk.storage.store import Chance, Store

log = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000
_PAPERS_OF_TOUR = 10
_BUG = 70
"""EX_SOFTWARE of sysexits.h."""
OBJECTS = 20_000
"""After so many new ones garbage is looked for."""
_MAKES_A_DATABASE = frozenset({"run", "tour", "demo"})


def run(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Do what the command line says; answers the exit code: 0 done, 1 refused or impossible (with one sentence on
    the error stream), 2 not understood."""
    with logged(paths.log_file()):
        return _run(words, environment)


def _run(words: Sequence[str], environment: Mapping[str, str]) -> int:
    kept, trouble = _settings(paths.settings_file())
    language = kept.language or system_language(environment)
    i18n.choose(command_line.early_language(words) or language)
    try:
        wanted = command_line.parse(words)
    except SystemExit as leaving:  # after --help and --version as well
        return leaving.code if isinstance(leaving.code, int) else 2
    i18n.choose(wanted.language or language)
    if trouble:
        sentence = _("The settings cannot be read and are passed over; the file was left as it is: {why}")
        _say(sentence.format(why=trouble))
    try:
        return _start(wanted, kept, environment)
    except (Refused, Unavailable) as no:
        log.info("%s", type(no).__name__)  # the sentence may name somebody
        _say(str(no))
        if wanted.word == "run" and has_screen(environment):
            _say_in_a_window(str(no))
        return 1
    except BrokenPipeError:  # the reader, perhaps `head`, has enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - so that the interpreter does not complain at exit
        return 1
    except KeyboardInterrupt:
        _say(_("Stopped."))
        return 130
    except Exception:
        log.exception("a bug")
        _say(_("Something went wrong that should not have; the details are in {file}.").format(file=paths.log_file()))
        return _BUG


def _start(wanted: argparse.Namespace, kept: Settings, environment: Mapping[str, str]) -> int:
    if wanted.word == "run" and has_screen(environment):
        with _desk(wanted, kept) as desk:
            return _run_window(desk, kept)
    if wanted.word in ("run", "tour"):
        if wanted.word == "run":
            _say(_("There is no display, so ClusterDesk shows itself in files instead of a window."))
        wanted.demo = not wanted.database
        _look_after_memory()
        with _desk(wanted, kept) as desk:
            return _run_tour(desk, Path(wanted.folder))
    from clusterdesk.cli import words  # the window need not wait for it

    _look_after_memory()
    with _desk(wanted, kept) as desk:
        words.do(desk, wanted)
    return 0


def _run_window(desk: Desk, kept: Settings) -> int:
    """Open the window and stay until it is closed."""
    _import_qt()
    from clusterdesk.ui.window import start

    _look_after_memory()
    return start.run(desk, kept, _keep)


def _import_qt() -> None:
    """Load Qt, and put Python's own import back: PySide6 puts one in its place that reads the source of every module
    in search of `from __feature__ import`, which nobody here uses. It would take a thirtieth of the start."""
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401

    builtins.__import__ = plain


def _look_after_memory() -> None:
    """All is loaded, and garbage may be made: collect it from now on, but never look through what was loaded, and
    not as often as Python would (which is after each 700 objects)."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(OBJECTS)
        gc.enable()


def _keep(changed: Settings) -> None:
    settings.write(paths.settings_file(), changed)


def _run_tour(desk: Desk, folder: Path) -> int:
    """Fill the folder with what the program would show, and list it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            _("The folder “{folder}” cannot be made: {reason}.").format(folder=folder, reason=error.strerror)
        ) from error
    for file in (*_tour(desk, folder), *_papers(desk, folder), *_calendar(desk, folder)):
        sys.stdout.write(f"{file}\n")
    return 0


def _tour(desk: Desk, folder: Path) -> Iterator[Path]:
    """Paint every page into the folder; answers the files. Nothing of it needs a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from clusterdesk.ui.window import tour

    yield from tour.paint(desk, folder)


def _papers(desk: Desk, folder: Path) -> Iterator[Path]:
    """The summaries of the newest agreements: both of the demo office."""
    from clusterdesk.services import files, printouts
    from clusterdesk.storage import agreements
    from clusterdesk.storage.lists import Query

    wishes = printouts.Wishes(language=i18n.language())
    today = desk.now().astimezone().date()
    written: set[Path] = set()
    for row in desk.ask(agreements.rows, Query(sort=("-signed_on",), limit=_PAPERS_OF_TOUR)).rows:
        paper = desk.ask(printouts.make, "agreement", row.id, wishes, today, desk.user)
        file = folder / paper.file_name
        if file in written:  # another agreement of the same title
            file = file.with_name(f"{row.id} {file.name}")
        files.save(file, paper.pdf)
        written.add(file)
        yield file


def _calendar(desk: Desk, folder: Path) -> Iterator[Path]:
    from clusterdesk.services import calendars, files

    file = desk.ask(calendars.export, now=desk.now())
    for title, reason in file.left_out:
        _say(_("Left out: “{title}”. {reason}").format(title=title, reason=reason))
    if file.written:
        files.save(folder / "events.ics", file.data)
        yield folder / "events.ics"


# --- the desk -------------------------------------------------------------------------------------------------


@contextmanager
def _desk(wanted: argparse.Namespace, kept: Settings) -> Iterator[Desk]:
    """The desk on the database that is wanted; with --demo on one of its own that is gone afterwards."""
    with ExitStack() as until_end:
        if wanted.demo:
            folder = until_end.enter_context(
                tempfile.TemporaryDirectory(prefix="clusterdesk-demo-", ignore_cleanup_errors=True)
            )
            place = str(Path(folder) / "demo.sqlite3")
        else:
            place = wanted.database or kept.database or str(paths.default_database())
            if wanted.database and wanted.word not in _MAKES_A_DATABASE:
                _check_is_there(wanted.database)
        store = Store.open(place, Chance(now=lambda: dt.datetime.now(dt.UTC), new_uid=lambda: str(uuid.uuid4())))
        until_end.callback(store.close)
        desk = Desk(store, user=_user())
        if wanted.demo:
            from clusterdesk.services import demo

            desk.do(_("Load the demo office"), demo.load)
        yield desk


def _check_is_there(place: str) -> None:
    """A mistyped name shall not make a new, empty database."""
    if "://" not in place and not Path(place).expanduser().exists():
        raise Unavailable(_("There is no database “{path}”.").format(path=place))


def _user() -> str:
    """Who is at the desk, for the history; nobody where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


# --- settings, language, screen -------------------------------------------------------------------------------


def _settings(file: Path) -> tuple[Settings, str]:
    """The settings, or the defaults and what is wrong with the file."""
    try:
        return settings.read(file), ""
    except BrokenSettings as error:
        return Settings(), str(error)


def system_language(environment: Mapping[str, str]) -> str:
    """English where the system speaks a language that is not German; German else, since most offices are."""
    named = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    spoken = (named or locale.getlocale()[0] or "").lower()  # Windows and macOS need not set any variable
    tongue = re.split(r"[_.@]", spoken)[0]
    return "de" if tongue in ("", "c", "posix", "de", "german") else "en"


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a window can open. On Linux somebody has to say where; Qt's own variable may name another way."""
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# --- what went wrong ------------------------------------------------------------------------------------------


def _say(sentence: str) -> None:
    if sys.stderr is not None:  # there is none under pythonw
        sys.stderr.write(sentence + "\n")


def _say_in_a_window(sentence: str) -> None:
    """Who starts from an icon sees no terminal."""
    from clusterdesk.ui.window import start

    start.complain(sentence)


@contextmanager
def logged(file: Path) -> Iterator[None]:
    """Write what goes wrong to the log file, crashes of the interpreter included. It stays on this machine; where
    it cannot be written, the program works without it."""
    with ExitStack() as until_end:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > _LOG_BYTES:
                file.replace(file.with_name(file.name + ".1"))
            file.touch(mode=0o600)
            stream = until_end.enter_context(file.open("a", encoding="utf-8", errors="backslashreplace"))
        except OSError:
            yield
            return
        handler = logging.StreamHandler(stream)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root, own = logging.getLogger(), logging.getLogger("clusterdesk")
        before = own.level
        root.addHandler(handler)
        own.setLevel(logging.INFO)
        until_end.callback(own.setLevel, before)
        until_end.callback(root.removeHandler, handler)
        if not faulthandler.is_enabled():
            faulthandler.enable(stream)
            until_end.callback(faulthandler.disable)
        log.info("ClusterDesk %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)
        yield
