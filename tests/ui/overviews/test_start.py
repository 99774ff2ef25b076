"""The start page: counts, events, agreements, what was done, and what is not stated."""

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clusterdesk.services.desk import Desk
from clusterdesk.storage import overviews
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import CardFrame, LinkButton
from clusterdesk.ui.overviews.start import PAGE, CountButton, GapLine, StartPage, YearsChart, greeting
from clusterdesk.ui.pages import people as page_of_people
from tests import make
from tests.conftest import Clock
from tests.ui.pages import hands


def opened(qtbot: QtBot, desk: Desk) -> StartPage:
    return hands.page_of(hands.open_window(qtbot, desk, PAGE, page_of_people.PAGE), StartPage)


def frames(page: StartPage) -> list[CardFrame]:
    return [one for one in page._cards if isinstance(one, CardFrame)]


def titles(page: StartPage) -> list[str]:
    return [one._card.title for one in frames(page)]


def card(page: StartPage, title: str) -> CardFrame:
    return next(one for one in frames(page) if one._card.title == title)


def test_an_empty_desk_says_what_will_stand_here(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    assert [one.accessibleName() for one in page.findChildren(CountButton)][1] == "People: 0, open"
    assert "Not stated yet" not in titles(page)
    assert card(page, "Next events")._card.about == "No event is planned."


def test_a_count_opens_its_page(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk)
    people = page.findChildren(CountButton)[1]
    qtbot.mouseClick(people, Qt.MouseButton.LeftButton)
    assert page.window().trail.here == Place("person")  # type: ignore[attr-defined]


def test_where_nothing_is_coming_the_latest_events_stand(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk)
    latest = card(page, "Latest events")
    assert latest.findChildren(LinkButton)[0].text() == "ACOD Kongress"
    assert "9 fields of cooperation" in card(page, "Latest agreements")._card.items[0].more


def test_the_next_events_from_today_on(desk: Desk, qtbot: QtBot) -> None:
    for title, starts, status in (
        ("Past", "2026-03-01", "planned"), ("Today", "2026-03-02", "planned"), ("Some time", "2026", "planned"),
        ("Called off", "2026-05-01", "cancelled"), ("Next year", "2027-01", "planned"),
    ):  # fmt: skip
        make.event(desk, title, starts, status=status)
    page = opened(qtbot, desk)
    shown = [one.text() for one in card(page, "Next events").findChildren(LinkButton)]
    assert shown == ["Some time", "Today", "Next year"]


def test_an_event_of_several_days_is_still_on(desk: Desk) -> None:
    make.event(desk, "Fair", "2026-02-27", ends="2026-03-03")
    assert [one.link.text for one in desk.ask(overviews.start, dt.date(2026, 3, 2)).coming] == ["Fair"]
    assert desk.ask(overviews.start, dt.date(2026, 3, 4)).coming == ()


def test_a_deed_appears_at_once_and_says_when_it_was_undone(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    page.context.jobs.do("A network is made", make.organisations.create, {"name": "Optik Nord", "kind": "network"})
    assert [one.text() for one in card(page, "Done last").findChildren(LinkButton)] == ["A network is made"]
    page.context.jobs.undo()
    items = card(page, "Done last")._card.items
    assert [item.badges[0].text if item.badges else "" for item in items] == ["", "undone"]


def test_gaps_open_lists_of_links(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk)
    line = next(one for one in page.findChildren(GapLine) if "without a role" in one.head.text())
    assert line.head.text() == "People without a role: 1"
    assert line.rest.isHidden()
    line.head.click()
    assert [one.text() for one in line.rest.findChildren(LinkButton)] == ["Dr. Torsten Scheller"]
    assert not line.rest.isHidden()


def test_agreements_in_preparation_lack_nothing(desk: Desk) -> None:
    make.agreement(desk, status="draft")
    assert desk.ask(overviews.start, dt.date(2026, 3, 2)).gaps == ()
    make.agreement(desk, status="signed")
    keys = [one.key for one in desk.ask(overviews.start, dt.date(2026, 3, 2)).gaps]
    assert keys == ["agreement_place", "agreement_term", "agreement_notice"]


def test_the_picture_can_be_read_with_mouse_and_keyboard(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk)
    chart = page.findChildren(YearsChart)[0]
    bars = chart.bars
    assert bars.accessibleName() == "Events per year"
    assert bars.accessibleDescription() == "2011: 1, 2012: 1, 2019: 3, 2022: 3"
    assert chart.words.text() == "2011 to 2022: 8 events · 1 without a date"
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert chart.words.text() == "2022: 3 events"
    qtbot.keyClick(bars, Qt.Key.Key_Home)
    assert chart.words.text() == "2011: 1 event"
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "2012: 1 event"
    at = bars.bar(8).center()
    nothing = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, at, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(bars, move)
    assert chart.words.text() == "2019: 3 events"


def test_a_picture_of_a_hundred_years_keeps_its_years_apart(qtbot: QtBot) -> None:
    chart = YearsChart([(year, year % 4) for year in range(1920, 2027)])
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.show()
    named = [at for at in range(len(chart.bars.years)) if chart.bars._named(at)]
    assert 2 <= len(named) <= 12


@pytest.mark.parametrize(("hour", "said"), [(7, "Good morning."), (14, "Good afternoon."), (20, "Good evening.")])
def test_greeting(hour: int, said: str) -> None:
    assert greeting(hour) == said


def test_a_new_day_is_seen_on_the_next_visit(desk: Desk, clock: Clock, qtbot: QtBot) -> None:
    make.event(desk, "Today", "2026-03-02")
    page = opened(qtbot, desk)
    assert "Next events" in titles(page)
    clock.move(days=1)
    page.show_id(None)
    assert "Latest events" in titles(page)
