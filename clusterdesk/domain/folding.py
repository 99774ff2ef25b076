"""Folding of text: one way for search, one for sorting keys."""

import re
import unicodedata

_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"}
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_PLAIN = str.maketrans(_LETTERS)
_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = re.compile(r"ae|oe|ue")


def _bare(text: str) -> str:
    """Casefolded, without accents, one space between words, without what cannot be seen."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).casefold().translate(_PLAIN)
    kept = (
        " " if one.isspace() else one
        for one in letters
        if not unicodedata.combining(one) and (one.isspace() or unicodedata.category(one) not in ("Cf", "Cc"))
    )
    return " ".join("".join(kept).split())


def storable(text: str) -> str:
    """The text without NUL and halves of letters, which no database keeps."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def fold(text: str) -> str:
    """The text as it is compared: without case, accents and ligatures, ß as ss, ä as a.

    >>> fold("Straße  Müller")
    'strasse muller'
    """
    return _bare(text)


def words(text: str) -> list[str]:
    """The folded words of the text, without punctuation: what a search compares with the index.

    >>> words("Leipzig-Halle e.V.")
    ['leipzig', 'halle', 'e', 'v']
    """
    return _WORD.findall(_bare(text))


def index_words(text: str) -> str:
    """What the search index keeps of the text: its folded words, and behind them each other way of spelling them
    (ä as ae, ae as a), so that Müller, Mueller, mueller and muller all find each other.

    >>> index_words("Müller GmbH"), index_words("Mueller")
    ('muller gmbh mueller', 'mueller muller')
    """
    composed = unicodedata.normalize("NFC", text.casefold())
    found = dict.fromkeys(words(composed))
    found |= dict.fromkeys(words("".join(_SPELT.get(one, one) for one in composed)))
    found |= dict.fromkeys(_SPELT_OUT.sub(lambda pair: pair[0][0], word) for word in list(found))
    return " ".join(found)


def sort_key(*parts: str) -> str:
    """A key for German order (DIN 5007-1: ä as a, ß as ss) of the parts one after the other. The parts are set
    apart by a character below every letter, so that a shorter first part comes first."""
    return "\x1f".join(_bare(part) for part in parts)
