"""Organisations of every kind, their names over time, relations and figures."""

import datetime as dt
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.dates import Answer, PartialDate
from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.places import Place, Region
from clusterdesk.domain.records import Code, Dated, Line, Prose, Record, SortKey
from clusterdesk.i18n import _, mark

KINDS = {
    "network": mark("Network"),
    "company": mark("Company"),
    "unit": mark("Site or unit"),
    "university": mark("University"),
    "research": mark("Research institute"),
    "authority": mark("Authority"),
    "municipality": mark("Municipality"),
    "chamber": mark("Chamber"),
    "initiative": mark("Initiative"),
    "umbrella": mark("Umbrella body"),
    "medium": mark("Medium"),
    "agency": mark("Agency"),
    "region_partner": mark("Partner region"),
    "group": mark("Unnamed group"),
    "other": mark("Other"),
}
NAME_KINDS = {"name": mark("name"), "alias": mark("other spelling")}
ARTICLES = {"": mark("not stated"), "der": "der", "die": "die", "das": "das"}
RELATIONS = {
    "unit_of": (mark("part of"), mark("has the part")),
    "related": (mark("related to"), mark("related to")),
    "represents_in": (mark("represents its region in"), mark("has as regional representative")),
    "cooperates": (mark("cooperates with"), mark("cooperates with")),
    "works_with": (mark("works together with"), mark("works together with")),
    "funds": (mark("funds"), mark("is funded by")),
}
"""Each type of relation with its wording and its inverse wording."""
REGION_ROLES = {"active": mark("active in"), "represents": mark("represents")}
METRICS = {
    "members": mark("Members"),
    "member_universities": mark("Universities among the members"),
    "export_share": mark("Export share"),
    "staff": mark("Employees"),
    "turnover": mark("Turnover"),
    "other": mark("Other figure"),
}
UNITS = {"": "", "percent": "%", "eur": "EUR", "fte": mark("full-time posts")}


class Organisation(Record):
    """An organisation. `name` and `short` are its names of today; the dated ones are OrganisationName rows, and
    `choose_name` says which of them held on a day."""

    __tablename__ = "organisation"
    KIND = "organisation"
    LABEL = mark("Organisation")

    name: Mapped[Line]
    short: Mapped[Line] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="company")
    legal_form: Mapped[Line] = mapped_column(default="")
    article: Mapped[Code] = mapped_column(default="")
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True, default=None)
    founded: Mapped[PartialDate | None] = mapped_column(default=None)
    active_since: Mapped[PartialDate | None] = mapped_column(default=None)
    sector: Mapped[Line] = mapped_column(default="")
    purpose: Mapped[Prose] = mapped_column(default="")
    composition: Mapped[Prose] = mapped_column(default="")
    register_court: Mapped[Line] = mapped_column(default="")
    register_number: Mapped[Line] = mapped_column(default="")
    website: Mapped[Line] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    seat: Mapped[Place | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short or self.name

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.name)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.name.strip():
            found["name"] = _("An organisation needs a name.")
        if self.kind not in KINDS:
            found["kind"] = _("Please choose a kind.")
        return found


class OrganisationName(Dated, Record):
    """A name that an organisation bears or bore, or another spelling of it (`kind` alias, without period)."""

    __tablename__ = "organisation_name"
    KIND = "organisation_name"
    LABEL = mark("Name of an organisation")
    WHOLE = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[Line]
    short: Mapped[Line] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="name")
    reason: Mapped[Line] = mapped_column(default="")

    def name_as_text(self) -> str:
        return self.name

    def problems(self) -> dict[str, str]:
        found = super().problems() | self.dated_problems()
        if not self.name.strip():
            found["name"] = _("Please enter the name.")
        return found


@dataclass(frozen=True)
class NameAnswer:
    """Which name held on a day: one certain name, or several that may have held."""

    names: tuple[str, ...]
    certain: bool
    changed: PartialDate | None = None
    """The date of the renaming when it is known only roughly and makes the answer unclear."""

    def __str__(self) -> str:
        return " / ".join(self.names)


