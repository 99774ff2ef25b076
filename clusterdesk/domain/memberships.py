"""Which organisation is a member of which network."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.records import Code, Dated, Line, Record
from clusterdesk.i18n import _, mark

CATEGORIES = {
    "": mark("not stated"),
    "full": mark("full member"),
    "associate": mark("associate member"),
    "supporting": mark("supporting member"),
    "honorary": mark("honorary member"),
}


class Membership(Dated, Record):
    """An organisation in a network; only where a source says so."""

    __tablename__ = "membership"
    KIND = "membership"
    LABEL = mark("Membership")
    WHOLE = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    category: Mapped[Code] = mapped_column(default="")
    note: Mapped[Line] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship(
        init=False, viewonly=True, lazy="raise", foreign_keys=[organisation_id]
    )
    network: Mapped[Organisation] = relationship(init=False, viewonly=True, lazy="raise", foreign_keys=[network_id])

    def problems(self) -> dict[str, str]:
        found = super().problems() | self.dated_problems()
        if self.organisation_id == self.network_id:
            found["network_id"] = _("A network is not its own member.")
        return found
