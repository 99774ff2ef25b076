"""The look: colours for light and dark, the type, and one small stylesheet made from them."""

import dataclasses
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from clusterdesk.paths import resources


@dataclass(frozen=True)
class Tokens:
    """Every colour of one appearance. `*_soft` is the ground on which the colour of that name is written."""

    ground: str
    surface: str
    sunken: str
    line: str
    outline: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    selection: str
    hover: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    tip: str
    on_tip: str


LIGHT = Tokens(
    ground="#f5f7f8", surface="#ffffff", sunken="#eef1f3", line="#e1e6e9", outline="#8b979f",
    text="#182126", muted="#56636c", accent="#0b6a7b", accent_strong="#085666", on_accent="#ffffff",
    accent_soft="#e1f0f3", selection="#d8ecf0", hover="#f0f4f5", good="#1c6a3b", good_soft="#e2f3e8",
    warning="#865000", warning_soft="#fcefd9", danger="#b02a20", danger_soft="#fce9e7",
    tip="#233038", on_tip="#f3f6f7",
)  # fmt: skip
DARK = Tokens(
    ground="#15191c", surface="#1d2226", sunken="#24292e", line="#2f363c", outline="#6d7982",
    text="#e4e9ec", muted="#a2aeb6", accent="#56bccd", accent_strong="#79cddb", on_accent="#06262d",
    accent_soft="#16353c", selection="#1c434c", hover="#252b30", good="#7ecf9a", good_soft="#1a3324",
    warning="#e8b566", warning_soft="#3a2c13", danger="#f2948a", danger_soft="#42211e",
    tip="#e4e9ec", on_tip="#182126",
)  # fmt: skip

WRITTEN_ON = (
    *((ink, ground) for ink in ("text", "muted") for ground in ("ground", "surface", "sunken", "hover", "selection")),
    *(("accent", ground) for ground in ("ground", "surface", "sunken", "hover", "accent_soft", "selection")),
    *((tone, ground) for tone in ("good", "warning", "danger") for ground in ("ground", "surface", f"{tone}_soft")),
    ("text", "accent_soft"), ("on_accent", "accent"), ("on_accent", "accent_strong"), ("on_tip", "tip"),
)  # fmt: skip
"""Which colour is written on which; a test keeps all of them at 4.5 : 1 or more."""

_SMALLEST_POINTS = 10.0


def tokens() -> Tokens:
    """The colours in force: for delegates and icons that paint themselves."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(colours: Tokens) -> QPalette:
    """The colours as Qt's own roles, so that what the stylesheet does not name fits in as well."""
    role = QPalette.ColorRole
    roles = {
        role.Window: colours.ground, role.WindowText: colours.text, role.Base: colours.surface,
        role.AlternateBase: colours.sunken, role.Text: colours.text, role.Button: colours.surface,
        role.ButtonText: colours.text, role.BrightText: colours.danger, role.Highlight: colours.selection,
        role.HighlightedText: colours.text, role.Link: colours.accent, role.LinkVisited: colours.accent,
        role.PlaceholderText: colours.muted, role.ToolTipBase: colours.tip, role.ToolTipText: colours.on_tip,
        role.Mid: colours.line, role.Midlight: colours.hover, role.Dark: colours.outline, role.Light: colours.surface,
        role.Accent: colours.accent,
    }  # fmt: skip
    palette = QPalette()
    for one, colour in roles.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.outline))
    return palette


def stylesheet(colours: Tokens, points: float) -> str:
    """The sheet for these colours; lengths follow the size of the type."""
    folder = resources() / "theme"
    scale = max(1.0, points / 11)
    values: dict[str, object] = dataclasses.asdict(colours)
    values |= {f"s{n}": round(n * scale) for n in (1, 2, 4, 5, 6, 7, 8, 12, 16, 18, 24, 32)}
    values |= {"small": points * 0.9, "large": points * 1.15, "title": points * 1.6, "hero": points * 2.1}
    values |= {"folder": folder.as_posix(), "shade": "dark" if colours is DARK else "light"}
    return Template((folder / "desk.qss").read_text(encoding="utf-8")).substitute(values)


class Theme(QObject):
    """Keeps the application in one appearance, and follows the system where the user wants that."""

    def __init__(self, app: QApplication, scheme: str = "system", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._font = _type(app.font())
        self._shown: tuple[Tokens, int] | None = None
        self._scheme, self._text_size = scheme, text_size
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    def choose(self, scheme: str, text_size: int) -> None:
        """Another appearance ("system", "light", "dark") or size of type in percent."""
        self._scheme, self._text_size = scheme, text_size
        self._follow()

    @property
    def dark(self) -> bool:
        """Whether the dark appearance is shown."""
        if self._scheme == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    def _follow(self) -> None:
        colours = DARK if self.dark else LIGHT
        if self._shown == (colours, self._text_size):
            return
        self._shown = (colours, self._text_size)
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * self._text_size / 100)
        self._app.setFont(font)
        self._app.setPalette(palette_of(colours))
        self._app.setStyleSheet(stylesheet(colours, font.pointSizeF()))


def _type(system: QFont) -> QFont:
    """The system's type, not below ten points. A bare Linux has only DejaVu, which runs too wide for a calm page:
    there the Source Sans that prints our paper is used on the screen too."""
    font = QFont(system)
    font.setPointSizeF(max(system.pointSizeF(), _SMALLEST_POINTS))
    if not QFontInfo(system).family().startswith(("DejaVu", "Bitstream")):
        return font
    found = importlib.util.find_spec("font_source_sans_pro")
    if found and found.origin:
        files = Path(found.origin).parent / "files"
        for weight in ("Regular", "Semibold"):
            QFontDatabase.addApplicationFont(str(files / f"SourceSansPro-{weight}.ttf"))
        if "Source Sans Pro" in QFontDatabase.families():
            font.setFamily("Source Sans Pro")
            font.setPointSizeF(max(system.pointSizeF(), 11.5))
    return font
