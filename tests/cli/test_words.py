"""Each word of the command line on the demo office."""

from pathlib import Path

import icalendar
import pytest

from clusterdesk import __version__, app
from clusterdesk.cli import arguments, words
from clusterdesk.cli.tables import Column, print_table
from clusterdesk.storage import history, search
from tests.cli.conftest import Call


def test_every_list_as_table_and_as_json(demo: Call) -> None:
    for concept in arguments.LISTS:
        table, rows = demo("list", concept), demo("list", concept, "--json")
        assert (table.code, rows.code, table.err, rows.err) == (0, 0, "", "")
        assert len(table.out.splitlines()) == len(rows.json) + 2
        assert {"id"} < set(rows.json[0])


def test_the_lists_are_complete() -> None:
    assert tuple(words.LISTS) == arguments.LISTS
    assert tuple(words._SHEETS) == arguments.KINDS
    assert set(arguments.KINDS) == set(search.CONCEPTS) <= set(history.kinds())


def test_long_lists_come_whole(demo: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = demo("list", "people", "--json").json
    monkeypatch.setattr(words, "_PAGE", 3)
    assert demo("list", "people", "--json").json == whole
    assert len({row["id"] for row in whole}) == len(whole) > 9


def test_a_list_narrowed_by_words(demo: Call) -> None:
    assert [row["name"] for row in demo("list", "people", "--text", "naether", "--json").json] == ["Näther, Dierk"]
    nothing = demo("list", "people", "--text", "xyzzy")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing found.\n")
    assert demo("list", "people", "--text", "xyzzy", "--json").json == []


def test_dates_and_codes_in_json_are_for_programs(demo: Call) -> None:
    (congress,) = demo("list", "events", "--text", "kongress", "--json", "--language", "de").json
    assert (congress["starts"], congress["kind"], congress["place"]) == ("2022-09-01", "congress", "Leipzig")


def test_a_title_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Column("Title", str), Column("No.", lambda _row: "1")], ["a\x1b[31mb\nc\u2028d"])
    assert capsys.readouterr().out.splitlines()[2] == "a [31mb c d  1"


def test_one_record_whole(demo: Call) -> None:
    (row,) = demo("list", "agreements", "--text", "optonet", "--json").json
    sheet = demo("show", "agreement", row["id"]).json
    assert sheet["record"]["signed_on"] == "2022-03-04"
    assert sheet["record"]["place"]["name"] == "Jena"
    assert len(sheet["fields"]) == 9
    for kind in arguments.KINDS:
        assert demo("show", kind, "1").code == 0


def test_search(demo: Call) -> None:
    (hit,) = demo("search", "Leipzig-Halle", "--json").json
    assert (hit["kind"], hit["title"]) == ("organisation", "Netzwerk Logistik Mitteldeutschland e.V.")
    assert "Leipzig-Halle" in demo("search", "Leipzig-Halle").out
    assert "Dr. Jens Katzek" in demo("search", "jens", "katzek").out


def test_export_of_all_tells_what_is_left_out(demo: Call, tmp_path: Path) -> None:
    said = demo("export", "events", "-o", "all.ics")
    assert said.code == 0
    assert "7 events written to all.ics." in said.out
    assert "Fortsetzung des Dialogs der Clustermanager”. The day is not known, only: 2012." in said.err
    assert "Prämierungsveranstaltung in Berlin”. There is no date yet." in said.err
    assert len(icalendar.Calendar.from_ical((tmp_path / "all.ics").read_bytes()).walk("VEVENT")) == 7


def test_export_of_some(demo: Call, tmp_path: Path) -> None:
    rows = {row["title"]: row for row in demo("list", "events", "--json").json}
    congress = demo("show", "event", rows["ACOD Kongress"]["id"]).json["record"]
    for which in (("--id", congress["id"]), ("--uid", congress["uid"])):
        assert demo("export", "events", *which, "-o", "one.ics").out == "1 event written to one.ics.\n"
        (event,) = icalendar.Calendar.from_ical((tmp_path / "one.ics").read_bytes()).walk("VEVENT")
        assert event["UID"].startswith(congress["uid"])
    assert demo("export", "events", "--year", 2019, "-o", "year.ics").out == "3 events written to year.ics.\n"


