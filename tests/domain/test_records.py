"""What every record has in common."""

import datetime as dt

import pytest

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, Contribution, CooperationField, Precedent, Signature
from clusterdesk.domain.dates import Answer, PartialDate
from clusterdesk.domain.memberships import Membership
from clusterdesk.domain.people import Person, PersonName
from clusterdesk.domain.places import Place, Region
from clusterdesk.domain.profile import Profile
from clusterdesk.domain.records import MomentColumn, Record, too_long
from clusterdesk.domain.refusals import Changed, Conflict, Refused
from clusterdesk.domain.sources import Claim, Source


def test_too_long_names_the_field_and_the_limit() -> None:
    person = Person(family_name="x" * 10_000, given_name="y" * 300, note="z" * 100_000)
    assert too_long(person) == {"family_name": "Too long: 10000 characters, at most 300 can be kept."}


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Person(family_name=""), ["family_name"]),
        (PersonName(person_id=1), ["family_name"]),
        (PersonName(person_id=1, given_name="Dieter"), []),
        (Place(name=""), ["name"]),
        (Region(name=" "), ["name"]),
        (Source(title=""), ["title"]),
        (Claim(record_kind="person", record_uid="", certainty="perhaps"), ["certainty"]),
        (Membership(organisation_id=1, network_id=1), ["network_id"]),
        (Affiliation(person_id=1, organisation_id=1, certainty="perhaps"), ["certainty"]),
        (Agreement(title=""), ["title"]),
        (Agreement(title="A", kind="?", status="?"), ["kind", "status"]),
        (Agreement(title="A", signed_on=PartialDate(2022), ends=PartialDate(2021)), ["ends"]),
        (Signature(agreement_id=1, party_id=1, person_id=1, certainty="perhaps"), ["certainty"]),
        (CooperationField(agreement_id=1, wording=" ", category="?"), ["wording", "category"]),
        (Contribution(agreement_id=1, party_id=1, text=""), ["text"]),
        (Precedent(agreement_id=1, earlier_id=1), ["earlier_id"]),
        (Profile(email="acod"), ["email"]),
        (Profile(email="a@b"), ["email"]),
        (Profile(email="a b@example.org"), ["email"]),
        (Profile(email="buero@acod.example\nBcc: x@y.z"), ["email"]),
        (Profile(email="buero@acod.example"), []),
        (Profile(email=""), []),
    ],
)
def test_rules_name_the_field(record: Record, fields: list[str]) -> None:
    assert list(record.problems()) == fields


def test_names_of_people() -> None:
    katzek = Person(title="Dr.", given_name="Jens", family_name="Katzek")
    assert (katzek.full_name, katzek.listed_name) == ("Dr. Jens Katzek", "Katzek, Dr. Jens")
    assert Person(family_name="Katzek").listed_name == "Katzek"


def test_a_fact_holds_by_its_period_or_by_what_was_seen() -> None:
    seen = Affiliation(person_id=1, organisation_id=1, as_of=PartialDate(2019, 6, 18))
    assert seen.holds(dt.date(2019, 6, 18)) is Answer.YES
    assert seen.holds(dt.date(2022, 1, 1)) is Answer.UNCLEAR
    dated = Affiliation(person_id=1, organisation_id=1, as_of=PartialDate(2019), ends=PartialDate(2020))
    assert dated.holds(dt.date(2021, 1, 1)) is Answer.NO
    backwards = Affiliation(person_id=1, organisation_id=1, starts=PartialDate(2019), ends=PartialDate(2018))
    assert list(backwards.problems()) == ["ends"]


def test_a_role_without_wording_is_named_by_its_type() -> None:
    assert Affiliation(person_id=1, organisation_id=1).name_as_text() == "Belongs to"


def test_moments_are_kept_in_utc() -> None:
    column, berlin = MomentColumn(), dt.timezone(dt.timedelta(hours=2))
    there = dt.datetime(2026, 5, 6, 9, 0, tzinfo=berlin)
    kept = column.process_bind_param(there, None)  # type: ignore[arg-type]
    assert (kept, kept and kept.tzinfo) == (dt.datetime(2026, 5, 6, 7, 0), None)  # noqa: DTZ001 - that is the point
    assert column.process_result_value(kept, None) == there  # type: ignore[arg-type]


def test_refusals_name_their_fields() -> None:
    refused = Refused.for_fields({"title": "An event needs a title.", "kind": "Please choose a kind."})
    assert (str(refused), list(refused.problems)) == ("An event needs a title.", ["title", "kind"])
    assert Refused("No.").problems == {"": "No."}
    changed = Changed("Changed.", (Conflict("title", "a", "b", "c"),), 3)
    assert (changed.problems, changed.version) == ({"title": "Changed."}, 3)
