"""The page of organisations: networks, companies, authorities and all the others."""

from collections.abc import Mapping
from typing import Any, ClassVar

from clusterdesk.domain.affiliations import ROLE_TYPES, Affiliation
from clusterdesk.domain.events import ORGANISER_ROLES
from clusterdesk.domain.memberships import CATEGORIES, Membership
from clusterdesk.domain.organisations import (
    ARTICLES,
    KINDS,
    METRICS,
    NAME_KINDS,
    REGION_ROLES,
    RELATIONS,
    UNITS,
    Figure,
    Office,
    Organisation,
    OrganisationName,
    OrganisationRegion,
    OrganisationRelation,
)
from clusterdesk.domain.records import CERTAINTIES, Dated
from clusterdesk.domain.wording import say_as_of, say_date, say_dated, say_days, say_figure
from clusterdesk.i18n import _, mark
from clusterdesk.services import affiliations as affiliation_deeds
from clusterdesk.services import memberships as membership_deeds
from clusterdesk.services import organisations as deeds
from clusterdesk.storage import organisations
from clusterdesk.storage.lists import Link
from clusterdesk.storage.organisations import OrganisationSheet
from clusterdesk.ui.kit import evidence, story
from clusterdesk.ui.kit.choosing import NETWORK, ORGANISATION, PERSON, PLACE, REGION
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.concepts import ConceptPage, Main, main_commands
from clusterdesk.ui.kit.fields import Check, Choice, DateField, Editing, Field, Line, Lines, Number
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Page
from clusterdesk.ui.kit.parts import Parts, Sort
from clusterdesk.ui.kit.sheets import Badge, Card, Fact, Item, Sheet
from clusterdesk.ui.kit.tables import Column

