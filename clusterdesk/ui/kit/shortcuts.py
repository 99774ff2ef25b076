"""The shortcut sheet: every key that does something, read from the commands."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QFormLayout, QScrollArea, QVBoxLayout, QWidget

from clusterdesk.i18n import _, mark
from clusterdesk.ui.kit.looks import button, column, label, row

FIXED = (
    ("Ctrl+F", mark("Filter this list")),
    ("Ctrl+S", mark("Save the form")),
    ("Esc", mark("Leave the form")),
    ("Return", mark("Open what is selected")),
    ("Ctrl+A", mark("Select everything")),
)
"""Keys that belong to lists and forms, wherever these are."""


class ShortcutSheet(QDialog):
    """Two groups: the window's and the page's keys, and those of lists and forms."""

    def __init__(self, parent: QWidget, groups: Iterable[tuple[str, Iterable[QAction]]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(520, 620)
        inside = QWidget()
        inside.setProperty("look", "flow")
        lines = column(gap=8, margin=(0, 0, 16, 0))
        native = QKeySequence.SequenceFormat.NativeText
        for title, made in groups:
            keys = [(one.shortcut().toString(native), one.text().replace("&", "").rstrip("…")) for one in made]
            self._group(lines, title, [pair for pair in keys if pair[0]])
        fixed = [(QKeySequence(keys).toString(native), _(words)) for keys, words in FIXED]
        self._group(lines, _("In lists and forms"), fixed)
        lines.addStretch(1)
        inside.setLayout(lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(_("Keyboard shortcuts"))
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        self.setLayout(column(label(_("Keyboard shortcuts"), "title"), area, row(None, close), gap=14, margin=24))

    def _group(self, lines: QVBoxLayout, title: str, pairs: list[tuple[str, str]]) -> None:
        if not pairs:
            return
        lines.addSpacing(8)
        lines.addWidget(label(title, "key"))
        grid = QFormLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for keys, words in pairs:
            pill = label(keys, "pill")
            pill.setMinimumWidth(110)
            grid.addRow(pill, label(words, wrap=True))
        lines.addLayout(grid)
