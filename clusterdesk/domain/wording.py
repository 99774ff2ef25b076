"""How dates, times, numbers and lists are said in the language in force: for the window, paper and shell alike.

The few patterns and names that this needs of the Unicode CLDR stand here; a test compares them with Babel. Babel itself
takes as long to load as twenty questions to the database, and the first page says dates.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from clusterdesk.domain.dates import PartialDate, Period
from clusterdesk.domain.organisations import UNITS
from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _, language, pgettext

_NO_BREAK = "\u00a0"
_NARROW_NO_BREAK = "\u202f"
_PATTERNS = {
    # language, long: with day, month only
    ("de", False): ("{day:02}.{month:02}.{year:04}", "{name} {year:04}"),
    ("de", True): ("{day}. {name} {year:04}", "{name} {year:04}"),
    ("en", False): ("{day} {short} {year:04}", "{name} {year:04}"),
    ("en", True): ("{day} {name} {year:04}", "{name} {year:04}"),
}
_DAY_AND_MONTH = {"de": ("{day}.", "{day}. {name}"), "en": ("{day}", "{day} {name}")}
_MONTHS = {
    tongue: tuple(names.split())
    for tongue, names in {
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "en": "January February March April May June July August September October November December",
        "en, short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    }.items()
}
_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_AND = {"de": " und ", "en": " and "}
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,15})?")
_GERMAN_SIGNS = str.maketrans(",.", ".,")


def _tongue() -> str:
    return "de" if language() == "de" else "en"


def not_stated() -> str:
    """What stands where nothing is known."""
    return _("not stated")


# --- dates ----------------------------------------------------------------------------------------------------


def say_date(date: PartialDate | dt.date | None, long: bool = False, *, weekday: bool = False) -> str:
    """The date as precise as it is: "04.03.2022", long "4. März 2022"; "März 2022", "um 2006", "2008 (unsicher)",
    "not stated". English short dates name the month, since 04/03 means two things. `weekday` puts the day of the
    week before a whole date. `PartialDate.read` understands what is said here without weekday."""
    if date is None:
        return not_stated()
    if not isinstance(date, PartialDate):
        date = PartialDate(date.year, date.month, date.day)
    text = _plain(date, long)
    if weekday and date.day:
        text = f"{_written(date, '{weekday}')}, {text}"
    if date.approximate:
        text = (pgettext("a day", "about {date}") if date.day else _("about {date}")).format(date=text)
    if date.uncertain:
        text = _("{date} (uncertain)").format(date=text) if long else f"{text}?"
    return text


def say_period(start: Period | PartialDate | None, end: PartialDate | None = None, *, long: bool = False) -> str:
    """How long something holds: "seit 2008", "bis Mai 2012", "2008 – Mai 2012", "not stated"."""
    if isinstance(start, Period):
        return say_period(start.start, start.end, long=long)
    if start and end:
        return say_date(start, long) if start == end else f"{say_date(start, long)} – {say_date(end, long)}"
    if start:
        return _("since {date}").format(date=say_date(start, long))
    return _("until {date}").format(date=say_date(end, long)) if end else not_stated()


def say_as_of(date: PartialDate | dt.date | None, *, long: bool = False) -> str:
    """The day of an observation: "Stand 18.06.2019"; "not stated" without one."""
    return _("as of {date}").format(date=say_date(date, long)) if date else not_stated()


def say_dated(
    starts: PartialDate | None, ends: PartialDate | None, as_of: PartialDate | None, *, long: bool = False
) -> str:
    """A dated fact: its period where one is stated, else its observation, else "not stated"."""
    return say_period(starts, ends, long=long) if starts or ends or not as_of else say_as_of(as_of, long=long)


def say_days(start: PartialDate | None, end: PartialDate | None = None, *, long: bool = False) -> str:
    """The days of an event, both included: "4.–6. März 2022", "30. April – 2. Mai 2022", short
    "04.03.2022 – 06.03.2022"; an end without a beginning is said as such."""
    if end is None or start == end:
        return say_date(start, long)
    if start is None:
        return say_period(None, end, long=long)
    if not long or not (start.precise and end.precise) or start.year != end.year:
        return f"{say_date(start, long)} – {say_date(end, long)}"
    day, day_and_month = _DAY_AND_MONTH[_tongue()]
    if start.month == end.month:
        return f"{_written(start, day)}–{say_date(end, long)}"
    return f"{_written(start, day_and_month)} – {say_date(end, long)}"


def _plain(date: PartialDate, long: bool) -> str:
    if not date.month:
        return str(date.year)
    whole, month = _PATTERNS[_tongue(), long]
    return _written(date, whole if date.day else month)


def _written(date: PartialDate, pattern: str) -> str:
    day, tongue = dt.date(date.year, date.month or 1, date.day or 1), _tongue()
    return pattern.format(
        day=day.day,
        month=day.month,
        year=day.year,
        name=_MONTHS[tongue][day.month - 1],
        short=_MONTHS["en, short"][day.month - 1],
        weekday=_WEEKDAYS[tongue][day.weekday()],
    )


# --- times ----------------------------------------------------------------------------------------------------


def say_time(start: dt.time | None, end: dt.time | None = None) -> str:
    """A time of day or a span of it: "14:30 Uhr", "14:30–16:00 Uhr" (DIN 5008: both parts with two digits)."""
    if start is None:
        return not_stated()
    text = _clock(start) if end is None else f"{_clock(start)}–{_clock(end)}"
    return pgettext("time of day", "{time}").format(time=text)


def say_when(
    starts: PartialDate | None,
    ends: PartialDate | None = None,
    start_time: dt.time | None = None,
    end_time: dt.time | None = None,
    *,
    long: bool = False,
) -> str:
    """Day and time of an event: "4. März 2022, 14:30–16:00 Uhr"; without times only its days."""
    if start_time is None or starts is None:
        return say_days(starts, ends, long=long)
    if ends is None or ends == starts:
        return f"{say_date(starts, long)}, {say_time(start_time, end_time)}"
    last = say_date(ends, long) if end_time is None else f"{say_date(ends, long)}, {say_time(end_time)}"
    return f"{say_date(starts, long)}, {say_time(start_time)} – {last}"


def say_moment(moment: dt.datetime, *, long: bool = False) -> str:
    """Date and time of day of a moment, in the zone that it comes in."""
    return f"{say_date(moment.date(), long)}, {say_time(moment.time())}"


def _clock(time: dt.time) -> str:
    return f"{time:%H:%M}"


# --- numbers --------------------------------------------------------------------------------------------------


def say_number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """The number with a narrow space for each three digits in German (DIN 5008) and a comma in English. With
    `decimals` exactly so many places, else as many as there are, at most six."""
    if value is None:
        return not_stated()
    text = _grouped(value, decimals)
    return text.replace(".", _NARROW_NO_BREAK) if _tongue() == "de" else text


def read_number(text: str) -> float:
    """The number that a person typed, with the signs of the language: "1.573,45" or "1573,45" in German, "1,573.45"
    in English, and whatever `say_number` says. Refuses what is none with a sentence."""
    plain = re.sub(r"\s", "", text)
    plain = plain.translate(_GERMAN_SIGNS) if _tongue() == "de" else plain
    if not _NUMBER.fullmatch(plain):
        raise Refused(_("“{text}” is no number.").format(text=text.strip()[:40]))
    return float(plain.replace(",", ""))


def say_money(value: float | Decimal | None, currency: str = "EUR") -> str:
    """An amount of money with cents: "1.573,45 EUR" (DIN 5008: points for safety), in English "EUR 1,573.45"."""
    if value is None:
        return not_stated()
    amount = _grouped(value, 2)
    parts = (amount, currency) if _tongue() == "de" else (currency, amount)
    return _NO_BREAK.join(parts)


def say_figure(
    value: float | Decimal | None, unit: str = "", *, approximate: bool = False, as_of: PartialDate | None = None
) -> str:
    """A figure that somebody stated: "rund 60, Stand 18.06.2019"; `unit` is a key of UNITS."""
    if value is None:
        return not_stated()
    if unit == "eur":
        text = say_money(value) if value % 1 else say_money(value).replace(_cents(), "")
    elif unit == "percent":
        text = f"{say_number(value)}{_NO_BREAK if _tongue() == 'de' else ''}%"
    else:
        text = f"{say_number(value)}{_NO_BREAK}{_(UNITS.get(unit, unit))}".rstrip(_NO_BREAK)
    if approximate:
        text = pgettext("a number", "about {number}").format(number=text)
    return f"{text}, {say_as_of(as_of)}" if as_of else text


def _grouped(value: float | Decimal, decimals: int | None) -> str:
    exact = Decimal(str(value)) + 0  # no minus before zero
    text = f"{exact:,.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".") if decimals is None else f"{exact:,.{decimals}f}"
    return text.translate(_GERMAN_SIGNS) if _tongue() == "de" else text


_MOST_DECIMALS = 6


def _cents() -> str:
    return ",00" if _tongue() == "de" else ".00"


# --- words ----------------------------------------------------------------------------------------------------


def say_list(words: Iterable[str]) -> str:
    """Several words as one says them: "ACOD, OptoNet und Cluster IT"; nothing for none."""
    said = [one for one in words if one]
    return _AND[_tongue()].join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def say_country(code: str) -> str:
    """The name of a country by its ISO 3166-1 code; an unknown code as it is."""
    return str(_territories(_tongue()).get(code.upper(), code))


@cache
def _territories(tongue: str) -> Mapping[str, str]:
    from babel import Locale  # see above

    return Locale.parse("de_DE" if tongue == "de" else "en_GB").territories
