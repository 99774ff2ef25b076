"""The sheet: everything about one record, as a header and cards; parts are added and edited in place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clusterdesk.i18n import _
from clusterdesk.storage.lists import Link
from clusterdesk.ui.kit.fields import Editing
from clusterdesk.ui.kit.flows import Flow
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.looks import (
    Button,
    WrappedLink,
    Wrapping,
    button,
    column,
    emptied,
    label,
    panel,
    picture_button,
    readable,
    row,
)
from clusterdesk.ui.kit.places import Place

_NARROW = 24
_SHORT = 40


@dataclass(frozen=True)
class Evidence:
    """What one source says: the statement, where it stands, and how certain it is; all of it in words."""

    statement: str
    source: str
    certainty: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Badge:
    """A word beside a name. Tones: neutral, accent, good, warning, danger. With evidence it is a button that shows
    it."""

    text: str
    tone: str = "neutral"
    evidence: tuple[Evidence, ...] = ()


def disputed(evidence: tuple[Evidence, ...]) -> tuple[Badge, ...]:
    """The badge of a disputed fact; none where nothing is disputed."""
    return (Badge(_("disputed"), "warning", evidence),) if evidence else ()


@dataclass(frozen=True)
class Fact:
    """A label and what is known; empty shows "not stated". A Link can be followed, an address on the web opened."""

    label: str
    value: str | Link | tuple[Link, ...] | None
    badges: tuple[Badge, ...] = ()
    optional: bool = False
    """Whether the row is left out when nothing is known."""


@dataclass(frozen=True)
class Tool:
    """A small command beside a part, shown as a picture; `name` is its tip and what a screen reader says."""

    picture: str
    name: str
    run: Callable[[], None]


@dataclass(frozen=True)
class Item:
    """One part in a card: what it is (a Link when it is another record), a second line, badges, and what can be
    done with it; `tools` stand before edit and remove."""

    text: str | Link
    more: str = ""
    badges: tuple[Badge, ...] = ()
    edit: Editing | None = None
    remove: Callable[[], None] | None = None
    links: tuple[Link, ...] = ()
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True)
class Card:
    """A card of facts, prose and parts. `add` is what its button "Add" edits; `about` stands there while it is
    empty."""

    title: str
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()
    text: str = ""
    add: Editing | None = None
    add_label: str = ""
    about: str = ""
    widget: Callable[[], QWidget] | None = None
    """Something drawn: a picture, a timeline."""


@dataclass(frozen=True)
class Sheet:
    """One record as it is shown. `edit` is its main form (F2)."""

    title: str
    kind: str = ""
    badges: tuple[Badge, ...] = ()
    cards: tuple[Card, ...] = ()
    edit: Editing | None = None
    more: str = ""
    key: object = None
    """Which record this is; while it stays the same, the sheet keeps its place when it is drawn again."""


class LinkButton(WrappedLink):
    """The name of a record that can be followed."""

    opened = Signal(object)

    def __init__(self, link: Link) -> None:
        super().__init__(link.text)
        self.link = link
        self.setAccessibleName(_("Open {name}").format(name=link.text))
        self.setToolTip(link.hint)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.opened.emit(Place(self.link.kind, self.link.id))


class BadgeButton(Button):
    """A badge that shows its evidence."""

    def __init__(self, badge: Badge) -> None:
        super().__init__(badge.text)
        self._badge = badge
        self.setProperty("look", f"pill-{badge.tone}" if badge.tone != "neutral" else "pill")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("{badge}: show the evidence").format(badge=badge.text))
        self.setToolTip(_("Show the evidence"))
        self.clicked.connect(self._show)

    def _show(self) -> None:
        EvidenceDialog(self.window(), self._badge).open()


class EvidenceDialog(QDialog):
    """What the sources say about one fact, side by side."""

    def __init__(self, parent: QWidget, badge: Badge) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Evidence"))
        self.setMinimumWidth(460)
        parts: list[QWidget] = []
        for one in badge.evidence:
            card = panel("card")
            origin = " · ".join(filter(None, (one.source, one.certainty)))
            lines = [readable(one.statement, "strong"), readable(origin, "muted")]
            lines += [readable(text, "small") for text in (one.note, one.url) if text]
            card.setLayout(column(*lines, gap=4, margin=14))
            parts.append(card)
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        self.setLayout(column(
            label(_("What the sources say"), "heading"), *parts, None, row(None, close), gap=12, margin=24
        ))  # fmt: skip


def badge_widget(badge: Badge) -> QWidget:
    """A badge as a label, or as a button where it has evidence."""
    look = f"pill-{badge.tone}" if badge.tone != "neutral" else "pill"
    made: QWidget = BadgeButton(badge) if badge.evidence else label(badge.text, look)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class WebButton(WrappedLink):
    """An address on the web; opens in the browser."""

    def __init__(self, url: str) -> None:
        super().__init__(url.removeprefix("https://").removeprefix("http://").rstrip("/"))
        self._url = url
        self.setAccessibleName(_("Open {name}").format(name=url))
        self.setToolTip(url)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))


class _Words(Wrapping):
    """Text that would like to stand in one line, and wraps where the room ends; badges may stand behind it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def sizeHint(self) -> QSize:
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n"))
        return QSize(widest + 4, self.heightForWidth(widest + 4))


