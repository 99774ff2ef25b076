"""Sources, and the claims that rest on them."""

from collections.abc import Collection

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.records import CERTAINTIES, Code, Line, Prose, Record, SortKey, plain_text
from clusterdesk.i18n import _, mark

KINDS = {
    "web": mark("Web page"),
    "press": mark("Press article"),
    "document": mark("Document"),
    "letter": mark("Letter or e-mail"),
    "conversation": mark("Conversation"),
    "other": mark("Other source"),
}


class Source(Record):
    """Where knowledge comes from."""

    __tablename__ = "source"
    KIND = "source"
    LABEL = mark("Source")

    title: Mapped[Line]
    kind: Mapped[Code] = mapped_column(default="web")
    publisher_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True, default=None)
    published_on: Mapped[PartialDate | None] = mapped_column(default=None)
    issue: Mapped[Line] = mapped_column(default="")
    url: Mapped[str] = mapped_column(plain_text(2000), default="")
    language: Mapped[str] = mapped_column(plain_text(8), default="de")
    note: Mapped[Prose] = mapped_column(default="")
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    publisher: Mapped[Organisation | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.title

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.title)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.title.strip():
            found["title"] = _("A source needs a title.")
        return found


class Claim(Record):
    """What one source says about one field of one record. `record_uid` and `field` tell which ("" stands for the
    record as a whole), `value` is the statement as text, `locator` the place in the source. At most one claim of a
    field is `preferred`; `disputed` marks a statement that another one contradicts."""

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_about", "record_uid", "field"),)
    KIND = "claim"
    LABEL = mark("Piece of evidence")

    record_kind: Mapped[Code]
    record_uid: Mapped[str] = mapped_column(plain_text(36))
    field: Mapped[Code] = mapped_column(default="")
    value: Mapped[Prose] = mapped_column(default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True, default=None)
    locator: Mapped[Line] = mapped_column(default="")
    certainty: Mapped[Code] = mapped_column(default="stated")
    disputed: Mapped[bool] = mapped_column(default=False)
    preferred: Mapped[bool] = mapped_column(default=True)
    note: Mapped[Prose] = mapped_column(default="")

    source: Mapped[Source | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.value[:300]

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.certainty not in CERTAINTIES:
            found["certainty"] = _("Please choose how certain this is.")
        return found
