"""Folding of text: one way for search, one for sorting keys."""

import unicodedata

_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"}
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_PLAIN = str.maketrans(_LETTERS)


def _bare(text: str) -> str:
    """Casefolded, without accents, one space between words, without what cannot be seen."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).translate(_PLAIN)
    kept = (
        " " if one.isspace() else one
        for one in letters
        if not unicodedata.combining(one) and (one.isspace() or unicodedata.category(one) not in ("Cf", "Cc"))
    )
    return " ".join("".join(kept).split())


def fold(text: str) -> str:
    """The text as it is compared: without case, accents and ligatures, ß as ss, ä as a.

    >>> fold("Straße  Müller")
    'strasse muller'
    """
    return _bare(text)


def fold_both(text: str) -> str:
    """The folded text, followed by the spelling with ae, oe, ue where that differs; what the search index keeps,
    so that `Müller` is found by muller, mueller and müller alike.

    >>> fold_both("Müller GmbH")
    'muller gmbh mueller'
    """
    composed = unicodedata.normalize("NFC", text.casefold())
    plain = _bare(composed).split()
    spelt = _bare("".join(_SPELT.get(one, one) for one in composed)).split()
    return " ".join([*plain, *(word for word in spelt if word not in plain)])


def sort_key(*parts: str) -> str:
    """A key for German order (DIN 5007-1: ä as a, ß as ss) of the parts one after the other. The parts are set
    apart by a character below every letter, so that a shorter first part comes first."""
    return "\x1f".join(_bare(part) for part in parts)
