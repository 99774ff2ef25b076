"""The demo office: complete, loaded and removed in one step, and nothing else touched."""

import re
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, CooperationField, Signature
from clusterdesk.domain.events import Event, EventAgreement, Organiser, Participation
from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.organisations import Figure, Office, Organisation, OrganisationRelation
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place, Region
from clusterdesk.domain.profile import Profile
from clusterdesk.domain.records import Record
from clusterdesk.domain.refusals import Refused, Unavailable
from clusterdesk.domain.sources import Claim, Source
from clusterdesk.paths import resources
from clusterdesk.services import demo, records
from clusterdesk.services.desk import Desk
from clusterdesk.storage import agreements, events, history, organisations, profile, search, sources
from tests import make


def count(desk: Desk, kind: type[Record]) -> int:
    """How many records of the kind there are."""
    return desk.ask(lambda session: session.scalar(select(func.count()).select_from(kind.__table__))) or 0


def counts(desk: Desk) -> dict[str, int]:
    """How many records of every kind there are, where there are any."""
    found = {name: count(desk, kind) for name, kind in history.kinds().items()}
    return {name: number for name, number in found.items() if number}


# --- what it holds --------------------------------------------------------------------------------------------


def test_it_holds_the_whole_story(demo_desk: Desk) -> None:
    wanted = {
        Organisation: 25,
        Person: 13,
        Agreement: 2,
        Event: 9,
        Source: 5,
        Place: 7,
        Region: 15,
        Affiliation: 17,
        Membership: 4,
        OrganisationRelation: 11,
        Figure: 3,
        Office: 2,
        CooperationField: 18,
        Signature: 5,
        EventAgreement: 6,
        Organiser: 13,
        Participation: 19,
        Profile: 1,
    }
    assert {kind: count(demo_desk, kind) for kind in wanted} == wanted


EVIDENT = (
    Organisation,
    Person,
    Agreement,
    Event,
    Source,
    Place,
    Region,
    Affiliation,
    Membership,
    OrganisationRelation,
    Figure,
    Office,
    CooperationField,
    Signature,
    EventAgreement,
    Organiser,
    Participation,
)


@pytest.mark.parametrize("kind", EVIDENT, ids=lambda kind: kind.KIND)
def test_every_record_names_its_source_and_line(demo_desk: Desk, kind: type[Record]) -> None:
    found = demo_desk.ask(lambda session: list(session.scalars(select(kind))))
    evidence = demo_desk.ask(sources.evidence, found)
    without = [
        one.name_as_text()
        for one in found
        if not any(claim.source and re.fullmatch(r"Zeile \d+", claim.locator) for claim in evidence.get(one.uid, ()))
    ]
    assert without == []


def test_every_disputed_claim_stands_against_another_one(demo_desk: Desk) -> None:
    claims = demo_desk.ask(lambda session: list(session.scalars(select(Claim))))
    disputed = [one for one in claims if one.disputed and not one.preferred]
    assert len(disputed) > 20
    for one in disputed:
        others = [
            other
            for other in claims
            if other.record_uid == one.record_uid and other.field == one.field and other.preferred and other.value
        ]
        assert len(others) == 1, (one.field, one.value)
        assert others[0].value != one.value


def test_at_most_one_claim_about_a_field_is_preferred(demo_desk: Desk) -> None:
    claims = demo_desk.ask(lambda session: list(session.scalars(select(Claim).where(Claim.field != ""))))
    preferred = [(one.record_uid, one.field) for one in claims if one.preferred]
    assert sorted(preferred) == sorted(set(preferred))


def test_claims_speak_of_fields_that_there_are(demo_desk: Desk) -> None:
    kinds = history.kinds()
    claims = demo_desk.ask(lambda session: list(session.scalars(select(Claim).where(Claim.field != ""))))
    assert [one.field for one in claims if one.field not in history.kept_fields(kinds[one.record_kind])] == []


def test_no_way_to_reach_anybody_is_in_it(demo_desk: Desk) -> None:
    office = demo_desk.ask(profile.get)
    assert office is not None
    assert office.organisation is not None
    assert (office.email, office.organisation.uid) == ("", demo.uid_of("org-acod-ev"))
    text = "".join(file.read_text(encoding="utf-8") for file in (resources() / "demo").glob("*.toml"))
    assert re.findall(r"\S+@\S+|https?://|www\.|\+49|Tel\.", text) == []


