"""The settings: the office in the database, this computer in its file, and the demo office."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from clusterdesk import settings
from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.services import demo, records
from clusterdesk.services.desk import Desk
from clusterdesk.settings import Settings
from clusterdesk.storage import people, profile, references
from clusterdesk.ui.kit.jobs import Inline, Jobs
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.theme import Theme
from clusterdesk.ui.overviews.settings import PAGE, SettingsPage
from clusterdesk.ui.window.main import MainWindow
from tests import make
from tests.ui.pages import hands


def opened(qtbot: QtBot, desk: Desk) -> SettingsPage:
    return hands.page_of(hands.open_window(qtbot, desk, PAGE), SettingsPage)


def choose(page: SettingsPage, name: str, words: str) -> None:
    combo = page.computer.boxes[name].editor.control
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())


# --- the office


def test_the_office_is_kept_in_the_database(desk: Desk, qtbot: QtBot) -> None:
    own = make.organisation(desk)
    page = opened(qtbot, desk)
    form = page.office.form
    hands.fill(qtbot, form, name="Geschäftsstelle", organisation_id="Optik Nord", email="buero@optik.example")
    hands.save(qtbot, form)
    kept = desk.ask(profile.get)
    assert kept is not None
    assert (kept.name, kept.email, kept.organisation_id) == ("Geschäftsstelle", "buero@optik.example", own.id)
    hands.fill(qtbot, form, name="Büro")
    hands.save(qtbot, form)
    kept = desk.ask(profile.get)
    assert kept is not None
    assert (kept.name, kept.email) == ("Büro", "buero@optik.example")
    assert not form.dirty


def test_a_wrong_address_is_refused_beside_the_field(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    form = page.office.form
    hands.fill(qtbot, form, name="Geschäftsstelle", email="buero at optik")
    hands.save(qtbot, form)
    assert hands.troubles(form) == {"email": "“buero at optik” is no e-mail address."}
    assert desk.ask(profile.get) is None
    assert form.boxes["name"].editor.value() == "Geschäftsstelle"
    form.load({})


def test_what_is_being_typed_is_not_overwritten(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    hands.fill(qtbot, page.office.form, name="Half a na")
    make.organisation(desk)
    page.show_id(None)
    assert page.office.form.boxes["name"].editor.value() == "Half a na"
    page.office.form.load({})


# --- this computer


def test_settings_are_written_to_their_file_and_seen_at_once(
    desk: Desk, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    before = qapp.styleSheet(), qapp.palette(), qapp.font()
    theme = Theme(qapp, "light")
    window = MainWindow(
        Jobs(desk, Inline(), Inline()), (PAGE,), (), Settings(theme="light"), lambda one: settings.write(file, one),
        theme=theme,
    )  # fmt: skip
    hands.keep(qtbot, window)
    window.show()
    window.go(Place("settings"))
    page = hands.page_of(window, SettingsPage)
    choose(page, "theme", "Dark")
    assert theme.dark
    points = qapp.font().pointSizeF()
    choose(page, "text_size", "125")
    assert qapp.font().pointSizeF() > points
    choose(page, "language", "Deutsch")
    assert "started again" in window.messages.text.text()
    assert settings.read(file) == Settings(theme="dark", text_size=125, language="de")
    window.choose(text_size=110)
    assert page.computer.boxes["text_size"].editor.value() == 110
    window.hide()
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


def test_a_folder_that_may_not_be_written_is_told_in_one_sentence(desk: Desk, qtbot: QtBot) -> None:
    def refuse(_settings: Settings) -> None:
        raise PermissionError(13, "Permission denied")

    window = MainWindow(Jobs(desk, Inline(), Inline()), (PAGE,), (), Settings(), refuse)
    hands.keep(qtbot, window)
    window.go(Place("settings"))
    choose(hands.page_of(window, SettingsPage), "theme", "Dark")
    assert "cannot be kept" in window.messages.text.text()
    assert window.settings.theme == "dark"


def test_another_database_opens_at_the_next_start(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desk)
    new = tmp_path / "other"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_options: (str(new), ""))
    page.computer._new_database()
    assert page.context.settings().database == str(new) + ".sqlite3"
    assert Path(page.context.settings().database).exists()
    assert "other.sqlite3" in page.computer.next_place.text()


def test_what_is_no_database_is_refused_now(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desk)
    letter = tmp_path / "letter.txt"
    letter.write_text("Sehr geehrte Damen und Herren, dies ist ein Brief.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_options: (str(letter), ""))
    page.computer._other_database()
    assert page.context.settings().database == ""
    assert "is no ClusterDesk database" in page.context.messages.text.text()


# --- the demo office


def test_the_demo_office_comes_and_goes(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    card = page.demo
    assert card.button.text() == "Load the demo office"
    card.button.click()
    assert desk.ask(demo.is_loaded)
    assert card.button.text() == "Remove the demo office"
    assert card.button.isEnabled()
    card.button.click()
    assert not desk.ask(demo.is_loaded)
    assert desk.ask(people.count) == 0
    assert card.kept.isHidden()
    page.context.jobs.undo()
    assert card.button.text() == "Remove the demo office"


def test_what_own_records_need_is_kept_and_named(demo_desk: Desk, qtbot: QtBot) -> None:
    optonet = demo_desk.ask(references.number_of, demo.uid_of("org-optonet"))
    erika = make.person(demo_desk)
    demo_desk.do("Role", records.create, Affiliation, {"person_id": erika.id, "organisation_id": optonet})
    page = opened(qtbot, demo_desk)
    page.demo.button.click()
    assert "OptoNet e.V." in page.demo.kept.text()
    assert not page.demo.kept.isHidden()
    assert demo_desk.ask(people.count) == 1
