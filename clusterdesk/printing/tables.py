"""Rules, rows and tables that go on from page to page without losing a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from clusterdesk.printing.writing import HAIRLINE, Writer, styles, whole_width

_GAP = 4 * mm
_UNSPLIT = 40 * mm
"""A row lower than this goes to the next page as a whole."""
_NOTHING = 0.001
"""Points that nobody sees."""


class Rule(Flowable):
    """A hairline over the width at hand, with air above and below."""

    def __init__(self, above: float = 0, below: float = 0, color: Color = HAIRLINE, width: float = 0.5) -> None:
        super().__init__()
        self.above, self.below, self.color, self.thickness = above, below, color, width

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width = available
        return available, self.above + self.below

    def draw(self) -> None:
        """The line."""
        self.canv.setStrokeColor(self.color)
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, self.below, self.width, self.below)


def _same(width: float, other: float) -> bool:
    """Whether nothing need be measured again: a frame tells its width with another last digit than it was given."""
    return abs(width - other) < _NOTHING


Cell = list[Flowable]


class Row(Flowable):
    """Cells side by side. A row that is too high for the page goes on on the next one, cell by cell."""

    def __init__(self, cells: Sequence[Cell], widths: Sequence[float], gap: float = _GAP, air: float = 3.2) -> None:
        super().__init__()
        self.cells, self.widths, self.gap, self.air = [list(one) for one in cells], list(widths), gap, air
        self.width = 0.0
        self.actual: list[float] = []
        self.heights: list[list[float]] = []

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """As high as the highest cell; measured once for each width, since long texts take their time."""
        if _same(available, self.width):
            return available, self.height
        self.width = available
        whole = sum(self.widths)
        room = available - self.gap * (len(self.widths) - 1)
        self.actual = [room * share / whole for share in self.widths]
        self.heights = [
            [part.wrap(width, height)[1] for part in cell]
            for cell, width in zip(self.cells, self.actual, strict=True)
        ]
        self.height = max((sum(one) for one in self.heights), default=0.0) + 2 * self.air
        return available, self.height

    def split(self, available: float, height: float) -> list[Flowable]:
        """What fits, and the rest; a low row is not torn."""
        self.wrap(available, height)
        if self.height < _UNSPLIT or height < 3 * styles()["text"].leading:
            return []
        parts = [
            _cut(cell, heights, width, height - 2 * self.air)
            for cell, heights, width in zip(self.cells, self.heights, self.actual, strict=True)
        ]
        first, rest = [one for one, _rest in parts], [left for _one, left in parts]
        if not any(first) or not any(rest):
            return []
        return [Row(first, self.widths, self.gap, self.air), Row(rest, self.widths, self.gap, self.air)]

    def draw(self) -> None:
        """Each cell from the top."""
        left = 0.0
        for cell, heights, width in zip(self.cells, self.heights, self.actual, strict=True):
            top = self.height - self.air
            for part, height in zip(cell, heights, strict=True):
                top -= height
                part.drawOn(self.canv, left, top)
            left += width + self.gap


def _cut(cell: Cell, heights: Sequence[float], width: float, height: float) -> tuple[Cell, Cell]:
    """What of the cell fits, and the rest; a label stays with what it labels."""
    first, rest = _cut_anywhere(cell, heights, width, height)
    while rest and first and (_is_label(first[-1]) or isinstance(first[-1], Spacer)):
        rest = [first[-1], *rest]
        first = first[:-1]
    while rest and isinstance(rest[0], Spacer):
        rest = rest[1:]
    return first, rest


def _is_label(part: Flowable) -> bool:
    return isinstance(part, Paragraph) and bool(part.style.keepWithNext)


def _cut_anywhere(cell: Cell, heights: Sequence[float], width: float, height: float) -> tuple[Cell, Cell]:
    for number, (part, needs) in enumerate(zip(cell, heights, strict=True)):
        if needs <= height:
            height -= needs
            continue
        pieces = part.split(width, height)
        if len(pieces) > 1:
            return [*cell[:number], pieces[0]], [*pieces[1:], *cell[number + 1 :]]
        return cell[:number], cell[number:]
    return cell, []


class Grid(Flowable):
    """Rows under a head that is repeated on every page, with hairlines between them."""

    def __init__(self, head: Row | None, rows: Sequence[Row], *, lines: bool = True) -> None:
        super().__init__()
        self.head, self.rows, self.lines = head, list(rows), lines
        self.width = 0.0
        self.heights: list[float] = []

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """All rows below one another."""
        if _same(available, self.width):
            return available, sum(self.heights)
        self.width = available
        self.heights = [row.wrap(available, height)[1] for row in self.all_rows]
        return available, sum(self.heights)

    def split(self, available: float, height: float) -> list[Flowable]:
        """The rows that fit, and the rest under its own head."""
        self.wrap(available, height)
        left = height - (self.heights[0] if self.head else 0.0)
        first: list[Row] = []
        for number, row in enumerate(self.rows):
            needs = row.wrap(available, left)[1]
            if needs <= left:
                left -= needs
                first.append(row)
                continue
            pieces = [one for one in row.split(available, left) if isinstance(one, Row)]
            rest = [*pieces[1:], *self.rows[number + 1 :]] if pieces else self.rows[number:]
            first += pieces[:1]
            if not first:
                return []
            return [Grid(self.head, first, lines=self.lines), Grid(self.head, rest, lines=self.lines)]
        return [self]

    def draw(self) -> None:
        """From the top, a line between two rows."""
        top = sum(self.heights)
        for number, (row, height) in enumerate(zip(self.all_rows, self.heights, strict=True)):
            if number and self.lines:
                self.canv.setStrokeColor(HAIRLINE)
                self.canv.setLineWidth(0.35)
                self.canv.line(0, top, self.width, top)
            top -= height
            row.drawOn(self.canv, 0, top)

    @property
    def all_rows(self) -> list[Row]:
        """The head, if there is one, and the rows."""
        return [self.head, *self.rows] if self.head else self.rows


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether anything is known in it."""

    heading: str
    share: float
    cells: Sequence[Cell]
    known: bool = True


