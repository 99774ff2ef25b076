"""People and the variants of their names."""

from collections.abc import Collection

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.records import Code, Dated, Line, Prose, Record, SortKey
from clusterdesk.i18n import _, mark

GENDERS = {"": mark("not stated"), "f": mark("Ms"), "m": mark("Mr"), "n": mark("neutral")}
NAME_KINDS = {"variant": mark("other spelling"), "former": mark("former name"), "birth": mark("name at birth")}


class Person(Record):
    """A person. `title` are academic titles as written before the name ("Prof. Dr.")."""

    __tablename__ = "person"
    KIND = "person"
    LABEL = mark("Person")

    family_name: Mapped[Line]
    given_name: Mapped[Line] = mapped_column(default="")
    title: Mapped[Line] = mapped_column(default="")
    gender: Mapped[Code] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    @property
    def full_name(self) -> str:
        """Title, given and family name, as on a badge."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def listed_name(self) -> str:
        """Family name first, as in a register."""
        rest = " ".join(part for part in (self.title, self.given_name) if part)
        return f"{self.family_name}, {rest}" if rest else self.family_name

    def name_as_text(self) -> str:
        return self.full_name

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.family_name, self.given_name)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.family_name.strip():
            found["family_name"] = _("A person needs a family name.")
        return found


class PersonName(Dated, Record):
    """Another name under which a person is known or was known."""

    __tablename__ = "person_name"
    KIND = "person_name"
    LABEL = mark("Name of a person")
    WHOLE = "person_id"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    given_name: Mapped[Line] = mapped_column(default="")
    family_name: Mapped[Line] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="variant")

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    def name_as_text(self) -> str:
        return self.full_name

    def problems(self) -> dict[str, str]:
        found = super().problems() | self.dated_problems()
        if not self.full_name.strip():
            found["family_name"] = _("Please enter the name.")
        return found