FIELDS = (
    Field("name", mark("Name"), Line(), required=True),
    Field("short", mark("Short name"), Line(), half=True),
    Field("kind", mark("Kind"), Choice(KINDS), half=True, default="company"),
    Field("legal_form", mark("Legal form"), Line(mark("e.g. e.V., GmbH")), half=True),
    Field("article", mark("Article"), Choice(ARTICLES), half=True, default=""),
    Field("seat_id", mark("Seat"), PLACE, half=True),
    Field("sector", mark("Sector"), Line(), half=True),
    Field("founded", mark("Founded"), DateField(), half=True),
    Field("active_since", mark("Active since"), DateField(), half=True),
    Field("purpose", mark("Purpose"), Lines(3)),
    Field("composition", mark("Composition of the members"), Lines(2)),
    Field("register_court", mark("Register court"), Line(), half=True),
    Field("register_number", mark("Register number"), Line(), half=True),
    Field("website", mark("Website"), Line("https://"), half=True),
    Field("note", mark("Note"), Lines(2)),
)
DATES = (
    Field("starts", mark("From"), DateField(), half=True),
    Field("ends", mark("Until"), DateField(), half=True),
    Field("as_of", mark("As of"), DateField(), help=mark("For what was seen on a day and has no stated period.")),
)
NAMES = Sort(
    OrganisationName,
    (
        Field("name", mark("Name"), Line(), required=True),
        Field("short", mark("Short name"), Line(), half=True),
        Field("kind", mark("Kind"), Choice(NAME_KINDS), half=True, default="name"),
        *DATES,
        Field("reason", mark("Reason of the change"), Line()),
    ),
    add=deeds.add_name,
    change=deeds.edit_name,
    take=deeds.remove_name,
)
RELATED = Sort(
    OrganisationRelation,
    (
        Field("kind", mark("Relation"), Choice({key: pair[0] for key, pair in RELATIONS.items()}), half=True),
        Field("other_id", mark("Organisation"), ORGANISATION, half=True, required=True),
        *DATES,
        Field("note", mark("Note"), Line()),
    ),
    add=deeds.relate,
    defaults={"kind": "cooperates"},
)
ACTIVE_IN = Sort(
    OrganisationRegion,
    (
        Field("region_id", mark("Region"), REGION, half=True, required=True),
        Field("role", mark("Relation"), Choice(REGION_ROLES), half=True, default="active"),
    ),
)
OFFICES = Sort(
    Office,
    (
        Field("name", mark("Name"), Line(mark("e.g. regional office")), half=True),
        Field("place_id", mark("Place"), PLACE, half=True, required=True),
        *DATES,
    ),
)
FIGURES = Sort(
    Figure,
    (
        Field("metric", mark("Figure"), Choice(METRICS), half=True, default="members"),
        Field("value", mark("Value"), Number(), half=True, required=True),
        Field("unit", mark("Unit"), Choice(UNITS), half=True, default=""),
        Field("as_of", mark("As of"), DateField(), half=True),
        Field("approximate", "", Check(mark("about, not exact")), half=True, default=False),
        Field("note", mark("Note"), Line()),
    ),
)
MEMBER_OF = Sort(
    Membership,
    (
        Field("network_id", mark("Network"), NETWORK, half=True, required=True),
        Field("category", mark("Category"), Choice(CATEGORIES), half=True, default=""),
        *DATES,
        Field("note", mark("Note"), Line()),
    ),
    add=membership_deeds.join,
)
MEMBERS = Sort(
    Membership,
    (Field("organisation_id", mark("Member"), ORGANISATION, half=True, required=True), *MEMBER_OF.fields[1:]),
    add=membership_deeds.add_member,
)
PEOPLE = Sort(
    Affiliation,
    (
        Field("person_id", mark("Person"), PERSON, half=True, required=True),
        Field("role_type", mark("Type of role"), Choice(ROLE_TYPES), half=True, default="staff"),
        Field("role", mark("Role as stated"), Line()),
        *DATES,
        Field("certainty", mark("Certainty"), Choice(CERTAINTIES), half=True, default="stated"),
        Field("disputed", "", Check(mark("disputed")), half=True, default=False),
        Field("note", mark("Note"), Line()),
    ),
    add=affiliation_deeds.add_person,
)
MAIN = Main(Organisation, FIELDS, deeds.create, deeds.edit, deeds.remove, lambda values: values["name"])
LISTING = Listing(
    "organisations",
    mark("Organisations"),
    (
        Column("name", mark("Name"), lambda row: row.name, main=True),
        Column("short", mark("Short name"), lambda row: row.short, width=12),
        Column("kind", mark("Kind"), lambda row: row.kind, lambda kind: _(KINDS.get(kind, kind)), width=15),
        Column("seat", mark("Seat"), lambda row: row.seat, width=12),
        Column("sector", mark("Sector"), lambda row: row.sector, width=18, hidden=True),
        Column("founded", mark("Founded"), lambda row: row.founded, lambda date: say_date(date) if date else "",
               width=11, hidden=True),
        Column("agreements", mark("Agreements"), lambda row: row.agreements or None, width=11, right=True),
    ),
    organisations.rows,
    kinds=("organisation", "organisation_name", "place", "agreement_party"),
    filters=(
        Filter("kind", mark("Kind"), KINDS),
        Filter("network", mark("Member of"), question=organisations.network_options),
    ),
    sort=("name",),
    about=mark("Members, partner networks, authorities, media: every organisation that the office knows."),
    first="organisation.new",
    picture="buildings",
)


RENAMING = (
    Field("name", mark("New name"), Line(), required=True),
    Field("short", mark("Short name"), Line(), half=True),
    Field("since", mark("Since"), DateField(), half=True),
    Field("reason", mark("Reason of the change"), Line()),
)


