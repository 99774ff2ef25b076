"""The first page of a new desk: two choices, nothing to fill in."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from clusterdesk.i18n import _
from clusterdesk.ui.kit.icons import icon
from clusterdesk.ui.kit.looks import Button, column, label, row


class _Choice(Button):
    """A large button with picture, title and a line that explains."""

    def __init__(self, picture: str, title: str, words: str) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        drawn = label("")
        drawn.setPixmap(icon(picture, "accent").pixmap(40, 40))
        self._inside = column(
            drawn, 8, label(title, "heading", wrap=True), label(words, "muted", wrap=True), None, gap=6, margin=24
        )
        self.setLayout(self._inside)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(20 * self.fontMetrics().averageCharWidth() + 150)
        self.setMinimumHeight(max(190, self._inside.heightForWidth(self.width())))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), max(self.minimumHeight(), self._inside.heightForWidth(self.width())))


class Welcome(QWidget):
    """Both callbacks belong to the caller; the page only asks."""

    def __init__(self, start_empty: Callable[[], None], look_at_demo: Callable[[], None]) -> None:
        super().__init__()
        self.empty = _Choice(
            "tray", _("Start with an empty desk"), _("Begin with your own members, people and agreements.")
        )
        self.demo = _Choice(
            "buildings", _("Look at the demo office"),
            _("A cluster office with its true story. You can take it away again in one step."),
        )  # fmt: skip
        tallest = max(one.minimumHeight() for one in (self.empty, self.demo))
        self.empty.setMinimumHeight(tallest)
        self.demo.setMinimumHeight(tallest)
        self._empty_call, self._demo_call = start_empty, look_at_demo
        self.empty.clicked.connect(self._start)
        self.demo.clicked.connect(self._look)
        hello = label(_("Welcome to ClusterDesk"), "hero")
        words = _("The desk of your cluster office: who belongs, who promised what, and what comes next.")
        more = label(words, "muted", wrap=True)
        more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column(
            None, row(None, hello, None), more, 24, row(None, self.empty, self.demo, None, gap=20), None, None,
            margin=32,
        ))  # fmt: skip

    def _start(self) -> None:
        tallest = max(one.minimumHeight() for one in (self.empty, self.demo))
        self.empty.setMinimumHeight(tallest)
        self.demo.setMinimumHeight(tallest)
        self._empty_call()

    def _look(self) -> None:
        self._demo_call()
