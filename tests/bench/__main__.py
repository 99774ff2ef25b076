"""Measures, prints a table, and keeps the rows in `build/bench/latest.json`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench import calendars, papers, start
from tests.bench.measuring import Bench, Result

BENCHES: tuple[Bench, ...] = (start.BENCH, calendars.BENCH, papers.BENCH)
_FOLDER = Path(__file__).parents[2] / "build" / "bench"
_HEADINGS = ("job", "size", "seconds", "floor", "ratio", "bar", "holds")


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for; answers 1 where a bar does not hold."""
    wanted = _arguments(words)
    file = wanted.output or _FOLDER / ("quick.json" if wanted.quick else "latest.json")
    if wanted.markdown and not wanted.only and file.exists():
        sys.stdout.write(markdown(json.loads(file.read_text(encoding="utf-8"))))
        return 0
    chosen = [one for one in BENCHES if not wanted.only or one.name in wanted.only]
    rows = [row.as_json() for bench in chosen for row in _run(bench, wanted.size, quick=wanted.quick)]
    kept = merged(json.loads(file.read_text(encoding="utf-8")) if file.exists() else [], rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(markdown(rows) if wanted.markdown else table(rows))
    return 0 if wanted.quick or all(row["holds"] is not False for row in rows) else 1


def _run(bench: Bench, size: int, *, quick: bool) -> list[Result]:
    if quick:
        return bench.run(bench.quick, 1)
    return bench.run(size or bench.size if bench.size else 0, bench.turns)


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("./desk bench", description=__doc__)
    names = [one.name for one in BENCHES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--size", type=int, default=0, help="how many records, where that can be chosen")
    parser.add_argument("--quick", action="store_true", help="once, at the smallest size: only to see that it works")
    parser.add_argument("--output", type=Path, help="another file for the rows")
    parser.add_argument(
        "--markdown", action="store_true", help="the table for the README; without --only from the rows of last time"
    )
    return parser.parse_args(words)


def merged(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of both, a new one in the place of an old one with the same job and size."""
    found = {(row["job"], row["size"]): row for row in old}
    return list((found | {(row["job"], row["size"]): row for row in new}).values())


def table(rows: Sequence[dict[str, Any]]) -> str:
    """For the terminal."""
    lines = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(_HEADINGS))]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        row["job"],
        str(row["size"]),
        f"{row['seconds']:.4g}",
        f"{row['floor_seconds']:.4g}",
        f"{row['ratio']:.2f}",
        "–" if row["bar"] is None else f"{row['bar']:.2f}",
        {None: "–", True: "yes", False: "NO"}[row["holds"]],
    )


def markdown(rows: Sequence[dict[str, Any]]) -> str:
    """For the README."""
    lines = ["| job | size | ratio | bar | holds |", "|---|--:|--:|--:|---|"]
    for row in rows:
        job, size, _seconds, _floor, ratio, bar, holds = _cells(row)
        lines.append(f"| {job} | {size} | {ratio} | {bar} | {holds} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