class PartRow(QWidget):
    """One part in its card, with its commands."""

    edit = Signal(object)
    opened = Signal(object)

    def __init__(self, item: Item, *, narrow: bool = False) -> None:
        """In a narrow card the pictures stand below the words where there are more than two."""
        super().__init__()
        self._item = item
        name = item.text.text if isinstance(item.text, Link) else item.text
        self._runs: dict[QObject, Callable[[], None]] = {}
        tools: list[QWidget] = []
        for small in item.tools:
            press = picture_button(small.picture, small.name)
            press.clicked.connect(self._use)
            self._runs[press] = small.run
            tools.append(press)
        if item.edit:
            change = picture_button("pencil-simple", _("Edit {name}").format(name=name))
            change.clicked.connect(self._edit)
            tools.append(change)
        if item.remove:
            remove = picture_button("trash", _("Remove {name}").format(name=name))
            remove.clicked.connect(self._remove)
            tools.append(remove)
        words = QVBoxLayout()
        words.setSpacing(1)
        if isinstance(item.text, str) and not item.badges:
            words.addWidget(readable(item.text))
        else:
            words.addLayout(Flow(_name(item.text, self), *map(badge_widget, item.badges)))
        if item.more:
            words.addWidget(readable(item.more, "muted"))
        for one in item.links:
            words.addLayout(Flow(_name(one, self)))
        if narrow and item.tools:
            words.addLayout(row(*tools, None, gap=2))
            tools = []
        line = row(gap=2)
        line.addLayout(words, 1)
        for tool in tools:
            line.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def _use(self) -> None:
        self._runs[self.sender()]()

    def _edit(self) -> None:
        self.edit.emit(self._item.edit)

    def _remove(self) -> None:
        if self._item.remove:
            self._item.remove()


def _name(text: str | Link, owner: "PartRow | CardFrame") -> QWidget:
    if isinstance(text, str):
        return _Words(text)
    made = LinkButton(text)
    made.opened.connect(owner.opened)
    return made


