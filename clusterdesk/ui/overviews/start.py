"""The start page: what the office sees first in the morning."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clusterdesk.domain.agreements import Agreement
from clusterdesk.domain.events import STATUSES
from clusterdesk.domain.wording import say_date, say_number, say_when
from clusterdesk.i18n import _, mark, ngettext
from clusterdesk.storage import overviews
from clusterdesk.storage.lists import Link
from clusterdesk.storage.overviews import EventLine, Gap, Start
from clusterdesk.ui.kit import story
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.jobs import Newest
from clusterdesk.ui.kit.looks import Button, button, column, emptied, label, row
from clusterdesk.ui.kit.pages import Context, Page
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import Badge, Card, CardFrame, Item, LinkButton
from clusterdesk.ui.kit.theme import tokens

COUNTS = {
    "organisation": (mark("Organisations"), "buildings"),
    "person": (mark("People"), "users"),
    "agreement": (mark("Agreements"), "handshake"),
    "event": (mark("Events"), "calendar-blank"),
}
GAPS = {
    "agreement_place": mark("Agreements without a place of signing"),
    "agreement_term": mark("Agreements without a term"),
    "agreement_notice": mark("Agreements without a notice period"),
    "event_day": mark("Events without a day"),
    "person_role": mark("People without a role"),
}
_BY_TURNS = 3
_FOUR_ACROSS = 34
_TWO_COLUMNS = 50
_WIDEST = 74
"""In heights of a line of text, as the two before."""


class StartPage(QScrollArea):
    """Greeting, counts, and cards in two columns where there is room."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.commands: list[object] = []
        self.answer: Start | None = None
        self._newest = Newest(context.jobs)
        self._arranged = 0, 0
        self._room = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Start"))
        flow = QWidget()
        flow.setProperty("look", "flow")
        self._inside = QWidget()
        self._layout = QVBoxLayout(self._inside)
        self._layout.setContentsMargins(28, 24, 28, 28)
        self._layout.setSpacing(16)
        outer = row(self._inside, None, gap=0)
        outer.setStretch(0, 1000)
        flow.setLayout(outer)
        self.setWidget(flow)
        self._counts: list[CountButton] = []
        self._cards: list[QWidget] = []
        self._tiles: QGridLayout | None = None
        self._grid: QGridLayout | None = None
        context.jobs.changed.connect(self._changed)

    # --- what the window asks

    def show_id(self, _id: int | None) -> None:
        """The page is shown: a new day may have begun."""
        self._ask()

    def focus_panes(self) -> tuple[QWidget, ...]:
        """Where F6 leads on this page."""
        first = self._inside.findChild(CountButton)
        return (first or self,)

    # --- inside

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._newest.ask(overviews.start, self.context.today(), then=self._draw)

    def _draw(self, answer: Start) -> None:
        if answer == self.answer:
            return
        self.answer = answer
        kept = self.verticalScrollBar().value()
        self._inside.setUpdatesEnabled(False)
        emptied(self._layout)
        now = self.context.now()
        today = label(f"{greeting(now.hour)} {say_date(now.date(), long=True, weekday=True)}", "muted")
        self._layout.addLayout(column(today, label(answer.office or _("Your desk"), "hero", wrap=True), gap=0))
        self._counts = [CountButton(kind, total) for kind, total in answer.counts.items()]
        for press in self._counts:
            press.opened.connect(self.context.go)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(12)
        self._layout.addLayout(self._tiles)
        self._cards = [self._card(card) for card in self._cards_of(answer)]
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._layout.addLayout(self._grid)
        self._layout.addStretch(1)
        self._arranged = 0, 0
        self._arrange()
        self._inside.setUpdatesEnabled(True)
        self._layout.activate()
        self.verticalScrollBar().setValue(kept)

    def _cards_of(self, answer: Start) -> list[Card]:
        """In reading order, left and right by turns; those after the fourth on the right."""
        events = answer.coming or answer.latest
        found = [
            Card(
                _("Next events") if answer.coming or not events else _("Latest events"),
                items=tuple(map(_event, events)),
                about=_("No event is planned."),
            ),
            Card(
                _("Events per year"),
                widget=partial(YearsChart, answer.years, answer.undated) if answer.years else None,
                about=_("As soon as there are events, a picture of them stands here."),
            ),
            Card(
                _("Latest agreements"),
                items=tuple(
                    Item(
                        Link(Agreement.KIND, one.id, one.title),
                        " · ".join(
                            filter(
                                None,
                                (
                                    say_date(one.signed_on, True) if one.signed_on else "",
                                    ", ".join(one.parties),
                                    ngettext(
                                        "{n} field of cooperation", "{n} fields of cooperation", one.fields
                                    ).format(n=say_number(one.fields)) if one.fields else "",
                                ),
                            )
                        ),
                    )
                    for one in answer.agreements
                ),
                about=_("No agreement is recorded yet."),
            ),
            Card(
                _("Done last"),
                items=tuple(
                    Item(
                        Link("history", one.id, story.sentence(one)),
                        story.when(one),
                        (Badge(_("undone")),) if one.undone else (),
                    )
                    for one in answer.deeds
                ),
                about=_("Nothing has been done here yet."),
            ),
        ]  # fmt: skip
        if answer.gaps:
            found.insert(3, Card(_("Not stated yet"), widget=partial(GapList, answer.gaps, self.context.go)))
        return found

    def _card(self, card: Card) -> QWidget:
        frame = CardFrame(card, self.context.jobs)
        frame.opened.connect(self.context.go)
        return frame

    def _arrange(self) -> None:
        line = self.fontMetrics().height()
        room = self._room
        self._inside.setMaximumWidth(line * _WIDEST)
        columns = 2 if room >= line * _TWO_COLUMNS else 1
        across = 4 if room >= line * _FOUR_ACROSS else 2
        if (columns, across) == self._arranged or self._grid is None or self._tiles is None:
            return
        self._arranged = columns, across
        while self._tiles.takeAt(0) is not None:
            pass
        for at, press in enumerate(self._counts):
            self._tiles.addWidget(press, at // across, at % across)
        for at in range(4):
            self._tiles.setColumnStretch(at, 1 if at < across else 0)
        while self._grid.takeAt(0) is not None:
            pass
        for at in range(2):
            stack = QVBoxLayout()
            stack.setSpacing(16)
            for place, card in enumerate(self._cards):
                if (0 if columns == 1 else 1 if place > _BY_TURNS else place % 2) == at:
                    stack.addWidget(card)
            stack.addStretch(1)
            self._grid.addLayout(stack, 0, at)
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
            self._grid.setColumnMinimumWidth(at, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()  # of the viewport; to ask for the viewport itself takes PySide6 long, once
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type or another appearance: icons and lengths follow it."""
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        shown: Start | None = getattr(self, "answer", None)
        if changed and shown is not None:
            self.answer = None
            self._draw(shown)


def greeting(hour: int) -> str:
    """What one says at this hour."""
    if hour < 11:
        return _("Good morning.")
    return _("Good afternoon.") if hour < 18 else _("Good evening.")


def _events(count: int) -> str:
    return ngettext("{n} event", "{n} events", count).format(n=say_number(count))


def _event(line: EventLine) -> Item:
    when = say_when(line.starts, line.ends, line.start_time, line.end_time, long=True)
    state = () if line.status in ("held", "planned") else (Badge(_(STATUSES.get(line.status, line.status))),)
    return Item(line.link, " · ".join(filter(None, (when, line.place))), state)


class CountButton(Button):
    """A large quiet number that opens its page."""

    opened = Signal(object)

    def __init__(self, kind: str, total: int) -> None:
        super().__init__()
        self._kind = kind
        title, picture = COUNTS[kind]
        self.clicked.connect(self._open)
        self.setProperty("look", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("{page}: {number}, open").format(page=_(title), number=say_number(total)))
        drawn = label("")
        side = round(self.fontMetrics().height() * 1.1)
        drawn.setPixmap(icon(picture, "accent").pixmap(side, side))
        words = label(_(title), "muted")
        below = row(drawn, words, None, gap=6)
        self._inside = column(label(say_number(total), "hero"), below, gap=2, margin=(18, 12, 14, 14))
        self.setLayout(self._inside)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _open(self) -> None:
        self.opened.emit(Place(self._kind))

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize()


class GapList(QWidget):
    """What is not stated: each line tells how many, and opens the records that lack it."""

    def __init__(self, gaps: Sequence[Gap], go: Callable[[Place], None]) -> None:
        super().__init__()
        lines = [GapLine(gap, go) for gap in gaps]
        self.setLayout(column(*lines, gap=6))


class GapLine(QWidget):
    """One kind of gap."""

    def __init__(self, gap: Gap, go: Callable[[Place], None]) -> None:
        super().__init__()
        self._words = f"{_(GAPS[gap.key])}: {say_number(gap.total)}"
        self.head = button(self._words, "link", "caret-right")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._turn)
        self.rest = QWidget()
        links: list[QWidget] = []
        for one in gap.links:
            link = LinkButton(one)
            link.opened.connect(go)
            links.append(link)
        more = gap.total - len(gap.links)
        if more > 0:
            links.append(label(_("and {n} more").format(n=say_number(more)), "muted"))
        self.rest.setLayout(column(*(row(one, None) for one in links), gap=4, margin=(24, 4, 0, 6)))
        self.rest.hide()
        self.setLayout(column(row(self.head, None), self.rest, gap=0))
        self._turn(opened=False)

    def _turn(self, opened: bool) -> None:
        self.head.setIcon(icon("caret-down" if opened else "caret-right", "accent"))
        state = _("shown below") if opened else _("show them")
        self.head.setAccessibleName(f"{self._words}, {state}")
        self.rest.setVisible(opened)


class YearsChart(QWidget):
    """Events per year, with the value of one year in words below; arrows and the mouse go from year to year."""

    def __init__(self, years: Sequence[tuple[int, int]], undated: int = 0) -> None:
        super().__init__()
        self.bars = YearBars(years)
        self.words = label("", "muted", wrap=True)
        self._undated = undated
        self.setLayout(column(self.bars, self.words, gap=6))
        self.bars.chosen.connect(self._tell)
        self._tell(-1)

    def _tell(self, at: int) -> None:
        years = self.bars.years
        total = sum(count for _year, count in years)
        if at >= 0:
            year, count = years[at]
            text = _("{year}: {events}").format(year=year, events=_events(count))
        elif len(years) == 1:
            text = _("{year}: {events}").format(year=years[0][0], events=_events(total))
        else:
            text = _("{first} to {last}: {events}").format(
                first=years[0][0], last=years[-1][0], events=_events(total)
            )
        if at < 0 and self._undated:
            text += " · " + ngettext("{n} without a date", "{n} without a date", self._undated).format(
                n=say_number(self._undated)
            )
        self.words.setText(text)
        self.bars.setAccessibleDescription(text if at >= 0 else self.bars.all_in_words())


class YearBars(QWidget):
    """Small bars, one for each year. `chosen` brings the place of the year pointed at, -1 for none."""

    chosen = Signal(int)

    def __init__(self, years: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self.years = tuple(years)
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Events per year"))
        self.setAccessibleDescription(self.all_in_words())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def all_in_words(self) -> str:
        """Every year that has events, for those who do not see the bars."""
        return ", ".join(f"{year}: {say_number(count)}" for year, count in self.years if count)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 12, line * 8)

    def choose(self, at: int) -> None:
        """Point at a year; -1 at none."""
        at = max(-1, min(at, len(self.years) - 1))
        if at != self.at:
            self.at = at
            self.update()
            self.chosen.emit(at)

    def bar(self, at: int) -> QRectF:
        """Where the bar of that year stands."""
        step = self._step()
        width = min(step * 0.62, self.fontMetrics().height() * 2.2)
        ground = self._ground()
        most = max(count for _year, count in self.years) or 1
        count = self.years[at][1]
        height = max(3.0, (ground - self.fontMetrics().height() - 4) * count / most) if count else 2.0
        return QRectF(at * step + (step - width) / 2, ground - height, width, height)

    def _step(self) -> float:
        return self.width() / max(len(self.years), 1)

    def _ground(self) -> float:
        return self.height() - self.fontMetrics().height() - 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        inks = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, line = self._ground(), self.fontMetrics().height()
        painter.setPen(QColor(inks.line))
        painter.drawLine(QPointF(0, ground + 0.5), QPointF(self.width(), ground + 0.5))
        for at, (year, count) in enumerate(self.years):
            here = at == self.at
            bar = self.bar(at)
            painter.setPen(Qt.PenStyle.NoPen)
            if count:
                painter.setBrush(QColor(inks.accent_strong if here else inks.accent))
                painter.setOpacity(1.0 if here or self.at < 0 else 0.55)
                radius = min(4.0, bar.width() / 2, bar.height() / 2)
                painter.setClipRect(bar)
                painter.drawRoundedRect(bar.adjusted(0, 0, 0, radius), radius, radius)
                painter.setClipping(False)
                painter.setOpacity(1.0)
            else:
                painter.setBrush(QColor(inks.outline))
                painter.drawRect(bar)
            if count and self._step() > line:
                painter.setPen(QColor(inks.text if here else inks.muted))
                above = QRectF(bar.center().x() - line * 2, bar.top() - line - 2, line * 4, line)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, say_number(count))
            if self._named(at):
                painter.setPen(QColor(inks.text if here else inks.muted))
                below = QRectF(bar.center().x() - line * 2, ground + 6, line * 4, line)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(year))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(inks.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _named(self, at: int) -> bool:
        """Whether there is room to write this year: all of them, or every second, fifth, tenth …"""
        room = self.fontMetrics().horizontalAdvance("2222") + 10
        every = next((one for one in (1, 2, 5, 10, 20, 50) if self._step() * one >= room), 100)
        return self.years[at][0] % every == 0

    # --- pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        self.choose(int(event.position().x() // self._step()) if inside else -1)

    def leaveEvent(self, _event: object) -> None:
        self.choose(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.years) - 1
        steps = {
            Qt.Key.Key_Left: self.at - 1 if self.at > 0 else last if self.at < 0 else 0,
            Qt.Key.Key_Right: min(self.at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        where = steps.get(Qt.Key(event.key()))
        if where is None:
            super().keyPressEvent(event)
        else:
            self.choose(where)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.choose(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


PAGE = Page("start", mark("Start"), "house", StartPage)
