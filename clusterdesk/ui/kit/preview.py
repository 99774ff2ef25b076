"""The preview of a paper: its pages on the screen, and from there to a file, a printer or another program.

Import this only when a paper is asked for: it brings QtPdf and the printing room."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMargins,
    QPointF,
    QRectF,
    QSettings,
    QSize,
    QSizeF,
    QStandardPaths,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QDesktopServices,
    QImage,
    QKeySequence,
    QPageSize,
    QPainter,
    QPalette,
    QShortcut,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractSlider, QCheckBox, QDialog, QFileDialog, QToolButton, QWidget

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.i18n import LANGUAGES, _, language, ngettext
from clusterdesk.services import files, printouts
from clusterdesk.services.printouts import Paper, Wishes
from clusterdesk.ui.kit.fields import ChoiceEditor
from clusterdesk.ui.kit.jobs import Job, Jobs
from clusterdesk.ui.kit.looks import button, column, label, panel, picture_button, readable, relook, row
from clusterdesk.ui.kit.theme import tokens

if TYPE_CHECKING:
    from clusterdesk.services.desk import Desk

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_FINEST = 600
"""Dots per inch; what a printer offers beyond that nobody sees, but every page would take half a gigabyte."""
_FOLDER = "folders/papers"


class Pages(QPdfView):
    """The pages one below the other, white on the ground of the window, and what the zoom means in figures.

    The document belongs to the window around it and is made first, so that it goes first: one that outlives its view
    tells it so, and there is nobody left to hear it.
    """

    def __init__(self, paper: QPdfDocument) -> None:
        super().__init__()
        self._paper = paper
        self._bytes = QBuffer(paper)
        self.setDocument(self._paper)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setDocumentMargins(QMargins(24, 12, 24, 12))
        self.setPageSpacing(24)  # Qt fits a whole page into the height less this, so it is what both margins take
        self.setFrameShape(QPdfView.Shape.NoFrame)
        self.setAccessibleName(_("Pages"))
        self.setCornerWidget(QWidget())
        self._look()

    def show_pdf(self, pdf: bytes) -> None:
        """Show this paper at the place where the last one stood."""
        kept = self.verticalScrollBar().value()
        self.close_pdf()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self._paper.load(self._bytes)
        self.verticalScrollBar().setValue(kept)

    def close_pdf(self) -> None:
        """Let the paper go."""
        self._paper.close()
        self._bytes.close()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._paper.pageCount()

    @property
    def current(self) -> int:
        """The page that is looked at, counted from 0."""
        return self.pageNavigator().currentPage()

    def turn(self, by: int) -> None:
        """Go some pages on or back."""
        to = max(0, min(self.count - 1, self.current + by))
        if self.count:
            self.pageNavigator().jump(to, QPointF())

    def scroll_page(self, way: QAbstractSlider.SliderAction) -> None:
        """As far as one can see at once."""
        self.verticalScrollBar().triggerAction(way)

    @property
    def scale(self) -> float:
        """How large the pages are shown; 1 is as on paper."""
        if self.zoomMode() == QPdfView.ZoomMode.Custom or not self.count:
            return self.zoomFactor()
        page = self._paper.pagePointSize(max(0, self.current)) * self.logicalDpiX() / 72
        room = self.viewport().size().shrunkBy(self.documentMargins())  # as Qt reckons it
        wide, high = room.width() / page.width(), room.height() / page.height()
        return wide if self.zoomMode() == QPdfView.ZoomMode.FitToWidth else min(wide, high)

    def zoom(self, by: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self.scale
        fitting = [one for one in ZOOMS if (one > now * 1.01 if by > 0 else one < now * 0.99)]
        if fitting:
            bar, half = self.verticalScrollBar(), self.viewport().height() / 2
            middle = (bar.value() + half) / (bar.maximum() + 2 * half)
            self.setZoomFactor(fitting[0 if by > 0 else -1])
            self.setZoomMode(QPdfView.ZoomMode.Custom)
            bar.setValue(round(middle * (bar.maximum() + 2 * half) - half))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._look()

    def _look(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Dark, QColor(tokens().sunken))
        self.setPalette(palette)


class Preview(QDialog):
    """Shows the printout `word` of the record `number`. Made, saved and printed in the slow lane."""

    def __init__(self, parent: QWidget | None, jobs: Jobs, word: str, number: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs, self._word, self._number = jobs, word, number
        self._job: Job | None = None
        self.paper: Paper | None = None
        self.pages = Pages(QPdfDocument(self))
        self.setWindowTitle(_("Preview"))
        self.setMinimumSize(680, 440)
        self.resize(1060, 860)
        line = row(self._side(), column(self._bar(), self._banner(), self.pages, gap=0), gap=0)
        line.setStretch(1, 1)
        self.setLayout(line)
        self._keys()
        self.pages.pageNavigator().currentPageChanged.connect(self._tell)
        self.pages.zoomFactorChanged.connect(self._tell)
        self.pages.zoomModeChanged.connect(self._tell)
        self.pages.setFocus()
        self.make()

    # --- building

    def _bar(self) -> QWidget:
        self.counted = label("", "muted")
        self.scaled = label("", "muted")
        self.scaled.setMinimumWidth(self.scaled.fontMetrics().horizontalAdvance("000 %") + 4)
        self.scaled.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._previous = self._tool("caret-left", _("Previous page ({keys})"), "Ctrl+PgUp", self.previous_page)
        self._next = self._tool("caret-right", _("Next page ({keys})"), "Ctrl+PgDown", self.next_page)
        bar = panel("top")
        bar.setLayout(
            row(
                self._previous,
                self.counted,
                self._next,
                None,
                self._tool("minus", _("Smaller ({keys})"), "Ctrl+-", self.smaller),
                self.scaled,
                self._tool("plus", _("Larger ({keys})"), "Ctrl++", self.larger),
                8,
                self._tool("arrows-out-line-horizontal", _("Fit to width ({keys})"), "Ctrl+0", self.fit_width),
                self._tool("frame-corners", _("Whole page ({keys})"), "Ctrl+9", self.fit_page),
                gap=4,
                margin=(14, 7, 14, 7),
            )
        )
        return bar

    def _tool(self, picture: str, name: str, keys: str, slot: Callable[[], None]) -> QToolButton:
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        made = picture_button(picture, name.format(keys=native))
        made.clicked.connect(slot)
        return made

    def _banner(self) -> QWidget:
        self.said = readable("")
        self.banner = panel("banner")
        self.banner.setLayout(column(self.said, margin=(12, 8, 12, 8)))
        self.banner.hide()
        holder = QWidget()
        holder.setLayout(column(self.banner, margin=(16, 10, 16, 10)))
        holder.hide()
        self._said = holder
        return holder

    def _side(self) -> QWidget:
        self.title = readable(" ", "heading")
        self.tongue = ChoiceEditor(_("Language of the paper"), LANGUAGES)
        self.tongue.show_value(language())
        self.tongue.edited.connect(self.make)
        words = label(_("Language of the paper"), "key")
        words.setBuddy(self.tongue.control)
        self.hide_empty = QCheckBox(_("Hide empty lines"))
        self.hide_empty.clicked.connect(self.make)
        self.acknowledgement = QCheckBox(_("Lines for taking note"))
        self.acknowledgement.clicked.connect(self.make)
        self.save_button = button(_("Save as PDF…"), "", "download-simple", tip=_("Save as PDF (Ctrl+S)"))
        self.save_button.clicked.connect(self.save)
        self.print_button = button(_("Print…"), "primary", "printer", tip=_("Print (Ctrl+P)"))
        self.print_button.clicked.connect(self.print_pages)
        self.view_button = button(_("Open in viewer"), "", "arrow-square-out")
        self.view_button.clicked.connect(self.view)
        close = button(_("Close"), "quiet", tip=_("Close (Esc)"))
        close.clicked.connect(self.reject)
        side = panel("side")
        side.setFixedWidth(max(250, 14 * self.fontMetrics().height()))
        side.setLayout(
            column(
                self.title,
                10,
                column(words, self.tongue, gap=4),
                self.hide_empty,
                self.acknowledgement,
                None,
                self.print_button,
                self.save_button,
                self.view_button,
                close,
                gap=8,
                margin=(18, 18, 18, 18),
            )
        )
        return side

    def _keys(self) -> None:
        slots: dict[str, Callable[[], None]] = {
            "PgDown": self._page_down, "PgUp": self._page_up,
            "Ctrl+PgDown": self.next_page, "Ctrl+PgUp": self.previous_page,
            "Ctrl++": self.larger, "Ctrl+=": self.larger, "Ctrl+-": self.smaller,
            "Ctrl+0": self.fit_width, "Ctrl+9": self.fit_page,
            "Ctrl+P": self.print_pages, "Ctrl+S": self.save,
        }  # fmt: skip
        for keys, slot in slots.items():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # --- the paper

    def wishes(self) -> Wishes:
        """How the paper is wanted."""
        return Wishes(self.tongue.value(), self.hide_empty.isChecked(), self.acknowledgement.isChecked())

    def make(self) -> None:
        """Have the paper made as it is wanted now."""
        if self._job:
            self._job.cancel()
        self._ready(False)
        self.counted.setText(_("Being prepared…"))
        self._job = self._jobs.slow(
            _made, self._jobs.desk, self._word, self._number, self.wishes(), then=self._show, refused=self._no_paper
        )

    def _show(self, paper: Paper) -> None:
        self.paper = paper
        self.setWindowTitle(paper.title)
        self.title.setText(paper.title)
        self.pages.show_pdf(paper.pdf)
        self.quiet()
        self._ready(True)
        self._tell()

    def _no_paper(self, refusal: Exception) -> None:
        self.counted.setText("")
        self.refuse(refusal)
        self._ready(self.paper is not None)
        self._tell()

    def _ready(self, ready: bool) -> None:
        for press in (self.save_button, self.print_button, self.view_button):
            press.setEnabled(ready)

    def _tell(self) -> None:
        number, count = self.pages.current, self.pages.count
        if count:
            self.counted.setText(_("Page {number} of {count}").format(number=number + 1, count=count))
        self.scaled.setText(f"{self.pages.scale * 100:.0f} %")
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number < count - 1)

    # --- looking at it

    def next_page(self) -> None:
        """The beginning of the next page."""
        self.pages.turn(1)

    def previous_page(self) -> None:
        """The beginning of the page before."""
        self.pages.turn(-1)

    def _page_down(self) -> None:
        self.pages.scroll_page(QAbstractSlider.SliderAction.SliderPageStepAdd)

    def _page_up(self) -> None:
        self.pages.scroll_page(QAbstractSlider.SliderAction.SliderPageStepSub)

    def larger(self) -> None:
        """One step larger."""
        self.pages.zoom(1)

    def smaller(self) -> None:
        """One step smaller."""
        self.pages.zoom(-1)

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        """The whole page at once."""
        self.pages.setZoomMode(QPdfView.ZoomMode.FitInView)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._tell()

    # --- where it goes

    def save(self) -> None:
        """Ask for a file and save there."""
        if not self.paper:
            return
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(QSettings().value(_FOLDER) or usual))
        dialog = QFileDialog(self, _("Save as PDF"), str(folder), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.paper.file_name)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, name: str) -> None:
        """Save under this name, over a file that is there already."""
        if self.paper:
            self._jobs.slow(_saved, Path(name), self.paper.pdf, then=self._saved, refused=self.refuse)

    def _saved(self, file: Path) -> None:
        QSettings().setValue(_FOLDER, str(file.parent))
        self.say(_("Saved as “{file}”.").format(file=file.name))

    def view(self) -> None:
        """Open the paper in the program that the system has for PDF files."""
        if self.paper:
            self._jobs.slow(_put_aside, self.paper, then=self._view, refused=self.refuse)

    def _view(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.refuse(Unavailable(_("This computer has no program that opens PDF files.")))

    def print_pages(self) -> None:
        """Ask for a printer and print there."""
        if not self.paper:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.paper.title)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.pages.count)
        dialog.setFromTo(1, self.pages.count)
        agreed = dialog.exec()
        dialog.deleteLater()
        if agreed:
            self.say(_("Being sent to the printer…"))
            self._jobs.slow(print_on, printer, self.paper.pdf, then=self._printed, refused=self.refuse)

    def _printed(self, count: int) -> None:
        self.say(
            ngettext("{n} page was sent to the printer.", "{n} pages were sent to the printer.", count).format(n=count)
        )

    # --- what it says

    def say(self, text: str) -> None:
        """A quiet sentence above the pages."""
        self._speak(text, "bar")

    def refuse(self, refusal: Exception) -> None:
        """The sentence of a refusal."""
        self._speak(str(refusal), "banner")

    def quiet(self) -> None:
        """Say nothing."""
        self._said.hide()

    def _speak(self, text: str, look: str) -> None:
        relook(self.banner, look)
        self.said.style().unpolish(self.said)  # its colour depends on the ground
        self.said.style().polish(self.said)
        breakable = text.replace("/", "/\u200b").replace("\\", "\\\u200b")  # long paths wrap as well
        self.said.setText(breakable)
        self.said.setAccessibleName(text)
        self.banner.show()
        self._said.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.banner, QAccessible.Event.Alert))

    def done(self, result: int) -> None:
        if self._job:
            self._job.cancel()
        self.pages.close_pdf()
        super().done(result)


# --- in the slow lane -----------------------------------------------------------------------------------------


def _made(desk: "Desk", word: str, number: int, wishes: Wishes) -> Paper:
    return desk.ask(printouts.make, word, number, wishes, desk.now().astimezone().date(), desk.user)


def _saved(file: Path, pdf: bytes) -> Path:
    files.save(file, pdf)
    return file


def _put_aside(paper: Paper) -> Path:
    """A file for another program to look at; gone when this program ends."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="clusterdesk-"))
    except OSError as error:
        raise Unavailable(str(error)) from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _saved(folder / paper.file_name, paper.pdf)


def print_on(printer: QPrinter, pdf: bytes) -> int:
    """Print the pages that the printer was asked for, each as large as its paper allows; answers how many. Qt allows
    to paint on a printer in any thread."""
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    numbers = range(max(first, 1) - 1, min(last, document.pageCount()))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(_("The printer “{name}” cannot be reached.").format(name=printer.printerName()))
    try:
        for number in numbers:
            if number != numbers[0]:
                printer.newPage()
            _print_page(painter, printer, document, number)
    finally:
        painter.end()
        document.close()
    return len(numbers)


def _print_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, number: int) -> None:
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = document.pagePointSize(number).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(QPointF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2), size)
    painter.drawImage(target, on_white(document, number, size * min(1.0, _FINEST / printer.resolution())))


def on_white(document: QPdfDocument, number: int, size: QSizeF) -> QImage:
    """A page as a picture of that size. QtPdf renders the ink only, on a clear ground."""
    pixels: QSize = size.toSize()
    page = QImage(pixels, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(number, pixels))
    painter.end()
    return page
