"""Cooperation agreements between any number of parties, their signatures and fields of cooperation."""

from collections.abc import Collection

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.dates import PartialDate, Period
from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place
from clusterdesk.domain.records import CERTAINTIES, Code, Line, Prose, Record, SortKey, plain_text
from clusterdesk.i18n import _, mark

KINDS = {
    "cooperation": mark("Cooperation agreement"),
    "letter_of_intent": mark("Letter of intent"),
    "memorandum": mark("Memorandum of understanding"),
    "framework": mark("Framework agreement"),
    "other": mark("Other agreement"),
}
STATUSES = {
    "draft": mark("in preparation"),
    "signed": mark("signed"),
    "ended": mark("ended"),
    "terminated": mark("terminated"),
}
PARTY_ROLES = {"partner": mark("partner"), "acceding": mark("acceding party"), "guest": mark("guest")}
BASES = {
    "stated": mark("named in the text"),
    "caption": mark("according to a caption"),
    "document": mark("signed document"),
    "hearsay": mark("as reported"),
}
"""On what the knowledge of a signature rests."""
CATEGORIES = {
    "exchange": mark("Exchange of experience"),
    "project": mark("Joint projects"),
    "event": mark("Joint events"),
    "trade_fair": mark("Trade fairs"),
    "education": mark("Education"),
    "working_group": mark("Working groups"),
    "marketing": mark("Marketing"),
    "internationalisation": mark("Internationalisation"),
    "other": mark("Other field"),
}
FIELD_STATES = {"agreed": mark("agreed"), "intended": mark("intended")}
CONTRIBUTION_KINDS = {
    "competence": mark("Competence"),
    "experience": mark("Experience"),
    "money": mark("Money"),
    "staff": mark("Staff time"),
    "other": mark("Other contribution"),
}


class Agreement(Record):
    """An agreement. `title` is how the office calls it, `document_title` what is printed on the paper, `kind` the
    coded sort of paper."""

    __tablename__ = "agreement"
    KIND = "agreement"
    LABEL = mark("Agreement")

    title: Mapped[Line]
    document_title: Mapped[Line] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="cooperation")
    status: Mapped[Code] = mapped_column(default="draft")
    reference: Mapped[Line] = mapped_column(default="")
    signed_on: Mapped[PartialDate | None] = mapped_column(default=None, index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True, default=None)
    effective_from: Mapped[PartialDate | None] = mapped_column(default=None)
    ends: Mapped[PartialDate | None] = mapped_column(default=None)
    term: Mapped[Line] = mapped_column(default="")
    notice: Mapped[Line] = mapped_column(default="")
    background: Mapped[Prose] = mapped_column(default="")
    purpose: Mapped[Prose] = mapped_column(default="")
    beneficiaries: Mapped[Prose] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    place: Mapped[Place | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.title

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.title)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.title.strip():
            found["title"] = _("An agreement needs a title.")
        if self.kind not in KINDS:
            found["kind"] = _("Please choose a kind.")
        if self.status not in STATUSES:
            found["status"] = _("Please choose a status.")
        problem = Period(self.effective_from or self.signed_on, self.ends).problem()
        if problem:
            found["ends"] = problem
        return found


class Party(Record):
    """An organisation that is a party to an agreement; `position` is its place on the paper."""

    __tablename__ = "agreement_party"
    __table_args__ = (UniqueConstraint("agreement_id", "organisation_id"),)
    KIND = "agreement_party"
    LABEL = mark("Party")
    WHOLE = "agreement_id"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Code] = mapped_column(default="partner")
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[Line] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship(init=False, viewonly=True, lazy="raise")


class Signature(Record):
    """One signature for one party. `capacity` is frozen as text: a later change of role alters nothing."""

    __tablename__ = "signature"
    KIND = "signature"
    LABEL = mark("Signature")
    WHOLE = "agreement_id"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("agreement_party.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    capacity: Mapped[Line] = mapped_column(default="")
    basis: Mapped[Code] = mapped_column(default="stated")
    certainty: Mapped[Code] = mapped_column(default="stated")
    signed_on: Mapped[PartialDate | None] = mapped_column(default=None)
    note: Mapped[Line] = mapped_column(default="")

    party: Mapped[Party] = relationship(init=False, viewonly=True, lazy="raise")
    person: Mapped[Person] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.capacity

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.certainty not in CERTAINTIES:
            found["certainty"] = _("Please choose how certain this is.")
        return found


class Witness(Record):
    """Somebody else who was present at the signing."""

    __tablename__ = "agreement_witness"
    KIND = "agreement_witness"
    LABEL = mark("Person present")
    WHOLE = "agreement_id"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    capacity: Mapped[Line] = mapped_column(default="")

    person: Mapped[Person] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.capacity


class CooperationField(Record):
    """A field of cooperation: its category and the wording of the paper."""

    __tablename__ = "cooperation_field"
    KIND = "cooperation_field"
    LABEL = mark("Field of cooperation")
    WHOLE = "agreement_id"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    wording: Mapped[str] = mapped_column(plain_text(1000))
    category: Mapped[Code] = mapped_column(default="exchange")
    state: Mapped[Code] = mapped_column(default="agreed")
    position: Mapped[int] = mapped_column(default=0)

    def name_as_text(self) -> str:
        return self.wording

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.wording.strip():
            found["wording"] = _("Please enter the wording.")
        if self.category not in CATEGORIES:
            found["category"] = _("Please choose a category.")
        return found


class Contribution(Record):
    """What a party brings in."""

    __tablename__ = "contribution"
    KIND = "contribution"
    LABEL = mark("Contribution")
    WHOLE = "agreement_id"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("agreement_party.id"), index=True)
    text: Mapped[Prose]
    kind: Mapped[Code] = mapped_column(default="competence")
    position: Mapped[int] = mapped_column(default=0)

    party: Mapped[Party] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.text[:300]

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.text.strip():
            found["text"] = _("Please enter what the party brings in.")
        return found


class Precedent(Record):
    """An earlier agreement on which this one builds."""

    __tablename__ = "agreement_precedent"
    __table_args__ = (UniqueConstraint("agreement_id", "earlier_id"),)
    KIND = "agreement_precedent"
    LABEL = mark("Earlier agreement")
    WHOLE = "agreement_id"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    certainty: Mapped[Code] = mapped_column(default="stated")

    agreement: Mapped[Agreement] = relationship(
        init=False, viewonly=True, lazy="raise", foreign_keys=[agreement_id]
    )
    earlier: Mapped[Agreement] = relationship(init=False, viewonly=True, lazy="raise", foreign_keys=[earlier_id])

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.agreement_id == self.earlier_id:
            found["earlier_id"] = _("An agreement does not build on itself.")
        return found