class OrganisationsPage(ConceptPage):
    """List and sheet of the organisations."""

    PAGE_ID = "organisation"
    MAIN = MAIN
    LISTING = LISTING
    HEAD = ("organisation.edit",)
    NEW = "organisation.new"
    KINDS: ClassVar = ("figure", "office", "affiliation", "membership", "claim", "agreement", "event", "person")

    def ask(self, session: Any, id: int) -> OrganisationSheet | None:  # noqa: A002 - the word of the kit
        return organisations.sheet(session, id)

    def draw(self, answer: OrganisationSheet) -> Sheet:
        record = answer.record
        parts = self.parts(record)
        former = [one.name for one in answer.names if one.kind == "name" and one.name != record.name]
        network = record.kind == "network" or bool(answer.members)
        seat = Link("place", record.seat.id, record.seat.name) if record.seat else None
        cards = (
            _facts(answer),
            _people(parts, answer),
            _agreements(answer),
            _events(answer),
            _memberships(parts, answer),
            _members(parts, answer) if network else None,
            _relations(parts, answer),
            _names(parts, answer),
            _places(parts, answer),
            _offices(parts, answer),
            _figures(parts, answer),
            evidence.card(self.context.jobs, record, answer.evidence, MAIN.labels),
            story.card(answer.story, FIELDS),
        )
        return Sheet(
            record.name,
            _(KINDS.get(record.kind, record.kind)),
            (Badge(record.short, "accent"),) if record.short else (),
            tuple(one for one in cards if one),
            self.editing(record, {"seat_id": seat}),
            more=_("formerly: {names}").format(names=", ".join(former)) if former else "",
            key=record.id,
        )

    def rename(self) -> None:
        """Give the organisation shown a new name from some day on; the old one stays findable."""
        if self.sheet.sheet is None or self.shown_id is None:
            return
        number, name = self.shown_id, self.sheet.sheet.title

        def save(form: Form, values: dict[str, Any]) -> None:
            sentence = _("“{name}” is now called “{new}”").format(name=name, new=values["name"])
            self.context.jobs.do(sentence, _rename, number, values, then=form.accept, refused=form.refuse)

        self.sheet.leave(lambda: self.sheet.edit(Editing(RENAMING, save, fresh=True, title=name)))

    COMMANDS = (
        *main_commands("organisation", mark("New organisation…"), "Ctrl+Shift+O"),
        Command("organisation.rename", mark("Rename…"), rename, "Shift+F2", "tag", needs="one"),
    )


def _rename(session: Any, number: int, values: Mapping[str, Any]) -> int:
    return deeds.rename(session, number, **values)


def _facts(answer: OrganisationSheet) -> Card:
    record = answer.record
    claims = answer.evidence.get(record.uid, ())

    def fact(field: str, value: str | Link | None, *, optional: bool = False) -> Fact:
        return Fact(_(MAIN.labels[field]), value, evidence.badges(claims, field), optional)

    return Card(
        _("At a glance"),
        (
            fact("legal_form", record.legal_form),
            fact("seat_id", Link("place", record.seat.id, record.seat.name) if record.seat else None),
            fact("sector", record.sector),
            fact("founded", say_date(record.founded, long=True) if record.founded else None),
            fact("active_since", say_date(record.active_since, long=True) if record.active_since else None,
                 optional=True),
            fact("purpose", record.purpose, optional=True),
            fact("composition", record.composition, optional=True),
            fact("register_court", " ".join(filter(None, (record.register_court, record.register_number)))),
            fact("website", record.website),
            fact("note", record.note, optional=True),
        ),
    )


def _people(parts: Parts, answer: OrganisationSheet) -> Card:
    items = []
    for role in answer.people:
        one, person = role.record, role.person
        link = Link("person", person.id, person.full_name)
        said = one.role or _(ROLE_TYPES.get(one.role_type, one.role_type))
        items.append(
            Item(
                link,
                " · ".join(filter(None, (said, _dated(one), one.note))),
                evidence.badges(answer.evidence.get(one.uid, ()), disputed=one.disputed),
                parts.editing(PEOPLE, one, {"person_id": link}),
                parts.removing(PEOPLE, one),
            )
        )
    return Card(_("People"), items=tuple(items), add=parts.adding(PEOPLE), about=_("Who stands for this organisation?"))


def _memberships(parts: Parts, answer: OrganisationSheet) -> Card:
    items = [_membership(parts, MEMBER_OF, one, "network", answer) for one in answer.memberships]
    return Card(_("Member of"), items=tuple(items), add=parts.adding(MEMBER_OF), about=_("No membership is known."))


def _members(parts: Parts, answer: OrganisationSheet) -> Card:
    items = [_membership(parts, MEMBERS, one, "organisation", answer) for one in answer.members]
    return Card(
        _("Members"), items=tuple(items), add=parts.adding(MEMBERS), about=_("Here stand the members, one by one.")
    )


def _membership(parts: Parts, sort: Sort, one: Membership, side: str, answer: OrganisationSheet) -> Item:
    other: Organisation = getattr(one, side)
    link = Link("organisation", other.id, other.name)
    category = _(CATEGORIES.get(one.category, one.category)) if one.category else ""
    return Item(
        link,
        " · ".join(filter(None, (category, _dated(one), one.note))),
        evidence.badges(answer.evidence.get(one.uid, ())),
        parts.editing(sort, one, {f"{side}_id": link}),
        parts.removing(sort, one),
    )


