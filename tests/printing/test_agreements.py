"""The summary of an agreement on paper."""

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from clusterdesk.domain.organisations import NameAnswer
from clusterdesk.printing.agreement_lines import (
    ContributionLine,
    EventLine,
    FieldLine,
    PartyLine,
    RelatedLine,
    SignatureLine,
    SourceLine,
    Summary,
    WitnessLine,
)
from clusterdesk.printing.agreements import summary
from tests.golden import needs_german, pdf_text, same_pdf
from tests.printing.story import OPTONET, THREE_PARTIES, TWO_PARTIES, day

TODAY = dt.date(2026, 3, 2)
BY = "Erika Lindner"
EMPTY = Summary(title="Ohne Angaben")


def printed(agreement: Summary, language: str = "en", **wishes: Any) -> bytes:
    return summary(agreement, language=language, today=TODAY, by=BY, **wishes)


def text_of(agreement: Summary, language: str = "en", **wishes: Any) -> str:
    """All words with single blanks between them."""
    return " ".join(pdf_text(printed(agreement, language, **wishes)).replace("\u00a0", " ").split())


def letters_of(agreement: Summary) -> str:
    """All letters without any blanks: for words that no line holds."""
    return "".join(pdf_text(printed(agreement)).split())


def pages_of(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def crowded(parties: int = 20, number_of_fields: int = 60) -> Summary:
    categories = ("exchange", "project", "event", "trade_fair", "education", "working_group", "marketing")
    return replace(
        TWO_PARTIES,
        parties=tuple(
            PartyLine(NameAnswer((f"Netzwerk Nummer {number} e.V.",), certain=True), f"Netzwerk Nummer {number} e.V.")
            for number in range(parties)
        ),
        signatures=tuple(SignatureLine(number, f"Vorname Nachname{number}") for number in range(parties)),
        contributions=tuple(ContributionLine(number, f"Beitrag {number}") for number in range(parties)),
        fields=tuple(
            FieldLine(f"Vorhaben mit der Nummer {number} und einigen Worten dazu", categories[number % len(categories)])
            for number in range(number_of_fields)
        ),
    )


# --- golden files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "agreement"), [("two-parties", TWO_PARTIES), ("three-parties", THREE_PARTIES)])
@pytest.mark.parametrize("language", [pytest.param("de", marks=needs_german), "en"])
def test_the_paper_is_what_it_was(name: str, agreement: Summary, language: str) -> None:
    same_pdf(printed(agreement, language), f"printing/{name}-{language}.pdf")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert printed(TWO_PARTIES) == printed(TWO_PARTIES)


# --- what the file is -------------------------------------------------------------------------------------------

CASES = {
    "two": TWO_PARTIES,
    "three": THREE_PARTIES,
    "empty": EMPTY,
    "crowded": crowded(),
    "strange": replace(TWO_PARTIES, title="Łódź 😀 <b>&\" 中文 Ж Ω \x00\x07 ẞ", background="👩‍🔬 " * 50),
}


@pytest.mark.parametrize("case", CASES)
def test_every_font_is_embedded_and_nothing_is_left_of_helvetica(case: str) -> None:
    with pikepdf.open(io.BytesIO(printed(CASES[case]))) as pdf:
        assert not pdf.check_pdf_syntax()
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        assert fonts
        assert [str(font.BaseFont) for font in fonts if "/FontFile2" not in font.FontDescriptor] == []
        assert {str(font.BaseFont).split("+")[1] for font in fonts} <= {
            "SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-Light",
        }  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_has_nothing_against_it(case: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed(CASES[case]))
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("language", "tag"), [("de", "de-DE"), ("en", "en-GB")])
def test_language_title_and_page_size_are_set(language: str, tag: str) -> None:
    with pikepdf.open(io.BytesIO(printed(TWO_PARTIES, language))) as pdf:
        assert str(pdf.Root.Lang) == tag
        assert str(pdf.docinfo.Title) == TWO_PARTIES.title
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]


