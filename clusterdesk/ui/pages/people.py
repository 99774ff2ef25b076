"""The page of people: who it is on the telephone, for whom, and what there is between us."""

from typing import Any, ClassVar

from clusterdesk.domain.affiliations import ROLE_TYPES, Affiliation
from clusterdesk.domain.agreements import BASES
from clusterdesk.domain.events import PARTICIPANT_ROLES
from clusterdesk.domain.organisations import NameAnswer, Organisation
from clusterdesk.domain.people import GENDERS, NAME_KINDS, Person, PersonName
from clusterdesk.domain.records import CERTAINTIES, Dated
from clusterdesk.domain.sources import Claim
from clusterdesk.domain.wording import say_date, say_dated, say_when
from clusterdesk.i18n import _, mark
from clusterdesk.services import affiliations as affiliation_deeds
from clusterdesk.services import people as deeds
from clusterdesk.storage import organisations, people
from clusterdesk.storage.asof import Role
from clusterdesk.storage.lists import Link
from clusterdesk.storage.people import PersonRow, PersonSheet
from clusterdesk.ui.kit import evidence, story
from clusterdesk.ui.kit.choosing import ORGANISATION
from clusterdesk.ui.kit.concepts import ConceptPage, Main, main_commands
from clusterdesk.ui.kit.fields import Check, Choice, DateField, Field, Line, Lines
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Page
from clusterdesk.ui.kit.parts import Parts, Sort
from clusterdesk.ui.kit.sheets import Badge, Card, Fact, Item, Sheet
from clusterdesk.ui.kit.tables import Column

FIELDS = (
    Field("title", mark("Title"), Line(mark("e.g. Prof. Dr.")), half=True),
    Field("gender", mark("Form of address"), Choice(GENDERS), half=True, default=""),
    Field("given_name", mark("Given name"), Line(), half=True),
    Field("family_name", mark("Family name"), Line(), half=True, required=True),
    Field("note", mark("Note"), Lines(3)),
)
DATES = (
    Field("starts", mark("From"), DateField(), half=True),
    Field("ends", mark("Until"), DateField(), half=True),
    Field("as_of", mark("As of"), DateField(), help=mark("For what was seen on a day and has no stated period.")),
)
ROLES = Sort(
    Affiliation,
    (
        Field("organisation_id", mark("Organisation"), ORGANISATION, half=True, required=True),
        Field("role_type", mark("Type of role"), Choice(ROLE_TYPES), half=True, default="staff"),
        Field("role", mark("Role as stated"), Line(mark("e.g. Head of Marketing"))),
        *DATES,
        Field("certainty", mark("Certainty"), Choice(CERTAINTIES), half=True, default="stated"),
        Field("disputed", "", Check(mark("disputed")), half=True, default=False),
        Field("note", mark("Note"), Line()),
    ),
    add=affiliation_deeds.add_role,
)
NAMES = Sort(
    PersonName,
    (
        Field("given_name", mark("Given name"), Line(), half=True),
        Field("family_name", mark("Family name"), Line(), half=True),
        Field("kind", mark("Kind"), Choice(NAME_KINDS), half=True, default="variant"),
        *DATES,
    ),
)
MAIN = Main(
    Person, FIELDS, deeds.create, deeds.edit, deeds.remove,
    lambda values: " ".join(filter(None, (values["title"], values["given_name"], values["family_name"]))),
)  # fmt: skip
LISTING = Listing(
    "people",
    mark("People"),
    (
        Column("name", mark("Name"), lambda row: row.name, main=True),
        Column("role", mark("Role"), lambda row: _role_of(row), width=17, sort=False),
        Column("organisation", mark("Organisation"), lambda row: row.organisation, width=14),
        Column("as_of", mark("As of"), lambda row: row.as_of, lambda date: say_date(date) if date else "", width=11,
               sort=False),
        Column("title", mark("Title"), lambda row: row.title, width=10, hidden=True),
    ),
    people.rows,
    kinds=("person", "affiliation", "organisation"),
    filters=(
        Filter("organisation", mark("Organisation"), question=organisations.options),
        Filter("role_type", mark("Type of role"), ROLE_TYPES),
    ),
    sort=("name",),
    about=mark("Everybody the office has to do with: who they are, for whom they speak, what they signed."),
    first="person.new",
    picture="users",
)


class PeoplePage(ConceptPage):
    """List and sheet of the people."""

    PAGE_ID = "person"
    MAIN = MAIN
    LISTING = LISTING
    COMMANDS = main_commands("person", mark("New person…"), "Ctrl+Shift+P")
    HEAD = ("person.edit",)
    NEW = "person.new"
    KINDS: ClassVar = (
        "affiliation", "person_name", "organisation", "organisation_name", "agreement", "signature",
        "agreement_witness", "event", "participation", "claim", "source",
    )  # fmt: skip

    def ask(self, session: Any, id: int) -> PersonSheet | None:  # noqa: A002 - the word of the kit
        return people.sheet(session, id)

    def draw(self, answer: PersonSheet) -> Sheet:
        record = answer.record
        parts = self.parts(record)
        claims = answer.evidence.get(record.uid, ())
        cards = (
            Card(_("Note"), text=record.note) if record.note else None,
            _roles(parts, answer),
            _agreements(answer),
            _events(answer),
            _names(parts, answer),
            _facts(record, claims),
            evidence.card(self.context.jobs, record, answer.evidence, MAIN.labels),
            story.card(answer.story, FIELDS),
        )
        return Sheet(
            record.full_name,
            "",
            evidence.badges(one for one in claims if one.field in ("given_name", "family_name", "title")),
            tuple(one for one in cards if one),
            self.editing(record),
            more="\n".join(map(_in_short, _current(answer.roles))),
            key=record.id,
        )