def test_export_to_the_standard_output(demo_template: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("office.sqlite3").write_bytes(demo_template.read_bytes())
    assert app.run(["--database", "office.sqlite3", "export", "events", "-o", "-"], {"LANG": "en_GB"}) == 0
    said = capfdbinary.readouterr()
    assert len(icalendar.Calendar.from_ical(said.out).walk("VEVENT")) == 7
    assert b"7 events written to -." in said.err


@pytest.mark.parametrize("which", [["--year", "1999"], ["--id", "3"]])
def test_nothing_to_export_makes_no_file(demo: Call, tmp_path: Path, which: list[str]) -> None:
    said = demo("export", "events", *which, "-o", "none.ics")
    assert said.code == 1
    assert said.err.endswith("There is no event to write, so no file was made.\n")
    assert not (tmp_path / "none.ics").exists()


def test_print_by_number_and_by_title(demo: Call, tmp_path: Path) -> None:
    (row,) = demo("list", "agreements", "--text", "optonet", "--json").json
    said = demo("print", "agreement", row["id"], "-o", "a.pdf", "--language", "de", "--hide-empty")
    assert said.code == 0
    assert "a.pdf" in said.out
    assert demo("print", "agreement", row["title"], "-o", "b.pdf", "--language", "de", "--hide-empty").code == 0
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert demo("print", "agreement", row["id"], "-o", "c.pdf", "--language", "en").code == 0
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "c.pdf").read_bytes()


def test_undo_redo_and_history(call: Call) -> None:
    def there() -> int:
        return len(call("list", "agreements", "--json", "--database", "new.sqlite3").json)

    assert call("demo", "load", "--database", "new.sqlite3").code == 0
    assert there() == 2
    assert call("undo", "--database", "new.sqlite3").out == "Undone: Load the demo office\n"
    assert there() == 0
    assert call("redo", "--database", "new.sqlite3").out == "Done again: Load the demo office\n"
    assert there() == 2
    deeds = call("history", "--json", "--database", "new.sqlite3").json
    assert [deed["act"] for deed in deeds] == ["redo", "undo", "do"]
    table = call("history", "--database", "new.sqlite3").out
    assert "Done again: Load the demo office" in table
    assert call("demo", "remove", "--database", "new.sqlite3").out == "The demo office is removed.\n"
    assert there() == 0


def test_demo_works_on_a_copy_that_is_gone_afterwards(call: Call, home: Path, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    assert len(call("--demo", "list", "agreements", "--json").json) == 2
    assert not (home / "data").exists()
    assert {one.name for one in set(tmp_path.rglob("*")) - before} <= {"home", "log", "clusterdesk.log"}
    assert call("undo", "--demo").code == 0


def test_version_and_help(call: Call) -> None:
    assert call("--version").out == f"ClusterDesk {__version__}\n"
    for ask in (["--help"], ["export", "--help"], ["export", "events", "--help"], ["print", "agreement", "--help"]):
        said = call(*ask)
        assert said.code == 0
        assert said.out.startswith("usage: clusterdesk")


@pytest.mark.parametrize(
    "wrong",
    [
        ["dance"],
        ["list"],
        ["list", "cats"],
        ["list", "people", "--jso"],
        ["export", "events"],
        ["export", "events", "-o", "x", "--id", "one"],
        ["export", "events", "-o", "x", "--id", "1", "--year", "2019"],
        ["print", "agreement", "-o", "x"],
        ["demo", "burn"],
        ["--language", "fr", "list", "people"],
        ["--demo", "--database", "x", "list", "people"],
    ],
)
def test_wrong_usage_is_code_2_and_does_nothing(call: Call, home: Path, wrong: list[str]) -> None:
    said = call(*wrong)
    assert said.code == 2
    assert "usage: clusterdesk" in said.err
    assert "Traceback" not in said.err
    assert not (home / "data").exists()
