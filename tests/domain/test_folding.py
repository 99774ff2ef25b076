"""Folding: what is searched, sorted and compared alike."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterdesk.domain import folding
from clusterdesk.domain.folding import fold, index_words, sort_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("MÜLLER", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("STRAẞE", "strasse"),
        ("Łódź", "lodz"),
        ("Ærøskøbing", "aeroskobing"),
        ("ﬁliale", "filiale"),
        ("  zwei   Wörter\n", "zwei worter"),
        ("Leip\u00adzig", "leipzig"),
        ("Leip\u200bzig\u200d\ufeff", "leipzig"),
        ("non\u00a0breaking", "non breaking"),
        ("℡", "tel"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_does_not_matter_where_it_can_be_turned(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@pytest.mark.parametrize("kept", ["Müller", "Mueller", "MÜLLER", "Mu\u0308ller", "mueller"])
@pytest.mark.parametrize("typed", ["müller", "mueller", "muller", "MÜLL", "Muel", "mul"])
def test_every_spelling_finds_every_other(kept: str, typed: str) -> None:
    have = index_words(kept).split()
    assert all(any(word.startswith(asked) for word in have) for asked in words(typed))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leipzig-Halle e.V.", ["leipzig", "halle", "e", "v"]),
        ("Halle/ Saale", ["halle", "saale"]),
        ("Industrie 4.0", ["industrie", "4", "0"]),
        ("snake_case", ["snake", "case"]),
        ("🎉 %", []),
        ('"AND" OR* (NEAR)', ["and", "or", "near"]),
    ],
)
def test_words_have_no_punctuation(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_the_index_holds_every_folded_word(text: str) -> None:
    assert set(words(text)) <= set(index_words(text).split())


def test_german_order() -> None:
    names = ["Arnold", "Ärmel", "Azur", "Muller", "Müller", "Mueller", "Strasse", "Straße", "Zeta"]
    wanted = ["Ärmel", "Arnold", "Azur", "Mueller", "Muller", "Müller", "Strasse", "Straße", "Zeta"]
    assert sorted(names, key=sort_key) == wanted


def test_a_shorter_family_name_comes_before_a_longer_one() -> None:
    people = [("Meyerling", "Anna"), ("Meyer", "Zoe"), ("Meyer", "Anna"), ("Meyer zu", "Anna")]
    wanted = [("Meyer", "Anna"), ("Meyer", "Zoe"), ("Meyer zu", "Anna"), ("Meyerling", "Anna")]
    assert sorted(people, key=lambda one: sort_key(*one)) == wanted


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(folding).failed == 0
