"""Names and roles as of a day; on both databases."""

import datetime as dt

from clusterdesk.domain.dates import Answer, PartialDate
from clusterdesk.services import organisations
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, asof, events, people
from clusterdesk.storage import organisations as questions
from tests import make


def test_a_renaming_shows_in_what_happened_before_and_after(desk: Desk) -> None:
    network = make.organisation(desk, "Netzwerk Alt")
    before = make.event(desk, "Vorher", "2011-12-01", [network])
    after = make.event(desk, "Nachher", "2019-02-13", [network])
    between = make.event(desk, "Dazwischen", "2018-06", [network])
    undated = make.event(desk, "Offen", None, [network])
    agreed = make.agreement(desk, parties=[network], signed_on="2011")
    desk.do("Rename", organisations.rename, network.id, "Netzwerk Neu", since=PartialDate(2018))
    said = {}
    for event in (before, after, between, undated):
        sheet = desk.ask(events.sheet, event.id)
        assert sheet is not None
        said[event.title] = str(sheet.names[network.id])
    assert said == {
        "Vorher": "Netzwerk Alt",
        "Nachher": "Netzwerk Neu",
        "Dazwischen": "Netzwerk Alt / Netzwerk Neu",
        "Offen": "Netzwerk Neu",
    }
    sheet_of_agreement = desk.ask(agreements.sheet, agreed.id)
    assert sheet_of_agreement is not None
    assert str(sheet_of_agreement.names[network.id]) == "Netzwerk Alt"
    calendar = desk.ask(events.for_calendar, [before.id])
    assert str(calendar[0].names[network.id]) == "Netzwerk Alt"


def test_a_renaming_without_a_date_changes_the_name_of_today(desk: Desk) -> None:
    network = make.organisation(desk, "Netzwerk Alt")
    desk.do("Rename", organisations.rename, network.id, "Netzwerk Neu")
    sheet = desk.ask(questions.sheet, network.id)
    assert sheet is not None
    assert sheet.record.name == "Netzwerk Neu"
    answer = desk.ask(asof.name_on, network.id, dt.date(2020, 1, 1))
    assert (answer.names, answer.certain) == (("Netzwerk Alt", "Netzwerk Neu"), False)


def test_many_names_are_asked_at_once(desk: Desk) -> None:
    first, second = make.organisation(desk, "Eins"), make.organisation(desk, "Zwei")
    desk.do("Rename", organisations.rename, second.id, "Drei", since=PartialDate(2018))
    found = desk.ask(asof.names_on, [first.id, second.id], dt.date(2011, 1, 1))
    assert {number: str(answer) for number, answer in found.items()} == {first.id: "Eins", second.id: "Zwei"}
    today = desk.ask(asof.names_on, [first.id, second.id], None)
    assert str(today[second.id]) == "Drei"
    assert desk.ask(asof.names_on, [], dt.date(2011, 1, 1)) == {}


def test_roles_of_a_day_tell_certain_from_unclear_and_leave_out_what_was_over(desk: Desk) -> None:
    person, organisation = make.person(desk), make.organisation(desk)
    make.affiliation(desk, person, organisation, "Vorsitz", starts="2015", ends="2018")
    make.affiliation(desk, person, organisation, "Gesehen", as_of="2019-06-18")
    make.affiliation(desk, person, organisation, "Jetzt", starts="2018-07")
    found = desk.ask(asof.roles, person_id=person.id, asked=dt.date(2019, 6, 18))
    assert {(one.record.role, one.answer) for one in found} == {("Gesehen", Answer.YES), ("Jetzt", Answer.YES)}
    found = desk.ask(asof.roles, organisation_id=organisation.id, asked=dt.date(2018, 3, 1))
    assert {one.record.role: one.answer for one in found} == {"Vorsitz": Answer.UNCLEAR, "Gesehen": Answer.UNCLEAR}
    assert [one.record.role for one in desk.ask(asof.roles, person_id=person.id)] == ["Gesehen", "Jetzt", "Vorsitz"]


def test_a_disputed_role_is_shown_behind_the_other(desk: Desk) -> None:
    person, organisation = make.person(desk), make.organisation(desk)
    make.affiliation(desk, person, organisation, "Strittig", as_of="2022", disputed=True)
    make.affiliation(desk, person, organisation, "Belegt", as_of="2022")
    sheet = desk.ask(people.sheet, person.id)
    assert sheet is not None
    assert [one.record.role for one in sheet.roles] == ["Belegt", "Strittig"]
