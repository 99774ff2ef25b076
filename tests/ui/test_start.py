"""The start of the program where it cannot open."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from clusterdesk import app, paths


def test_who_starts_from_an_icon_sees_why_it_does_not_open(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.toml")
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "log")
    letter = tmp_path / "letter.txt"
    letter.write_text("Sehr geehrte Damen und Herren")
    said: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    QTimer.singleShot(300, read)
    assert app.run(["--language", "en", "--database", str(letter), "run"], {"DISPLAY": ":0"}) == 1
    assert any("is no ClusterDesk database; it was left as it is." in text for text in said)
    assert letter.read_text() == "Sehr geehrte Damen und Herren"
