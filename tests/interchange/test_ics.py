"""Calendar files: kept ones compared byte for byte, and every file read back by two other programs' readers."""

import datetime as dt
import itertools
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.interchange import ics
from clusterdesk.interchange.ics import CalendarEntry, Publisher

GOLDEN = Path(__file__).parent.parent / "golden" / "interchange"
NOW = dt.datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - records keep UTC without saying so
ACOD = Publisher("Automotive Cluster Ostdeutschland e.V.", "info@acod.example")
BERLIN = ZoneInfo("Europe/Berlin")


def entry(**values: object) -> CalendarEntry:
    day = dt.date(2022, 9, 1)
    given = {"uid": "7@clusterdesk.local", "title": "ACOD Kongress", "starts": day, "ends": values.get("starts", day)}
    return CalendarEntry(**{**given, **values})  # type: ignore[arg-type]


def written(*entries: CalendarEntry, publisher: Publisher | None = None, name: str = "ACOD") -> bytes:
    return ics.calendar(entries, name=name, now=NOW, publisher=publisher)


def read(data: bytes) -> icalendar.Event:
    found = icalendar.Calendar.from_ical(data)
    assert not found.errors
    (event,) = found.walk("VEVENT")
    assert not event.errors
    return event


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


CONGRESS = entry(
    uid="00000000-0000-4000-8000-000000000007@clusterdesk.local",
    place="Leipzig",
    status="TENTATIVE",
    category="Kongress",
    description="Verknüpfung mit anderen Technologien\n\nVeranstalter: Automotive Cluster Ostdeutschland e.V.",
    sequence=2,
    created=dt.datetime(2022, 3, 4, 11),  # noqa: DTZ001
    modified=dt.datetime(2022, 3, 5, 12, 1, 2, 999),  # noqa: DTZ001
)
EVERYTHING = (
    CONGRESS,
    entry(uid="1@acod.example", title="Messe", ends=dt.date(2022, 9, 4), place="Halle (Saale)", category="Messe"),
    entry(
        uid="2@acod.example",
        title="Firmenbesuch; anschließend Vertragsunterzeichnung, mit Größen aus Optik, Automobilbau & Politik",
        starts=dt.date(2026, 7, 1),
        start_time=dt.time(14, 30),
        end_time=dt.time(16),
        place="Jenoptik AG, Jena",
        description="Zeile eins\r\nPfad C:\\Neu\n\nörtliche Überraschungsgäste " + "äöüß" * 30,
    ),
    entry(
        uid="3@acod.example",
        title="Abendveranstaltung",
        starts=dt.date(2026, 12, 1),
        ends=dt.date(2026, 12, 2),
        start_time=dt.time(20),
        end_time=dt.time(1),
        status="CANCELLED",
        sequence=5,
    ),
    entry(
        uid="4@acod.example",
        title="Webinar in Poznań",
        starts=dt.date(2026, 7, 1),
        start_time=dt.time(10),
        timezone="America/New_York",
    ),
)


@pytest.mark.parametrize(
    ("name", "entries", "publisher"),
    [("published", EVERYTHING, ACOD), ("congress", (CONGRESS,), None)],
)
def test_the_kept_files(name: str, entries: tuple[CalendarEntry, ...], publisher: Publisher | None) -> None:
    data = written(*entries, publisher=publisher, name="ACOD – Veranstaltungen")
    assert data.decode() == (GOLDEN / f"{name}.ics").read_bytes().decode()


@pytest.mark.parametrize("name", ["published", "congress"])
def test_the_kept_files_as_others_read_them(name: str) -> None:
    data = (GOLDEN / f"{name}.ics").read_bytes()
    ours, theirs = icalendar.Calendar.from_ical(data), vobject.readOne(data.decode())
    events = ours.walk("VEVENT")
    assert not ours.errors
    assert not [one.errors for one in events if one.errors]
    for one, other in zip(events, theirs.vevent_list, strict=True):
        assert str(one["SUMMARY"]) == other.summary.value
        assert str(one["UID"]) == other.uid.value
        start, theirs_start = one.decoded("DTSTART"), other.dtstart.value
        assert start == theirs_start
        assert getattr(start, "utcoffset", str)() == getattr(theirs_start, "utcoffset", str)()
        assert str(one.get("DESCRIPTION", "")) == getattr(getattr(other, "description", None), "value", "")
        assert str(one.get("LOCATION", "")) == getattr(getattr(other, "location", None), "value", "")


def test_the_same_words_as_the_library() -> None:
    """Line by line what `icalendar` makes of the same file."""
    data = (GOLDEN / "published.ics").read_bytes().replace(b"C:\\\\Neu", b"C:")  # their writer breaks the line at \N
    assert unfolded(icalendar.Calendar.from_ical(data).to_ical()) == unfolded(data)


def test_whole_days_end_on_the_day_after() -> None:  # at-27
    lines = unfolded(written(CONGRESS))
    assert "DTSTART;VALUE=DATE:20220901" in lines
    assert "DTEND;VALUE=DATE:20220902" in lines
    assert "LOCATION:Leipzig" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "BEGIN:VTIMEZONE" not in lines
    several = unfolded(written(entry(starts=dt.date(2026, 12, 30), ends=dt.date(2027, 1, 2))))
    assert "DTSTART;VALUE=DATE:20261230" in several
    assert "DTEND;VALUE=DATE:20270103" in several


