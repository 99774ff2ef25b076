"""Who is or was what in which organisation."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.people import Person
from clusterdesk.domain.records import CERTAINTIES, Code, Dated, Line, Record
from clusterdesk.i18n import _, mark

ROLE_TYPES = {
    "board_chair": mark("Chair of the board"),
    "board_deputy_chair": mark("Deputy chair of the board"),
    "board": mark("Board"),
    "managing_director": mark("Managing director"),
    "site_head": mark("Head of site"),
    "representative": mark("Representative"),
    "contact_person": mark("Contact person"),
    "staff": mark("Staff"),
    "affiliation": mark("Belongs to"),
}


class Affiliation(Dated, Record):
    """A role of a person in an organisation. `role` is the wording as stated and may be empty; `disputed` marks a
    statement that another one contradicts."""

    __tablename__ = "affiliation"
    KIND = "affiliation"
    LABEL = mark("Role")
    WHOLE = "person_id"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Line] = mapped_column(default="")
    role_type: Mapped[Code] = mapped_column(default="affiliation")
    certainty: Mapped[Code] = mapped_column(default="stated")
    disputed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line] = mapped_column(default="")

    person: Mapped[Person] = relationship(init=False, viewonly=True, lazy="raise")
    organisation: Mapped[Organisation] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.role or _(ROLE_TYPES.get(self.role_type, self.role_type))

    def problems(self) -> dict[str, str]:
        found = super().problems() | self.dated_problems()
        if self.certainty not in CERTAINTIES:
            found["certainty"] = _("Please choose how certain this is.")
        return found
