"""The page of organisations through the window."""

from pytestqt.qtbot import QtBot

from clusterdesk.domain.dates import PartialDate
from clusterdesk.services.desk import Desk
from clusterdesk.storage import asof, search
from clusterdesk.ui.kit.places import Place
from clusterdesk.ui.pages import organisations
from clusterdesk.ui.pages.organisations import OrganisationsPage
from tests import make
from tests.ui.pages import hands


def test_an_organisation_is_renamed_and_found_under_both_names(qtbot: QtBot, desk: Desk) -> None:
    known = make.organisation(desk, "Netz Leipzig e.V.")
    window = hands.open_window(qtbot, desk, organisations.PAGE)
    window.go(Place("organisation", known.id))
    page = hands.page_of(window, OrganisationsPage)
    page.action("organisation.rename").trigger()
    hands.fill(qtbot, page.sheet.form, name="Netz Sachsen e.V.", since="2018", reason="größerer Wirkungskreis")
    hands.save(qtbot, page.sheet.form)
    assert page.sheet.sheet.title == "Netz Sachsen e.V."
    assert page.sheet.sheet.more == "formerly: Netz Leipzig e.V."
    assert str(desk.ask(asof.name_on, known.id, PartialDate(2011))) == "Netz Leipzig e.V."
    (hit,) = desk.ask(search.find, "Netz Leipzig", 5)
    assert (hit.title, hit.role, hit.matched) == ("Netz Sachsen e.V.", "former", "Netz Leipzig e.V.")


def test_the_same_name_again_is_refused_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    known = make.organisation(desk, "Netz Leipzig e.V.")
    window = hands.open_window(qtbot, desk, organisations.PAGE)
    window.go(Place("organisation", known.id))
    page = hands.page_of(window, OrganisationsPage)
    page.action("organisation.rename").trigger()
    hands.fill(qtbot, page.sheet.form, name="Netz Leipzig e.V.")
    page.sheet.form.save()
    assert hands.troubles(page.sheet.form) == {"name": "This is its name already."}
