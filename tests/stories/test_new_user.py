"""A new user's first day, through the real window: keyboard and mouse, background lanes, a file, and a restart."""

import datetime as dt
import uuid
from pathlib import Path

import icalendar
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from clusterdesk import i18n
from clusterdesk.domain.agreements import CATEGORIES, STATUSES
from clusterdesk.domain.events import EventAgreement
from clusterdesk.i18n import _, ngettext
from clusterdesk.services import demo
from clusterdesk.services.desk import Desk
from clusterdesk.storage.store import Chance, Store
from tests.conftest import Clock
from tests.stories.clerk import Clerk, Office
from tests.ui.conftest import no_leftovers, own_settings

__all__ = ["no_leftovers", "own_settings"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TITLE = "Kooperationsvereinbarung ACOD – OptoNet"
FIELD = "gemeinsame Veranstaltungen"


@pytest.fixture
def ordinary(clock: Clock) -> Chance:
    """A clock that stands still, and identities as everywhere."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)  # nobody could type into them
    return Chance(clock, lambda: str(uuid.uuid4()))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_first_day(language: str, qtbot: QtBot, tmp_path: Path, ordinary: Chance) -> None:
    i18n.choose(language)
    database, paper, calendar = (tmp_path / name for name in ("desk.sqlite3", "Übersicht.pdf", "Kongress.ics"))
    with Office(qtbot, database, ordinary) as clerk:
        begins(clerk)
        records_the_agreement(clerk)
        names_who_agreed(clerk)
        names_who_signed(clerk)
        names_field_and_guests(clerk)
        prints(clerk, paper)
        plans_the_congress(clerk)
        links_it(clerk)
        exports_it(clerk, calendar)
        undone = takes_the_last_deed_back(clerk)
        clerk.press("Ctrl+Q")
    with Office(qtbot, database, ordinary) as clerk:
        finds_everything_again(clerk, undone)
        clerk.press("Ctrl+Q")


def begins(clerk: Clerk) -> None:
    clerk.sees(_("Welcome to ClusterDesk"))
    clerk.tab_to(_("Start with an empty desk"))
    clerk.press("Return")
    clerk.misses(_("Welcome to ClusterDesk"))


def records_the_agreement(clerk: Clerk) -> None:
    clerk.press("Ctrl+N")
    clerk.from_menu(_("New agreement…"))
    clerk.until(lambda: clerk.at == _("Title"))
    clerk.write(TITLE)
    clerk.choose(_("Status"), _(STATUSES["signed"]))
    clerk.fill(_("Signed on"), "31.2.2022")
    clerk.press("Return")
    clerk.sees("31.2.2022")
    wrong = [one for one in clerk.words() if "31.2.2022" in one and one != "31.2.2022"]
    assert wrong, "the sentence names what was typed"
    assert clerk.at == _("Signed on")
    clerk.fill(_("Signed on"), "4.3.2022")
    clerk.create(_("Place"), "Jena")
    clerk.misses(*wrong)
    clerk.press("Ctrl+S")
    clerk.sees(_("{what} “{name}” created").format(what=_("Agreement"), name=TITLE), _("Parties"))


def names_who_agreed(clerk: Clerk) -> None:
    for name in ("ACOD", "OptoNet"):
        clerk.click(f"{_('Parties')}: {_('Add')}")
        clerk.create(_("Organisation"), name)
        clerk.press("Ctrl+Return")
        clerk.until(lambda: clerk.at != _("Organisation"))
        clerk.sees(name)


def names_who_signed(clerk: Clerk) -> None:
    for person, party, capacity in (
        ("Hans-Peter Kemser", "ACOD", "Vorsitzender des Vorstands"),
        ("Simon Schwinger", "OptoNet", "Vertreter des Vorstandes"),
    ):
        clerk.click(f"{_('Signatures')}: {_('Add')}")
        clerk.create(_("Person"), person)
        clerk.choose(_("For the party"), party)
        clerk.fill(_("Capacity"), capacity)
        clerk.press("Return")
        clerk.sees(_("for {party}").format(party=party), capacity)


def names_field_and_guests(clerk: Clerk) -> None:
    clerk.click(f"{_('Fields of cooperation')}: {_('Add')}")
    clerk.fill(_("Wording"), FIELD)
    clerk.choose(_("Category"), _(CATEGORIES["event"]))
    clerk.press("Ctrl+S")
    clerk.misses(_("As it stands in the agreement."))
    for guest in ("Jens Katzek", "Anke Siegmeier"):
        clerk.click(f"{_('Others present')}: {_('Add')}")
        clerk.create(_("Person"), guest)
        clerk.press("Ctrl+S")
        clerk.misses(_("Cancel"))
        clerk.sees(guest)


def prints(clerk: Clerk, paper: Path) -> None:
    clerk.click(_("Print summary…").rstrip("…"))
    clerk.sees(TITLE, _("Page {number} of {count}").format(number=1, count=1))
    clerk.will_name(paper)
    clerk.press("Ctrl+S")
    clerk.sees(_("Saved as “{file}”.").format(file=paper.name))
    text = " ".join("\n".join(page.extract_text() for page in PdfReader(paper).pages).split())
    for expected in (TITLE, "Hans-Peter Kemser", "Vorsitzender des Vorstands", "Simon Schwinger",
                     "Vertreter des Vorstandes", "ACOD", "OptoNet", "Jena", FIELD, "Jens Katzek"):  # fmt: skip
        assert expected in text
    clerk.press("Esc")
    clerk.misses(_("Language of the paper"))


def plans_the_congress(clerk: Clerk) -> None:
    clerk.press("Ctrl+N")
    clerk.from_menu(_("New event…"))
    clerk.until(lambda: clerk.at == _("Title"))
    clerk.write("ACOD Kongress")
    clerk.fill(_("Begins on"), "1.9.2022")
    clerk.create(_("Place"), "Leipzig")
    clerk.press("Ctrl+S")
    clerk.sees(_("{what} “{name}” created").format(what=_("Event"), name="ACOD Kongress"), _("Linked agreements"))


def links_it(clerk: Clerk) -> None:
    clerk.click(f"{_('Linked agreements')}: {_('Add')}")
    clerk.pick(_("Agreement"), TITLE)
    clerk.pick(_("Field of cooperation"), FIELD)
    clerk.press("Ctrl+S")
    clerk.misses(_("Cancel"))
    clerk.sees(TITLE)


def exports_it(clerk: Clerk, calendar: Path) -> None:
    clerk.will_name(calendar)
    clerk.press("Ctrl+E")
    written = ngettext("{number} event is in the calendar file.", "{number} events are in the calendar file.", 1)
    clerk.sees(written.format(number="1"))
    clerk.press("Return")
    clerk.misses(written.format(number="1"))
    (event,) = icalendar.Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == "ACOD Kongress"
    assert event["LOCATION"] == "Leipzig"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (dt.date(2022, 9, 1), dt.date(2022, 9, 2))
    assert "DTSTART;VALUE=DATE:20220901" in calendar.read_text(encoding="utf-8")


def takes_the_last_deed_back(clerk: Clerk) -> str:
    deed = _("“{whole}”: {what} added").format(whole="ACOD Kongress", what=_(EventAgreement.LABEL))
    clerk.until(lambda: clerk._called(_("Undo “{deed}”").format(deed=deed)), deed)
    clerk.press("Ctrl+Z")
    clerk.sees(_("Undone: {deed}").format(deed=deed))
    clerk.misses(TITLE)
    return deed


def finds_everything_again(clerk: Clerk, undone: str) -> None:
    assert clerk.title.startswith(_("Start"))
    clerk.sees(TITLE, "ACOD Kongress")
    clerk.press("Ctrl+K")
    clerk.write("Kongress")
    clerk.take("ACOD Kongress")
    clerk.sees(_("Which agreement does this event bring to life?"))
    clerk.press("Ctrl+Shift+Z")
    clerk.sees(_("Done again: {deed}").format(deed=undone), TITLE, FIELD)
    clerk.press("Ctrl+K")
    clerk.write("OptoNet")
    clerk.take("OptoNet")
    clerk.until(lambda: clerk.title.startswith(_("Organisations")))
    clerk.sees("OptoNet")
    clerk.press("Alt+Left")
    clerk.until(lambda: clerk.title.startswith(_("Events")))
    clerk.press("F2")
    clerk.until(lambda: clerk.at == _("Title"))
    clerk.press("Esc")
    clerk.misses(_("Cancel"))


def test_who_signed_what_for_whom(qtbot: QtBot, tmp_path: Path, ordinary: Chance, german: None) -> None:
    database = tmp_path / "demo.sqlite3"
    store = Store.open(database, ordinary)
    Desk(store).do("Demo", demo.load)
    store.close()
    with Office(qtbot, database, ordinary) as clerk:
        clerk.press("Ctrl+K")
        clerk.write("OptoNet")
        clerk.take(TITLE)
        clerk.sees(TITLE, "4. März 2022", "Jena")
        clerk.sees("Hans-Peter Kemser", "Vorsitzender des Vorstands", "für Automotive Cluster Ostdeutschland e.V.")
        clerk.sees("Simon Schwinger", "Vertreter des Vorstandes", "für OptoNet e.V.")
        clerk.press("Ctrl+K")
        clerk.write("Näther")
        clerk.take("Dierk Näther")
        clerk.click(_("{badge}: show the evidence").format(badge=_("disputed")))
        clerk.sees(_("What the sources say"), "Dieter")
        clerk.press("Esc")
        clerk.misses(_("What the sources say"))
        clerk.press("Ctrl+Q")