def _role_of(row: PersonRow) -> str:
    return row.role or _(ROLE_TYPES.get(row.role_type, row.role_type))


def _said(one: Affiliation) -> str:
    return one.role or _(ROLE_TYPES.get(one.role_type, one.role_type))


def _current(roles: tuple[Role, ...]) -> list[Role]:
    """The newest role in each organisation that nothing ends or contradicts; roles come newest first."""
    found: dict[int, Role] = {}
    for role in roles:
        if role.record.ends is None and not role.record.disputed:
            found.setdefault(role.organisation.id, role)
    return list(found.values())


def _in_short(role: Role) -> str:
    return " · ".join(filter(None, (f"{_said(role.record)}, {role.organisation.called}", _dated(role.record))))


def _facts(record: Person, claims: tuple[Claim, ...]) -> Card:
    def fact(field: str, value: str, *, optional: bool = False) -> Fact:
        return Fact(_(MAIN.labels[field]), value, evidence.badges(claims, field), optional)

    return Card(
        _("Name and address"),
        (
            fact("gender", _(GENDERS.get(record.gender, record.gender)) if record.gender else ""),
            fact("title", record.title),
            fact("given_name", record.given_name),
            fact("family_name", record.family_name),
        ),
    )


def _roles(parts: Parts, answer: PersonSheet) -> Card:
    items = []
    for role in answer.roles:
        one, organisation = role.record, role.organisation
        link = Link("organisation", organisation.id, organisation.name)
        items.append(
            Item(
                link,
                " · ".join(filter(None, (_said(one), _dated(one), _called(organisation, answer, one.uid), one.note))),
                _certainty(one, answer.evidence.get(one.uid, ())),
                parts.editing(ROLES, one, {"organisation_id": link}),
                parts.removing(ROLES, one),
            )
        )
    return Card(
        _("Roles"), items=tuple(items), add=parts.adding(ROLES), about=_("For whom does this person speak?")
    )


def _certainty(one: Affiliation, claims: tuple[Claim, ...]) -> tuple[Badge, ...]:
    found = evidence.badges(claims, disputed=one.disputed)
    if not found and one.certainty == "inferred":
        return (Badge(_("inferred"), "neutral", tuple(map(evidence.shown, claims))),)
    return found


def _called(organisation: Organisation, answer: PersonSheet, uid: str) -> str:
    """The name that the organisation had then, where it was another one."""
    then: NameAnswer | None = answer.then.get(uid)
    if then is None or organisation.name in then.names:
        return ""
    return _("then called “{name}”").format(name=then)


def _agreements(answer: PersonSheet) -> Card:
    items = [
        Item(
            Link("agreement", agreement.id, agreement.title),
            " · ".join(
                filter(
                    None,
                    (
                        _("signed for {party}").format(party=answer.then[one.uid]),
                        one.capacity or _("capacity not stated"),
                        say_date(one.signed_on or agreement.signed_on),
                        _(BASES.get(one.basis, one.basis)) if one.basis != "stated" else "",
                        one.note,
                    ),
                )
            ),
            evidence.badges(answer.evidence.get(one.uid, ()))
            or ((Badge(_("inferred")),) if one.certainty == "inferred" else ()),
        )
        for one, agreement in answer.signatures
    ]
    items += [
        Item(
            Link("agreement", agreement.id, agreement.title),
            " · ".join(filter(None, (_("was present"), witness.capacity, say_date(agreement.signed_on)))),
        )
        for witness, agreement in answer.witnessed
    ]
    return Card(_("Agreements"), items=tuple(items), about=_("This person has signed no agreement."))


def _events(answer: PersonSheet) -> Card:
    items = []
    for one, event in answer.events:
        stands_for = _("for {organisation}").format(organisation=answer.then[one.uid]) if one.organisation else ""
        role = one.capacity or _(PARTICIPANT_ROLES.get(one.role, one.role))
        when = say_when(event.starts, event.ends, event.start_time, event.end_time)
        items.append(
            Item(
                Link("event", event.id, event.title),
                " · ".join(filter(None, (when, stands_for, role))),
                evidence.badges(answer.evidence.get(one.uid, ())),
            )
        )
    return Card(_("Events"), items=tuple(items), about=_("No event with this person is known."))


def _names(parts: Parts, answer: PersonSheet) -> Card:
    items = tuple(
        Item(
            one.full_name,
            " · ".join(filter(None, (_(NAME_KINDS.get(one.kind, one.kind)), _dated(one)))),
            evidence.badges(answer.evidence.get(one.uid, ())),
            parts.editing(NAMES, one),
            parts.removing(NAMES, one),
        )
        for one in answer.names
    )
    about = _("Spellings and former names by which to find somebody.")
    return Card(_("Other names"), items=items, add=parts.adding(NAMES), about=about)


def _dated(fact: Dated) -> str:
    return say_dated(fact.starts, fact.ends, fact.as_of) if fact.starts or fact.ends or fact.as_of else ""


PAGE = Page(
    "person",
    mark("People"),
    "users",
    PeoplePage,
    kinds=("person",),
    count=people.count,
    commands=PeoplePage.COMMANDS,
    new="person.new",
    forms=(MAIN, ROLES, NAMES),
)
