"""The launcher, the lock files it installs, and what must not be in any committed file."""

import ast
import gettext
import os
import re
import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = [ROOT / "packaging" / "requirements.lock", ROOT / "packaging" / "requirements-dev.lock"]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the test itself, keep what it says."""
    return subprocess.run(  # noqa: S603
        [str(part) for part in command], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The launcher as a module, with its environment and lock files in an empty folder."""
    loader = SourceFileLoader("desk", str(ROOT / "desk"))
    module = module_from_spec(spec_from_loader("desk", loader))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    locks = {"run": tmp_path / "run.lock", "dev": tmp_path / "dev.lock"}
    for kind, path in locks.items():
        path.write_text(f"{kind}==1\n")
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "PYTHON", str(tmp_path / ".venv" / "bin" / "python"))
    monkeypatch.setattr(module, "LOCALE", str(tmp_path / "locale"))
    monkeypatch.setattr(module, "LOCKS", {kind: str(path) for kind, path in locks.items()})
    return module


@pytest.fixture
def finished(desk: ModuleType, tmp_path: Path) -> ModuleType:
    """The launcher after a finished set-up for running."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "lib").mkdir()
    Path(desk.PYTHON).write_text("")
    desk.write(desk.stamp("run"), desk.seal("run"))
    return desk


def entries(lock: Path) -> dict[str, tuple[str, set[str]]]:
    """Each requirement's line and hashes by its name."""
    found: dict[str, tuple[str, set[str]]] = {}
    name = ""
    for line in lock.read_text(encoding="ascii").splitlines():
        text = line.removesuffix("\\").strip()
        if text.startswith("--hash="):
            found[name][1].add(text.removeprefix("--hash="))
        else:
            name = canonicalize_name(Requirement(text).name)
            found[name] = (text, set())
    return found


# ---- The file itself ----


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "desk").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_can_read_far_enough_to_be_told_so() -> None:
    ast.parse((ROOT / "desk").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such mark; there it is `python desk`")
def test_the_launcher_and_ci_can_be_executed() -> None:
    assert os.access(ROOT / "desk", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_help_names_every_word(desk: ModuleType, words: list[str]) -> None:
    done = run(sys.executable, "-X", "utf8", ROOT / "desk", *words)
    assert done.returncode == 0
    assert [word for word in desk.WORDS if not re.search(rf"^  {word} ", done.stdout, re.MULTILINE)] == []


# ---- The lock files and what is committed ----


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_file_holds_names_versions_and_hashes_only(lock: Path) -> None:
    name = r"[a-z0-9][a-z0-9._-]*"
    requirement = re.compile(rf"{name}==[0-9][0-9a-z.]*( ; [a-z_]+ [!=]= '[A-Za-z0-9]+')?( \\)?")
    known = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = lock.read_text(encoding="ascii").splitlines()
    assert [line for line in lines if not (requirement.fullmatch(line) or known.fullmatch(line))] == []
    assert [line for line, hashes in entries(lock).values() if not hashes] == []


def test_the_developers_lock_holds_the_other_one_whole() -> None:
    running, developing = (entries(lock) for lock in LOCKS)
    assert {name: developing.get(name) for name in running} == running


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        (project["dependencies"], entries(LOCKS[0])),
        (project["optional-dependencies"]["dev"], entries(LOCKS[1])),
    ]
    for wishes, locked in asked:
        for wish in map(Requirement, wishes):
            line, _ = locked[canonicalize_name(wish.name)]
            version = str(Requirement(line).specifier).removeprefix("==")
            assert wish.specifier.contains(version), f"{wish} is locked as {line}"


def committed_files() -> list[Path]:
    """What git keeps; without git, everything but what .gitignore names."""
    try:
        listed = run("git", "ls-files", "-z")
    except FileNotFoundError:
        listed = None
    if listed and listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()} | {".git"}
    kept = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in ignored]
        kept += [Path(folder, name) for name in files if f"*{Path(name).suffix}" not in ignored]
    return kept


