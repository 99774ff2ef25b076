"""The office itself, as it signs its letters and calendar files."""

import re

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.records import Line, Record, plain_text
from clusterdesk.i18n import _, mark

_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\".]+(\.[^@\s<>\".]+)+")


class Profile(Record):
    """The office: one record in a desk, shared by all who use it."""

    __tablename__ = "profile"
    KIND = "profile"
    LABEL = mark("Office profile")

    name: Mapped[Line] = mapped_column(default="")
    email: Mapped[str] = mapped_column(plain_text(254), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True, default=None)

    organisation: Mapped[Organisation | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.name

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.email and not _ADDRESS.fullmatch(self.email):
            found["email"] = _("“{text}” is no e-mail address.").format(text=self.email[:60])
        return found
