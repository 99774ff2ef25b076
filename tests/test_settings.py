"""The settings file: read, kept, and nothing of it lost."""

from pathlib import Path

import pytest

from clusterdesk import settings
from clusterdesk.settings import BrokenSettings, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings of this test are kept."""
    return tmp_path / "config" / "settings.toml"


def test_what_is_kept_is_read_again(file: Path) -> None:
    assert settings.read(file) == Settings()
    wanted = Settings(language="de", theme="dark", database="C:\\Büro\\desk.sqlite3", text_size=120)
    settings.write(file, wanted)
    assert settings.read(file) == wanted
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_settings_of_a_newer_version_are_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('language = "de"\nsound = "loud"\n')
    settings.write(file, Settings(language="en"))
    assert 'sound = "loud"' in file.read_text()
    assert settings.read(file).language == "en"


@pytest.mark.parametrize("content", [b"theme = ", b"\xff", b'theme = "pink"\nlanguage = "de"', b"text_size = true"])
def test_a_file_that_cannot_be_used_is_put_aside(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(BrokenSettings):
        settings.read(file)
    settings.write(file, Settings(theme="dark"))
    assert settings.read(file) == Settings(theme="dark")
    assert file.with_name("settings.toml.broken").read_bytes() == content


def test_nothing_is_left_behind_where_they_cannot_be_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_whatever: object) -> None:
        raise OSError(28, "No space left on device")

    settings.write(file, Settings())
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        settings.write(file, Settings(theme="dark"))
    assert [one.name for one in file.parent.iterdir()] == [file.name]
