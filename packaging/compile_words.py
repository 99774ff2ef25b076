# ruff: noqa: INP001
"""Compile the translations (.po to .mo): hatchling's build hook for the wheel, a script for the launcher."""

import os
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # a checkout runs without hatchling
    BuildHookInterface = object


def compile_words(locale: Path) -> None:
    """Write each catalogue's .mo beside its .po, whole or not at all; what is fuzzy stays untranslated."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        unfinished = target.with_suffix(f".mo.{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)


class CompileWords(BuildHookInterface):
    """Compile before the wheel is packed, so that it speaks German too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; both arguments are its own and not needed."""
        compile_words(Path(self.root) / "resources" / "locale")


if __name__ == "__main__":
    compile_words(Path(sys.argv[1]))
