"""The bench works and writes what it should; how fast anything is stands in no test."""

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench.measuring import Result, compare

KEYS = {"job", "size", "seconds", "floor_seconds", "ratio", "bar", "holds"}


def test_the_smallest_sizes_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bench" / "rows.json"
    assert bench.main(["--quick", "--output", str(file)]) == 0
    rows = json.loads(file.read_text())
    assert [row["job"] for row in rows] == ["start", "ics", "ics-plain", "ics-with-database", "summary"]
    for row in rows:
        assert row.keys() == KEYS
        assert row["seconds"] > 0 < row["floor_seconds"]
        assert row["holds"] is (None if row["bar"] is None else row["ratio"] <= row["bar"])
    said = capsys.readouterr().out
    assert said.startswith("job")
    assert len(said.splitlines()) == len(rows) + 1


def test_a_later_row_takes_the_place_of_the_same_job_and_size() -> None:
    old = [{"job": "start", "size": 10, "ratio": 3.0}, {"job": "ics", "size": 10, "ratio": 1.0}]
    new = [{"job": "start", "size": 10, "ratio": 2.0}, {"job": "start", "size": 20, "ratio": 4.0}]
    assert bench.merged(old, new) == [new[0], old[1], new[1]]


def test_the_table_for_the_readme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [Result("start", 13, 0.5, 0.25, 2.0, 2.0), Result("ics", 10, 3.0, 1.0, 3.0, 1.2), Result("x", 1, 1, 1, 1)]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([row.as_json() for row in rows]))
    assert bench.main(["--markdown", "--output", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| start | 13 | 2.00 | 2.00 | yes |",
        "| ics | 10 | 3.00 | 1.20 | NO |",
        "| x | 1 | 1.00 | – | – |",
    ]


def test_both_are_measured_in_turns_and_compared_turn_by_turn() -> None:
    times = {"ours": iter([4.0, 3.0, 10.0]), "floor": iter([2.0, 1.0, 2.0])}
    order: list[str] = []

    def clock(work: object) -> float:
        name = str(work())  # type: ignore[operator]
        order.append(name)
        return next(times[name])

    result = compare("job", 5, lambda: "ours", lambda: "floor", 3, bar=2.5, clock=clock)
    assert order == ["ours", "floor", "floor", "ours", "ours", "floor"]
    assert (result.seconds, result.floor_seconds, result.ratio, result.holds) == (4.0, 2.0, 3.0, False)
