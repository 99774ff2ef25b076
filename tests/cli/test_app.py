"""How the parts come together: language, screen, tour, log, and what is not loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clusterdesk import app
from clusterdesk.domain.refusals import Unavailable
from tests.cli.conftest import Call


def test_the_command_line_never_loads_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from clusterdesk.app import run\n"
        "assert run(['--demo', 'export', 'events', '-o', 'x.ics']) == 0\n"
        "assert run(['--demo', 'print', 'agreement', '1', '-o', 'x.pdf']) == 0\n"
        "assert run(['--demo', 'list', 'events']) == 0\n"
        "print([one for one in sys.modules if one.startswith(('PySide6', 'shiboken', 'clusterdesk.ui'))])"
    )
    root = Path(__file__).parent.parent.parent
    folders = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    environment = {**os.environ, **folders, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - our own Python, our own words
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_as_a_module_with_its_exit_code(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    folders = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    environment = {**os.environ, **folders, "PYTHONPATH": str(root), "LC_ALL": "en_GB.UTF-8"}

    def module(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own Python, our own words
            [sys.executable, "-m", "clusterdesk", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert module("--version").returncode == 0
    assert module("dance").returncode == 2
    nothing = module("undo")
    assert (nothing.returncode, nothing.stderr) == (1, "There is nothing to undo.\n")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C.UTF-8"}, "de"),
        ({"LANG": "POSIX"}, "de"),
        ({"LANG": "dev_IN"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "de_DE", "LC_ALL": ""}, "de"),
        ({"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_language_of_the_system(environment: dict[str, str], language: str) -> None:
    assert app.system_language(environment) == language


def test_the_language_wanted_wins(call: Call, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(app.i18n, "choose", chosen.append)
    call("undo", LANG="de_DE")
    assert chosen[-1] == "de"
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text('language = "en"\n')
    call("undo", LANG="de_DE")
    assert chosen[-1] == "en"
    call("undo", "--language", "de")
    assert chosen[-1] == "de"
    call("--language=de", "dance")
    assert chosen == ["de", "de", "en", "en", "de", "de", "de"]


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_screen_on_linux(environment: dict[str, str], screen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert app.has_screen(environment) is screen
    monkeypatch.setattr(sys, "platform", "win32")
    assert app.has_screen({})


def test_without_a_display_run_shows_itself_in_files(
    call: Call, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(app, "_tour", lambda _desk, folder: [folder / "page.png"])
    for words in ([], ["run"], ["run", "--demo"]):
        said = call(*words)
        assert said.code == 0
        assert said.err.startswith("There is no display")
        listed = said.out.splitlines()
        assert len(listed) == 4
        assert all((tmp_path / name).exists() for name in listed[1:])
        assert {Path(name).suffix for name in listed} == {".png", ".pdf", ".ics"}
    assert not (home / "data").exists()


def test_the_tour_of_ones_own_database(call: Call, desk_file: Path, tmp_path: Path) -> None:
    said = call("tour", "-o", "out", "--database", desk_file)
    assert said.code == 0
    assert {Path(line).suffix for line in said.out.splitlines()} == {".png"}  # nothing to print or export in it yet
    (tmp_path / "file").touch()
    said = call("tour", "-o", "file/out")
    assert said.code == 1
    assert said.err.count("\n") == 1


def test_a_bug_is_logged_and_told_without_a_traceback(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_context: object) -> None:
        raise ZeroDivisionError("a test")

    monkeypatch.setattr(app.Store, "open", broken)
    said = call("undo")
    assert said.code == 70
    assert said.err.count("\n") == 1
    assert "Traceback" in (home / "log" / "clusterdesk.log").read_text()


def test_the_log_is_for_its_owner_and_does_not_grow_for_ever(call: Call, home: Path) -> None:
    call("undo")
    log = home / "log" / "clusterdesk.log"
    assert "Refused" in log.read_text()
    assert "nothing to undo" not in log.read_text()  # a sentence may name somebody
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o077 == 0
    log.write_text("x" * 1_000_001)
    call("undo")
    assert log.stat().st_size < 10_000
    assert log.with_name("clusterdesk.log.1").stat().st_size == 1_000_001


def test_without_a_place_for_the_log(call: Call, home: Path) -> None:
    home.mkdir()
    (home / "log").touch()
    assert call("undo").err == "There is nothing to undo.\n"


def test_interrupted(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_context: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app.Store, "open", interrupted)
    assert call("undo").code == 130


def test_no_name_for_the_user_is_no_reason_to_fail(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(app.getpass, "getuser", nobody)
    (deed,) = call("--demo", "history", "--json").json
    assert deed["user"] == ""


def test_the_settings_name_the_database(call: Call, home: Path, desk_file: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(f"database = '{desk_file}'\n")
    assert call("demo", "load").code == 0
    assert len(call("list", "agreements", "--json", "--database", desk_file).json) == 2
    assert not (home / "data").exists()
    with pytest.raises(Unavailable):
        app._check_is_there("none.sqlite3")