class CardFrame(QFrame):
    """A card on the screen."""

    opened = Signal(object)
    editing = Signal(object)

    def __init__(self, card: Card, jobs: Jobs, *, narrow: bool = False) -> None:
        """In a narrow card the labels stand above their values."""
        super().__init__()
        self._step = 2 if narrow else 1
        self.setProperty("look", "card")
        self._card, self._jobs = card, jobs
        self.title = card.title
        self.form: Form | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(18, 14, 14, 16)
        self._inside.setSpacing(10)
        self._head()
        self._body()

    def _head(self) -> None:
        title = label(self._card.title, "heading")
        self._add = button(self._card.add_label or _("Add"), "quiet", "plus")
        self._add.setAccessibleName(f"{self._card.title}: {self._card.add_label or _('Add')}")
        self._add.clicked.connect(self._start_adding)
        self._inside.addLayout(Flow(title, self._add) if self._step == 2 else row(title, None, self._add))
        self._add.setVisible(self._card.add is not None)

    def _body(self) -> None:
        card = self._card
        if card.widget:
            self._inside.addWidget(card.widget())
        if card.text:
            self._inside.addWidget(readable(card.text))
        facts = [one for one in card.facts if one.value or not one.optional]
        if facts:
            grid = QGridLayout()
            grid.setHorizontalSpacing(20)
            grid.setVerticalSpacing(7)
            grid.setColumnStretch(2 - self._step, 1)
            grid.setColumnMinimumWidth(0, 120)
            for line, fact in enumerate(facts):
                name = label(fact.label, "muted")
                grid.addWidget(name, line * self._step, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(self._value(fact), line * self._step + self._step - 1, 2 - self._step)
            self._inside.addLayout(grid)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(10)
        self._inside.addLayout(self._parts)
        for item in card.items:
            part = PartRow(item, narrow=self._step == 2)
            part.opened.connect(self.opened)
            part.edit.connect(self.edit)
            self._parts.addWidget(part)
        if not (facts or card.items or card.text or card.widget):
            self._inside.addWidget(label(card.about or _("not stated"), "muted", wrap=True))

    def _value(self, fact: Fact) -> QWidget:
        value = fact.value
        parts: list[QWidget]
        if isinstance(value, Link):
            parts = [_name(value, self)]
        elif isinstance(value, tuple):
            parts = [_name(one, self) for one in value] or [label(_("not stated"), "muted")]
        elif value and value.startswith(("https://", "http://")) and " " not in value:
            parts = [WebButton(value)]
        else:
            parts = [readable(value) if value else label(_("not stated"), "muted")]
        holder = QWidget()
        if isinstance(value, tuple) and len(parts) > 1:
            holder.setLayout(column(*(Flow(one) for one in parts), gap=2))
        elif isinstance(value, str) and not isinstance(parts[0], WebButton):
            badges = [Flow(*map(badge_widget, fact.badges))] if fact.badges else []
            short = len(value) < _SHORT and fact.badges
            holder.setLayout(
                Flow(_Words(value), *map(badge_widget, fact.badges)) if short else column(*parts, *badges, gap=4)
            )
        else:
            holder.setLayout(Flow(*parts, *map(badge_widget, fact.badges)))
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder

    def _start_adding(self) -> None:
        self.edit(self._card.add)

    def edit(self, editing: Editing | None) -> None:
        """Turn the lower part of the card into a form."""
        if editing is None or self.form is not None:
            return
        self.form = Form.of(editing, self._jobs)
        self.form.left.connect(self._done)
        self._add.hide()
        self._inside.addWidget(self.form)
        self.form.focus_first()
        self.editing.emit(self.form)

    def stand(self) -> bool:
        """Take the focus, where there is something to be done here."""
        if self._add.isHidden():
            return False
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def lock(self, locked: bool) -> None:
        """One form at a time: no other can be begun while one is open."""
        self._add.setEnabled(not locked)
        for tool in self.findChildren(QToolButton):
            tool.setEnabled(not locked)

    def _done(self) -> None:
        if self.form is not None:
            focus = QApplication.focusWidget()
            inside = focus is not None and self.form.isAncestorOf(focus)
            self._add.setVisible(self._card.add is not None)
            self._add.setEnabled(True)
            if inside:  # else Qt would look for the next control, be it "Undo"
                self.stand()
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.editing.emit(None)


class SheetView(QScrollArea):
    """Shows a Sheet. `opened` brings the Place of a link that was followed; while a form is open, a sheet that
    comes is drawn only when the form is left."""

    opened = Signal(object)
    left = Signal()
    """A form in the sheet is done with."""

    def __init__(self, jobs: Jobs, empty: str = "") -> None:
        super().__init__()
        self._jobs, self._empty = jobs, empty
        self.sheet: Sheet | None = None
        self._drawn = (False, False)
        self._buttons = 0
        self.form: Form | None = None
        self._late: tuple[Sheet | None] | None = None
        self.cards: list[CardFrame] = []
        self._actions: list[QWidget] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Sheet"))
        self._flow = QWidget()
        self._flow.setProperty("look", "flow")
        self._column = QVBoxLayout(self._flow)
        self._column.setContentsMargins(24, 18, 24, 24)
        self._column.setSpacing(14)
        self.setWidget(self._flow)
        self.head_buttons: Callable[[], list[QWidget]] | None = None
        self.show_sheet(None)

    @property
    def dirty(self) -> bool:
        """Whether something typed here is not saved."""
        return self.form is not None and self.form.dirty

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Draw this record; None shows the quiet empty page."""
        if self.form is not None:
            self._late = (sheet,)
            return
        kept = self.verticalScrollBar().value() if sheet and self.sheet and sheet.key == self.sheet.key else 0
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        stood = next((one.title for one in self.cards if focus and one.isAncestorOf(focus)), None)
        self.sheet = sheet
        self._flow.setUpdatesEnabled(False)
        emptied(self._column)
        self.cards = []
        if sheet is None:
            self._column.addStretch(1)
            words = label(self._empty, "muted", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(words)
            self._column.addStretch(1)
        else:
            self._head(sheet)
            for card in sheet.cards:
                self._add_card(card)
            self._column.addStretch(1)
        self._drawn = self._shape
        self._flow.setUpdatesEnabled(True)
        self._column.activate()
        if inside and not any(one.title == stood and one.stand() for one in self.cards):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(kept)

    def _head(self, sheet: Sheet) -> None:
        title = readable(sheet.title, "title")
        kind = [label(sheet.kind, "muted")] if sheet.kind else []
        words = column(title, Flow(*kind, *map(badge_widget, sheet.badges), gap=8), gap=4)
        if sheet.more:
            words.addWidget(readable(sheet.more, "muted"))
        buttons = self.head_buttons() if self.head_buttons else []
        for press in buttons:
            press.ensurePolished()
        self._buttons = sum(press.sizeHint().width() + 6 for press in buttons)
        if self._shape[1]:
            self._column.addLayout(column(words, Flow(*buttons), gap=8))
            return
        line = row(gap=6)
        line.addLayout(words, 1)
        for press in buttons:
            line.addWidget(press, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    @property
    def _narrow(self) -> bool:
        return self._room < _NARROW * self.fontMetrics().height()

    @property
    def _room(self) -> int:
        """The width beside the scroll bar, whether it is to be seen or not: else the sheet would be drawn this way
        and that way without end where its shape decides about the scroll bar."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    @property
    def _shape(self) -> tuple[bool, bool]:
        """Whether labels stand above their values, and whether the buttons of the head stand below the title, since
        they would leave it less than half of the line."""
        return self._narrow, self._narrow or self._buttons * 2 > self._room - 48

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.form is None and self.sheet is not None and self._shape != self._drawn:
            self.show_sheet(self.sheet)

    def _add_card(self, card: Card) -> None:
        frame = CardFrame(card, self._jobs, narrow=self._narrow)
        frame.opened.connect(self.opened)
        frame.editing.connect(self._editing)
        self.cards.append(frame)
        self._column.addWidget(frame)

    def _editing(self, form: Form | None) -> None:
        self.form = form
        if form is None:
            self._ended()
            return
        for one in self.cards:
            one.lock(True)
        QTimer.singleShot(0, self, self._reveal)  # once the form has its height

    def _reveal(self) -> None:
        if self.form is not None:
            self.ensureWidgetVisible(self.form, 0, 24)
            focus = self.form.focusWidget()
            if focus is not None:
                self.ensureWidgetVisible(focus, 0, 48)

    def edit(self, editing: Editing | None = None) -> None:
        """Edit the record itself (F2), or something new, in place of the cards."""
        editing = editing or (self.sheet.edit if self.sheet else None)
        if editing is None or self.form is not None:
            return
        frame = panel("card")
        self.form = Form.of(editing, self._jobs)
        self.form.left.connect(self._form_left)
        frame.setLayout(column(self.form, margin=20))
        emptied(self._column)
        self.cards = []
        self._column.addWidget(frame)
        self._column.addStretch(1)
        self._late = (self.sheet,)
        self.verticalScrollBar().setValue(0)
        self.form.focus_first()

    def _form_left(self) -> None:
        self.form = None
        self._ended()

    def _ended(self) -> None:
        late, self._late = self._late, None
        for one in self.cards:
            one.lock(False)
        if late is not None:
            self.show_sheet(late[0])
        self.left.emit()

    def leave(self, go: Callable[[], None]) -> None:
        """Leave a form that may be open, then go."""
        if self.form is None:
            go()
        else:
            self.form.leave_then(go)