def table(writer: Writer, columns: Sequence[Column], room: float, *, hide_empty: bool = False) -> Grid:
    """A table of columns of equal length, `room` points wide, in which no column is narrower than its longest word;
    with `hide_empty` without the columns in which nothing is known."""
    shown = [one for one in columns if one.known or not hide_empty]
    heads: list[Cell] = [[writer.text(one.heading, "label")] for one in shown]
    widths = _widths(
        [one.share for one in shown],
        [_narrowest([head, *one.cells]) for head, one in zip(heads, shown, strict=True)],
        room - _GAP * (len(shown) - 1),
    )
    count = len(shown[0].cells) if shown else 0
    rows = [Row([one.cells[number] for one in shown], widths) for number in range(count)]
    return Grid(Row(heads, widths, air=1.6), rows)


def _narrowest(cells: Sequence[Cell]) -> float:
    """The width below which a word, or what must not be torn, would not fit."""
    parts = [part for cell in cells for part in cell if isinstance(part, Paragraph)]
    return max((whole_width(part) if part.style.name == "unknown" else part.minWidth() for part in parts), default=0)


def _widths(shares: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The room by shares, except that nobody gets less than the least width (itself at most two fifths of the
    room); when even that is too much for the room, the least widths are shares."""
    least = [min(one + 1, room * 0.4) for one in least]
    if sum(least) >= room:
        return [room * one / sum(least) for one in least]
    tight: set[int] = set()
    while True:
        rest = room - sum(least[one] for one in tight)
        whole = sum(share for number, share in enumerate(shares) if number not in tight)
        widths = [least[number] if number in tight else rest * share / whole for number, share in enumerate(shares)]
        more = {number for number, width in enumerate(widths) if width < least[number]}
        if not more:
            return widths
        tight |= more
