"""Names over time, and the rules of organisations."""

import datetime as dt
from typing import Any

import pytest

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.organisations import (
    Figure,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    choose_name,
    latest_name,
)


def name(text: str, starts: str = "", ends: str = "", as_of: str = "", kind: str = "name") -> OrganisationName:
    """A name with its dates in EDTF."""
    dates = {"starts": starts, "ends": ends, "as_of": as_of}
    given: dict[str, Any] = {key: PartialDate.parse(text) for key, text in dates.items() if text}
    return OrganisationName(organisation_id=1, name=text, kind=kind, **given)


RENAMED = [name("Alt", starts="2008", ends="2018"), name("Neu", starts="2018"), name("A.", kind="alias")]
SEEN = [name("Damals", as_of="2011-12-01"), name("Später", as_of="2019-06-17")]


@pytest.mark.parametrize(
    ("names", "day", "wanted", "certain"),
    [
        (RENAMED, "2011-12-01", ("Alt",), True),
        (RENAMED, "2019-06-17", ("Neu",), True),
        (RENAMED, "2018-06-01", ("Alt", "Neu"), False),
        (RENAMED, "2008-06-01", ("Alt",), False),
        (RENAMED, "2007-06-01", (), False),
        (SEEN, "2011-12-01", ("Damals",), True),
        (SEEN, "2013-01-01", ("Damals",), False),
        (SEEN, "2018-01-01", ("Später",), False),
        (SEEN[:1], "2020-01-01", ("Damals",), True),
        ([name("Immer")], "1999-01-01", ("Immer",), True),
        ([name("Immer"), name("Neu", starts="2018")], "2019-01-01", ("Neu",), True),
        ([name("Eins"), name("Zwei")], "2019-01-01", ("Eins", "Zwei"), False),
        ([name("A.", kind="alias")], "2019-01-01", (), False),
        ([], "2019-01-01", (), False),
    ],
)
def test_the_name_of_a_day(
    names: list[OrganisationName], day: str, wanted: tuple[str, ...], certain: bool
) -> None:
    answer = choose_name(names, dt.date.fromisoformat(day))
    assert (answer.names, answer.certain) == (wanted, certain)
    assert choose_name(list(reversed(names)), dt.date.fromisoformat(day)).certain == certain


def test_an_unclear_renaming_says_when_it_was() -> None:
    answer = choose_name(RENAMED, dt.date(2018, 6, 1))
    assert (str(answer), answer.changed) == ("Alt / Neu", PartialDate(2018))


def test_the_name_of_a_year() -> None:
    assert choose_name(RENAMED, PartialDate(2011)).names == ("Alt",)
    assert choose_name(SEEN, PartialDate(2019)).names == ("Später",)


def test_the_name_of_today() -> None:
    newest = latest_name(RENAMED)
    assert newest is not None
    assert newest.name == "Neu"
    assert latest_name([name("A.", kind="alias")]) is None
    seen = latest_name(SEEN)
    assert seen is not None
    assert seen.name == "Später"


def test_of_names_without_dates_the_one_entered_last_is_of_today() -> None:
    first, second = name("Eins"), name("Zwei")
    first.id, second.id = 1, 2
    assert latest_name([second, first]) is second
    assert choose_name([second, first], dt.date(2020, 1, 1)).names == ("Eins", "Zwei")


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Organisation(name="  "), "name"),
        (Organisation(name="A", kind="nonsense"), "kind"),
        (Organisation(name="x" * 301), "name"),
        (name(""), "name"),
        (name("A", starts="2018", ends="2017"), "ends"),
        (OrganisationRelation(organisation_id=1, other_id=1), "other_id"),
        (Figure(organisation_id=1, value=float("nan")), "value"),
        (Figure(organisation_id=1, value=float("inf")), "value"),
        (Figure(organisation_id=1, value="sechzig"), "value"),
    ],
)
def test_rules(record: Organisation, field: str) -> None:
    assert list(record.problems()) == [field]


def test_a_short_name_is_what_it_is_called() -> None:
    assert Organisation(name="Automotive Cluster", short="ACOD").called == "ACOD"
    assert Organisation(name="Automotive Cluster").called == "Automotive Cluster"
