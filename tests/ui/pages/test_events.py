"""The page of events through the window: making one with all its parts, refusals, names of the day, calendar files."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import icalendar
import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from clusterdesk.domain.events import Event
from clusterdesk.domain.records import Record
from clusterdesk.services.calendars import CalendarFile
from clusterdesk.services.demo import uid_of
from clusterdesk.services.desk import Desk
from clusterdesk.storage import events as questions
from clusterdesk.storage.events import EventSheet
from clusterdesk.ui.kit import calendars
from clusterdesk.ui.kit.calendars import ExportReport, file_name
from clusterdesk.ui.kit.messages import ProgressDialog
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.pages import events, organisations, places
from clusterdesk.ui.pages.events import EventsPage
from clusterdesk.ui.window.main import MainWindow
from tests import make
from tests.ui.pages import hands


def open_events(qtbot: QtBot, desk: Desk, number: int | None = None) -> EventsPage:
    window = hands.open_window(qtbot, desk, events.PAGE, places.PAGE, organisations.PAGE)
    window.go(Place("event", number))
    return hands.page_of(window, EventsPage)


def number_of(desk: Desk, story_id: str, kind: type[Record] = Event) -> int:
    return desk.ask(lambda session: session.scalars(select(kind.id).where(kind.uid == uid_of(story_id))).one())


def only(desk: Desk) -> EventSheet:
    (row,) = desk.ask(questions.rows, questions.Query()).rows
    found = desk.ask(questions.sheet, row.id)
    assert found
    return found


# --- creating and editing ---------------------------------------------------------------------------------------


def test_an_event_is_made_with_organisers_and_participants(qtbot: QtBot, desk: Desk) -> None:
    for name, short in (("Optik Nord e.V.", "Optik Nord"), ("Logistik Süd e.V.", "Logistik Süd")):
        make.organisation(desk, name, short=short)
    make.person(desk, "Lindner", "Erika")
    page = open_events(qtbot, desk)
    page.new()
    hands.fill(
        qtbot, page.sheet.form, title="Licht & Last", kind="Workshop", status="confirmed", starts="6.5.2026",
        start_time="9:30", ends="6.5.2026", end_time="16", place_id="Jena", topic="Sensoren im Lager",
    )  # fmt: skip
    hands.save(qtbot, page.sheet.form)
    assert page.sheet.sheet.title == "Licht & Last"
    hands.add(qtbot, page, "Organisers", organisation_id="Optik", role="Host")
    hands.add(qtbot, page, "Organisers", organisation_id="Logistik", role="Co-organiser")
    hands.add(qtbot, page, "Participants", person_id="Lindner", organisation_id="Optik", capacity="Vorsitzende",
              role="Speaker", first_time=True)  # fmt: skip
    hands.add(qtbot, page, "Participants", capacity="Fachpublikum", count="40", approximate=True)
    found = only(desk)
    one = found.record
    assert (str(one.starts), str(one.start_time), str(one.end_time)) == ("2026-05-06", "09:30:00", "16:00:00")
    assert one.place
    assert (one.kind, one.status, one.place.name, one.topic) == ("workshop", "confirmed", "Jena", "Sensoren im Lager")
    assert [(each.organisation.short, each.role) for each in found.organisers] == [
        ("Optik Nord", "host"), ("Logistik Süd", "co_organiser"),
    ]  # fmt: skip
    assert (found.head_count, len(found.represented)) == (41, 1)
    shown = hands.words(page, "Participants")
    assert "about 41 participants · 1 organisation represented" in shown
    assert {"Erika Lindner", "first time", "Vorsitzende · Speaker", "about 40 persons", "Fachpublikum"} <= {*shown}
    assert "6 May 2026, 09:30–16:00" in hands.words(page, "At a glance")
    assert page.list.model.row(0).organisers == ("Optik Nord", "Logistik Süd")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"start_time": "9:30"}, "start_time", "A time of day needs a day."),
        ({"starts": "2026", "start_time": "9:30"}, "start_time", "A time of day needs a day."),
        ({"starts": "6.5.2026", "ends": "5.5.2026"}, "ends", "The end lies before the beginning."),
        ({"starts": "6.5.2026", "start_time": "9", "end_time": "8"}, "end_time", "The end lies before the beginning."),
        ({"timezone": "Europe/Jena"}, "timezone", "“Europe/Jena” is no time zone; an example is Europe/Berlin."),
        ({"timezone": ""}, "timezone", "Please fill in this field."),
        ({"starts": "irgendwann"}, "starts", "“irgendwann” is no date."),
        ({"start_time": "25:00"}, "start_time", "“25:00” is no time of day."),
        ({"title": "x" * 10_000}, "title", "Too long: 10000 characters, at most 300 can be kept."),
        ({"title": ""}, "title", "Please fill in this field."),
    ],
)
def test_what_is_refused_stands_beside_its_field(
    qtbot: QtBot, desk: Desk, values: dict[str, str], field: str, sentence: str
) -> None:
    page = open_events(qtbot, desk)
    page.new()
    title = values.pop("title", "Werkstattgespräch")
    page.sheet.form.boxes["title"].editor.control.setText(title)
    hands.fill(qtbot, page.sheet.form, **values)
    hands.save(qtbot, page.sheet.form)
    said = hands.troubles(page.sheet.form)
    assert list(said) == [field]
    assert said[field].startswith(sentence)
    assert not page.sheet.form.boxes[field].trouble.isHidden()
    assert desk.ask(questions.count) == 0


def test_only_the_changed_field_is_saved_and_undo_takes_it_back(qtbot: QtBot, desk: Desk) -> None:
    event = make.event(desk, place_id=make.place(desk).id)
    page = open_events(qtbot, desk, event.id)
    page.edit()
    hands.fill(qtbot, page.sheet.form, starts="Juni 2026", date_note="Tag folgt", date_certainty="inferred")
    hands.save(qtbot, page.sheet.form)
    assert page.sheet.form is None
    assert {"June 2026", "inferred", "Tag folgt", "Jena"} <= {*hands.words(page, "At a glance")}
    desk.undo()
    assert str(only(desk).record.starts) == "2026-05-06"


def test_the_time_zone_is_shown_only_where_it_is_another(qtbot: QtBot, desk: Desk) -> None:
    here, there = make.event(desk, "Hier"), make.event(desk, "Dort", timezone="America/New_York")
    page = open_events(qtbot, desk, here.id)
    assert "Time zone" not in hands.words(page, "At a glance")
    page.show_id(there.id)
    assert "America/New_York" in hands.words(page, "At a glance")


def test_a_participant_needs_a_name_or_a_number(qtbot: QtBot, desk: Desk) -> None:
    page = open_events(qtbot, desk, make.event(desk).id)
    frame = hands.card(page, "Participants")
    frame._start_adding()
    hands.save(qtbot, frame.form)
    assert hands.troubles(frame.form) == {
        "person_id": "Please name a person or an organisation, or enter a number."
    }
    hands.fill(qtbot, frame.form, count="")
    hands.save(qtbot, frame.form)
    assert hands.troubles(frame.form)["count"] == "Please fill in this field."


def test_organisers_are_put_in_printing_order(qtbot: QtBot, desk: Desk) -> None:
    made = [make.organisation(desk, name) for name in ("A e.V.", "B e.V.", "C e.V.")]
    page = open_events(qtbot, desk, make.event(desk, organisers=made).id)
    frame = hands.card(page, "Organisers")
    frame.edit(frame._card.items[2].edit)
    hands.fill(qtbot, frame.form, position="1")
    hands.save(qtbot, frame.form)
    assert [one.organisation.name for one in only(desk).organisers] == ["C e.V.", "A e.V.", "B e.V."]
    assert list(hands.links(page, "Organisers")) == ["C e.V.", "A e.V.", "B e.V."]


def test_an_event_is_linked_to_a_field_of_an_agreement(qtbot: QtBot, desk: Desk) -> None:
    agreed = make.agreement(desk, "Nord – Süd", fields=[("event", "gemeinsame Tagungen"), ("trade_fair", "Messen")])
    make.agreement(desk, "Ost – West", fields=[("education", "Lehrgänge")])
    page = open_events(qtbot, desk, make.event(desk).id)
    frame = hands.card(page, "Linked agreements")
    frame._start_adding()
    field = frame.form.boxes["field_id"].editor
    field.setFocus()
    field.look_for("")
    assert [one.text for one in field.drop.model.entries] == ["Nothing found"]
    hands.fill(qtbot, frame.form, agreement_id="Nord")
    field.setFocus()
    field.look_for("")
    assert [one.text for one in field.drop.model.entries] == ["gemeinsame Tagungen", "Messen"]
    hands.fill(qtbot, frame.form, field_id="mess")
    hands.fill(qtbot, frame.form, agreement_id="Ost")
    assert field.value() is None
    hands.fill(qtbot, frame.form, agreement_id="Nord", field_id="tagung")
    hands.save(qtbot, frame.form)
    (link,) = only(desk).agreements
    assert link.field
    assert (link.agreement_id, link.field.wording) == (agreed.id, "gemeinsame Tagungen")
    assert "Joint events: gemeinsame Tagungen" in hands.words(page, "Linked agreements")
    frame = hands.card(page, "Linked agreements")
    frame.edit(frame._card.items[0].edit)
    hands.fill(qtbot, frame.form, field_id="", note="erste Probe")
    hands.save(qtbot, frame.form)
    (link,) = only(desk).agreements
    assert (link.field_id, link.note) == (None, "erste Probe")


def test_a_follow_up_is_planned_from_the_sheet(qtbot: QtBot, desk: Desk) -> None:
    first = make.event(desk, "Erstes Treffen", kind="exchange", place_id=make.place(desk).id)
    page = open_events(qtbot, desk, first.id)
    hands.add(qtbot, page, "Follow-ups", title="Zweites Treffen", starts="2027")
    assert list(hands.links(page, "Follow-ups")) == ["Zweites Treffen"]
    hands.links(page, "Follow-ups")["Zweites Treffen"].click()
    assert page.sheet.sheet.title == "Zweites Treffen"
    assert {"Erstes Treffen", "Jena", "2027"} <= {*hands.words(page, "At a glance")}
    page.show_id(first.id)
    page.edit()
    hands.fill(qtbot, page.sheet.form, follows_id="Zweites")
    hands.save(qtbot, page.sheet.form)
    assert hands.troubles(page.sheet.form) == {"follows_id": "An event cannot follow itself."}


def test_delete_is_refused_while_another_event_follows(qtbot: QtBot, desk: Desk) -> None:
    first = make.event(desk, "Erstes Treffen")
    second = make.event(desk, "Zweites Treffen", follows_id=first.id)
    page = open_events(qtbot, desk, first.id)
    with qtbot.waitSignal(page.context.jobs.refused) as said:
        page.delete()
    assert "Zweites Treffen" in str(said.args[0])
    page.show_id(second.id)
    page.delete()
    assert [one.title for one in desk.ask(questions.rows, questions.Query()).rows] == ["Erstes Treffen"]


# --- the story --------------------------------------------------------------------------------------------------


def test_the_meeting_of_2011_shows_the_names_of_2011(qtbot: QtBot, demo_desk: Desk) -> None:
    page = open_events(qtbot, demo_desk, number_of(demo_desk, "ev-clustermanager-2011"))
    shown = hands.links(page, "Participants")
    link = shown["Netzwerk Logistik Leipzig-Halle e.V. (today Netzwerk Logistik Mitteldeutschland e.V.)"]
    assert "OptoNet e.V." in shown
    assert "7 participants · 7 organisations represented" in hands.words(page, "Participants")
    link.click()
    there = hands.page_of(page.window(), organisations.OrganisationsPage)
    assert there.sheet.sheet.title == "Netzwerk Logistik Mitteldeutschland e.V."


def test_the_list_shows_dates_as_they_are_newest_first(qtbot: QtBot, demo_desk: Desk) -> None:
    page = open_events(qtbot, demo_desk)
    model = page.list.model
    when = [model.data(model.index(number, 0)) for number in range(model.total)]
    assert when[0] == "1 Sept 2022"
    assert when[-3:] == ["2012", "1 Dec 2011", "not stated"]
    page.list.chips[0].set_value(2019)
    page.list.narrow()
    assert model.total == 3
    assert [one.text for one in demo_desk.ask(events.years, "20")] == ["2022", "2019", "2012", "2011"]


# --- into calendars ---------------------------------------------------------------------------------------------


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that the user chooses."""
    path = tmp_path / "Kalender" / "events.ics"
    path.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path)])
    return path


