"""Dates as imprecise as their source: read, kept, compared, and never padded."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterdesk.domain.dates import Answer, PartialDate, Period, observed
from clusterdesk.domain.refusals import Refused


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Any date of any precision."""
    day = draw(st.dates())
    parts = draw(st.sampled_from([(day.year,), (day.year, day.month), (day.year, day.month, day.day)]))
    return PartialDate(*parts, approximate=draw(st.booleans()), uncertain=draw(st.booleans()))


# --- EDTF -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edtf", ["2008", "2018-06", "2022-03-04", "2006~", "2008?", "2008-05%", "0001", "9999-12-31~", "2024-02-29"]
)
def test_edtf_is_kept_letter_by_letter(edtf: str) -> None:
    assert str(PartialDate.parse(edtf)) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2008",
        "2008 ",
        "208",
        "20080",
        "2008-13",
        "2008-00",
        "2008-05-00",
        "2008-02-30",
        "2023-02-29",
        "2008~~",
        "~2008",
        "0000",
        "2008-5",
        "2008/2009",
        "2008-05-",
        "heute",
        "٢٠٠٨",
        "2008\n",
    ],
)
def test_everything_else_is_no_edtf(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|range"):
        PartialDate.parse(text)


@given(partial_dates())
def test_a_date_survives_being_kept(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates())
def test_what_is_kept_can_be_typed(date: PartialDate) -> None:
    assert PartialDate.read(str(date)) == date


@given(partial_dates())
def test_a_date_lies_within_its_bounds(date: PartialDate) -> None:
    first = dt.date(date.year, date.month or 1, date.day or 1)
    assert date.earliest() <= first <= date.latest()


@given(partial_dates())
def test_a_date_is_a_day_only_when_it_is_one(date: PartialDate) -> None:
    day = date.as_day
    if date.day and not date.approximate and not date.uncertain:
        assert day == dt.date(date.year, date.month, date.day)
    else:
        assert day is None


def test_a_day_becomes_a_date() -> None:
    assert PartialDate.of(dt.date(2022, 3, 4)) == PartialDate.parse("2022-03-04")


# --- what people type -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2008", "2008"),
        (" 2022-03-04 ", "2022-03-04"),
        ("4.3.2022", "2022-03-04"),
        ("04.03.2022", "2022-03-04"),
        ("4. 3. 2022", "2022-03-04"),
        ("3.2022", "2022-03"),
        ("03/2022", "2022-03"),
        ("4. März 2022", "2022-03-04"),
        ("4 März 2022", "2022-03-04"),
        ("4. MAERZ 2022", "2022-03-04"),
        ("März 2022", "2022-03"),
        ("Mär. 2022", "2022-03"),
        ("Jänner 2022", "2022-01"),
        ("Mai 2022", "2022-05"),
        ("1. Dez. 2011", "2011-12-01"),
        ("4 March 2022", "2022-03-04"),
        ("March 4, 2022", "2022-03-04"),
        ("Oct 2022", "2022-10"),
        ("ca. 2006", "2006~"),
        ("circa 2006", "2006~"),
        ("um 2006", "2006~"),
        ("etwa Juni 2018", "2018-06~"),
        ("about 2006", "2006~"),
        ("2006~?", "2006%"),
        ("2006 ? ~", "2006%"),
        ("~2006", "2006~"),
        ("2008?", "2008?"),
        ("2008 ?", "2008?"),
        ("ca. 2008?", "2008%"),
        ("06/2018~", "2018-06~"),
    ],
)
def test_dates_can_be_typed_as_people_write_them(typed: str, edtf: str) -> None:
    assert str(PartialDate.read(typed)) == edtf


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "morgen", "31.02.2022", "32.1.2022", "4.13.2022", "0.3.2022", "Ju 2022", "J 2022", "3. Foo 2022",
     "04/03/2022", "22", "2022-3-4", "?", "ca.", "1.1.0000", "x" * 10_000, "2008–2012"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(Refused, match=r"is no date\. Examples: 2008") as refused:
        PartialDate.read(typed)
    assert len(str(refused.value)) < 140


@given(st.text(max_size=40))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    try:
        date = PartialDate.read(typed)
    except Refused:
        return
    assert PartialDate.parse(str(date)) == date


# --- order and precision --------------------------------------------------------------------------------------


