"""Hands for tests of the pages: open a window on a desk, fill in forms as a person does, and read what is shown."""

from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.pages import Page, RecordPage
from clusterdesk.ui.kit.picks import PickEditor
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import CardFrame, LinkButton, WebButton
from clusterdesk.ui.window.main import MainWindow

KEYS = Qt.Key


def open_window(qtbot: QtBot, desk: Desk, *pages: Page, slow: Executor | None = None) -> MainWindow:
    """A window with these pages, the first one shown; what it asks is answered at once, and what takes long is done
    at once too unless `slow` does it."""
    jobs = Jobs(desk, Inline(), slow or Inline())
    window = MainWindow(jobs, pages, (), Settings(), lambda _settings: None)
    keep(qtbot, window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go(Place(pages[0].id))
    return window


def keep(qtbot: QtBot, window: MainWindow) -> None:
    """Close the window after the test, and hold it until then: qtbot alone has only a weak reference, and a window
    that the collector takes apart while it is painted brings the interpreter down."""
    qtbot.addWidget(window, before_close_func=_drop_forms)
    vars(qtbot).setdefault("kept", []).append(window)


def _drop_forms(window: MainWindow) -> None:
    """A test may end in the middle of a form; nobody is there to answer whether to save it."""
    for form in window.findChildren(Form):
        form._leave()


def page_of(window: MainWindow, kind: type[Any]) -> Any:
    """The page that is shown, which must be of this kind."""
    page = window.current_page()
    assert isinstance(page, kind)
    return page


def fill(qtbot: QtBot, form: Form, /, **values: Any) -> None:
    """Type into the fields: text into lines, the words of an entry into choices, the name of a record into picks
    (the first one offered is taken), True into boxes."""
    for name, value in values.items():
        editor = form.boxes[name].editor
        control = editor.control
        control.setFocus()
        match control:
            case QCheckBox():
                qtbot.keyClick(control, KEYS.Key_Space)
            case QComboBox():
                control.setCurrentIndex(control.findText(value))
                control.activated.emit(control.currentIndex())
                assert control.currentText() == value
            case QLineEdit():
                control.selectAll()
                qtbot.keyClick(control, KEYS.Key_Delete)
                _type(control, value)
                if isinstance(editor, PickEditor) and value:
                    qtbot.keyClick(control, KEYS.Key_Return)
                    assert editor.value() is not None, value
            case QPlainTextEdit():
                control.setPlainText(value)


def _type(line: QLineEdit, text: str) -> None:
    """Letter by letter; unlike `keyClicks` any letter will do."""
    for letter in text:
        QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def save(qtbot: QtBot, form: Form) -> None:
    """Press *Save*."""
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)


def card(page: RecordPage, title: str) -> CardFrame:
    """The card of that title in the sheet."""
    return next(one for one in page.sheet.cards if one._card.title == title)


def add(qtbot: QtBot, page: RecordPage, heading: str, /, **values: Any) -> None:
    """Add a part in the card of that title."""
    frame = card(page, heading)
    qtbot.mouseClick(frame._add, Qt.MouseButton.LeftButton)
    assert frame.form is not None
    fill(qtbot, frame.form, **values)
    save(qtbot, frame.form)
    assert page.sheet.form is None, troubles(page.sheet.form)


def troubles(form: Form | None) -> dict[str, str]:
    """What stands in red beside the fields, by name."""
    return {name: box.trouble.text() for name, box in form.boxes.items() if box.trouble.text()} if form else {}


def words(page: RecordPage, title: str) -> list[str]:
    """Everything that can be read in the card of that title."""
    return list(_words(card(page, title)))


def _words(frame: CardFrame) -> Iterator[str]:
    for one in (*frame.findChildren(QLabel), *frame.findChildren(LinkButton), *frame.findChildren(WebButton)):
        if one.text():
            yield one.text()


def links(page: RecordPage, title: str) -> dict[str, LinkButton]:
    """The links in the card of that title, by their words."""
    return {one.text(): one for one in card(page, title).findChildren(LinkButton)}