def test_no_committed_file_names_a_package_index_or_mirror() -> None:
    hosts = ["py" + "pi.org", "python" + "hosted.org", "deb.deb" + "ian.org", "security.deb" + "ian.org"]
    hosts += ["archive.ub" + "untu.com", "index" + "-url", "find" + "-links"]
    files = committed_files()
    assert len(files) > 20
    found = [(path, host) for path in files for host in hosts if host.encode() in path.read_bytes().lower()]
    assert found == []


# ---- Which Python ----


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 20, 1), (4, 0, 0)])
def test_a_new_python_is_welcome(desk: ModuleType, version: tuple[int, ...]) -> None:
    assert desk.complaint(version) == ""


def test_an_old_python_is_refused_in_plain_words(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(desk, "find_newer_python", lambda: "")
    assert desk.main(["run"]) == 1
    said = capsys.readouterr().err
    assert "needs Python 3.11" in said
    assert "this is Python 3.9" in said


def test_an_old_python_hands_over_to_a_newer_one(desk: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[list[str]] = []
    monkeypatch.setattr(desk.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(desk, "find_newer_python", lambda: "/somewhere/python3.12")
    monkeypatch.setattr(desk, "become", lambda command: handed.append(command) or 0)
    assert desk.main(["run", "--demo"]) == 0
    assert handed == [["/somewhere/python3.12", f"{desk.ROOT}/desk", "run", "--demo"]]


# ---- Is everything there? ----


def test_nothing_is_installed_in_an_empty_folder(desk: ModuleType) -> None:
    assert not desk.installed("run")
    assert not desk.usable()


def test_a_finished_set_up_is_recognised(finished: ModuleType) -> None:
    assert finished.installed("run")
    assert finished.usable()
    assert not finished.installed("dev")


def test_a_changed_lock_file_asks_for_packages_but_not_for_a_new_environment(finished: ModuleType) -> None:
    Path(finished.LOCKS["run"]).write_text("run==2\n")
    assert not finished.installed("run")
    assert finished.usable()


def test_an_environment_whose_python_has_gone_is_made_anew(finished: ModuleType) -> None:
    Path(finished.PYTHON).unlink()
    assert not finished.installed("run")
    assert not finished.usable()


@pytest.mark.skipif(os.name == "nt", reason="Windows copies Python into the environment")
def test_an_environment_whose_python_was_exchanged_is_made_anew(finished: ModuleType, tmp_path: Path) -> None:
    newer = tmp_path / "python3.99"
    newer.write_text("")
    Path(finished.PYTHON).unlink()
    Path(finished.PYTHON).symlink_to(newer)
    assert not finished.installed("run")
    assert not finished.usable()


def test_an_interrupted_set_up_leaves_no_stamp(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(lock: str) -> tuple[int, list[str]]:
        raise KeyboardInterrupt

    monkeypatch.setattr(finished, "run_pip", interrupted)
    with pytest.raises(KeyboardInterrupt):
        finished.install_packages("dev")
    assert not finished.usable()


def test_a_failed_download_leaves_what_was_there_usable(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished, "run_pip", lambda lock: (1, ["Collecting dev", "ERROR: no route"]))
    with pytest.raises(finished.Trouble, match="ERROR: no route\nThe packages could not be installed"):
        finished.install_packages("dev")
    assert finished.installed("run")
    assert not finished.installed("dev")


def test_the_developers_packages_include_the_others(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished, "run_pip", lambda lock: (0, []))
    finished.install_packages("dev")
    assert finished.installed("run")
    assert finished.installed("dev")


def test_two_first_starts_take_turns(desk: ModuleType) -> None:
    first = desk.wait_for_turn()
    try:
        with open(first.name, "a+b") as second:  # noqa: PTH123
            assert not desk.take(second)
            first.close()
            assert desk.take(second)
    finally:
        first.close()


def test_a_second_start_sets_nothing_up(finished: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(finished, "set_up", lambda *_: pytest.fail("set up again"))
    monkeypatch.setattr(finished, "become", lambda command: started.append(command) or 0)
    assert finished.main(["list", "events", "--json"]) == 0
    assert started == [[finished.PYTHON, "-P", "-m", "clusterdesk", "list", "events", "--json"]]


# ---- System packages ----


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these libraries to the system")
def test_only_what_shows_something_asks_for_the_libraries_of_qt(desk: ModuleType) -> None:
    assert desk.libraries_for("export", {"DISPLAY": ":0"}) == ()
    assert desk.libraries_for("test", {"DISPLAY": ":0"}) == ("offscreen",)
    assert desk.libraries_for("run", {}) == ("offscreen",)
    assert desk.libraries_for("run", {"WAYLAND_DISPLAY": "wayland-0"}) == ("offscreen", "window")


def test_the_name_that_this_system_knows_is_taken(desk: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"libglib2.0-0", "libegl1"}
    monkeypatch.setattr(desk, "run_quietly", lambda command: (0 if command[-1] in known else 100, ""))
    wanted = [("libglib2.0-0t64", "libglib2.0-0"), ("libegl1",), ("unheard-of-t64", "unheard-of")]
    assert desk.choose_packages(wanted) == ["libglib2.0-0", "libegl1", "unheard-of"]
    known.add("libglib2.0-0t64")
    assert desk.choose_packages(wanted)[0] == "libglib2.0-0t64"


@pytest.mark.skipif(os.name == "nt", reason="no root on Windows")
def test_without_the_right_to_install_the_exact_command_is_named(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(desk.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(desk, "venv_packages", lambda: [("python3-venv",)])
    monkeypatch.setattr(desk, "missing_libraries", lambda sets: [("libegl1",)])
    monkeypatch.setattr(desk, "run_quietly", lambda command: (0, ""))
    with pytest.raises(desk.Trouble, match=r"--no-install-recommends python3-venv libegl1$"):
        desk.install_system_packages(["offscreen"], with_venv=True)


# ---- Translations ----


def test_a_translation_is_compiled_when_it_is_newer(desk: ModuleType, tmp_path: Path) -> None:
    assert not desk.stale_words()
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    assert not desk.stale_words()
    source, compiled = folder / "clusterdesk.po", folder / "clusterdesk.mo"
    source.write_text('msgid "Agreement"\nmsgstr "Vereinbarung"\n', encoding="utf-8")
    assert desk.stale_words()
    done = run(sys.executable, "-I", ROOT / "packaging" / "compile_words.py", tmp_path / "locale")
    assert (done.returncode, done.stderr) == (0, "")
    assert not desk.stale_words()
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Agreement") == "Vereinbarung"
    os.utime(source, ns=(0, compiled.stat().st_mtime_ns + 1_000_000_000))
    assert desk.stale_words()


# ---- The words ----


def test_every_step_runs_and_the_last_line_is_pytest_s_own(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk, "PYTHON", sys.executable)
    steps = (("mypy", ["-c", "raise SystemExit(1)"]), ("pytest", ["-c", "print('== 3 passed in 1 s ==')"]))
    assert desk.check(steps) == 1
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[-3:-1]] == [["mypy", "FAILED"], ["pytest", "passed"]]
    assert lines[-1] == "== 3 passed in 1 s =="
    assert desk.check(steps[1:]) == 0


def test_no_tests_at_all_is_a_failure(desk: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(desk, "PYTHON", sys.executable)
    assert desk.check((("pytest", ["-m", "pytest", "-q", "-p", "no:randomly", str(tmp_path)]),)) == 1


def test_arguments_of_test_go_to_pytest_alone(desk: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(desk, "become", lambda command: started.append(command) or 0)
    monkeypatch.setattr(desk.os, "chdir", lambda path: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert desk.start("test", ["-k", "events"]) == 0
    assert started == [[desk.PYTHON, "-m", "pytest", "-k", "events"]]
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
