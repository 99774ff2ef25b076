"""What the summary of an agreement tells, as plain values: everything that reaches the paper stands in here."""

from dataclasses import dataclass

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.organisations import NameAnswer


@dataclass(frozen=True)
class PartyLine:
    """A party: its names at signing, and what it is called today."""

    at_signing: NameAnswer
    today: str
    role: str = "partner"
    legal_form: str = ""
    seat: str = ""
    register_court: str = ""
    register_number: str = ""

    @property
    def name(self) -> str:
        """The name at signing; all that may have been it, when that is unclear."""
        return str(self.at_signing)


@dataclass(frozen=True)
class SignatureLine:
    """Who signed; `party` counts the parties from 0. `signed_on` only where it is another day than the rest."""

    party: int
    person: str
    capacity: str = ""
    basis: str = "stated"
    certainty: str = "stated"
    signed_on: PartialDate | None = None
    note: str = ""


@dataclass(frozen=True)
class WitnessLine:
    """Who else was present."""

    person: str
    capacity: str = ""


@dataclass(frozen=True)
class FieldLine:
    """A field of cooperation."""

    wording: str
    category: str = "other"
    state: str = "agreed"


@dataclass(frozen=True)
class ContributionLine:
    """What a party brings in; `party` counts the parties from 0."""

    party: int
    text: str
    kind: str = "other"


@dataclass(frozen=True)
class EventLine:
    """A linked event; `fields` count the fields of cooperation from 0."""

    title: str
    kind: str = "other"
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    date_note: str = ""
    date_certainty: str = "stated"
    place: str = ""
    status: str = "planned"
    fields: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RelatedLine:
    """An agreement on which this one builds, or one that builds on it."""

    title: str
    signed_on: PartialDate | None = None
    certainty: str = "stated"
    reference: str = ""


@dataclass(frozen=True)
class SourceLine:
    """A source with the places in it."""

    title: str
    published_on: PartialDate | None = None
    issue: str = ""
    url: str = ""
    locators: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatementLine:
    """One of several statements that contradict each other; `source` counts the sources from 0."""

    value: str
    source: int | None = None
    locator: str = ""
    preferred: bool = False


@dataclass(frozen=True)
class DisputeLine:
    """A fact about which statements differ; `about` names it in the document's language."""

    about: str
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True)
class Summary:
    """All that the summary of an agreement tells. Codes are keys of the lists of `domain.agreements`; `inferred`
    names the facts that no source states, in the document's language."""

    title: str
    document_title: str = ""
    kind: str = "cooperation"
    status: str = "draft"
    reference: str = ""
    signed_on: PartialDate | None = None
    place: str = ""
    effective_from: PartialDate | None = None
    ends: PartialDate | None = None
    term: str = ""
    notice: str = ""
    background: str = ""
    purpose: str = ""
    beneficiaries: str = ""
    parties: tuple[PartyLine, ...] = ()
    signatures: tuple[SignatureLine, ...] = ()
    witnesses: tuple[WitnessLine, ...] = ()
    fields: tuple[FieldLine, ...] = ()
    contributions: tuple[ContributionLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    earlier: tuple[RelatedLine, ...] = ()
    later: tuple[RelatedLine, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    disputes: tuple[DisputeLine, ...] = ()
    inferred: tuple[str, ...] = ()
    office: str = ""
