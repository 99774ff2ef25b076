"""The acceptance questions of the story, asked of the demo office through the questions that the window uses."""

import datetime as dt
import io
from typing import Any

import pytest
from pypdf import PdfReader

from clusterdesk.domain.dates import Answer, PartialDate
from clusterdesk.domain.wording import not_stated, say_date
from clusterdesk.services import calendars, demo, printouts
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, asof, events, organisations, people, search
from clusterdesk.storage.lists import Query
from tests import make


def expects(question: str, answer: Any) -> pytest.MarkDecorator:
    """Name the test by its question, and give it the answer that is wanted."""
    return pytest.mark.parametrize("expected", [pytest.param(answer, id=question)])


def uids(*story_ids: str) -> list[str]:
    """The identities of records of the demo office."""
    return [demo.uid_of(story_id) for story_id in story_ids]


def name_on(desk: Desk, story_id: str, day: dt.date) -> asof.NameAnswer:
    """The name of an organisation of the story on a day."""
    return desk.ask(asof.name_on, make.number_of(desk, story_id), day)


# --- names ----------------------------------------------------------------------------------------------------


@expects("at-01", "Netzwerk Logistik Leipzig-Halle e.V.")
def test_at_01_the_name_before_the_renaming(demo_desk: Desk, expected: str) -> None:
    answer = name_on(demo_desk, "org-nlm", dt.date(2011, 12, 1))
    assert (str(answer), answer.certain) == (expected, True)


@expects("at-02", "Netzwerk Logistik Mitteldeutschland e.V.")
def test_at_02_the_name_after_the_renaming(demo_desk: Desk, expected: str) -> None:
    answer = name_on(demo_desk, "org-nlm", dt.date(2019, 6, 17))
    assert (str(answer), answer.certain) == (expected, True)


@expects("at-03", ("Netzwerk Logistik Mitteldeutschland e.V.", "former", "Netzwerk Logistik Leipzig-Halle e.V."))
def test_at_03_a_former_name_finds_the_network(demo_desk: Desk, expected: tuple[str, str, str]) -> None:
    hits = demo_desk.ask(search.find, "Leipzig-Halle", kind="organisation")
    assert [hit.id for hit in hits] == [make.number_of(demo_desk, "org-nlm")]
    assert (hits[0].title, hits[0].role, hits[0].matched) == expected


@expects("at-35", ("Netzwerk Logistik Leipzig-Halle e.V.", "Netzwerk Logistik Mitteldeutschland e.V."))
def test_at_35_the_year_of_the_renaming_is_not_padded(demo_desk: Desk, expected: tuple[str, ...]) -> None:
    answer = name_on(demo_desk, "org-nlm", dt.date(2018, 6, 1))
    assert answer.names == expected
    assert not answer.certain
    assert answer.changed == PartialDate(2018)


# --- roles ----------------------------------------------------------------------------------------------------


def roles(desk: Desk, story_id: str, asked: dt.date | PartialDate) -> set[tuple[str, str]]:
    """The roles that certainly held, as wording and organisation."""
    found = desk.ask(asof.roles, person_id=make.number_of(desk, story_id), asked=asked)
    return {(one.record.role, one.organisation.name) for one in found if one.answer is Answer.YES}


@expects(
    "at-04",
    {
        ("Vorsitzender", "Automotive Cluster Ostdeutschland e.V."),
        ("Leiter BMW Group Werk Leipzig", "BMW Group Werk Leipzig"),
    },
)
def test_at_04_two_hats_on_one_day(demo_desk: Desk, expected: set[tuple[str, str]]) -> None:
    assert roles(demo_desk, "per-kemser", dt.date(2019, 6, 18)) == expected


@expects(
    "at-05",
    (
        {("Geschäftsführer", "Automotive Cluster Ostdeutschland e.V.")},
        {("Geschäftsführer", "ACOD GmbH")},
    ),
)
def test_at_05_from_the_association_to_the_company(demo_desk: Desk, expected: tuple[set[Any], set[Any]]) -> None:
    in_2019, in_2022 = (roles(demo_desk, "per-katzek", PartialDate(year)) for year in (2019, 2022))
    assert (in_2019, in_2022) == expected


