"""Icons: one family (Phosphor, from the wheel of qtawesome), drawn in the colours of the palette in force."""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from clusterdesk.ui.kit.theme import tokens


@cache
def _folder() -> Path:
    """qtawesome itself is not imported: that costs a quarter of a second and loads families we do not use."""
    found = importlib.util.find_spec("qtawesome")
    if not found or not found.origin:
        raise RuntimeError("qtawesome is not installed")
    return Path(found.origin).parent / "fonts"


@cache
def _letters() -> dict[str, str]:
    charmap = next(_folder().glob("phosphor-charmap-*.json"))
    return {name: chr(int(code, 16)) for name, code in json.loads(charmap.read_text(encoding="utf-8")).items()}


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(next(_folder().glob("phosphor-*.ttf"))))
    return QFontDatabase.applicationFontFamilies(number)[0]


class _Glyph(QIconEngine):
    """Draws one letter of the icon type; the first paint loads the type."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name, self._ink = name, ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """In the ink asked for, in grey where the control is disabled."""
        colour = getattr(tokens(), "outline" if mode == QIcon.Mode.Disabled else self._ink)
        font = QFont(_family())
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _letters()[self._name])
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on a clear ground; nothing where a control has no room for it."""
        if size.isEmpty():
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Qt asks for this when an icon is altered."""
        return _Glyph(self._name, self._ink)


def icon(name: str, ink: str = "muted") -> QIcon:
    """The Phosphor icon of that name, in the token `ink` (text, muted, accent, danger …). An empty name gives
    an empty icon, an unknown one raises KeyError when it is first drawn."""
    return QIcon(_Glyph(name, ink)) if name else QIcon()


def known(name: str) -> bool:
    """Whether the family has an icon of that name."""
    return name in _letters()
