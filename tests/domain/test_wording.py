"""How dates, times, numbers and lists are said, in both languages."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from clusterdesk import i18n
from clusterdesk.domain import wording
from clusterdesk.domain.dates import PartialDate, Period
from clusterdesk.domain.refusals import Refused
from clusterdesk.domain.wording import (
    not_stated,
    say_as_of,
    say_country,
    say_date,
    say_dated,
    say_days,
    say_figure,
    say_list,
    say_moment,
    say_money,
    say_number,
    say_period,
    say_time,
    say_when,
)
from clusterdesk.i18n import speaking
from tests.golden import needs_german


def day(edtf: str) -> PartialDate:
    return PartialDate.parse(edtf)


@pytest.fixture
def de() -> Iterator[None]:
    with speaking("de"):
        yield


@pytest.fixture
def en() -> Iterator[None]:
    with speaking("en"):
        yield


# --- dates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "short", "long"),
    [
        ("2022-03-04", "4 Mar 2022", "4 March 2022"),
        ("2022-09-01", "1 Sept 2022", "1 September 2022"),
        ("2022-03", "March 2022", "March 2022"),
        ("2022", "2022", "2022"),
        ("2006~", "about 2006", "about 2006"),
        ("2018-06~", "about June 2018", "about June 2018"),
        ("2022-03-04~", "about 4 Mar 2022", "about 4 March 2022"),
        ("2008?", "2008?", "2008 (uncertain)"),
        ("2008%", "about 2008?", "about 2008 (uncertain)"),
    ],
)
def test_dates_in_english(edtf: str, short: str, long: str, en: None) -> None:
    assert (say_date(day(edtf)), say_date(day(edtf), long=True)) == (short, long)


@pytest.mark.parametrize(
    ("edtf", "short", "long"),
    [
        ("2022-03-04", "04.03.2022", "4. März 2022"),
        ("2022-03", "März 2022", "März 2022"),
        ("2022", "2022", "2022"),
    ],
)
def test_dates_in_german(edtf: str, short: str, long: str, de: None) -> None:
    assert (say_date(day(edtf)), say_date(day(edtf), long=True)) == (short, long)


@needs_german
@pytest.mark.parametrize(
    ("edtf", "short", "long"),
    [
        ("2006~", "um 2006", "um 2006"),
        ("2018-06~", "um Juni 2018", "um Juni 2018"),
        ("2022-03-04~", "ca. 04.03.2022", "ca. 4. März 2022"),
        ("2008?", "2008?", "2008 (unsicher)"),
        ("2008%", "um 2008?", "um 2008 (unsicher)"),
    ],
)
def test_imprecise_dates_in_german(edtf: str, short: str, long: str, de: None) -> None:
    assert (say_date(day(edtf)), say_date(day(edtf), long=True)) == (short, long)


@given(st.dates(dt.date(1000, 1, 1)), st.integers(1, 3), st.booleans(), st.booleans(), st.sampled_from(["de", "en"]))
def test_what_is_said_in_short_can_be_typed_again(
    date: dt.date, precision: int, approximate: bool, uncertain: bool, language: str
) -> None:
    parts = (date.year, date.month, date.day)[:precision]
    wanted = PartialDate(*parts, approximate=approximate, uncertain=uncertain)
    with speaking(language):
        assert PartialDate.read(say_date(wanted)) == wanted


def test_plain_days_are_said_like_precise_dates(en: None) -> None:
    assert say_date(dt.date(2022, 3, 4)) == "4 Mar 2022"


def test_the_day_of_the_week_stands_before_whole_dates_only(de: None) -> None:
    assert say_date(day("2022-03-04"), long=True, weekday=True) == "Freitag, 4. März 2022"
    assert say_date(day("2022-03"), weekday=True) == "März 2022"


def test_nothing_is_said_to_be_not_stated(en: None) -> None:
    unsaid = [say_date(None), say_period(None), say_as_of(None), say_time(None), say_number(None), say_money(None),
              say_figure(None), say_days(None), say_when(None),
              say_dated(None, None, None)]  # fmt: skip
    assert set(unsaid) == {"not stated"} == {not_stated()}


@needs_german
def test_nothing_is_not_stated_in_german_too(de: None) -> None:
    assert say_date(None) == "nicht angegeben"


def test_periods(en: None) -> None:
    start, end = day("2008"), day("2012-05")
    assert say_period(start, end) == "2008 – May 2012"
    assert say_period(Period(start, end)) == "2008 – May 2012"
    assert say_period(start) == "since 2008"
    assert say_period(None, end) == "until May 2012"
    assert say_period(start, start) == "2008"
    assert say_period(day("2008-01-02"), long=True) == "since 2 January 2008"


@needs_german
def test_periods_in_german(de: None) -> None:
    assert say_period(day("2008")) == "seit 2008"
    assert say_period(None, day("2012-05")) == "bis Mai 2012"
    assert say_as_of(day("2019-06-18")) == "Stand 18.06.2019"


def test_a_dated_fact_is_said_by_its_period_or_else_its_observation(en: None) -> None:
    assert say_dated(day("2008"), None, day("2019")) == "since 2008"
    assert say_dated(None, None, day("2019")) == "as of 2019"


@pytest.mark.parametrize(
    ("start", "end", "german", "english"),
    [
        ("2022-03-04", "2022-03-06", "4.–6. März 2022", "4–6 March 2022"),
        ("2022-04-30", "2022-05-02", "30. April – 2. Mai 2022", "30 April – 2 May 2022"),
        ("2021-12-31", "2022-01-01", "31. Dezember 2021 – 1. Januar 2022", "31 December 2021 – 1 January 2022"),
        ("2022-03", "2022-05", "März 2022 – Mai 2022", "March 2022 – May 2022"),
        ("2022-03-04", "2022-03-04", "4. März 2022", "4 March 2022"),
    ],
)
def test_days_of_an_event(start: str, end: str, german: str, english: str) -> None:
    for language, words in (("de", german), ("en", english)):
        with speaking(language):
            assert say_days(day(start), day(end), long=True) == words


def test_days_in_short_and_with_one_side_only(en: None) -> None:
    assert say_days(day("2022-03-04"), day("2022-03-06")) == "4 Mar 2022 – 6 Mar 2022"
    assert say_days(day("2022-03-04")) == "4 Mar 2022"
    assert say_days(None, day("2022-03-04")) == "until 4 Mar 2022"


# --- times ------------------------------------------------------------------------------------------------------


def test_times(en: None) -> None:
    assert say_time(dt.time(9, 5)) == "09:05"
    assert say_time(dt.time(9, 5), dt.time(16)) == "09:05–16:00"
    assert say_moment(dt.datetime(2022, 3, 4, 9, 5, tzinfo=dt.UTC)) == "4 Mar 2022, 09:05"


@needs_german
def test_times_in_german(de: None) -> None:
    assert say_time(dt.time(14, 30), dt.time(16)) == "14:30–16:00 Uhr"
    assert say_moment(dt.datetime(2022, 3, 4, 9, 5, tzinfo=dt.UTC), long=True) == "4. März 2022, 09:05 Uhr"


def test_when_an_event_takes_place(en: None) -> None:
    first, last, ten, noon = day("2022-03-04"), day("2022-03-05"), dt.time(10), dt.time(12)
    assert say_when(first) == "4 Mar 2022"
    assert say_when(first, last, long=True) == "4–5 March 2022"
    assert say_when(first, None, ten) == "4 Mar 2022, 10:00"
    assert say_when(first, first, ten, noon) == "4 Mar 2022, 10:00–12:00"
    assert say_when(first, last, ten, noon) == "4 Mar 2022, 10:00 – 5 Mar 2022, 12:00"
    assert say_when(first, last, ten) == "4 Mar 2022, 10:00 – 5 Mar 2022"


# --- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (60, "60", "60"),
        (1573, "1_573", "1,573"),
        (1234567.125, "1_234_567,125", "1,234,567.125"),
        (-1234.5, "-1_234,5", "-1,234.5"),
        (0.1 + 0.2, "0,3", "0.3"),
        (Decimal("1573.45"), "1_573,45", "1,573.45"),
        (1e15, "1_000_000_000_000_000", "1,000,000,000,000,000"),
    ],
)
def test_numbers(value: float | Decimal, german: str, english: str) -> None:
    with speaking("de"):
        assert say_number(value) == german.replace("_", "\u202f")
    with speaking("en"):
        assert say_number(value) == english


def test_numbers_with_so_many_places(de: None) -> None:
    assert say_number(2, 2) == "2,00"
    assert say_number(1999.999, 1) == "2\u202f000,0"
    assert say_number(1999.4, 0) == "1\u202f999"


def test_money() -> None:
    with speaking("de"):
        assert say_money(Decimal("1573.45")) == "1.573,45\u00a0EUR"
        assert say_money(-5, "CHF") == "-5,00\u00a0CHF"
    with speaking("en"):
        assert say_money(1573.45) == "EUR\u00a01,573.45"


def test_figures(en: None) -> None:
    assert say_figure(60.0) == "60"
    assert say_figure(60, approximate=True, as_of=day("2019-06-18")) == "about 60, as of 18 Jun 2019"
    assert say_figure(85, "percent") == "85%"
    assert say_figure(1.5e6, "eur") == "EUR\u00a01,500,000"
    assert say_figure(0.5, "eur") == "EUR\u00a00.50"
    assert say_figure(12.5, "fte") == "12.5\u00a0full-time posts"
    assert say_figure(3, "parsec") == "3\u00a0parsec"


@needs_german
def test_figures_in_german(de: None) -> None:
    assert say_figure(60, approximate=True, as_of=day("2019-06-18")) == "rund 60, Stand 18.06.2019"
    assert say_figure(85, "percent") == "85\u00a0%"
    assert say_figure(1_500_000, "eur", approximate=True) == "rund 1.500.000\u00a0EUR"


# --- words ------------------------------------------------------------------------------------------------------


def test_lists() -> None:
    with speaking("de"):
        assert say_list(["ACOD", "", "OptoNet", "Cluster IT"]) == "ACOD, OptoNet und Cluster IT"
    with speaking("en"):
        assert say_list(["ACOD", "OptoNet"]) == "ACOD and OptoNet"
        assert say_list([]) == ""
        assert say_list(["{0}"]) == "{0}"
        assert say_list(["{0}", "{1} and"]) == "{0} and {1} and"


def test_countries() -> None:
    with speaking("de"):
        assert say_country("ca") == "Kanada"
    with speaking("en"):
        assert say_country("KR") == "South Korea"
        assert say_country("??") == "??"


# --- as the Unicode CLDR has it -------------------------------------------------------------------------------------

LOCALES = pytest.mark.parametrize(("tongue", "locale"), [("de", "de_DE"), ("en", "en_GB")])


@LOCALES
def test_every_month_and_weekday_is_called_as_everywhere(tongue: str, locale: str) -> None:
    long, short = {"de": ("d. MMMM yyyy", "dd.MM.yyyy"), "en": ("d MMMM yyyy", "d MMM yyyy")}[tongue]
    days = [dt.date(987, 1, 31) + dt.timedelta(days=one) for one in range(0, 400_000, 29)]
    with speaking(tongue):
        for one in days:
            assert say_date(one, long=True, weekday=True) == format_date(one, f"EEEE, {long}", locale)
            assert say_date(one) == format_date(one, short, locale)


@LOCALES
@given(
    value=st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=8),
    decimals=st.none() | st.integers(0, 4),
)
def test_numbers_are_rounded_and_grouped_as_everywhere(
    tongue: str, locale: str, value: Decimal, decimals: int | None
) -> None:
    places = "######" if decimals is None else "0" * decimals
    wanted = format_decimal(value + 0, f"#,##0.{places}" if places else "#,##0", locale)
    with speaking(tongue):
        assert say_number(value, decimals) == (wanted.replace(".", "\u202f") if tongue == "de" else wanted)


@LOCALES
def test_lists_are_joined_as_everywhere(tongue: str, locale: str) -> None:
    with speaking(tongue):
        for count in range(6):
            assert say_list("abcdef"[:count]) == format_list(list("abcdef"[:count]), "standard", locale)


@pytest.mark.parametrize(("typed", "value"), [("1,573.45", 1573.45), ("60", 60), ("-2.5", -2.5), (" 1 573 ", 1573)])
def test_numbers_are_read_with_the_signs_of_the_language(typed: str, value: float) -> None:
    assert wording.read_number(typed) == value
    with i18n.speaking("de"):
        german = typed.translate(str.maketrans(",.", ".,"))
        assert wording.read_number(german) == value
        assert wording.read_number(wording.say_number(value)) == value


@pytest.mark.parametrize("typed", ["", "many", "1.2.3", "1e9", "٣", "nan", "1,57,3", "--1"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        wording.read_number(typed)
