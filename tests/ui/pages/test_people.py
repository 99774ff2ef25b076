"""The page of people, through the real parts of the window and a real database."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clusterdesk.services import demo
from clusterdesk.services.desk import Desk
from clusterdesk.storage import people, references
from clusterdesk.storage.lists import Query
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.kit.sheets import BadgeButton, EvidenceDialog
from clusterdesk.ui.pages.people import PAGE, PeoplePage
from tests import make
from tests.ui.pages import hands


def opened(qtbot: QtBot, desk: Desk, number: int | None = None) -> PeoplePage:
    window = hands.open_window(qtbot, desk, PAGE)
    window.go(Place("person", number))
    return hands.page_of(window, PeoplePage)


def told(desk: Desk, story_id: str) -> int:
    found = desk.ask(references.number_of, demo.uid_of(story_id))
    assert found is not None
    return found


def test_a_person_with_a_role_by_forms_alone(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    page.new()
    assert page.sheet.form is not None
    hands.fill(qtbot, page.sheet.form, title="Dr.", given_name="Erika", family_name="Lindner", gender="Ms")
    hands.save(qtbot, page.sheet.form)
    hands.add(qtbot, page, "Roles", organisation_id="Optik Nord e.V.", role="Vorsitzende", starts="2019")
    row = desk.ask(people.rows, Query()).rows[0]
    assert (row.name, row.role, row.organisation) == ("Lindner, Dr. Erika", "Vorsitzende", "Optik Nord e.V.")
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.title == "Dr. Erika Lindner"
    assert page.sheet.sheet.more == "Vorsitzende, Optik Nord e.V. · since 2019"


def test_without_a_family_name_nothing_is_saved(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    page.new()
    form = page.sheet.form
    assert form is not None
    hands.fill(qtbot, form, given_name="Erika")
    hands.save(qtbot, form)
    assert hands.troubles(form) == {"family_name": "Please fill in this field."}
    assert desk.ask(people.count) == 0


def test_a_title_of_ten_thousand_characters_is_refused_beside_the_field(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk)
    page.new()
    form = page.sheet.form
    assert form is not None
    form.boxes["family_name"].editor.show_value("L" * 10_000)
    hands.save(qtbot, form)
    assert "at most 300" in hands.troubles(form)["family_name"]
    assert desk.ask(people.count) == 0


def test_a_disputed_role_opens_both_statements_with_their_sources(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, "per-schwinger"))
    badges = hands.card(page, "Roles").findChildren(BadgeButton)
    assert [one.text() for one in badges] == ["disputed", "disputed"]
    badges[0].click()
    dialog = next(one for one in page.window().findChildren(EvidenceDialog) if one.isVisible())
    said = {
        look: [one.text() for one in dialog.findChildren(QLabel) if one.property("look") == look]
        for look in ("strong", "muted")
    }
    assert said["strong"] == ["Vertreter des Vorstandes", "Vorstandsvorsitzender"]
    assert "Zeile 9" in said["muted"][0]
    assert "Zeile 3" in said["muted"][1]
    dialog.close()


def test_only_what_nothing_contradicts_stands_in_the_head(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, "per-kemser"))
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.more.splitlines() == [
        "Vorsitzender des Vorstands, ACOD · as of 4 Mar 2022",
        "Belongs to, BMW Group Werk Leipzig · as of 4 Mar 2022",
    ]


def test_signed_for_whom_and_in_which_capacity(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, "per-schwinger"))
    assert "signed for OptoNet e.V. · Vertreter des Vorstandes · 4 Mar 2022" in hands.words(page, "Agreements")
    assert [one.link.kind for one in hands.links(page, "Agreements").values()] == ["agreement"]
    assert "4 Mar 2022 · for OptoNet e.V. · Vertreter des Vorstandes" in hands.words(page, "Events")


def test_the_name_of_the_time_is_told(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, "per-arnold"))
    assert "then called “Netzwerk Logistik Leipzig-Halle" in "\n".join(hands.words(page, "Roles"))


@pytest.mark.parametrize("who", ["per-mank", "per-siegmeier"])
def test_the_possible_duplicate_is_the_first_thing_seen(demo_desk: Desk, qtbot: QtBot, who: str) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, who))
    assert page.sheet.sheet is not None
    assert "sagen die Quellen nicht" in page.sheet.sheet.cards[0].text


def test_who_signed_cannot_be_deleted(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, "per-schwinger"))
    before = demo_desk.ask(people.count)
    page.delete()
    assert "“Simon Schwinger” cannot be deleted" in page.context.messages.text.text()
    assert demo_desk.ask(people.count) == before


def test_deleted_with_two_roles_and_brought_back(desk: Desk, qtbot: QtBot) -> None:
    erika = make.person(desk)
    for name in ("Optik Nord e.V.", "Optik Süd e.V."):
        make.affiliation(desk, erika, make.organisation(desk, name))
    page = opened(qtbot, desk, erika.id)
    page.delete()
    assert desk.ask(people.count) == 0
    page.context.jobs.undo()
    kept = desk.ask(people.sheet, erika.id)
    assert kept is not None
    assert len(kept.roles) == 2


def test_a_former_name_is_added_and_found(desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, desk, make.person(desk).id)
    hands.add(qtbot, page, "Other names", family_name="Schmidt", kind="name at birth")
    assert "name at birth" in hands.words(page, "Other names")
    assert [one.name for one in desk.ask(people.rows, Query(text="schmidt")).rows] == ["Lindner, Erika"]


def test_the_list_is_narrowed_by_organisation_and_type_of_role(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk)
    organisation, role_type = page.list.chips
    organisation.set_value(told(demo_desk, "org-optonet"), "OptoNet e.V.")
    page.list.narrow()
    assert page.list.model.total == 3
    role_type.set_value("managing_director")
    page.list.narrow()
    assert page.list.model.total == 1


@pytest.mark.usefixtures("german")
def test_german(demo_desk: Desk, qtbot: QtBot) -> None:
    page = opened(qtbot, demo_desk, told(demo_desk, "per-schwinger"))
    assert page.sheet.sheet is not None
    assert "04.03.2022" in page.sheet.sheet.more