@pytest.mark.parametrize("year", [1996, 2011, 2026, 2060])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_block_says_what_the_time_zone_database_says(year: int, month: int) -> None:
    for day in (1, 25, 28):
        when = {"starts": dt.date(year, month, day), "start_time": dt.time(9), "end_time": dt.time(17, 30)}
        data = written(entry(**when))
        assert data.count(b"BEGIN:VTIMEZONE") == 1
        theirs = vobject.readOne(data.decode()).vevent
        # vobject takes the block from the file, icalendar the database.
        for name in ("dtstart", "dtend"):
            ours = read(data).decoded(name)
            moment = getattr(theirs, name).value
            expected = dt.datetime.combine(when["starts"], ours.time(), BERLIN)
            assert ours == expected
            assert moment.utcoffset() == expected.utcoffset()
            assert moment.replace(tzinfo=None) == expected.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("America/New_York", dt.date(2026, 7, 1), "20260701T140000Z"),
        ("UTC", dt.date(2026, 7, 1), "20260701T100000Z"),
        ("Asia/Kolkata", dt.date(2026, 7, 1), "20260701T043000Z"),
        ("Europe/Berlin", dt.date(1990, 10, 15), "19901015T090000Z"),  # winter already, which the block would deny
        ("Europe/Berlin", dt.date(1975, 7, 1), "19750701T090000Z"),  # no summer time then
    ],
)
def test_what_the_block_does_not_hold_is_written_in_utc(zone: str, day: dt.date, expected: str) -> None:
    data = written(entry(starts=day, start_time=dt.time(10), timezone=zone))
    assert f"DTSTART:{expected}" in unfolded(data)
    assert b"VTIMEZONE" not in data
    assert b"TZID" not in data


def test_no_end_is_invented() -> None:
    lines = unfolded(written(entry(start_time=dt.time(10))))
    assert not [one for one in lines if one.startswith("DTEND")]
    assert "TRANSP:TRANSPARENT" not in lines
    several = unfolded(written(entry(start_time=dt.time(10), ends=dt.date(2022, 9, 2))))
    assert "DTEND;TZID=Europe/Berlin:20220903T000000" in several


def test_a_zone_that_this_machine_does_not_know_is_one_sentence() -> None:
    for zone in ("Mars/Olympus", "", "../etc/passwd", "Europe"):
        with pytest.raises(Unavailable, match="not known on this machine"):
            written(entry(start_time=dt.time(10), timezone=zone))


def test_published_only_with_an_organizer_and_never_with_attendees() -> None:
    with_office, without = unfolded(written(CONGRESS, publisher=ACOD)), unfolded(written(CONGRESS))
    assert "METHOD:PUBLISH" in with_office
    assert 'ORGANIZER;CN="Automotive Cluster Ostdeutschland e.V.":mailto:info@acod.example' in with_office
    assert not [one for one in without if one.startswith(("METHOD", "ORGANIZER"))]
    assert not [one for one in with_office + without if one.startswith("ATTENDEE")]


def test_hostile_names_of_the_office() -> None:
    hostile = Publisher('A"B;X=1:mailto:evil@x\r\nATTENDEE:b', "ä;b,c@x.de")
    event = read(written(CONGRESS, publisher=hostile))
    assert event["ORGANIZER"].params["CN"] == "A'B;X=1:mailto:evil@x ATTENDEE:b"
    assert str(event["ORGANIZER"]) == "mailto:%C3%A4%3Bb%2Cc@x.de"
    assert "ATTENDEE" not in event


def test_time_of_export_and_of_change_in_utc() -> None:
    in_berlin = dt.datetime(2026, 7, 1, 12, tzinfo=BERLIN)
    event = read(ics.calendar([entry(created=NOW, modified=in_berlin)], name="", now=in_berlin))
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == dt.datetime(2026, 7, 1, 10, tzinfo=dt.UTC)
    assert event.decoded("CREATED") == dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


# --- any text -------------------------------------------------------------------------------------------------

ANY = st.text(st.characters(), max_size=400)
AWKWARD = st.text(st.sampled_from("\\,;:\"nN \t\r\n\x00\x1b\x85\u2028äß€𝒳\ud800a"), max_size=200)
KEPT_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def as_meant(text: str, join: str) -> str:
    """What should arrive: breaks as `join`, no control characters, no halves of characters."""
    lines = re.split("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)
    lines = [re.sub("[\ud800-\udfff]", "\ufffd", KEPT_CONTROLS.sub("", one.replace("\t", " "))) for one in lines]
    return join.join(lines)


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@given(st.one_of(ANY, AWKWARD), st.one_of(ANY, AWKWARD))
def test_any_text_arrives(title: str, description: str) -> None:
    data = written(entry(title=title, description=description, category=title, place=title), publisher=ACOD)
    lines = unfolded(data)
    values = {name: value for name, _, value in (one.partition(":") for one in lines)}
    for name in ("SUMMARY", "CATEGORIES"):
        assert unescaped(values.get(name, "")) == as_meant(title, " ")
    assert unescaped(values.get("DESCRIPTION", "")) == as_meant(description, "\n")
    event = read(data)
    assert str(event["SUMMARY"]) == as_meant(title, " ")
    assert str(event.get("DESCRIPTION", "")) == as_meant(description, "\n")


@given(st.one_of(ANY, AWKWARD))
def test_no_line_is_too_long_and_none_is_cut_in_the_wrong_place(text: str) -> None:
    data = written(entry(title=text, description=text))
    assert data.endswith(b"END:VCALENDAR\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert len(line) <= 75
        decoded = line.decode()  # a cut inside a character would fail here
        assert not KEPT_CONTROLS.search(decoded)
    for line, following in itertools.pairwise(physical):
        if following.startswith(b" "):
            assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0
