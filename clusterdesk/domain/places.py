"""Places and regions."""

from collections.abc import Collection
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.records import Code, Line, Record, SortKey, plain_text
from clusterdesk.i18n import _, mark

REGION_KINDS = {
    "state": mark("federal state"),
    "area": mark("area"),
    "market": mark("target market"),
    "partner_region": mark("partner region"),
}


class Region(Record):
    """A federal state, an area such as Mitteldeutschland, or a partner region abroad."""

    __tablename__ = "region"
    KIND = "region"
    LABEL = mark("Region")

    name: Mapped[Line]
    kind: Mapped[Code] = mapped_column(default="area")
    country: Mapped[str] = mapped_column(plain_text(2), default="DE")
    aliases: Mapped[Line] = mapped_column(default="")
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    def name_as_text(self) -> str:
        return self.name

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.name)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.name.strip():
            found["name"] = _("A region needs a name.")
        return found


class Place(Record):
    """A town or a venue, as events and agreements name it. `aliases` are other spellings, one a line."""

    __tablename__ = "place"
    KIND = "place"
    LABEL: ClassVar[str] = mark("Place")

    name: Mapped[Line]
    city: Mapped[Line] = mapped_column(default="")
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True, default=None)
    country: Mapped[str] = mapped_column(plain_text(2), default="DE")
    aliases: Mapped[str] = mapped_column(plain_text(2000), default="")
    note: Mapped[str] = mapped_column(plain_text(2000), default="")
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    region: Mapped[Region | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.name

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.name)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.name.strip():
            found["name"] = _("A place needs a name.")
        return found
