"""The start of the window: every page in its order, the application's own commands, and the first page to see."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from clusterdesk import __version__
from clusterdesk.i18n import _, language, mark
from clusterdesk.services import demo
from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.storage import history, profile, search
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.crashes import Crashes
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.messages import Question
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.theme import Theme
from clusterdesk.ui.kit.welcome import Welcome
from clusterdesk.ui.overviews import history as history_overview
from clusterdesk.ui.overviews import settings as settings_overview
from clusterdesk.ui.overviews import start as start_overview
from clusterdesk.ui.pages import agreements, events, organisations, people, places, sources
from clusterdesk.ui.window.main import MainWindow, Questions

PAGES = (
    start_overview.PAGE,
    organisations.PAGE,
    people.PAGE,
    agreements.PAGE,
    events.PAGE,
    places.PAGE,
    sources.PAGE,
    history_overview.PAGE,
    settings_overview.PAGE,
)
QUESTIONS = Questions(search.find, history.next_undo, history.next_redo)


def about(window: MainWindow) -> None:
    """What this is, and where the data lie."""
    text = _("ClusterDesk {version}\n\nYour data: {place}").format(
        version=__version__, place=window.jobs.desk.store.place
    )
    Question(window, _("About ClusterDesk"), text, {"close": _("Close")}).ask()


COMMANDS = (Command("app.about", mark("&About ClusterDesk"), about, menu="help", splits=True),)


def application(arguments: list[str] | None = None) -> QApplication:
    """The Qt application, speaking the language in force, Qt's own dialogs included."""
    app = QApplication.instance() or QApplication(arguments if arguments is not None else sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - tells the type checker what Qt gives
    QCoreApplication.setApplicationName("ClusterDesk")
    QCoreApplication.setOrganizationName("ClusterDesk")
    app.setDesktopFileName("clusterdesk")
    QLocale.setDefault(QLocale("de_DE" if language() == "de" else "en_GB"))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() != "en" and words.load(f"qtbase_{language()}", folder):
        app.installTranslator(words)
    return app


def window(jobs: Jobs, settings: Settings, keep: Callable[[Settings], None], theme: Theme | None = None) -> MainWindow:
    """The main window with every page; where it opens is for the caller to say."""
    return MainWindow(jobs, PAGES, COMMANDS, settings, keep, QUESTIONS, theme)


def complain(sentence: str) -> None:
    """Say in a small window why the program cannot open."""
    app = application()
    Theme(app)
    Question(None, "ClusterDesk", sentence, {"close": _("Close")}).ask()


class Opening(QObject):
    """What is seen first: the start page, or two choices where nobody has done anything yet."""

    def __init__(self, main: MainWindow) -> None:
        super().__init__(main)
        self._main = main

    def begin(self) -> None:
        """Show it."""
        if self._main.jobs.desk.ask(profile.untouched):
            self._main.greet(Welcome(self.start_empty, self.look_at_demo))
        else:
            self._main.go(Place("start"))

    def start_empty(self) -> None:
        """An empty desk: the first list, which offers the first step."""
        self._main.go(Place("organisation"))

    def look_at_demo(self) -> None:
        """The demo office in this desk; it can be taken away again in one step."""
        self._main.jobs.do(_("Load the demo office"), demo.load, then=self._furnished)

    def _furnished(self, _value: object) -> None:
        self._main.go(Place("start"))


def run(desk: Desk, settings: Settings, keep: Callable[[Settings], None]) -> int:
    """Open the window and stay until it is closed; answers the exit code."""
    app = application()
    theme = Theme(app, settings.theme, settings.text_size)
    jobs = Jobs(desk)
    main = window(jobs, settings, keep, theme)
    Crashes(main).install()
    main.restore()
    Opening(main).begin()
    main.show()
    main.setWindowIcon(icon("share-network", "accent"))
    try:
        return app.exec()
    finally:
        jobs.close()
