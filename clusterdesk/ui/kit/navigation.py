"""The navigation on the left: pages with picture and count, in groups."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeySequence, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clusterdesk.domain.wording import say_number
from clusterdesk.i18n import _
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.pages import Page
from clusterdesk.ui.kit.theme import tokens

AnyIndex = QModelIndex | QPersistentModelIndex
_PAGE = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1


class _Delegate(QStyledItemDelegate):
    """Draws one entry: picture, title, count; a heading where a group begins."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        height = option.fontMetrics.height()
        return QSize(180, height + (16 if index.data(_PAGE) else 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        inks = tokens()
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        font = QFont(option.font)
        state = option.state
        page: Page | None = index.data(_PAGE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        narrow = getattr(option.widget, "narrow", False)
        if page is None and narrow:
            painter.setPen(QColor(inks.line))
            painter.drawLine(rect.left() + 10, rect.center().y(), rect.right() - 10, rect.center().y())
            painter.restore()
            return
        if page is None:
            font.setPointSizeF(font.pointSizeF() * 0.9)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(inks.muted))
            painter.drawText(rect.adjusted(10, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
            painter.restore()
            return
        here = bool(state & QStyle.StateFlag.State_Selected)
        if here or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(inks.accent_soft if here else inks.sunken))
            painter.drawRoundedRect(rect, 7, 7)
        if here and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(inks.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        side = option.fontMetrics.height() + 1
        place = QRect(rect.left() + 10, rect.center().y() - side // 2 + 1, side, side)
        icon(page.icon, "accent" if here else "muted").paint(painter, place)
        if narrow:
            painter.restore()
            return
        count = index.data(_COUNT)
        font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(inks.accent if here else inks.text))
        painter.drawText(rect.adjusted(20 + side, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
        if count is not None:
            painter.setPen(QColor(inks.accent if here else inks.muted))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rect.adjusted(0, 0, -10, 0), right, say_number(count))
        painter.restore()


class Navigation(QListWidget):
    """`chosen` brings the id of the page."""

    chosen = Signal(str)

    def __init__(self, pages: Iterable[Page]) -> None:
        super().__init__()
        self._items: dict[str, QListWidgetItem] = {}
        self._setting = False
        self.narrow = False
        self.setProperty("look", "nav")
        self.setAccessibleName(_("Navigation"))
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        group = ""
        for at, page in enumerate(pages, 1):
            if page.group != group and page.group:
                heading = QListWidgetItem(_(page.group), self)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            group = page.group
            item = QListWidgetItem(_(page.title), self)
            item.setData(_PAGE, page)
            if at < 10:
                keys = QKeySequence(f"Ctrl+{at}").toString(QKeySequence.SequenceFormat.NativeText)
                item.setToolTip(f"{_(page.title)} ({keys})")
            else:
                item.setToolTip(_(page.title))
            self._items[page.id] = item
        self.currentItemChanged.connect(self._choose)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().height() + 38 if self.narrow else self.full_width)

    @property
    def full_width(self) -> int:
        """What the longest word takes, with its picture and its count."""
        widest = max((self.fontMetrics().horizontalAdvance(one.text()) for one in self._items.values()), default=0)
        return round(widest * 1.1) + 4 * self.fontMetrics().height() + 40

    def make_narrow(self, narrow: bool) -> None:
        """Pictures only, where the room is needed for the pages; the tips say the words."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._fit()
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Getting the focus is no wish to go anywhere; Qt would choose the first entry."""
        setting, self._setting = self._setting, True
        super().focusInEvent(event)
        self._setting = setting

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_items"):
            self._fit()

    def show_page(self, id: str) -> None:  # noqa: A002 - the word of the house
        """Mark the page we are on."""
        self._setting = True
        if id in self._items:
            self.setCurrentItem(self._items[id])
        self._setting = False

    def show_count(self, id: str, count: int) -> None:  # noqa: A002 - the word of the house
        """How many records the page holds."""
        item = self._items[id]
        item.setData(_COUNT, count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {say_number(count)}")

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_PAGE) and not self._setting:
            self.chosen.emit(item.data(_PAGE).id)