@pytest.fixture
def report(qtbot: QtBot) -> Callable[[EventsPage], ExportReport]:
    def find(page: EventsPage) -> ExportReport:
        (found,) = page.window().findChildren(ExportReport)
        qtbot.waitExposed(found)
        return found

    return find


def read(path: Path) -> list[Any]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def words_of(dialog: ExportReport) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel)]


def test_all_events_are_exported_and_those_without_a_day_named(
    qtbot: QtBot, demo_desk: Desk, target: Path, report: Callable[[EventsPage], ExportReport]
) -> None:
    page = open_events(qtbot, demo_desk)
    page.action("event.export_all").trigger()
    told = words_of(report(page))
    assert len(read(target)) == 7
    assert {"7 events are in the calendar file.", str(target), "2 events were left out"} <= {*told}
    at = told.index("Fortsetzung des Dialogs der Clustermanager")  # ev-dialog-2012
    assert told[at + 1] == "The day is not known, only: 2012."
    at = told.index("Prämierungsveranstaltung in Berlin")  # ev-praemierung-berlin
    assert told[at + 1] == "There is no date yet."
    assert any("no e-mail address" in one for one in told)
    dialog = report(page)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is QApplication.focusWidget())
    assert QApplication.activeModalWidget() is dialog
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_the_selection_is_exported_by_keyboard_and_the_folder_opened(
    qtbot: QtBot, demo_desk: Desk, target: Path, report: Callable[[EventsPage], ExportReport],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = open_events(qtbot, demo_desk)
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    assert page.action("event.export").isEnabled()
    qtbot.keyClick(page.list.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (event,) = read(target)
    assert str(event["SUMMARY"]) == "ACOD Kongress"
    assert QSettings().value(calendars.FOLDER) == str(target.parent)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = report(page)
    dialog.folder.click()
    assert opened == [QUrl.fromLocalFile(str(target.parent))]
    dialog.accept()


def test_nothing_is_written_where_no_event_has_a_day(
    qtbot: QtBot, desk: Desk, target: Path, report: Callable[[EventsPage], ExportReport]
) -> None:
    page = open_events(qtbot, desk, make.event(desk, "Irgendwann", "2027").id)
    page.export()
    dialog = report(page)
    assert words_of(dialog)[0] == "No event could be written, so no file was made."
    assert dialog.folder.isHidden()
    assert not target.exists()
    dialog.accept()


def test_a_file_that_cannot_be_written_is_refused_with_a_sentence(
    qtbot: QtBot, desk: Desk, target: Path
) -> None:
    target.parent.rmdir()
    page = open_events(qtbot, desk, make.event(desk).id)
    with qtbot.waitSignal(page.context.jobs.refused) as said:
        page.export()
    assert str(target.parent) in str(said.args[0])
    assert not page.window().findChildren(ExportReport)


def test_cancelling_writes_nothing(desk: Desk, target: Path) -> None:
    make.event(desk)

    class Stopped(Exception):  # noqa: N818 - as in the kit
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        calendars.write(desk, None, target, progress=stop)
    assert list(target.parent.iterdir()) == []


def test_a_long_export_shows_its_progress_and_can_be_cancelled(
    qtbot: QtBot, desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.event(desk)
    go_on = threading.Event()
    write = calendars.write

    def write_slowly(*args: Any, **how: Any) -> CalendarFile:
        go_on.wait(10)
        return write(*args, **how)

    monkeypatch.setattr(calendars, "write", write_slowly)
    monkeypatch.setattr(calendars, "PATIENCE", 0)
    with ThreadPoolExecutor(1) as lane:
        window = hands.open_window(qtbot, desk, events.PAGE, slow=lane)
        hands.page_of(window, EventsPage).export_all()
        qtbot.waitUntil(lambda: bool(window.findChildren(ProgressDialog)))
        (dialog,) = window.findChildren(ProgressDialog)
        assert dialog.isVisible()
        dialog.reject()
        go_on.set()
    qtbot.waitUntil(lambda: not window.findChildren(ProgressDialog))
    assert list(target.parent.iterdir()) == []
    assert not window.findChildren(ExportReport)


def test_the_file_menu_offers_to_export_everything(qtbot: QtBot, desk: Desk) -> None:
    window: MainWindow = open_events(qtbot, desk).window()
    menu = window._menus["file"]
    menu.aboutToShow.emit()
    titles = [one.text() for one in menu.actions()]
    assert "Export all events…" in titles
    assert titles[-1] == "&Quit"


@pytest.mark.parametrize(
    ("title", "name"),
    [("ACOD Kongress", "ACOD Kongress.ics"), ("a/b\\c: <d>?", "a b c d.ics"), ("???", "ClusterDesk.ics"),
     ("x" * 300, "x" * 80 + ".ics")],
)  # fmt: skip
def test_file_names_fit_every_system(title: str, name: str) -> None:
    assert file_name(title) == name
