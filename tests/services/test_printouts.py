"""From the desk to paper: what is loaded, what is found, and what the file is called."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk import i18n
from clusterdesk.domain.agreements import Agreement, Contribution, CooperationField, Precedent, Witness
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import EventAgreement
from clusterdesk.domain.profile import Profile
from clusterdesk.domain.refusals import Missing, Refused
from clusterdesk.printing.agreement_lines import Summary
from clusterdesk.services import organisations, printouts, summaries
from clusterdesk.services.desk import Desk
from clusterdesk.services.printouts import Paper, Wishes
from clusterdesk.storage import agreements
from tests import make
from tests.golden import needs_german, pdf_text

TODAY = dt.date(2026, 3, 2)


def printed(desk: Desk, number: int, language: str = "en", **wishes: bool) -> Paper:
    return desk.ask(printouts.make, "agreement", number, Wishes(language, **wishes), TODAY, desk.user)


def text_of(paper: Paper) -> str:
    return " ".join(pdf_text(paper.pdf).replace("\u00a0", " ").split())


def lines_of(desk: Desk, number: int) -> Summary:
    def question(session: Session) -> Summary:
        sheet = agreements.sheet(session, number)
        assert sheet is not None
        return summaries.agreement(session, sheet)

    return desk.ask(question)


@pytest.fixture
def agreement(desk: Desk) -> Agreement:
    """Three parties, one of which has been renamed since, and one whose name at signing is unclear."""
    plain = make.organisation(desk, "Optik Nord e.V.", legal_form="e.V.", seat_id=make.place(desk, "Rostock").id)
    renamed = make.organisation(desk, "Netz Damals e.V.", register_court="Amtsgericht Jena", register_number="VR 1")
    desk.do("Rename", organisations.rename, renamed.id, "Netz Heute e.V.", since=PartialDate(2021, 1, 1))
    unclear = make.organisation(desk, "Alt e.V.")
    desk.do("Rename", organisations.rename, unclear.id, "Neu e.V.", since=PartialDate(2019))
    return make.agreement(
        desk,
        "Drei im Bund",
        [plain, renamed, unclear],
        [("exchange", "Austausch"), ("project", "Projekte")],
        signed_on="2019-06-17",
        status="signed",
        reference="KO 1",
    )


def test_names_at_signing_and_today(desk: Desk, agreement: Agreement) -> None:
    first, second, third = lines_of(desk, agreement.id).parties
    assert (first.name, first.seat, first.legal_form) == ("Optik Nord e.V.", "Rostock", "e.V.")
    assert (second.name, second.today, second.register_number) == ("Netz Damals e.V.", "Netz Heute e.V.", "VR 1")
    assert (third.at_signing.names, third.at_signing.certain) == (("Alt e.V.", "Neu e.V."), False)
    text = text_of(printed(desk, agreement.id))
    assert "[today: Netz Heute e.V.]" in text
    assert "renamed 2019" in text


def test_everything_that_belongs_to_an_agreement_reaches_the_paper(desk: Desk, agreement: Agreement) -> None:
    party = make.parties(desk, agreement)[1]
    erika, otto = make.person(desk), make.person(desk, "Fuchs", "Otto", title="Dr.")
    make.signature(desk, agreement, party, erika, "Vorsitzende", basis="caption", certainty="inferred", note="links")
    make.record(desk, Witness, agreement_id=agreement.id, person_id=otto.id, capacity="Gast")
    given = {"agreement_id": agreement.id, "party_id": party.id, "kind": "money"}
    make.record(desk, Contribution, text="1.573,45 EUR im Jahr", **given)
    earlier = make.agreement(desk, "Vorläufer", signed_on="2008")
    later = make.agreement(desk, "Nachfolger")
    make.record(desk, Precedent, agreement_id=agreement.id, earlier_id=earlier.id, certainty="inferred")
    make.record(desk, Precedent, agreement_id=later.id, earlier_id=agreement.id)
    make.event(desk, "Tagung", "2019-09", linked_to=[agreement], place_id=make.place(desk).id, status="held")
    make.record(desk, Profile, name="Geschäftsstelle Nord")
    text = text_of(printed(desk, agreement.id))
    for words in ("Drei im Bund", "KO 1", "Erika Lindner", "Vorsitzende", "according to a caption inferred links",
                  "Dr. Otto Fuchs (Gast)", "1.573,45 EUR im Jahr", "Vorläufer connection inferred signed on 2008",
                  "Nachfolger", "September 2019 Tagung", "Jena", "held", "Geschäftsstelle Nord",
                  "Printed on 2 Mar 2026 by Erika"):  # fmt: skip
        assert words in text


def test_an_event_that_is_linked_to_several_fields_stands_there_once(desk: Desk, agreement: Agreement) -> None:
    event = make.event(desk, "Tagung")
    chosen = select(CooperationField.id).where(CooperationField.agreement_id == agreement.id)
    ids = desk.ask(lambda session: session.scalars(chosen).all())
    for number in ids:
        make.record(desk, EventAgreement, event_id=event.id, agreement_id=agreement.id, field_id=number, note="Auftakt")
    (line,) = lines_of(desk, agreement.id).events
    assert (line.title, line.fields, line.notes) == ("Tagung", (0, 1), ("Auftakt",))


def test_sources_are_named_once_with_all_their_places_in_order(desk: Desk, agreement: Agreement) -> None:
    source = make.source(desk, "Pressemitteilung", published_on="2019-06-18", url="https://example.org/a?b=1&c")
    for field, place in (("title", "Zeile 15"), ("signed_on", "Zeile 9"), ("term", "Zeile 9")):
        make.claim(desk, agreement, field, "", source_id=source.id, locator=place)
    make.claim(desk, agreement, "place_id", "Jena", certainty="inferred")
    content = lines_of(desk, agreement.id)
    (line,) = content.sources
    assert (line.title, line.locators) == ("Pressemitteilung", ("Zeile 9", "Zeile 15"))
    assert content.disputes == ()
    assert content.inferred == ("Place",)
    assert "https://example.org/a?b=1&c" in text_of(printed(desk, agreement.id))


def test_disputed_facts_show_every_statement_with_its_source(desk: Desk, agreement: Agreement) -> None:
    party, erika = make.parties(desk, agreement)[0], make.person(desk)
    signature = make.signature(desk, agreement, party, erika)
    one, other = make.source(desk, "Mitteilung"), make.source(desk, "Zeitung")
    said = {"source_id": one.id, "locator": "Zeile 3"}
    make.claim(desk, agreement, "signed_on", "2019-06-17", **said)
    make.claim(desk, agreement, "signed_on", "2019-06-18", source_id=other.id, disputed=True, preferred=False)
    make.claim(desk, signature, "capacity", "Vorstand", disputed=True)
    make.claim(desk, party, "", "war dabei", disputed=True)
    make.claim(desk, erika, "given_name", "Erica", source_id=other.id, disputed=True, preferred=False)
    text = text_of(printed(desk, agreement.id))
    assert "Signed on: “17 Jun 2019” ([1] Zeile 3, used here) – “18 Jun 2019” ([2])" in text
    assert "Signature of Erika Lindner, Capacity: “Vorstand” (used here)" in text
    assert "Optik Nord e.V., Record as a whole" in text
    assert "Erika Lindner, Given name: “Erica” ([2])" in text


def test_disputed_roles_of_signatories_show_all_variants(desk: Desk, agreement: Agreement) -> None:
    party, erika = make.parties(desk, agreement)[0], make.person(desk)
    make.signature(desk, agreement, party, erika)
    source = make.source(desk, "Mitteilung")
    doubted = make.affiliation(desk, erika, party.organisation_id, "Vorsitzende", disputed=True)
    make.claim(desk, doubted, "role", "Vorsitzende", source_id=source.id, locator="Bild", disputed=True)
    make.affiliation(desk, erika, party.organisation_id, "Vertreterin", as_of="2019")
    make.affiliation(desk, erika, make.organisation(desk, "Anderswo"), "Gast", disputed=True)
    (dispute,) = lines_of(desk, agreement.id).disputes
    assert dispute.about == "Role of Erika Lindner in Optik Nord e.V."
    assert [(one.value, one.source, one.preferred) for one in dispute.statements] == [
        ("Vertreterin, as of 2019", None, True), ("Vorsitzende", 0, False),
    ]  # fmt: skip


def test_disputes_about_fields_name_their_wording_in_short(desk: Desk, agreement: Agreement) -> None:
    long = make.record(desk, CooperationField, agreement_id=agreement.id, wording="Wort " * 30, position=9)
    make.claim(desk, long, "sonst", "anders", disputed=True)
    make.claim(desk, long, "wording", "anders", disputed=True)
    second, first = lines_of(desk, agreement.id).disputes
    assert first.about.startswith("Field of cooperation “Wort Wort")
    assert first.about.endswith("…”, Wording")
    assert second.about.endswith(", sonst")


def test_markup_in_the_database_prints_as_typed(desk: Desk) -> None:
    made = make.agreement(desk, "<b>&\"", [make.organisation(desk, "A & B <i>")])
    text = text_of(printed(desk, made.id))
    assert "<b>&\"" in text
    assert "A & B <i>" in text


def test_wishes_reach_the_paper(desk: Desk, agreement: Agreement) -> None:
    assert "not stated" not in text_of(printed(desk, agreement.id, hide_empty=True))
    assert "Taken note of" in text_of(printed(desk, agreement.id, acknowledgement=True))


@needs_german
def test_the_language_of_the_paper_is_not_that_of_the_window(demo_desk: Desk) -> None:
    paper = printed(demo_desk, make.number_of(demo_desk, "agr-2019"), "de")
    assert paper.file_name == "Zusammenfassung – Kooperation Automotive – IT – Logistik.pdf"
    assert "laut Bildunterschrift" in text_of(paper)
    assert i18n.language() == "en"


@pytest.mark.parametrize("name", ["agr-2019", "agr-2022"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_summaries_of_the_demo_office_take_two_pages_at_most(demo_desk: Desk, name: str, language: str) -> None:
    paper = printed(demo_desk, make.number_of(demo_desk, name), language)
    assert "--- 3 ---" not in pdf_text(paper.pdf)


# --- asking for a paper -----------------------------------------------------------------------------------------


def test_what_is_not_there_cannot_be_printed(desk: Desk, agreement: Agreement) -> None:
    with pytest.raises(Missing):
        printed(desk, 999)
    with pytest.raises(Refused, match="“recipe” cannot be printed; what can be: agreement"):
        desk.ask(printouts.make, "recipe", 1, Wishes(), TODAY)
    with pytest.raises(Refused, match="“tlh” is no language"):
        printed(desk, agreement.id, "tlh")
