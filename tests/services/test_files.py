"""Files leave the desk whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.services import files


def test_a_new_file_and_one_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / "größe.ics"
    files.save(file, b"one")
    files.save(file, b"two")
    assert file.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["größe.ics"]  # noqa: PTH208 - as the folder holds it


def test_when_it_fails_the_old_file_stays_and_nothing_lies_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "events.ics"
    file.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Unavailable, match="The disk is full"):
        files.save(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="is a folder, not a file"):
        files.save(tmp_path, b"")
    with pytest.raises(Unavailable, match="There is no folder"):
        files.save(tmp_path / "none" / "events.ics", b"")
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="There is no folder"):
        files.save(tmp_path / "file" / "events.ics", b"")
    with pytest.raises(Unavailable, match="cannot be written"):
        files.save(tmp_path / ("x" * 300), b"")


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are those of Unix")
def test_links_are_followed_and_modes_kept(tmp_path: Path) -> None:
    file, link = tmp_path / "events.ics", tmp_path / "link.ics"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    files.save(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices to write to")
def test_a_device_stays_a_device() -> None:
    files.save(Path("/dev/null"), b"gone")
    assert Path("/dev/null").is_char_device()