@expects("at-06", {"Vertreter des Vorstandes": False, "Vorstandsvorsitzender": True})
def test_at_06_two_statements_one_of_them_disputed(demo_desk: Desk, expected: dict[str, bool]) -> None:
    sheet = demo_desk.ask(people.sheet, make.number_of(demo_desk, "per-schwinger"))
    assert sheet is not None
    assert {one.record.role: one.record.disputed for one in sheet.roles} == expected
    for one in sheet.roles:
        assert one.record.holds(PartialDate(2022)) is Answer.YES
        claims = sheet.evidence[one.record.uid]
        assert {claim.source.title for claim in claims if claim.source}
        assert all(claim.locator.startswith("Zeile ") for claim in claims)


@expects("at-17", ["Prof. Uwe Arnold"])
def test_at_17_who_stood_for_the_network(demo_desk: Desk, expected: list[str]) -> None:
    network = make.number_of(demo_desk, "org-nlm")
    found = demo_desk.ask(asof.roles, organisation_id=network, asked=dt.date(2011, 12, 1))
    assert [one.person.full_name for one in found if one.answer is Answer.YES] == expected
    sheet = demo_desk.ask(events.sheet, make.number_of(demo_desk, "ev-clustermanager-2011"))
    assert sheet is not None
    there = [one for one in sheet.participations if one.organisation_id == network]
    assert [one.person.full_name for one in there if one.person] == expected
    assert there[0].first_time
    assert str(sheet.names[network]) == "Netzwerk Logistik Leipzig-Halle e.V."


@expects(
    "at-34",
    "Arnold, Heinrich, Katzek, Kemser, Mank, Näther, Neudert, Remm, Scheller, Schulte, Schwinger, Siegmeier, Tobaben",
)
def test_at_34_people_in_german_order(demo_desk: Desk, expected: str) -> None:
    found = demo_desk.ask(people.rows, Query()).rows
    assert ", ".join(one.name.split(",")[0] for one in found) == expected


# --- agreements -----------------------------------------------------------------------------------------------


def sheet_of(desk: Desk, story_id: str) -> agreements.AgreementSheet:
    """The sheet of an agreement of the story."""
    sheet = desk.ask(agreements.sheet, make.number_of(desk, story_id))
    assert sheet is not None
    return sheet


@expects("at-07", ["agr-2019", "agr-2022"])
def test_at_07_all_agreements_of_a_network(demo_desk: Desk, expected: list[str]) -> None:
    sheet = demo_desk.ask(organisations.sheet, make.number_of(demo_desk, "org-acod-ev"))
    assert sheet is not None
    assert [one.uid for one in sheet.agreements] == uids(*expected)


@expects("at-08", ["org-acod-ev", "org-cluster-it", "org-nlm"])
def test_at_08_three_parties_in_their_order(demo_desk: Desk, expected: list[str]) -> None:
    assert [one.organisation.uid for one in sheet_of(demo_desk, "agr-2019").parties] == uids(*expected)


@expects("at-09", "nicht angegeben")
@pytest.mark.usefixtures("german")
def test_at_09_the_place_is_not_invented(demo_desk: Desk, expected: str) -> None:
    place = sheet_of(demo_desk, "agr-2019").record.place
    assert (place.name if place else not_stated()) == expected


@expects("at-10", "Jena, 4. März 2022")
@pytest.mark.usefixtures("german")
def test_at_10_place_and_date(demo_desk: Desk, expected: str) -> None:
    record = sheet_of(demo_desk, "agr-2022").record
    assert record.place is not None
    assert f"{record.place.name}, {say_date(record.signed_on, long=True)}" == expected


@expects("at-11", ("exchange", "project", "event", "trade_fair", "education"))
def test_at_11_what_both_agreements_are_about(demo_desk: Desk, expected: tuple[str, ...]) -> None:
    pair = (make.number_of(demo_desk, "agr-2019"), make.number_of(demo_desk, "agr-2022"))
    assert demo_desk.ask(agreements.compare, *pair).common == expected


@expects("at-12", ("working_group",))
def test_at_12_what_only_the_later_one_is_about(demo_desk: Desk, expected: tuple[str, ...]) -> None:
    pair = (make.number_of(demo_desk, "agr-2019"), make.number_of(demo_desk, "agr-2022"))
    compared = demo_desk.ask(agreements.compare, *pair)
    assert (compared.only_second, compared.only_first) == (expected, ())


# --- events ---------------------------------------------------------------------------------------------------


@expects("at-13", ["ev-it-trifft-logistik", "ev-cybercrime"])
def test_at_13_activity_precedes_paper(demo_desk: Desk, expected: list[str]) -> None:
    record = sheet_of(demo_desk, "agr-2019").record
    found = demo_desk.ask(agreements.events_of, record.id, before=record.signed_on)
    assert [one.event.uid for one in found] == uids(*expected)