def test_the_less_precise_comes_first() -> None:
    texts = ["2007-12-31", "2008", "2008~", "2008-01", "2008-01-01", "2008-02"]
    dates = [PartialDate.parse(text) for text in texts]
    assert sorted(dates[3:] + dates[:3]) == dates


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2008", "2008-01-01", "2008-12-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2022-03-04", "2022-03-04", "2022-03-04"),
        ("2008~", "2007-01-01", "2009-12-31"),
        ("2008?", "2007-01-01", "2009-12-31"),
        ("2008-02~", "2008-01-01", "2008-03-31"),
        ("2008-12~", "2008-11-01", "2009-01-31"),
        ("2022-03-01~", "2022-02-28", "2022-03-02"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999~", "9998-01-01", "9999-12-31"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
        ("0001-01~", "0001-01-01", "0001-02-28"),
    ],
)
def test_bounds_reach_one_unit_further_when_it_is_approximate(edtf: str, first: str, last: str) -> None:
    date = PartialDate.parse(edtf)
    assert (date.earliest(), date.latest()) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@given(partial_dates())
def test_a_month_ends_on_its_last_day(date: PartialDate) -> None:
    last = date.latest()
    if not date.day:
        assert last.day == calendar.monthrange(last.year, last.month)[1]


# --- periods --------------------------------------------------------------------------------------------------


def period(start: str = "", end: str = "") -> Period:
    """A period from EDTF; empty for an open side."""
    return Period(PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)


@pytest.mark.parametrize(
    ("start", "end", "day", "answer"),
    [
        ("", "", "1999-01-01", Answer.YES),
        ("2008", "2018", "2011-12-01", Answer.YES),
        ("2008", "2018", "2007-12-31", Answer.NO),
        ("2008", "2018", "2008-06-01", Answer.UNCLEAR),
        ("2008", "2018", "2018-06-01", Answer.UNCLEAR),
        ("2008", "2018", "2018-12-31", Answer.UNCLEAR),
        ("2008", "2018", "2019-01-01", Answer.NO),
        ("2018", "", "2018-12-31", Answer.YES),
        ("2018", "", "2018-12-30", Answer.UNCLEAR),
        ("2018", "", "2019-01-01", Answer.YES),
        ("2022-03-04", "2022-03-04", "2022-03-04", Answer.YES),
        ("2022-03-04", "", "2022-03-03", Answer.NO),
        ("", "2018-05", "2018-05-31", Answer.UNCLEAR),
        ("", "2018-05", "2018-04-30", Answer.YES),
        ("2008~", "", "2007-06-01", Answer.UNCLEAR),
        ("2008~", "", "2006-12-31", Answer.NO),
        ("2008~", "", "2009-12-31", Answer.YES),
        ("2008?", "", "2009-06-01", Answer.UNCLEAR),
        ("", "2018-02~", "2018-03-31", Answer.UNCLEAR),
        ("", "2018-02~", "2018-04-01", Answer.NO),
    ],
)
def test_a_period_says_yes_no_or_unclear(start: str, end: str, day: str, answer: Answer) -> None:
    assert period(start, end).covers(dt.date.fromisoformat(day)) is answer


@pytest.mark.parametrize(
    ("start", "end", "asked", "answer"),
    [
        ("2018-06", "", "2018", Answer.YES),
        ("2019", "", "2018", Answer.NO),
        ("2018", "2018", "2018", Answer.YES),
        ("2018", "", "2018-06", Answer.UNCLEAR),
    ],
)
def test_a_period_can_be_asked_for_some_day_of_a_year(start: str, end: str, asked: str, answer: Answer) -> None:
    assert period(start, end).covers(PartialDate.parse(asked)) is answer


@given(partial_dates(), partial_dates(), st.dates())
def test_an_answer_agrees_with_every_way_to_read_the_period(start: PartialDate, end: PartialDate, day: dt.date) -> None:
    answer = Period(start, end).covers(day)
    possible = {first <= day <= last for first in _days(start) for last in _days(end)}
    if answer is Answer.YES:
        assert possible == {True}
    if answer is Answer.NO:
        assert possible == {False}


def _days(date: PartialDate) -> tuple[dt.date, dt.date]:
    return date.earliest(), date.latest()


def test_a_period_cannot_end_before_it_begins() -> None:
    assert period("2018", "2017").problem() == "The end lies before the beginning."
    assert period("2018-06-02", "2018-06-01").problem()
    for start, end in (("2018", "2018"), ("2018-06", "2018"), ("", "2018"), ("2018", ""), ("2018~", "2017")):
        assert period(start, end).problem() == ""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("2019-06-18", Answer.YES),
        ("2019-06-19", Answer.UNCLEAR),
        ("2022-01-01", Answer.UNCLEAR),
        ("2019", Answer.YES),
        ("2019-06", Answer.YES),
        ("2020", Answer.UNCLEAR),
    ],
)
def test_an_observation_never_says_no(asked: str, answer: Answer) -> None:
    assert observed(PartialDate.parse("2019-06-18"), PartialDate.parse(asked)) is answer


def test_an_imprecise_observation_says_nothing_certain_about_a_day() -> None:
    assert observed(PartialDate(2022), dt.date(2022, 3, 4)) is Answer.UNCLEAR
