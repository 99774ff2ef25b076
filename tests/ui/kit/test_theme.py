"""The look: contrast, both appearances, sizes, icons, and painting that does not eat None."""

import gc
import sys

import pytest
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clusterdesk.ui.kit import icons
from clusterdesk.ui.kit.theme import DARK, LIGHT, WRITTEN_ON, Theme, Tokens, stylesheet, tokens


def _light(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WRITTEN_ON)
def test_what_is_written_can_be_read(colours: Tokens, ink: str, ground: str) -> None:
    assert _contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edges_of_fields_can_be_seen(colours: Tokens) -> None:
    assert _contrast(colours.outline, colours.surface) >= 2.9
    assert _contrast(colours.accent, colours.surface) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("points", [5.0, 11.0, 23.0])
def test_the_sheet_fills_every_gap(colours: Tokens, points: float) -> None:
    assert "$" not in stylesheet(colours, points)


def test_the_user_chooses(qapp: QApplication) -> None:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    theme = Theme(qapp, "light")
    try:
        usual = qapp.font().pointSizeF()
        theme.choose("dark", 150)
        assert theme.dark
        assert tokens() is DARK
        assert qapp.font().pointSizeF() == pytest.approx(usual * 1.5)
        theme.choose("light", 100)
        assert tokens() is LIGHT
        assert qapp.font().pointSizeF() == pytest.approx(usual)
    finally:
        theme.deleteLater()
        qapp.setFont(font)
        qapp.setPalette(palette)
        qapp.setStyleSheet(sheet)


def test_icons_are_drawn_in_the_ink_asked_for(qtbot: QtBot) -> None:
    picture = icons.icon("trash", "danger").pixmap(32, 32).toImage()
    points = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
    inks = {point.name() for point in points if point.alpha() == 255}
    assert tokens().danger in inks
    assert icons.icon("").isNull()
    assert not icons.known("no such icon")


def test_a_disabled_icon_is_grey(qtbot: QtBot) -> None:
    usual = icons.icon("trash", "danger").pixmap(32, 32, QIcon.Mode.Normal).toImage()
    assert usual != icons.icon("trash", "danger").pixmap(32, 32, QIcon.Mode.Disabled).toImage()


def test_painting_keeps_none_alive(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses a reference to None with each call; the interpreter dies after some thousand."""
    pixmap = QPixmap(16, 16)
    painter = QPainter(pixmap)
    gc.collect()  # what is collected on the way would count as lost
    gc.disable()
    before = sys.getrefcount(None)
    for _turn in range(100):
        painter.fillRect(0, 0, 8, 8, QColor("red"))
        painter.drawRect(0, 0, 8, 8)
        painter.translate(0, 0)
    lost = before - sys.getrefcount(None)
    gc.enable()
    painter.end()
    assert lost < 50
