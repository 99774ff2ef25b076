"""From the start of the process to a painted, usable window with the demo office."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from clusterdesk.services import demo
from clusterdesk.storage import profile
from tests.bench.desks import opened
from tests.bench.measuring import Bench, Result, Work, compare

_ROOT = Path(__file__).parents[2]
_BAR = 2.0
_PATIENCE = 60


def run(_size: int, turns: int) -> list[Result]:
    """The size is the number of people in the demo office."""
    with tempfile.TemporaryDirectory(prefix="clusterdesk-bench-") as folder:
        file = Path(folder) / "demo.sqlite3"
        with opened(file) as desk:
            desk.do("Load the demo office", demo.load)
            people = desk.ask(profile.counts)["person"]
        program = _child(folder, "program", "run", "--database", str(file))
        return [compare("start", people, program, _child(folder, "bare"), turns, _BAR, clock=_reported)]


def _child(folder: str, *words: str) -> Work:
    """A start that answers how long it took, from outside. The user's own settings are not read, and the modules
    are compiled beforehand, as they are after the first start."""
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "LC_ALL")
    }
    surroundings |= {"QT_QPA_PLATFORM": "offscreen", "LC_MESSAGES": "de_DE.UTF-8", **dict.fromkeys(homes, folder)}

    def start() -> float:
        begin = time.perf_counter()
        with subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.bench.painted", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings, cwd=_ROOT, text=True,
        ) as child:  # fmt: skip
            try:
                said, trouble = child.communicate(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                raise
        if child.returncode or not said:
            logs = [file.read_text(encoding="utf-8") for file in Path(folder).rglob("*.log")]
            raise RuntimeError("\n".join([f"{words[0]} painted nothing: {trouble}", *logs]))
        return float(said) - begin

    return start


def _reported(start: Work) -> float:
    return float(str(start()))


BENCH = Bench("start", run, turns=21)
