"""The German words: none is missing, none is stale, and each fits its place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from clusterdesk import i18n
from clusterdesk.cli import arguments
from clusterdesk.i18n import _, ngettext, pgettext
from clusterdesk.ui.window import main, start

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "resources/locale/de/LC_MESSAGES/clusterdesk.po"
MARKS = ["_", "ngettext:1,2", "mark", "pgettext:1c,2"]
"""As `./desk words` looks for them."""

SAME = frozenset({
    "Initiative", "Marketing", "Medium", "Name", "Navigation", "Organisation", "Person", "Region", "Register", "Start",
    "Status", "Text", "Webinar", "Website", "Workshop", "neutral",
    "Filter {name}", "in {text}", "{year}: {events}",
})  # fmt: skip
"""What is the same in both languages."""

_Key = tuple[str | None, str]
_PLACE = re.compile(r"\{\w*\}|%\(\w+\)[rs]|%[rs]")
_MNEMONIC = re.compile(r"&(?=\w)")


@pytest.fixture(scope="module")
def words() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="de")


@pytest.fixture(scope="module")
def texts() -> set[_Key]:
    """Every marked text of the program, with its context."""
    found = extract_from_dir(ROOT / "clusterdesk", keywords=parse_keywords(MARKS), comment_tags=())
    return {(context, text if isinstance(text, str) else text[0]) for _file, _line, text, _notes, context in found}


def english(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def german(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def entries(words: Catalog) -> Iterator[Message]:
    """All messages but the header."""
    return (one for one in words if one.id)


def test_every_text_is_translated(words: Catalog, texts: set[_Key]) -> None:
    translated = {(one.context, english(one)[0]) for one in entries(words) if all(german(one))}
    assert sorted(text for _context, text in texts - translated) == []


def test_nothing_is_kept_that_the_program_no_longer_says(words: Catalog, texts: set[_Key]) -> None:
    known = {(one.context, english(one)[0]) for one in entries(words)}
    assert sorted(text for _context, text in known - texts) == []
    assert list(words.obsolete) == []
    assert [one.id for one in entries(words) if one.fuzzy] == []
    assert not words.fuzzy


def test_no_marked_text_hides_from_the_collection(texts: set[_Key]) -> None:
    """Babel does not look into f-strings, nor into a mark within a mark."""
    known = {text for _context, text in texts}
    hidden = {
        f"{file.name}:{node.lineno} {text}"
        for file in (ROOT / "clusterdesk").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        for text in marked(node.func.id, node.args)
        if text and text not in known
    }
    assert sorted(hidden) == []


def marked(function: str, arguments: list[ast.expr]) -> list[str]:
    """The texts that a call marks, in both branches of a condition too."""
    counted = {"_": slice(1), "mark": slice(1), "ngettext": slice(1), "pgettext": slice(1, 2)}.get(function, slice(0))
    inside: list[ast.expr] = []
    for one in arguments[counted]:
        inside += [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
    return [one.value for one in inside if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_the_same_is_filled_in(words: Catalog) -> None:
    """Each form names what the English one names."""
    wrong = [
        text
        for one in entries(words)
        for text in german(one)
        if sorted(_PLACE.findall(text)) != sorted(_PLACE.findall(english(one)[-1]))
    ]
    assert wrong == []


def test_both_plural_forms_are_there(words: Catalog) -> None:
    assert words.num_plurals == 2
    plurals = [one for one in entries(words) if one.pluralizable]
    assert plurals
    assert [one.id for one in plurals if len(german(one)) != 2] == []
    assert [one.id for one in entries(words) if not one.pluralizable and not isinstance(one.string, str)] == []


def test_the_same_texts_can_be_reached_by_a_letter(words: Catalog) -> None:
    assert [one.id for one in entries(words) if count(_MNEMONIC, english(one)) != count(_MNEMONIC, german(one))] == []


def count(pattern: re.Pattern[str], forms: tuple[str, ...]) -> set[int]:
    return {len(pattern.findall(one)) for one in forms}


@pytest.mark.parametrize("language", ["de", "en"])
def test_in_each_menu_a_letter_stands_once(language: str) -> None:
    i18n.choose(language)
    menus: dict[str, list[str]] = {"the bar": [_(title) for title in main.MENUS.values()]}
    for command in (*main.COMMANDS, *start.COMMANDS):
        if command.menu:
            menus.setdefault(command.menu, []).append(_(command.title))
    for titles in menus.values():
        letters = [title[found.end()].casefold() for title in titles for found in _MNEMONIC.finditer(title)]
        assert len(letters) == len(set(letters)), titles


def test_what_is_left_in_english_is_so_on_purpose(words: Catalog) -> None:
    same = {text for one in entries(words) for text in german(one) if text in english(one)}
    assert same == SAME


def test_the_marks_are_german_and_in_the_same_places(words: Catalog) -> None:
    for one in entries(words):
        for text in german(one):
            model = english(one)[-1]
            assert text.count("„") == text.count("“"), text
            assert model.count("“") <= text.count("„"), text
            assert not re.search(r"[”\"]|\w'\w", text), text
            assert text.endswith("…") == model.endswith("…"), text
            assert text.endswith(".") == model.endswith(".") or model in ("No.", "e.g. Prof. Dr."), text
            assert (text[:1].isspace(), text[-1:].isspace()) == (model[:1].isspace(), model[-1:].isspace()), text
            assert text.count("\n") == model.count("\n"), text
            assert "z. B." not in text, f"{text}: a no-break space belongs between z. and B."


def test_the_header_says_what_the_file_is(words: Catalog) -> None:
    headers = dict(words.mime_headers)
    assert headers["Project-Id-Version"].strip() == "ClusterDesk"
    assert headers["Language"] == "de"
    assert headers["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert "@" not in CATALOGUE.read_text(encoding="utf-8").split("\n\n", 1)[0]


def test_the_program_speaks_german() -> None:
    i18n.choose("de")
    assert _("Agreement") == "Vereinbarung"
    assert [ngettext("{n} entry", "{n} entries", number).format(n=number) for number in (0, 1, 2)] == [
        "0 Einträge", "1 Eintrag", "2 Einträge",
    ]  # fmt: skip
    assert pgettext("time of day", "{time}").format(time="9:30") == "9:30 Uhr"
    assert _("") == ""


def test_a_document_may_speak_another_language_than_the_program() -> None:
    i18n.choose("de")
    with i18n.speaking("en"):
        assert _("Agreement") == "Agreement"
    assert _("Agreement") == "Vereinbarung"


def test_the_command_line_speaks_german_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    i18n.choose("de")
    with pytest.raises(SystemExit):
        arguments.parse(["--help"])
    shown = capsys.readouterr().out
    assert shown.startswith("Aufruf: ")
    assert not re.search(r"usage|options|positional|and exit", shown)
    with pytest.raises(SystemExit):
        arguments.parse(["list", "nonsense"])
    assert "'nonsense' gibt es nicht" in capsys.readouterr().err
