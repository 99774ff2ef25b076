"""Type and text: the typeface, the styles, and paragraphs that print what was typed."""

import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import font_source_sans_pro
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

REGULAR, SEMIBOLD, LIGHT = "SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-Light"
INK, MUTED, HAIRLINE, ACCENT = HexColor(0x182126), HexColor(0x56636C), HexColor(0xC9D1D6), HexColor(0x0B6A7B)


@cache
def _face(name: str) -> TTFont:
    font = TTFont(name, str(Path(font_source_sans_pro.font_directory) / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The styles by name: few sizes, one accent."""
    for name in (REGULAR, SEMIBOLD, LIGHT):
        _face(name)

    def style(
        name: str, size: float, leading: float, color: Color = INK, font: str = REGULAR, hanging: float = 0
    ) -> ParagraphStyle:
        return ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=color,
            leftIndent=hanging,
            bulletFontName=font,
            bulletFontSize=size,
            bulletColor=MUTED,
            allowWidows=0,
            allowOrphans=0,
            splitLongWords=1,
            keepWithNext=int(name == "category"),
        )

    return {
        "overline": style("overline", 9.5, 13, ACCENT, SEMIBOLD),
        "title": style("title", 23, 27, INK, LIGHT),
        "subtitle": style("subtitle", 10.5, 14, MUTED),
        "heading": style("heading", 9.5, 12.5, ACCENT, SEMIBOLD),
        "text": style("text", 9.5, 13),
        "strong": style("strong", 9.5, 13, INK, SEMIBOLD),
        "quiet": style("quiet", 9.5, 13, MUTED),
        "unknown": style("unknown", 9.5, 13, MUTED),
        "label": style("label", 7.8, 11, MUTED),
        "category": style("category", 7.8, 11, ACCENT, SEMIBOLD),
        "small": style("small", 7.8, 10.6, MUTED),
        "key": style("key", 9.5, 13, INK, SEMIBOLD),
        "item": style("item", 9.5, 13, hanging=14),
        "dash": style("dash", 9.5, 13, hanging=10),
        "note": style("note", 7.8, 10.6, MUTED, hanging=14),
    }


@dataclass
class Writer:
    """Makes paragraphs of text as it was typed, and remembers the characters that the type cannot show."""

    missing: set[str] = field(default_factory=set)
    _characters: dict[str, "_Characters"] = field(default_factory=dict)

    def text(self, text: str, style: str = "text") -> Paragraph:
        """A paragraph; nothing in the text is taken for markup."""
        return Paragraph(self.markup(text, style), styles()[style])

    def rich(self, parts: Sequence[tuple[str, str]], style: str = "text", bullet: str | None = None) -> Paragraph:
        """A paragraph of (text, style) pieces, set one behind the other; `bullet` hangs before it."""
        looks = styles()
        pieces = []
        for text, name in parts:
            look = looks[name]
            pieces.append(
                f'<font name="{look.fontName}" size="{look.fontSize}" color="#{look.textColor.hexval()[2:]}">'
                f"{self.markup(text, name)}</font>"
            )
        return Paragraph("".join(pieces), looks[style], bulletText=bullet)

    def markup(self, text: str, style: str) -> str:
        """The text escaped for reportlab, with line ends kept and missing characters named."""
        shown = self.shown(text, styles()[style].fontName)
        escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return escaped.replace("\n", "<br/>")

    def shown(self, text: str, font: str = REGULAR) -> str:
        """The text in characters that the type has: what it lacks stands as its number in Unicode, `[U+1F600]`,
        so that the reader sees that something is there; what cannot be seen anyway is left out."""
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if font not in self._characters:
            self._characters[font] = _Characters(_face(font).face.charToGlyph, self.missing)
        return text.strip("\n").translate(self._characters[font])


class _Characters(dict[int, str]):
    """What is shown for each character in one typeface, worked out when it is first met: a paper has thousands of
    characters and few different ones."""

    def __init__(self, known: Container[int], missing: set[str]) -> None:
        super().__init__({ord(one): one for one in "\n "})
        self._known, self._lacking = known, missing

    def __missing__(self, number: int) -> str:
        shown = self[number] = self._shown(number, chr(number))
        return shown

    def _shown(self, number: int, one: str) -> str:
        if one in _ALIKE:
            return _ALIKE[one]
        category = unicodedata.category(one)
        if category in ("Zl", "Zp"):
            return "\n"
        if category == "Zs" or one == "\t":
            return " "
        if category in ("Cc", "Cf") or one in _SELECTORS:
            return ""
        if number in self._known:
            return one
        self._lacking.add(one)
        return f"[U+{number:04X}]"


_ALIKE = {"\u00a0": "\u00a0", "\u202f": "\u00a0", "\u2007": "\u00a0", "\u2010": "-", "\u2011": "-"}
"""Characters that the type lacks, or that reportlab would break a line at, by those that look the same."""
_SELECTORS = frozenset(chr(number) for number in range(0xFE00, 0xFE10))


def whole_width(words: Paragraph) -> float:
    """How wide the paragraph is on one line."""
    return float(pdfmetrics.stringWidth(words.getPlainText(), words.style.fontName, words.style.fontSize))


def spelled(missing: set[str]) -> list[str]:
    """The characters by number and Unicode name, for the note that says which could not be shown."""
    return [f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in sorted(missing)]
