"""The summary of an agreement, next to the same flowables in bare reportlab."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Spacer

from clusterdesk.printing import agreements as printing
from clusterdesk.printing import paper, writing
from clusterdesk.printing.tables import Grid, Row, Rule
from clusterdesk.services import demo, printouts
from clusterdesk.services.desk import Desk
from clusterdesk.storage import references
from tests.bench.desks import NOW, opened
from tests.bench.measuring import Bench, Result, best_of_three, compare

_BAR = 1.5


def run(_size: int, turns: int) -> list[Result]:
    """The agreement of 2022 in German; the size is that one agreement."""
    with tempfile.TemporaryDirectory(prefix="clusterdesk-bench-") as folder, opened(Path(folder) / "desk.db") as desk:
        desk.do("Load the demo office", demo.load)
        number = desk.ask(references.number_of, demo.uid_of("agr-2022")) or 0

        def summary() -> bytes:
            return desk.ask(printouts.make, "agreement", number, printouts.Wishes("de"), NOW.date(), "Erika").pdf

        story = _story_of(desk, number)
        return [compare("summary", 1, summary, lambda: _bare(story), turns, _BAR, best_of_three)]


class _Remembered(Paragraph):
    """A paragraph that still knows what it was made of."""

    def __init__(self, text: Any, style: Any = None, bulletText: Any = None, **more: Any) -> None:  # noqa: N803
        super().__init__(text, style, bulletText=bulletText, **more)
        self.made_of = (text, style, bulletText)


def _story_of(desk: Desk, number: int) -> list[Flowable]:
    """The flowables of the summary as they go to reportlab."""
    told: list[Flowable] = []

    def listen(story: Sequence[Flowable], *_frame: object) -> bytes:
        told.extend(story)
        return b""

    with mock.patch.object(writing, "Paragraph", _Remembered), mock.patch.object(printing, "compose", listen):
        desk.ask(printouts.make, "agreement", number, printouts.Wishes("de"), NOW.date(), "Erika")
    return told


def _bare(story: Sequence[Flowable]) -> bytes:
    """Identical flowables, made of ready markup, on the same pages in the same type; no feet, nothing to escape, to
    ask or to work out."""
    target = io.BytesIO()
    document = BaseDocTemplate(target, pagesize=A4, initialFontName=writing.REGULAR)
    room = (paper.LEFT, paper.BOTTOM, paper.WIDTH, A4[1] - paper.TOP - paper.BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [Frame(*room)]))
    document.build([_again(one) for one in story])
    return target.getvalue()


def _again(one: Flowable) -> Flowable:
    """The same flowable, not laid out yet."""
    if isinstance(one, _Remembered):
        text, style, bullet = one.made_of
        return Paragraph(text, style, bulletText=bullet)
    if isinstance(one, Row):
        return Row([[_again(part) for part in cell] for cell in one.cells], one.widths, one.gap, one.air)
    if isinstance(one, Grid):
        rows = [_again(row) for row in one.rows]
        head = _again(one.head) if one.head else None
        return Grid(head, rows, lines=one.lines)  # type: ignore[arg-type]
    if isinstance(one, Rule):
        return Rule(one.above, one.below, one.color, one.thickness)
    if isinstance(one, CondPageBreak):  # for reportlab it is a spacer too
        return CondPageBreak(one.height)
    if isinstance(one, Spacer):
        return Spacer(one.width, one.height)
    raise TypeError(f"the summary holds a {type(one).__name__} that the floor does not know")


BENCH = Bench("summary", run, turns=31)