def _agreements(answer: OrganisationSheet) -> Card:
    items = tuple(
        Item(Link("agreement", one.id, one.title), say_date(one.signed_on, long=True))
        for one in reversed(answer.agreements)
    )
    return Card(_("Agreements"), items=items, about=_("This organisation is a party to no agreement."))


def _events(answer: OrganisationSheet) -> Card:
    took_part = _("Participant")
    items = tuple(
        Item(
            Link("event", one.id, one.title),
            " · ".join((say_days(one.starts, one.ends), _(ORGANISER_ROLES.get(role, "")) or took_part)),
        )
        for one, role in answer.events
    )
    return Card(_("Events"), items=items, about=_("No event with this organisation is known."))


def _relations(parts: Parts, answer: OrganisationSheet) -> Card:
    items = []
    for one in answer.relations:
        link = Link("organisation", one.other.id, one.other.name)
        items.append(
            Item(
                link,
                " · ".join(filter(None, (_(RELATIONS[one.kind][0]), one.note, _dated(one)))),
                evidence.badges(answer.evidence.get(one.uid, ())),
                parts.editing(RELATED, one, {"other_id": link}),
                parts.removing(RELATED, one),
            )
        )
    for one in answer.relations_to:
        link = Link("organisation", one.organisation.id, one.organisation.name)
        items.append(Item(link, " · ".join(filter(None, (_(RELATIONS[one.kind][1]), one.note, _dated(one))))))
    return Card(
        _("Relations"), items=tuple(items), add=parts.adding(RELATED), about=_("Parts, partners, umbrella bodies.")
    )


def _names(parts: Parts, answer: OrganisationSheet) -> Card:
    items = []
    for one in sorted(answer.names, key=lambda name: (name.kind != "name", str(name.starts or name.as_of or ""))):
        kind = _(NAME_KINDS["alias"]) if one.kind == "alias" else ""
        items.append(
            Item(
                one.name,
                " · ".join(filter(None, (kind, one.short, _dated(one), one.reason))),
                evidence.badges(answer.evidence.get(one.uid, ())),
                parts.editing(NAMES, one),
                parts.removing(NAMES, one),
            )
        )
    return Card(_("Names"), items=tuple(items), add=parts.adding(NAMES))


def _places(parts: Parts, answer: OrganisationSheet) -> Card:
    items = []
    for one in answer.regions:
        chosen = Link("region", one.region.id, one.region.name)
        role = _(REGION_ROLES.get(one.role, one.role))
        items.append(
            Item(one.region.name, role, (), parts.editing(ACTIVE_IN, one, {"region_id": chosen}),
                 parts.removing(ACTIVE_IN, one))
        )
    return Card(_("Regions"), items=tuple(items), add=parts.adding(ACTIVE_IN))


def _offices(parts: Parts, answer: OrganisationSheet) -> Card | None:
    items = []
    for one in answer.offices:
        link = Link("place", one.place.id, one.place.name)
        items.append(
            Item(link, " · ".join(filter(None, (one.name, _dated(one)))), (),
                 parts.editing(OFFICES, one, {"place_id": link}), parts.removing(OFFICES, one))
        )
    return Card(_("Offices"), items=tuple(items), add=parts.adding(OFFICES))


def _figures(parts: Parts, answer: OrganisationSheet) -> Card:
    items = tuple(
        Item(
            f"{_(METRICS.get(one.metric, one.metric))}: {say_figure(one.value, one.unit, approximate=one.approximate)}",
            " · ".join(filter(None, (say_as_of(one.as_of) if one.as_of else "", one.note))),
            evidence.badges(answer.evidence.get(one.uid, ())),
            parts.editing(FIGURES, one),
            parts.removing(FIGURES, one),
        )
        for one in answer.figures
    )
    return Card(
        _("Figures"), items=items, add=parts.adding(FIGURES), about=_("Figures that somebody stated, with their date.")
    )


def _dated(fact: Dated) -> str:
    return say_dated(fact.starts, fact.ends, fact.as_of) if fact.starts or fact.ends or fact.as_of else ""


PAGE = Page(
    "organisation",
    mark("Organisations"),
    "buildings",
    OrganisationsPage,
    kinds=("organisation",),
    count=organisations.count,
    commands=OrganisationsPage.COMMANDS,
    new="organisation.new",
    forms=(MAIN, NAMES, RELATED, ACTIVE_IN, OFFICES, FIGURES, MEMBER_OF, MEMBERS, PEOPLE),
)
