"""The tour paints every page, and nothing on it is cut off."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QPushButton, QWidget

from clusterdesk import i18n
from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.theme import Theme
from clusterdesk.ui.window import start, tour
from clusterdesk.ui.window.main import MainWindow


def _window(desk: Desk, language: str) -> MainWindow:
    app = start.application([])
    main = start.window(Jobs(desk, Inline(), Inline()), Settings(language=language), lambda _settings: None)
    Theme(app, "light")
    main.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    main.resize(*tour.SIZE)
    main.show()
    return main


def test_every_picture_is_there_and_shows_something(qapp: QApplication, demo_desk: Desk, tmp_path: Path) -> None:
    files = list(tour.paint(demo_desk, tmp_path))
    names = {
        f"{language}-{appearance}-{stop.name}.png"
        for language in ("de", "en")
        for appearance in tour.APPEARANCES
        for stop in tour.STOPS
    }
    assert {file.name for file in files} == names
    pictures = {file.name: QImage(str(file)) for file in files}
    assert all((one.width(), one.height()) == tour.SIZE for one in pictures.values())
    for name, picture in pictures.items():
        empty = QImage(picture.size(), picture.format())
        empty.fill(picture.pixelColor(picture.width() // 2, picture.height() - 3))
        assert picture != empty, f"{name} is empty"
    seen = [bytes(one.constBits()) for one in pictures.values()]
    assert len(set(seen)) == len(seen), "two stops look the same"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("stop", tour.STOPS, ids=[stop.name for stop in tour.STOPS])
def test_nothing_is_cut_off(qapp: QApplication, demo_desk: Desk, stop: tour.Stop, language: str) -> None:
    before = i18n.language()
    i18n.choose(language)
    try:
        main = _window(demo_desk, language)
        tour.arrive(main, demo_desk, stop)
        found = [f"{type(one).__name__} “{text}”" for one in main.findChildren(QWidget) if (text := cut_off(one))]
        main.leave_quietly()
        tour.settle()
    finally:
        i18n.choose(before)
    assert found == []


def cut_off(widget: QWidget) -> str:
    """The text of a label or button that has less room than it needs; empty when all is well."""
    if not widget.isVisible():
        return ""
    if not isinstance(widget, QLabel | QPushButton | QCheckBox) or not widget.text():
        return ""
    if widget.hasHeightForWidth():  # its text wraps
        return widget.text() if widget.height() < widget.heightForWidth(widget.width()) else ""
    lines = widget.text().splitlines() if isinstance(widget, QLabel) else [shown(widget)]
    wide = max(widget.fontMetrics().horizontalAdvance(line) for line in lines)
    return widget.text() if widget.width() < wide else ""


def shown(widget: QAbstractButton) -> str:
    """The text of a button without the marks of its shortcut."""
    return widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
