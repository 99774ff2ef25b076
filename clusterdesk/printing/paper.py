"""The page that every paper shares: its frame, headings in the margin, and the foot with "page x of y"."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
)

from clusterdesk.domain.wording import say_date
from clusterdesk.i18n import _
from clusterdesk.printing.tables import Cell, Grid, Row, Rule
from clusterdesk.printing.writing import HAIRLINE, INK, MUTED, REGULAR, Writer, styles

LEFT, RIGHT, TOP, BOTTOM = 21 * mm, 20 * mm, 21 * mm, 27 * mm
WIDTH = A4[0] - LEFT - RIGHT
MARGIN_COLUMN = 36 * mm
"""The width of the column at the left in which the headings of sections stand."""
CONTENT = WIDTH - MARGIN_COLUMN
_GAP = 4 * mm
_KEPT = 85 * mm
"""A section up to this height is not torn apart."""


def section(writer: Writer, heading: str, content: Sequence[Flowable]) -> list[Flowable]:
    """A heading in the column at the left with its content beside it, under a hairline; a page on which a low section
    does not fit, or of a high one only the beginning, is turned before it."""
    words: Cell = [Spacer(0, _first_line(content[0]) - _ascent("heading")), writer.text(heading, "heading")]
    row = beside(words, content)
    height = row.wrap(WIDTH, A4[1])[1]
    return [CondPageBreak(min(height + 16, _KEPT)), Rule(above=10, below=6), row]


def beside(left: Cell, content: Sequence[Flowable]) -> Row:
    """What stands in the column at the left, and what stands beside it."""
    return Row([left, list(content)], (MARGIN_COLUMN - _GAP, CONTENT), gap=_GAP, air=0)


def _first_line(part: Flowable) -> float:
    """How far below its top the first line of text stands."""
    if isinstance(part, Grid):
        part = part.all_rows[0]
    if isinstance(part, Row):
        return part.air + max((_first_line(cell[0]) for cell in part.cells if cell), default=0)
    return _ascent(part.style.name) if isinstance(part, Paragraph) else 0


def _ascent(style: str) -> float:
    look = styles()[style]
    return float(pdfmetrics.getAscent(look.fontName, look.fontSize))


# --- the page -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PageFrame:
    """What stands around the text of every page. `office` is the running head, `note` the first line of the foot,
    `by` who printed."""

    title: str
    subject: str
    language: str
    office: str
    reference: str
    note: str
    today: dt.date
    by: str


class _Numbered(Canvas):
    """A canvas that draws the foot of each page at the end, when the number of pages is known."""

    def __init__(self, foot: Callable[[Canvas, int, int], None], target: Any, **options: Any) -> None:
        super().__init__(target, **options)
        self._foot = foot
        self._kept_pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page for later."""
        self._kept_pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Draw all feet, then write."""
        for number, page in enumerate(self._kept_pages, 1):
            self.__dict__.update(page)
            self._foot(self, number, len(self._kept_pages))
            super().showPage()
        super().save()


def compose(story: Sequence[Flowable], frame: PageFrame, writer: Writer) -> bytes:
    """The PDF of the story on A4: the same bytes for the same input, all type embedded, language and title set."""
    styles()
    shown = writer.shown

    def foot(canvas: Canvas, number: int, pages: int) -> None:
        _draw_head(canvas, shown(frame.office), shown(frame.title) if number > 1 else "")
        _draw_foot(canvas, frame, shown, _("Page {number} of {pages}").format(number=number, pages=pages))

    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=_plain(frame.title),
        subject=_plain(frame.subject),
        author=_plain(frame.office),
        creator="ClusterDesk",
        lang={"de": "de-DE", "en": "en-GB"}.get(frame.language, frame.language),
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1,
    )
    box = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates(PageTemplate("page", [box]))
    document.build(list(story), canvasmaker=partial(_Numbered, foot))
    return target.getvalue()


def _plain(text: str) -> str:
    """Text for the document's properties: one line, and nothing that no file can hold."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:1000]


def _draw_head(canvas: Canvas, office: str, title: str) -> None:
    top = A4[1] - 12 * mm
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 7.8)
    office = _fitting(office, WIDTH / 2)
    canvas.drawRightString(A4[0] - RIGHT, top, office)
    canvas.drawString(LEFT, top, _fitting(title, WIDTH / 2 - 6 * mm))


def _draw_foot(canvas: Canvas, frame: PageFrame, shown: Callable[[str], str], page: str) -> None:
    line = BOTTOM - 8 * mm
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, line, A4[0] - RIGHT, line)
    canvas.setFont(REGULAR, 7.8)
    canvas.setFillColor(INK)
    canvas.drawString(LEFT, line - 4.4 * mm, shown(frame.note))
    canvas.setFillColor(MUTED)
    canvas.drawRightString(A4[0] - RIGHT, line - 4.4 * mm, page)
    printed = _("Printed on {date}").format(date=say_date(frame.today))
    if frame.by:
        printed = _("Printed on {date} by {user}").format(date=say_date(frame.today), user=frame.by)
    parts = [part for part in (frame.reference, printed) if part]
    canvas.drawString(LEFT, line - 8.4 * mm, _fitting(shown(" · ".join(parts)), WIDTH))


def _fitting(text: str, width: float, font: str = REGULAR, size: float = 7.8) -> str:
    """The text on one line, cut with an ellipsis where it is too long."""
    text = " ".join(text.split())
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(text + "…", font, size) > width:
        text = text[: -max(1, len(text) // 20)]
    return text.rstrip() + "…"
