"""The tour: every page painted into a picture, in each language and appearance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from clusterdesk import i18n
from clusterdesk.services import demo
from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.storage import references
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.theme import Theme
from clusterdesk.ui.kit.welcome import Welcome
from clusterdesk.ui.window import start
from clusterdesk.ui.window.main import MainWindow

SIZE = (1440, 900)
APPEARANCES = ("light", "dark")


@dataclass(frozen=True)
class Stop:
    """One picture: its name, the page, the record of the demo office on it, and what is done there first."""

    name: str
    page: str = ""
    record: str = ""
    act: Callable[[MainWindow], object] | None = None


def _edit(main: MainWindow) -> None:
    main.current_page().edit()


def _search(main: MainWindow) -> None:
    main.search.setText("Leipzig-Halle")
    main.to_search()


def _newest(main: MainWindow) -> None:
    main.current_page().list.table.selectRow(0)


def _welcome(main: MainWindow) -> None:
    main.greet(Welcome(main.raise_, main.raise_))


def _below(main: MainWindow) -> None:
    bar = main.current_page().sheet.verticalScrollBar()
    bar.setValue(SIZE[1] - 260)


STOPS = (
    Stop("welcome", act=_welcome),
    Stop("start", "start"),
    Stop("organisations", "organisation", "org-nlm"),
    Stop("people", "person", "per-schwinger"),
    Stop("agreements", "agreement", "agr-2022"),
    Stop("agreements-below", "agreement", "agr-2022", _below),
    Stop("agreement-form", "agreement", "agr-2019", _edit),
    Stop("events", "event", "ev-clustermanager-2011"),
    Stop("event-form", "event", "ev-acod-kongress-2022", _edit),
    Stop("places", "place", "loc-halle"),
    Stop("sources", "source", "src-002"),
    Stop("history", "history", act=_newest),
    Stop("settings", "settings"),
    Stop("search", "organisation", "org-acod-ev", _search),
)


def paint(
    desk: Desk, folder: Path, languages: tuple[str, ...] = ("de", "en"), appearances: tuple[str, ...] = APPEARANCES
) -> Iterator[Path]:
    """Paint every stop, `de-light-agreements.png` and so on; answers each file as it is written."""
    app = start.application([])
    before = i18n.language()
    try:
        for language in languages:
            i18n.choose(language)
            for appearance in appearances:
                yield from _walk(desk, app, folder, language, appearance)
    finally:
        i18n.choose(before)


def _walk(desk: Desk, app: QApplication, folder: Path, language: str, appearance: str) -> Iterator[Path]:
    settings = Settings(language=language, theme=appearance)
    theme = Theme(app, appearance)
    for stop in STOPS:
        main = start.window(Jobs(desk, Inline(), Inline()), settings, _keep_nothing, theme)
        main.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        main.resize(*SIZE)
        main.show()
        arrive(main, desk, stop)
        file = folder / f"{language}-{appearance}-{stop.name}.png"
        _picture(app, main).save(str(file))
        main.leave_quietly()
        settle()
        yield file


def arrive(main: MainWindow, desk: Desk, stop: Stop) -> None:
    """Go to the stop and do there what it says."""
    if stop.page:
        number = desk.ask(references.number_of, demo.uid_of(stop.record)) if stop.record else None
        main.go(Place(stop.page, number))
    settle()
    if stop.act:
        stop.act(main)
    settle()


def settle() -> None:
    """Let everything that is under way come to rest."""
    for _turn in range(8):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _picture(app: QApplication, main: MainWindow) -> QPixmap:
    """The window with what pops up over it."""
    picture = main.grab()
    for popup in app.topLevelWidgets():
        if popup is not main and popup.isVisible() and _belongs(popup, main):
            painter = QPainter(picture)
            painter.drawPixmap(main.mapFromGlobal(popup.pos()), popup.grab())
            painter.end()
    return picture


def _belongs(popup: QWidget, main: QObject) -> bool:
    owner: QObject | None = popup
    while owner is not None and owner is not main:
        owner = owner.parent()
    return owner is main


def _keep_nothing(_settings: Settings) -> None:
    """The tour changes no settings."""
