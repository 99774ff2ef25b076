"""The preview: what it shows, where it goes, and what it says when that fails."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSettings, QSizeF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clusterdesk import i18n
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements
from clusterdesk.storage.lists import Query
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.preview import Preview, on_white
from clusterdesk.ui.kit.theme import Theme
from tests import make

CONTROL = Qt.KeyboardModifier.ControlModifier


class Held(Executor):
    """Keeps the work until it is let go."""

    def __init__(self) -> None:
        self.work: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.work.append(lambda: fn(*args, **kwargs))
        return Future()

    def go(self) -> None:
        for one in self.work:
            one()
        self.work.clear()


def optonet(desk: Desk) -> int:
    """The agreement of 2022."""
    return next(one.id for one in desk.ask(agreements.rows, Query()).rows if "OptoNet" in one.title)


def opened(qtbot: QtBot, desk: Desk, number: int, slow: Executor | None = None) -> Preview:
    made = Preview(None, Jobs(desk, Inline(), slow or Inline()), "agreement", number)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def preview(qtbot: QtBot, demo_desk: Desk) -> Preview:
    """The preview of the agreement with OptoNet."""
    return opened(qtbot, demo_desk, optonet(demo_desk))


def written(pdf: bytes | Path, folder: Path) -> str:
    """All text of a PDF."""
    file = pdf if isinstance(pdf, Path) else folder / "written.pdf"
    if isinstance(pdf, bytes):
        file.write_bytes(pdf)
    document = QPdfDocument()
    document.load(str(file))
    text = " ".join(document.getAllText(number).text() for number in range(document.pageCount()))
    document.close()
    return " ".join(text.split())


def colours(picture: QImage) -> set[str]:
    """The colours in a picture, looked at here and there."""
    wide, high = picture.width(), picture.height()
    return {picture.pixelColor(x, y).name() for x in range(0, wide, 3) for y in range(0, high, 3)}


def test_the_pages_are_shown_on_white(preview: Preview, qtbot: QtBot) -> None:
    assert preview.paper
    assert preview.windowTitle() == preview.paper.title
    assert preview.pages.count in (1, 2)
    assert preview.counted.text() == f"Page 1 of {preview.pages.count}"

    def painted() -> bool:
        seen = colours(preview.pages.viewport().grab().toImage())
        return "#ffffff" in seen and len(seen) > 5

    qtbot.waitUntil(painted, timeout=10_000)


def test_it_is_made_again_as_wanted(preview: Preview, tmp_path: Path) -> None:
    assert preview.paper
    first = written(preview.paper.pdf, tmp_path)
    assert "Page 1 of" in first
    assert "Notice not stated" in first
    preview.hide_empty.click()
    assert "Notice not stated" not in written(preview.paper.pdf, tmp_path)
    combo = preview.tongue.control
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("de"))
    combo.activated.emit(combo.currentIndex())
    assert "Parteien" in written(preview.paper.pdf, tmp_path)
    assert preview.counted.text().startswith("Page 1")
    assert preview.paper.title.startswith("Zusammenfassung")


def test_it_begins_in_the_language_of_the_window(demo_desk: Desk, qtbot: QtBot, german: None, tmp_path: Path) -> None:
    preview = opened(qtbot, demo_desk, optonet(demo_desk))
    assert preview.paper
    assert preview.wishes().language == "de"
    assert "Seite 1 von" in written(preview.paper.pdf, tmp_path)


def test_it_is_saved_whole(preview: Preview, tmp_path: Path) -> None:
    assert preview.paper
    folder = tmp_path / "papers"
    folder.mkdir()
    file = folder / "Übersicht.pdf"
    file.write_bytes(b"older")
    preview.save_to(str(file))
    assert file.read_bytes() == preview.paper.pdf
    assert preview.said.text() == "Saved as “Übersicht.pdf”."
    assert preview.said.isVisible()
    assert [one.name for one in folder.iterdir()] == ["Übersicht.pdf"]


def test_a_file_is_asked_for(preview: Preview, tmp_path: Path, qtbot: QtBot) -> None:
    assert preview.paper
    QSettings().setValue("folders/papers", str(tmp_path))
    qtbot.keyClick(preview, Qt.Key.Key_S, CONTROL)
    dialog = preview.findChild(QFileDialog)
    assert Path(dialog.directory().path()) == tmp_path
    line = dialog.findChild(QLineEdit)
    assert line.text() == preview.paper.file_name
    line.setText("kurz")
    dialog.accept()
    assert (tmp_path / "kurz.pdf").read_bytes() == preview.paper.pdf


def test_a_place_that_cannot_be_written_is_one_sentence(preview: Preview, tmp_path: Path) -> None:
    preview.save_to(str(tmp_path / "nowhere" / "a.pdf"))
    said = preview.said.text().replace("\u200b", "")
    assert said == f"There is no folder “{tmp_path / 'nowhere'}”."
    assert preview.banner.property("look") == "banner"
    folder = tmp_path / "papers"
    folder.mkdir()
    preview.save_to(str(folder))
    assert "is a folder" in preview.said.text()
    assert list(folder.iterdir()) == []
    preview.make()
    assert not preview.banner.isVisible()


def test_keys(preview: Preview, qtbot: QtBot) -> None:
    bar = preview.pages.verticalScrollBar()
    preview.fit_width()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    last = preview.pages.count - 1
    qtbot.keyClick(preview, Qt.Key.Key_PageDown, CONTROL)
    assert preview.pages.current == min(1, last)
    qtbot.keyClick(preview, Qt.Key.Key_PageUp, CONTROL)
    assert preview.counted.text().startswith("Page 1 of")
    before = preview.pages.scale
    qtbot.keyClick(preview, Qt.Key.Key_Plus, CONTROL)
    larger = preview.pages.scale
    assert larger > before
    assert preview.scaled.text() == f"{larger * 100:.0f} %"
    qtbot.keyClick(preview, Qt.Key.Key_Minus, CONTROL)
    assert preview.pages.scale < larger
    qtbot.keyClick(preview, Qt.Key.Key_9, CONTROL)
    assert preview.pages.scale < before
    qtbot.keyClick(preview, Qt.Key.Key_0, CONTROL)
    assert preview.pages.scale == pytest.approx(before)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_a_whole_page_is_to_be_seen_at_once(preview: Preview, qtbot: QtBot) -> None:
    preview.fit_page()
    high = 842 * preview.pages.logicalDpiY() / 72 * preview.pages.scale
    assert high + 24 == pytest.approx(preview.pages.viewport().height(), abs=2)
    qtbot.wait(10)
    last = preview.pages.viewport().grab().toImage()
    assert last.pixelColor(last.width() // 2, 4) != last.pixelColor(last.width() // 2, last.height() // 2)
    assert last.pixelColor(last.width() // 2, last.height() - 4) == last.pixelColor(last.width() // 2, 4)


def test_a_sentence_of_success_has_another_colour(themed: None, preview: Preview, tmp_path: Path) -> None:
    preview.refuse(Exception("no"))
    refused = preview.said.palette().color(preview.said.foregroundRole())
    preview.say("yes")
    assert preview.said.palette().color(preview.said.foregroundRole()) != refused


def test_zoom_ends_somewhere(preview: Preview) -> None:
    for _turn in range(40):
        preview.larger()
    assert preview.pages.scale == 4.0
    for _turn in range(40):
        preview.smaller()
    assert preview.pages.scale == 0.25


@pytest.mark.parametrize("pages", [(0, 0), (2, 2)])
def test_it_is_printed_on_white(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: tuple[int, int]
) -> None:
    assert preview.pages.count == 2
    file = tmp_path / "printed.pdf"

    def agree(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setResolution(150)
        printer.setFromTo(*pages)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", agree)
    preview.print_button.click()
    document = QPdfDocument()
    document.load(str(file))
    wanted = 1 if pages[0] else 2
    assert document.pageCount() == wanted
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    page = on_white(document, 0, QSizeF(595, 842))
    assert page.pixelColor(2, 2).name() == "#ffffff"
    assert len(colours(page)) > 5
    document.close()
    assert preview.said.text() == (
        "1 page was sent to the printer." if wanted == 1 else "2 pages were sent to the printer."
    )


def test_nothing_is_printed_when_nobody_agrees(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    preview.print_button.click()
    assert not preview.said.isVisible()


def test_it_opens_in_another_program(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    assert preview.paper
    asked: list[QUrl] = []

    def take(url: QUrl) -> bool:
        asked.append(url)
        return len(asked) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    preview.view_button.click()
    file = Path(asked[0].toLocalFile())
    assert file.read_bytes() == preview.paper.pdf
    assert file.name == preview.paper.file_name
    assert not preview.said.isVisible()
    preview.view_button.click()
    assert preview.said.text() == "This computer has no program that opens PDF files."


def test_what_is_gone_cannot_be_printed(demo_desk: Desk, qtbot: QtBot) -> None:
    preview = opened(qtbot, demo_desk, 987654)
    assert preview.said.text() == "This record is not there any more; somebody may have deleted it."
    assert not preview.save_button.isEnabled()
    assert not preview.print_button.isEnabled()
    preview.save()
    preview.print_pages()
    preview.larger()


def test_it_may_be_left_while_the_paper_is_being_made(demo_desk: Desk, qtbot: QtBot) -> None:
    held = Held()
    preview = opened(qtbot, demo_desk, optonet(demo_desk), held)
    assert preview.counted.text() == "Being prepared…"
    assert not preview.print_button.isEnabled()
    preview.reject()
    held.go()
    assert preview.paper is None


def test_the_window_around_it_may_go_first(demo_desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    around = QWidget()
    around.show()
    preview = Preview(around, Jobs(demo_desk, Inline(), Inline()), "agreement", optonet(demo_desk))
    preview.open()
    qtbot.waitExposed(preview)
    around.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def test_only_the_last_wish_counts(demo_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    held = Held()
    preview = opened(qtbot, demo_desk, optonet(demo_desk), held)
    preview.hide_empty.click()
    held.go()
    assert preview.paper
    assert "Notice not stated" not in written(preview.paper.pdf, tmp_path)


def test_a_title_of_markup_is_shown_as_typed(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    made = make.agreement(desk, '<b>Fett & "so"</b>')
    preview = opened(qtbot, desk, made.id)
    assert preview.paper
    assert '<b>Fett & "so"</b>' in preview.title.text()
    assert '<b>Fett & "so"</b>' in written(preview.paper.pdf, tmp_path)


def test_every_control_has_a_name(preview: Preview) -> None:
    preview.refuse(Exception("no"))
    for one in preview.findChildren(QWidget):
        if isinstance(one, QAbstractButton) and one.isVisible():
            assert one.accessibleName() or one.text(), one
        elif isinstance(one, QComboBox):
            assert one.accessibleName()
    assert preview.pages.accessibleName() == "Pages"


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[None]:
    """The look of the window, as far as it decides what fits."""
    font, style = qapp.font(), qapp.style().objectName()
    theme = Theme(qapp, "light")
    yield
    theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)


@pytest.mark.parametrize("tongue", ["en", "de"])
def test_nothing_is_clipped(themed: None, demo_desk: Desk, qtbot: QtBot, tongue: str) -> None:
    i18n.choose(tongue)
    preview = opened(qtbot, demo_desk, optonet(demo_desk))
    preview.resize(preview.minimumSize())
    preview.refuse(Exception("“/a/very/long/path" + "/and/longer" * 20 + "/file.pdf” cannot be written."))
    qtbot.wait(20)
    for one in preview.findChildren(QLabel):
        if one.isVisible():
            fits = one.wordWrap() and one.heightForWidth(one.width()) <= one.height() + 1
            assert fits or one.sizeHint().width() <= one.width() + 1, one.text()
    for press in preview.findChildren(QAbstractButton):
        if press.isVisible() and (press.text() or isinstance(press, QCheckBox)):
            assert press.sizeHint().width() <= press.width() + 1, press.text()