def choose_name(names: Iterable[OrganisationName], asked: dt.date | PartialDate) -> NameAnswer:
    """The name of the day: the one that certainly held; else all that may have held by their periods; else,
    among mere observations, the one seen nearest to the day. Names without any date may hold on every day, so
    several of them are never certain. Aliases are no names."""
    real = [one for one in names if one.kind == "name"]
    sure = [one for one in real if one.holds(asked) is Answer.YES]
    undated = [one for one in sure if not (one.starts or one.ends or one.as_of)]
    if len(sure) > len(undated) or len(undated) == 1:
        latest = max(sure, key=lambda one: str(one.starts or one.as_of or ""))
        return NameAnswer((latest.name,), certain=True)
    if undated:
        return NameAnswer(tuple(one.name for one in sorted(undated, key=_age)), certain=False)
    maybe = [one for one in real if one.holds(asked) is Answer.UNCLEAR]
    bounded = [one for one in maybe if one.starts or one.ends]
    if bounded:
        bounded.sort(key=lambda one: str(one.starts or ""))
        changed = next((one.starts for one in bounded[1:] if one.starts), None)
        return NameAnswer(tuple(one.name for one in bounded), certain=False, changed=changed)
    day = asked.earliest() if isinstance(asked, PartialDate) else asked
    maybe.sort(key=lambda one: abs((one.as_of.earliest() - day).days) if one.as_of else dt.date.max.toordinal())
    return NameAnswer(tuple(one.name for one in maybe[:1]), certain=len(maybe) == 1)


def latest_name(names: Iterable[OrganisationName]) -> OrganisationName | None:
    """The name of today: the one without an end that began (or was seen) last."""
    real = [one for one in names if one.kind == "name"]
    return max(real, key=lambda one: (one.ends is None, str(one.starts or one.as_of or ""), _age(one)), default=None)


def _age(name: OrganisationName) -> int:
    """In which order the names were entered; one that is not kept yet is the newest."""
    return name.id or sys.maxsize


class OrganisationRelation(Dated, Record):
    """From one organisation to another, in the sense of RELATIONS."""

    __tablename__ = "organisation_relation"
    KIND = "organisation_relation"
    LABEL = mark("Relation")
    WHOLE = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[Code] = mapped_column(default="related")
    note: Mapped[Line] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship(
        init=False, viewonly=True, lazy="raise", foreign_keys=[organisation_id]
    )
    other: Mapped[Organisation] = relationship(init=False, viewonly=True, lazy="raise", foreign_keys=[other_id])

    def problems(self) -> dict[str, str]:
        found = super().problems() | self.dated_problems()
        if self.organisation_id == self.other_id:
            found["other_id"] = _("An organisation has no relation to itself.")
        return found


class OrganisationRegion(Record):
    """A region in which an organisation is active, or which it represents."""

    __tablename__ = "organisation_region"
    KIND = "organisation_region"
    LABEL = mark("Region of an organisation")
    WHOLE = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    role: Mapped[Code] = mapped_column(default="active")

    region: Mapped[Region] = relationship(init=False, viewonly=True, lazy="raise")


class Office(Dated, Record):
    """A regional office or another place of work of an organisation."""

    __tablename__ = "office"
    KIND = "office"
    LABEL = mark("Office")
    WHOLE = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[Line] = mapped_column(default="")

    place: Mapped[Place] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.name

    def problems(self) -> dict[str, str]:
        return super().problems() | self.dated_problems()


class Figure(Record):
    """A figure that somebody stated ("rund 60 Mitglieder, Stand 18.06.2019"), apart from what the desk counts."""

    __tablename__ = "figure"
    KIND = "figure"
    LABEL = mark("Figure")
    WHOLE = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    value: Mapped[float]
    metric: Mapped[Code] = mapped_column(default="members")
    unit: Mapped[Code] = mapped_column(default="")
    approximate: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[PartialDate | None] = mapped_column(default=None)
    note: Mapped[Line] = mapped_column(default="")

    def name_as_text(self) -> str:
        return _(METRICS.get(self.metric, self.metric))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not isinstance(self.value, (int, float)) or self.value != self.value or abs(self.value) > 1e15:
            found["value"] = _("Please enter a number.")
        return found
