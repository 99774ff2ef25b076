"""The command line, called as the shell would, with folders of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clusterdesk import app, paths


@dataclass(frozen=True)
class Said:
    """What came of a call."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, log and data of the user, all in the folder of the test."""
    folder = tmp_path / "home"
    monkeypatch.setattr(paths, "data_folder", lambda: folder / "data")
    monkeypatch.setattr(paths, "settings_file", lambda: folder / "settings.toml")
    monkeypatch.setattr(paths, "log_file", lambda: folder / "log" / "clusterdesk.log")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """`call("list", "people")` answers code, output and complaints."""

    def call(*words: object, **environment: str) -> Said:
        capsys.readouterr()
        code = app.run([str(word) for word in words], {"LANG": "en_GB.UTF-8", **environment})
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def demo(call: Call, demo_template: Path, tmp_path: Path) -> Call:
    """The same on a database with the demo office; it lies in `office.sqlite3`."""
    (tmp_path / "office.sqlite3").write_bytes(demo_template.read_bytes())
    return lambda *words, **environment: call("--database", "office.sqlite3", *words, **environment)
