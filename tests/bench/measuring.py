"""Measuring one thing against another: in turns, so that a busy moment of the machine meets both alike."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from clusterdesk.app import OBJECTS

Work = Callable[[], object]
Clock = Callable[[Work], float]


@dataclass(frozen=True)
class Result:
    """What was measured: medians in seconds, the median of the ratios of each turn, and the bar that the ratio must
    not exceed; a row without a bar is for information."""

    job: str
    size: int
    seconds: float
    floor_seconds: float
    ratio: float
    bar: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the ratio keeps below its bar; None where there is none."""
        return None if self.bar is None else self.ratio <= self.bar

    def as_json(self) -> dict[str, Any]:
        """The row as it stands in the file."""
        numbers = {key: float(f"{value:.4g}") for key, value in asdict(self).items() if isinstance(value, float)}
        return {**asdict(self), **numbers, "holds": self.holds}


@dataclass(frozen=True)
class Bench:
    """One kind of measurement: `run(size, turns)` answers its rows. `quick` is the size at which a test tries
    whether it works at all. A size of 0 is one that cannot be chosen."""

    name: str
    run: Callable[[int, int], list[Result]]
    turns: int
    size: int = 0
    quick: int = 0


def compare(
    job: str, size: int, work: Work, floor: Work, turns: int, bar: float | None = None, clock: Clock | None = None
) -> Result:
    """Both once without looking at the clock, then in turns, each going first every second time."""
    measure = clock or seconds
    work()
    floor()
    pairs: list[tuple[float, float]] = []
    for turn in range(turns):
        first, second = (work, floor) if turn % 2 == 0 else (floor, work)
        taken = measure(first), measure(second)
        pairs.append(taken if turn % 2 == 0 else taken[::-1])
    return Result(
        job,
        size,
        statistics.median(ours for ours, _floor in pairs),
        statistics.median(floor for _ours, floor in pairs),
        statistics.median(ours / floor for ours, floor in pairs),
        bar,
    )


def best_of_three(work: Work) -> float:
    """For work of some milliseconds, in which a busy moment of the machine would be most of what is measured."""
    return min(seconds(work) for _time in range(3))


def seconds(work: Work) -> float:
    """How long the work takes. Garbage of before is gone by then, what the bench itself holds is out of the
    collector's sight, and the collector runs as often as it does in the program: who leaves garbage pays for it."""
    often = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS)
    try:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()