def test_two_people_with_one_given_name_stay_two(demo_desk: Desk) -> None:
    hits = demo_desk.ask(search.find, "Anke", kind="person")
    assert {hit.title for hit in hits} == {"Anke Mank", "Anke Siegmeier"}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Photonikcluster OptoNet", "OptoNet e.V."),
        ("OptoNet. e.V.", "OptoNet e.V."),
        ("Thüringer Netzwerk", "OptoNet e.V."),
        ("ACOD e.V.", "Automotive Cluster Ostdeutschland e.V."),
        ("Informationstechnologie", "Cluster IT Mitteldeutschland e.V."),
        ("IT-Cluster", "Cluster IT Mitteldeutschland e.V."),
        ("Dieter Näther", "Dierk Näther"),
        ("naether", "Dierk Näther"),
        ("nather", "Dierk Näther"),
    ],
)
def test_every_spelling_finds_its_record(demo_desk: Desk, typed: str, title: str) -> None:
    assert demo_desk.ask(search.find, typed)[0].title == title


def test_a_name_whose_change_is_undated_goes_by_what_was_seen(demo_desk: Desk) -> None:
    sheet = demo_desk.ask(events.sheet, make.number_of(demo_desk, "ev-clustermanager-2011"))
    assert sheet is not None
    cluster_it = make.number_of(demo_desk, "org-cluster-it")
    assert str(sheet.names[cluster_it]) == "Cluster Informationstechnologie Mitteldeutschland"


def test_how_a_signature_is_known_is_kept(demo_desk: Desk) -> None:
    in_2019, in_2022 = (
        demo_desk.ask(agreements.sheet, make.number_of(demo_desk, name)) for name in ("agr-2019", "agr-2022")
    )
    assert in_2019 is not None
    assert in_2022 is not None
    assert {(one.basis, one.certainty) for one in in_2019.signatures} == {("caption", "inferred")}
    assert {(one.basis, one.certainty) for one in in_2022.signatures} == {("stated", "stated")}
    assert [one.earlier.uid for one in in_2022.precedents] == [demo.uid_of("agr-2019")]


def test_membership_is_not_guessed(demo_desk: Desk) -> None:
    for story_id in ("org-jenoptik", "org-bmw-leipzig"):
        sheet = demo_desk.ask(organisations.sheet, make.number_of(demo_desk, story_id))
        assert sheet is not None
        assert sheet.memberships == ()


def test_every_organisation_has_a_name_that_a_renaming_can_end(demo_desk: Desk) -> None:
    found = demo_desk.ask(lambda session: list(session.scalars(select(Organisation.id))))
    sheets = [demo_desk.ask(organisations.sheet, number) for number in found]
    assert [one.record.name for one in sheets if one and all(name.kind == "alias" for name in one.names)] == []


# --- loading --------------------------------------------------------------------------------------------------


def test_loading_is_one_deed_that_can_be_undone(desk: Desk) -> None:
    assert not desk.ask(demo.is_loaded)
    seen: list[tuple[int, int]] = []
    done = desk.do("Load", demo.load, progress=lambda now, total: seen.append((now, total)))
    assert seen[-1] == (done.value, done.value)
    assert desk.ask(demo.is_loaded)
    loaded = counts(desk)
    desk.undo()
    assert (counts(desk), desk.ask(demo.is_loaded)) == ({}, False)
    assert desk.ask(search.find, "ACOD") == ()
    desk.redo()
    assert counts(desk) == loaded
    assert desk.ask(search.find, "ACOD")


def test_loading_twice_is_refused(demo_desk: Desk) -> None:
    before = counts(demo_desk)
    with pytest.raises(Refused, match="already here"):
        demo_desk.do("Load", demo.load)
    assert counts(demo_desk) == before


def test_an_office_that_has_a_profile_keeps_it(desk: Desk) -> None:
    make.record(desk, Profile, name="Our own office")
    desk.do("Load", demo.load)
    office = desk.ask(profile.get)
    assert office is not None
    assert (office.name, count(desk, Profile)) == ("Our own office", 1)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("places", None, "cannot be read"), ("people", "[[person]\n", "cannot be read"), ("events", "\xff", "cannot be")],
)
def test_a_damaged_file_is_told_in_a_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str | None, sentence: str
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    for file in (resources() / "demo").glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / f"{name}.toml").unlink()
    if content is not None:
        (folder / f"{name}.toml").write_bytes(content.encode("latin-1"))
    monkeypatch.setattr(demo, "resources", lambda: tmp_path)
    with pytest.raises(Unavailable, match=sentence):
        desk.do("Load", demo.load)
    assert counts(desk) == {}