# --- what stands on it ------------------------------------------------------------------------------------------


def test_everything_that_is_known_stands_on_it() -> None:
    text = text_of(TWO_PARTIES)
    # the title that is the agreement's kind stands as well in the overline, the office in the running head
    assert [word for word in _words(TWO_PARTIES) if word not in text] == []


def _words(thing: object) -> Iterator[str]:
    """Every text in a summary but the codes."""
    codes = {"kind", "status", "category", "state", "basis", "certainty", "role", "date_certainty"}
    if isinstance(thing, str):
        yield " ".join(thing.split())
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _words(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            if one.name not in codes:
                yield from _words(getattr(thing, one.name))


def test_the_order_is_that_of_a_reader() -> None:
    text = text_of(replace(THREE_PARTIES, contributions=(ContributionLine(0, "Wissen"),)))
    headings = ["Parties", "Signing", "Background and purpose", "Fields of cooperation", "Contributions",
                "Term and notice", "Linked events", "Earlier agreements", "Later agreements",
                "Sources and disputed facts"]  # fmt: skip
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_three_parties_with_all_that_belongs_to_them_take_two_pages_at_most() -> None:
    assert pages_of(printed(THREE_PARTIES)) <= 2
    assert pages_of(printed(TWO_PARTIES)) <= 2


def test_names_at_signing_stand_with_those_of_today_in_brackets() -> None:
    text = text_of(THREE_PARTIES)
    assert "Netzwerk Logistik Leipzig-Halle e.V. [today: Netzwerk Logistik Mitteldeutschland e.V.]" in text
    assert "[today: Automotive" not in text


def test_an_unclear_name_shows_both_and_says_so() -> None:
    party = replace(
        OPTONET, at_signing=NameAnswer(("Alt e.V.", "Neu e.V."), certain=False, changed=day("2018")), today="Neu e.V."
    )
    text = text_of(replace(TWO_PARTIES, parties=(party,)))
    assert "Alt e.V. / Neu e.V." in text
    assert "Unclear which name was in force at signing; renamed 2018" in text
    assert "[today" not in text


def test_a_single_name_may_be_uncertain_too() -> None:
    party = replace(OPTONET, at_signing=NameAnswer(("Alt e.V.",), certain=False))
    assert "Name at signing not certain" in text_of(replace(TWO_PARTIES, parties=(party,)))


def test_without_a_day_of_signing_no_name_is_said_to_be_of_that_day() -> None:
    assert "Name at signing" not in text_of(replace(THREE_PARTIES, signed_on=None, parties=(OPTONET,)))


def test_signatories_stand_with_capacity_basis_and_certainty() -> None:
    line = SignatureLine(0, "Jens Kemser", "Vorsitzender", "caption", "inferred", day("2022-03-05"), "linke Bildhälfte")
    text = text_of(replace(TWO_PARTIES, signatures=(line,)))
    said = "Jens Kemser Vorsitzender Automotive Cluster Ostdeutschland e.V. according to a caption inferred "
    assert "Jens Kemser" in text
    for part in ("Vorsitzender", "according to a caption", "inferred", "signed on 5 Mar 2022", "linke Bildhälfte"):
        assert part in text, said


def test_a_party_without_signature_keeps_its_line() -> None:
    agreement = replace(TWO_PARTIES, signatures=())
    assert text_of(agreement).count("not stated") >= 6
    hidden = text_of(agreement, hide_empty=True)
    assert "Signed by" not in hidden
    assert "Represented by" not in hidden


def test_parties_that_are_no_partners_are_called_what_they_are() -> None:
    assert "acceding party" in text_of(replace(TWO_PARTIES, parties=(replace(OPTONET, role="acceding"),)))


def test_what_is_not_known_is_said_or_hidden() -> None:
    shown, hidden = text_of(EMPTY), text_of(EMPTY, hide_empty=True)
    assert shown.count("not stated") >= 15
    assert "not stated" not in hidden
    assert "Ohne Angaben" in hidden
    assert "Parties" not in hidden


def test_events_stand_with_what_is_known_of_their_date() -> None:
    agreement = replace(
        TWO_PARTIES,
        events=(
            EventLine("Tagung", starts=day("2022-05-04"), ends=day("2022-05-06"), notes=("Auftakt",), fields=(0,)),
            EventLine("Dialog", starts=day("2012"), date_certainty="inferred"),
            EventLine("Prämierung", date_note="vor dem 18.01.2016"),
        ),
    )
    text = text_of(agreement)
    assert "4 May 2022 – 6 May 2022" in text
    assert "for field 1" in text
    assert "Auftakt" in text
    assert "2012 inferred" in text
    assert "not stated vor dem" in text


def test_the_foot_tells_reference_pages_who_printed_and_what_binds() -> None:
    pages = pdf_text(printed(THREE_PARTIES)).split("--- ")[1:]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "the original alone is binding" in page
        assert "KO-2019/01 · Printed on 2 Mar 2026 by Erika Lindner" in page
    assert "Printed on 2 Mar 2026\n" in pdf_text(summary(EMPTY, language="en", today=TODAY))


def test_related_agreements_stand_with_date_and_reference() -> None:
    agreement = replace(EMPTY, earlier=(RelatedLine("Vorläufer", day("2008"), reference="A 1"), RelatedLine("Zweiter")))
    text = text_of(agreement)
    assert "signed on 2008" in text
    assert "Internal reference: A 1" in text
    assert "connection inferred" not in text


def test_lines_to_take_note_are_no_signatures() -> None:
    text = text_of(TWO_PARTIES, acknowledgement=True)
    assert "Taken note of" in text
    assert "no signature under the agreement" in text
    assert "Place, date, signature: OptoNet e.V." in text
    assert "Taken note of" not in text_of(TWO_PARTIES)


@needs_german
def test_german_paper_speaks_german_in_an_english_window() -> None:
    text = text_of(THREE_PARTIES, "de")
    for words in ("Seite 1 von 2", "laut Bildunterschrift", "nicht angegeben", "17. Juni 2019", "[heute:",
                  "maßgeblich ist das Original"):  # fmt: skip
        assert words in text
    assert "not stated" not in text


# --- what people type -------------------------------------------------------------------------------------------

NASTY = [
    '<b>&"</b>',
    "<font color=red>rot</font>",
    "&nbsp;&lt;&#65;",
    "<para>",
    "5 < 6 > 4 && 'so'",
    "]]><!-- -->",
    "%(name)s {name} \\n",
]


@pytest.mark.parametrize("typed", NASTY)
def test_markup_prints_as_it_was_typed(typed: str) -> None:
    everywhere = replace(
        TWO_PARTIES,
        title=typed,
        document_title=f"{typed} 2",
        reference=typed,
        place=typed,
        term=typed,
        purpose=typed,
        office=typed,
        parties=(PartyLine(NameAnswer((typed,), certain=True), today=f"{typed} heute", seat=typed),),
        signatures=(SignatureLine(0, typed, typed, note=typed),),
        witnesses=(WitnessLine(typed, typed),),
        fields=(FieldLine(typed),),
        contributions=(ContributionLine(0, typed),),
        events=(EventLine(typed, place=typed, date_note=typed),),
        earlier=(RelatedLine(typed, reference=typed),),
        sources=(SourceLine(typed, url=typed, issue=typed, locators=(typed,)),),
    )
    letters = "".join(typed.split())
    assert letters_of(everywhere).count(letters) >= 20


def test_texts_of_ten_thousand_characters_are_printed_whole() -> None:
    long = " ".join(f"Wort{number:05}" for number in range(1000))
    agreement = replace(
        TWO_PARTIES, title=long, background=long, fields=(FieldLine(long), FieldLine(long, "project")),
        parties=(PartyLine(NameAnswer((long,), certain=True), today=long),), contributions=(ContributionLine(0, long),),
        signatures=(SignatureLine(0, long, long),), sources=(SourceLine(long),),
    )  # fmt: skip
    letters = letters_of(agreement)
    assert letters.count("Wort00999") >= 8
    assert letters.count("Wort00000") >= 8


def test_a_word_without_end_is_broken_not_lost() -> None:
    word = "Donaudampfschiff" * 625
    agreement = replace(
        TWO_PARTIES, title=word, place=word, purpose=word, fields=(FieldLine(word),),
        parties=(PartyLine(NameAnswer((word,), certain=True), today=word, seat=word),),
    )  # fmt: skip
    assert letters_of(agreement).count("Donaudampfschiff") >= 5 * 500


def test_line_ends_are_kept() -> None:
    text = pdf_text(printed(replace(EMPTY, purpose="erstens\r\nzweitens\rdrittens\n\nviertens")))
    assert all(f"{word}\n" in text for word in ("erstens", "zweitens", "drittens", "viertens"))


def test_latin_cyrillic_and_greek_are_in_the_type() -> None:
    words = "Łódź Čeština ẞ ğ ș Ærø Œuvre ŵ Москва Київ Αθήνα „so“ ‚so‘ – — … € ½ № † →"
    text = text_of(replace(EMPTY, title=words, purpose=words))
    assert text.count(words) >= 2
    assert "U+" not in text


def test_decomposed_letters_are_put_together() -> None:
    assert "Köln" in text_of(replace(EMPTY, title="Ko\u0308ln"))


def test_what_the_type_lacks_stands_as_its_number_and_is_named() -> None:
    text = text_of(replace(EMPTY, title="Erfolg 😀", purpose="中\ud800 ☎️"))
    assert "Erfolg [U+1F600]" in text
    assert "[U+4E2D][U+D800] [U+260E]" in text
    assert "lacks stand as their number in Unicode: U+260E BLACK TELEPHONE; U+4E2D" in text
    assert "U+1F600 GRINNING FACE" in text


def test_of_very_many_lacking_characters_some_are_named() -> None:
    letters = letters_of(replace(EMPTY, purpose="".join(map(chr, range(0x4E00, 0x4E40)))))
    assert "and52more" in letters
    assert letters.count("[U+") == 64


def test_what_cannot_be_seen_is_left_out() -> None:
    assert "a bcd e" in text_of(replace(EMPTY, purpose="a\tb\x00\x07c\u200bd\u2003e"))
    assert "Nord-Süd GmbH" in text_of(replace(EMPTY, purpose="Nord\u2011Süd\u202fGmbH"))
    assert "oben unten" in text_of(replace(EMPTY, purpose="oben\u2028unten"))


def test_twenty_parties_and_sixty_fields_go_on_from_page_to_page() -> None:
    agreement = crowded()
    pdf = printed(agreement)
    letters = letters_of(agreement)
    assert [one.name for one in agreement.parties if letters.count("".join(one.name.split())) < 3] == []
    assert [one.wording for one in agreement.fields if "".join(one.wording.split()) not in letters] == []
    assert pages_of(pdf) <= 7
    assert pdf_text(pdf).count("Represented by") >= 2, "the head of the table is repeated"


def test_a_long_field_is_torn_between_pages_and_nothing_of_it_is_lost() -> None:
    for length in range(60, 120, 7):
        words = " ".join(f"W{number:03}" for number in range(length * 8))
        agreement = replace(EMPTY, fields=(FieldLine(words), FieldLine("kurz", "project")))
        assert letters_of(agreement).count("W") >= length * 8


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert "sonderbar" in text_of(replace(EMPTY, status="sonderbar"))


def test_a_signature_for_nobody_does_not_break_the_paper() -> None:
    assert "Ohne Angaben" in text_of(replace(EMPTY, signatures=(SignatureLine(7, "Niemand"),)))
