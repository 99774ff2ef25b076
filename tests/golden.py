"""Golden files: what leaves the house is compared with a kept file, and nothing in it is ignored.

When the output changes on purpose, write the files anew and read the difference before it is committed:

    GOLDEN=write python -m pytest tests/printing tests/interchange
    git diff tests/golden
"""

import difflib
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from clusterdesk.i18n import _, speaking

FOLDER = Path(__file__).parent / "golden"


def speaks_german() -> bool:
    """Whether the German words are compiled, as `./desk` does before it runs anything."""
    with speaking("de"):
        return _("not stated") != "not stated"


needs_german = pytest.mark.skipif(not speaks_german(), reason="the German words are not compiled")


def same_text(actual: str, name: str) -> None:
    """Compare with `tests/golden/<name>`, line ends included; a difference is shown line by line."""
    same_bytes(actual.encode("utf-8"), name)


def same_bytes(actual: bytes, name: str) -> None:
    """Compare with `tests/golden/<name>`, byte by byte."""
    kept = _kept(actual, name)
    if kept != actual:
        before, after = (one.decode("utf-8", "replace") for one in (kept, actual))
        pytest.fail(_difference(before, after, name), pytrace=False)


def same_pdf(actual: bytes, name: str) -> None:
    """Compare a PDF with `tests/golden/<name>`: every object, every stream unpacked. Only how the streams are packed
    may differ, since each build of zlib packs in its own way. The text beside it (`<name>.txt`) is compared too,
    first, since its difference can be read."""
    same_text(pdf_text(actual), f"{name}.txt")
    kept = _kept(actual, name)
    if kept != actual:
        before, after = pdf_objects(kept), pdf_objects(actual)
        if before != after:
            pytest.fail(_difference(before, after, name), pytrace=False)


def pdf_text(pdf: bytes) -> str:
    """The text of a PDF as a reader selects it, page by page."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(
        f"--- {number} ---\n" + "".join(f"{line.rstrip()}\n" for line in page.extract_text().splitlines())
        for number, page in enumerate(pages, 1)
    )


def pdf_objects(pdf: bytes) -> str:
    """Every object of a PDF as text: dictionaries as they are, page contents unpacked, other streams by their hash."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        trailer = [f"{key} {file.trailer[key].unparse()!r}" for key in sorted(file.trailer.keys())]
        return "\n".join([*trailer, *(_object(number, one) for number, one in enumerate(file.objects, 1))])


def _object(number: int, one: Any) -> str:
    if not isinstance(one, pikepdf.Stream):
        return f"{number} {one.unparse()!r}"
    data = one.read_bytes()
    entries = [f"{key} {value.unparse()!r}" for key, value in sorted(one.items()) if key != "/Length"]
    is_text = len(data) < 200_000 and b" Tf" in data
    content = data.decode("latin-1") if is_text else hashlib.sha256(data).hexdigest()
    return "\n".join([f"{number} stream", *entries, content])


def _kept(actual: bytes, name: str) -> bytes:
    file = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(actual)
    if not file.is_file():
        pytest.fail(f"There is no golden file {name} yet; GOLDEN=write makes it (see tests/golden.py).", pytrace=False)
    return file.read_bytes()


def _difference(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"golden/{name}", "now", lineterm="", n=1
    )
    shown = list(lines)[:200]
    return "\n".join([f"{name} is not what it was; if that is meant: GOLDEN=write (see tests/golden.py).", *shown])