def test_the_files_say_nothing_that_is_not_read() -> None:
    for file in (resources() / "demo").glob("*.toml"):
        for kind, tables in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert kind in history.kinds()
            assert len({table["id"] for table in tables}) == len(tables)


# --- removing -------------------------------------------------------------------------------------------------


def test_removing_takes_all_of_it_and_can_be_undone(demo_desk: Desk) -> None:
    before = counts(demo_desk)
    done = demo_desk.do("Remove", demo.remove)
    assert done.value == demo.DemoRemoval(sum(before.values()), ())
    assert counts(demo_desk) == {}
    assert demo_desk.ask(search.find, "ACOD") == ()
    demo_desk.undo()
    assert counts(demo_desk) == before
    assert demo_desk.ask(demo.is_loaded)


def test_what_own_records_mention_stays_and_is_named(demo_desk: Desk) -> None:
    own = make.person(demo_desk, "Lindner")
    acod = make.number_of(demo_desk, "org-acod-ev")
    make.affiliation(demo_desk, own, acod)
    before = counts(demo_desk)
    done = demo_desk.do("Remove", demo.remove)
    assert done.value.kept == ("Automotive Cluster Ostdeutschland e.V.", "Leipzig", "Sachsen")
    assert counts(demo_desk) == {"organisation": 1, "person": 1, "affiliation": 1, "place": 1, "region": 1}
    sheet = demo_desk.ask(organisations.sheet, acod)
    assert sheet is not None
    assert [one.person.full_name for one in sheet.people] == ["Erika Lindner"]
    assert sheet.record.seat is not None
    assert demo_desk.ask(demo.is_loaded)
    demo_desk.undo()
    assert counts(demo_desk) == before


def test_what_stayed_can_go_later(demo_desk: Desk) -> None:
    own = make.person(demo_desk)
    make.affiliation(demo_desk, own, make.number_of(demo_desk, "org-acod-ev"))
    demo_desk.do("Remove", demo.remove)
    demo_desk.do("Delete", records.remove, Person, own.id)
    assert demo_desk.do("Remove", demo.remove).value == demo.DemoRemoval(3, ())
    assert counts(demo_desk) == {}
    demo_desk.do("Load again", demo.load)
    assert count(demo_desk, Person) == 13


def test_an_own_claim_keeps_what_it_speaks_of(demo_desk: Desk) -> None:
    number = make.number_of(demo_desk, "per-kemser")
    kemser = demo_desk.ask(lambda session: session.get_one(Person, number))
    make.claim(demo_desk, kemser, "given_name", "Hans Peter", source_id=make.source(demo_desk).id)
    assert demo_desk.do("Remove", demo.remove).value.kept == ("Hans-Peter Kemser",)
    assert counts(demo_desk) == {"person": 1, "claim": 1, "source": 1}


def test_own_records_are_left_as_they_are(demo_desk: Desk) -> None:
    mine = make.organisation(demo_desk, "Optik Nord e.V.")
    other = make.organisation(demo_desk, "Automobil Süd e.V.")
    agreed = make.agreement(demo_desk, parties=[mine, other])
    make.event(demo_desk, organisers=[mine], linked_to=[agreed])
    only_mine = {"organisation": 2, "organisation_name": 2, "agreement": 1, "agreement_party": 2, "event": 1}
    demo_desk.do("Remove", demo.remove)
    assert counts(demo_desk) == {**only_mine, "event_organiser": 1, "event_agreement": 1}


def test_demo_records_that_were_changed_go_as_well(demo_desk: Desk) -> None:
    number = make.number_of(demo_desk, "ev-acod-kongress-2022")
    event = demo_desk.ask(lambda session: session.get_one(Event, number))
    demo_desk.do("Rename", records.edit, Event, number, event.version, {"title": "Unser Kongress"})
    demo_desk.do("Remove", demo.remove)
    assert counts(demo_desk) == {}
    demo_desk.undo()
    assert demo_desk.ask(lambda session: session.get_one(Event, number)).title == "Unser Kongress"