@expects("at-14", ["org-cluster-it", "org-acod-ev"])
def test_at_14_organisers_from_two_networks(demo_desk: Desk, expected: list[str]) -> None:
    sheet = demo_desk.ask(events.sheet, make.number_of(demo_desk, "ev-cybercrime"))
    assert sheet is not None
    assert [one.organisation.uid for one in sheet.organisers] == uids(*expected)


@expects("at-15", ["Cybercrime"])
@pytest.mark.parametrize("typed", ["Halle/ Saale", "Halle", "Halle (Saale)", "halle"])
def test_at_15_an_event_by_every_spelling_of_its_place(demo_desk: Desk, typed: str, expected: list[str]) -> None:
    assert [one.title for one in demo_desk.ask(events.rows, Query(text=typed)).rows] == expected
    assert [one.title for one in demo_desk.ask(search.find, typed, kind="event")] == expected


@expects("at-16", 7)
def test_at_16_how_many_networks_came(demo_desk: Desk, expected: int) -> None:
    sheet = demo_desk.ask(events.sheet, make.number_of(demo_desk, "ev-clustermanager-2011"))
    assert sheet is not None
    assert len(sheet.represented) == expected
    assert make.number_of(demo_desk, "org-silicon-saxony") not in sheet.represented


# --- what leaves the house ------------------------------------------------------------------------------------


@expects("at-27", ["DTSTART;VALUE=DATE:20220901", "DTEND;VALUE=DATE:20220902", "LOCATION:Leipzig"])
def test_at_27_the_congress_in_the_calendar(demo_desk: Desk, expected: list[str]) -> None:
    congress = make.number_of(demo_desk, "ev-acod-kongress-2022")
    file = demo_desk.ask(calendars.export, [congress], now=demo_desk.now(), language="de")
    assert [line for line in expected if line not in file.data.decode().split("\r\n")] == []
    assert file.written == 1


@expects("at-28", {"Fortsetzung des Dialogs der Clustermanager", "Prämierungsveranstaltung in Berlin"})
def test_at_28_events_without_a_day_are_left_out_and_named(demo_desk: Desk, expected: set[str]) -> None:
    file = demo_desk.ask(calendars.export, now=demo_desk.now(), language="de")
    assert {one.title for one in file.left_out} == expected
    assert all(one.reason for one in file.left_out)
    text = file.data.decode()
    assert (text.count("BEGIN:VEVENT"), file.written) == (7, 7)
    assert [uid for uid in uids("ev-dialog-2012", "ev-praemierung-berlin") if uid in text] == []
    assert "ATTENDEE" not in text


def summary_text(desk: Desk, story_id: str) -> tuple[list[str], str]:
    """The pages of the summary of an agreement, and all its text with single blanks."""
    number = make.number_of(desk, story_id)
    paper = desk.ask(printouts.make, "agreement", number, printouts.Wishes(language="de"), dt.date(2026, 3, 2))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages]
    return pages, " ".join(" ".join(pages).replace("\u00a0", " ").split())


@expects(
    "at-29",
    [
        "Automotive Cluster Ostdeutschland e.V.",
        "OptoNet e.V.",
        "Simon Schwinger",
        "Vertreter des Vorstandes",
        "Hans-Peter Kemser",
        "Vorsitzender des Vorstands",
        "Jena",
        "4. März 2022",
        "nicht angegeben",
        "ACOD Kongress",
        "Besuch des Applikationszentrums der JENOPTIK Light & Production",
        "Unterzeichnung der Kooperationsvereinbarung ACOD – OptoNet",
    ],
)
def test_at_29_the_summary_of_two_parties(demo_desk: Desk, expected: list[str]) -> None:
    _pages, text = summary_text(demo_desk, "agr-2022")
    sheet = sheet_of(demo_desk, "agr-2022")
    assert (len(sheet.fields), len(sheet.events)) == (9, 3)
    assert [line for line in [*expected, *(one.wording for one in sheet.fields)] if line not in text] == []


@expects("at-30", ["Jens Heinrich", "Hans-Peter Kemser", "Dierk Näther"])
def test_at_30_the_summary_of_three_parties(demo_desk: Desk, expected: list[str]) -> None:
    pages, text = summary_text(demo_desk, "agr-2019")
    assert len(pages) <= 2
    parties = [one.organisation.name for one in sheet_of(demo_desk, "agr-2019").parties]
    assert len(parties) == 3
    assert [line for line in [*expected, *parties] if line not in text] == []
    assert text.lower().count("laut bildunterschrift") >= len(expected)
