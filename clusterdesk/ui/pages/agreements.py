"""The page of agreements: who promised what to whom, who signed, and what has come of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from clusterdesk.domain.agreements import (
    BASES,
    CATEGORIES,
    CONTRIBUTION_KINDS,
    FIELD_STATES,
    KINDS,
    PARTY_ROLES,
    STATUSES,
    Agreement,
    Contribution,
    CooperationField,
    Party,
    Precedent,
    Signature,
    Witness,
)
from clusterdesk.domain.events import STATUSES as EVENT_STATUSES
from clusterdesk.domain.events import Event, EventAgreement
from clusterdesk.domain.organisations import NameAnswer
from clusterdesk.domain.records import CERTAINTIES, Record
from clusterdesk.domain.refusals import Refused
from clusterdesk.domain.wording import say_date, say_list, say_when
from clusterdesk.i18n import _, mark
from clusterdesk.services import agreements as deeds
from clusterdesk.services import events as event_deeds
from clusterdesk.services import records
from clusterdesk.storage import agreements, organisations
from clusterdesk.storage.agreements import AgreementRow, AgreementSheet
from clusterdesk.storage.lists import Link, Option, Query
from clusterdesk.ui.kit import evidence, story
from clusterdesk.ui.kit.choosing import AGREEMENT, EVENT, ORGANISATION, PERSON, PLACE
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.concepts import ConceptPage, Main, main_commands
from clusterdesk.ui.kit.fields import Choice, DateField, Field, Line, Lines, NamedChoice
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Page
from clusterdesk.ui.kit.parts import Parts, Sort
from clusterdesk.ui.kit.sheets import Badge, Card, Fact, Item, Sheet, Tool
from clusterdesk.ui.kit.tables import Column

STATUS_TONES = {"draft": "accent", "signed": "good", "ended": "neutral", "terminated": "warning"}
EVENT_TONES = {"held": "good", "cancelled": "danger"}

FIELDS = (
    Field("title", mark("Title"), Line(), required=True, help=mark("How the office calls it.")),
    Field("document_title", mark("Title as printed"), Line(), half=True),
    Field("reference", mark("Internal reference"), Line(), half=True),
    Field("kind", mark("Kind"), Choice(KINDS), half=True, default="cooperation"),
    Field("status", mark("Status"), Choice(STATUSES), half=True, default="draft"),
    Field("signed_on", mark("Signed on"), DateField(), half=True),
    Field("place_id", mark("Place"), PLACE, half=True),
    Field("effective_from", mark("Effective from"), DateField(), half=True),
    Field("ends", mark("Ends on"), DateField(), half=True),
    Field("term", mark("Term"), Line(mark("e.g. two years, then from year to year")), half=True),
    Field("notice", mark("Notice"), Line(mark("e.g. three months to the end of the year")), half=True),
    Field("purpose", mark("Purpose"), Lines(3)),
    Field("background", mark("Background"), Lines(3)),
    Field("beneficiaries", mark("For the benefit of"), Lines(2), help=mark("One in each line.")),
    Field("note", mark("Note"), Lines(2)),
)
CERTAINTY = Field("certainty", mark("Certainty"), Choice(CERTAINTIES), half=True, default="stated")


# --- deeds that the sorts of parts below hand on --------------------------------------------------------------


def _create(session: Any, values: Mapping[str, Any]) -> int:
    return records.create(session, Agreement, values).id


def _change(session: Any, number: int, version: int, changes: Mapping[str, Any]) -> int:
    return records.edit(session, Agreement, number, version, changes).id


def _link_event(session: Any, agreement_id: int, values: Mapping[str, Any]) -> int:
    """An event linked from this side: what the deed has against the agreement is said beside the event."""
    try:
        return event_deeds.link_agreement(session, values["event_id"], {**values, "agreement_id": agreement_id})
    except Refused as refusal:
        problems = {("event_id" if name == "agreement_id" else name): text for name, text in refusal.problems.items()}
        raise Refused.for_fields(problems) from refusal


# --- the parts of an agreement --------------------------------------------------------------------------------

PARTIES = Sort(
    Party,
    (
        Field("organisation_id", mark("Organisation"), ORGANISATION, half=True, required=True),
        Field("role", mark("Takes part as"), Choice(PARTY_ROLES), half=True, default="partner"),
        Field("note", mark("Note"), Line()),
    ),
    add=deeds.add_party,
    take=deeds.remove_party,
)
OTHERS = Sort(
    Witness,
    (
        Field("person_id", mark("Person"), PERSON, half=True, required=True),
        Field("capacity", mark("Capacity"), Line(), half=True),
    ),
    add=deeds.add_witness,
)
COOPERATION = Sort(
    CooperationField,
    (
        Field("wording", mark("Wording"), Lines(2), required=True, help=mark("As it stands in the agreement.")),
        Field("category", mark("Category"), Choice(CATEGORIES), half=True, default="exchange"),
        Field("state", mark("Status"), Choice(FIELD_STATES), half=True, default="agreed"),
    ),
    add=deeds.add_field,
)
EARLIER = Sort(
    Precedent,
    (Field("earlier_id", mark("Agreement"), AGREEMENT, half=True, required=True), CERTAINTY),
    add=deeds.build_on,
)
EARLIER_KNOWN = Sort(Precedent, (CERTAINTY,))


def _signing(parties: NamedChoice) -> Sort:
    """How signatures are edited: only a party of this agreement can be chosen."""
    return Sort(
        Signature,
        (
            Field("person_id", mark("Person"), PERSON, half=True, required=True),
            Field("party_id", mark("For the party"), parties, half=True, required=True),
            Field(
                "capacity", mark("Capacity"), Line(),
                help=mark("As it was on the day of signing; later changes of role alter nothing here."),
            ),
            Field("basis", mark("Known from"), Choice(BASES), half=True, default="stated"),
            CERTAINTY,
            Field("signed_on", mark("Signed on"), DateField(), half=True, help=mark("If on another day.")),
            Field("note", mark("Note"), Line(), half=True),
        ),
        add=deeds.sign,
        change=deeds.edit_signature,
    )  # fmt: skip


def _contributing(parties: NamedChoice) -> Sort:
    return Sort(
        Contribution,
        (
            Field("party_id", mark("Party"), parties, half=True, required=True),
            Field("kind", mark("Kind"), Choice(CONTRIBUTION_KINDS), half=True, default="competence"),
            Field("text", mark("Contribution"), Lines(2), required=True),
        ),
        add=deeds.contribute,
        change=deeds.edit_contribution,
    )


def _linking(wordings: Mapping[int, str], *, fresh: bool) -> Sort:
    """How links to events are edited; the event itself is chosen only once."""
    fields = (
        Field("field_id", mark("Field of cooperation"), NamedChoice(wordings, mark("the whole agreement"))),
        Field("note", mark("Note"), Line()),
    )
    event = Field("event_id", mark("Event"), EVENT, required=True)
    return Sort(EventAgreement, (event, *fields) if fresh else fields, add=_link_event)


def _wordings(answer: AgreementSheet) -> dict[int, str]:
    return {one.id: one.wording for one in answer.fields}


def _one_of(answer: AgreementSheet) -> NamedChoice:
    return NamedChoice({one.id: _name(answer, one) for one in answer.parties})


# --- the list -------------------------------------------------------------------------------------------------


def year_options(session: Any, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """The years in which agreements were signed, newest first, to narrow the list to one of them."""
    found = agreements.rows(session, Query(sort=("-signed_on",), limit=10_000)).rows
    years = dict.fromkeys(one.signed_on.year for one in found if one.signed_on)
    return tuple(Option(year, str(year)) for year in years if str(year).startswith(typed.strip()))[:limit]


def _status_tone(row: AgreementRow) -> str:
    return STATUS_TONES.get(row.status, "neutral")


MAIN = Main(Agreement, FIELDS, _create, _change, deeds.remove, lambda values: values["title"])
LISTING = Listing(
    "agreements",
    mark("Agreements"),
    (
        Column("title", mark("Title"), lambda row: row.title, main=True),
        Column("parties", mark("Parties"), lambda row: ", ".join(row.parties), width=18, sort=False),
        Column("signed_on", mark("Signed"), lambda row: row.signed_on, lambda date: say_date(date) if date else "",
               width=16),
        Column("status", mark("Status"), lambda row: row.status, lambda status: _(STATUSES.get(status, status)),
               width=13, tone=_status_tone),
        Column("place", mark("Place"), lambda row: row.place, width=10),
        Column("fields", mark("Fields"), lambda row: row.fields or None, width=8, right=True),
        Column("kind", mark("Kind"), lambda row: row.kind, lambda kind: _(KINDS.get(kind, kind)), width=23),
    ),
    agreements.rows,
    kinds=("agreement", "organisation", "place"),
    filters=(
        Filter("kind", mark("Kind"), KINDS),
        Filter("status", mark("Status"), STATUSES),
        Filter("party", mark("Party"), question=organisations.options),
        Filter("category", mark("Field"), CATEGORIES),
        Filter("year", mark("Year"), question=year_options),
    ),
    sort=("-signed_on",),
    about=mark("Agreements with other networks: who signed them, in which fields the parties work together, and which "
               "events have come of it."),
    first="agreement.new",
    picture="handshake",
)  # fmt: skip


# --- the page -------------------------------------------------------------------------------------------------


def print_summary(page: ConceptPage) -> None:
    """Show the summary of the one that is selected, as it will be printed."""
    from clusterdesk.ui.kit.preview import Preview  # brings QtPdf and the paper: only when somebody prints

    Preview(page.window(), page.context.jobs, "agreement", page.selected_ids()[0]).open()


class AgreementsPage(ConceptPage):
    """List and sheet of the agreements."""

    PAGE_ID = "agreement"
    MAIN = MAIN
    LISTING = LISTING
    COMMANDS = (
        *main_commands("agreement", mark("New agreement…"), "Ctrl+Shift+A"),
        Command("agreement.print", mark("Print summary…"), print_summary, "Ctrl+P", "printer", "one", "file"),
    )
    HEAD = ("agreement.edit", "agreement.print")
    NEW = "agreement.new"
    KINDS: ClassVar = ("event", "person", "organisation_name", "source", "claim")

    def ask(self, session: Any, id: int) -> AgreementSheet | None:  # noqa: A002 - the word of the kit
        return agreements.sheet(session, id)

    def draw(self, answer: AgreementSheet) -> Sheet:
        record = answer.record
        parts = self.parts(record)
        jobs = self.context.jobs
        cards = (
            _facts(answer),
            _parties(parts, jobs, answer),
            _signatures(parts, answer),
            _others(parts, answer),
            _purpose(answer),
            _fields(parts, jobs, answer),
            _contributions(parts, answer),
            _earlier(parts, answer),
            _later(answer),
            _events(parts, answer),
            evidence.card(jobs, record, answer.evidence, MAIN.labels),
            story.card(answer.story, FIELDS),
        )
        return Sheet(
            record.title,
            _(KINDS.get(record.kind, record.kind)),
            (Badge(_(STATUSES.get(record.status, record.status)), STATUS_TONES.get(record.status, "neutral")),),
            tuple(one for one in cards if one),
            self.editing(record, {"place_id": _place(answer)}),
            more=say_list(one.organisation.called for one in answer.parties),
            key=record.id,
        )


def _place(answer: AgreementSheet) -> Link | None:
    place = answer.record.place
    return Link("place", place.id, place.name) if place else None


def _fact(answer: AgreementSheet, field: str, value: str | Link | None, *, optional: bool = False) -> Fact:
    claims = answer.evidence.get(answer.record.uid, ())
    return Fact(_(MAIN.labels[field]), value, evidence.badges(claims, field), optional)


def _date(answer: AgreementSheet, field: str) -> Fact:
    value = getattr(answer.record, field)
    return _fact(answer, field, say_date(value, long=True) if value else None)


def _facts(answer: AgreementSheet) -> Card:
    record = answer.record
    return Card(
        _("At a glance"),
        (
            _fact(answer, "document_title", record.document_title),
            _date(answer, "signed_on"),
            _fact(answer, "place_id", _place(answer)),
            _date(answer, "effective_from"),
            _date(answer, "ends"),
            _fact(answer, "term", record.term),
            _fact(answer, "notice", record.notice),
            _fact(answer, "reference", record.reference),
            _fact(answer, "note", record.note, optional=True),
        ),
    )


def _purpose(answer: AgreementSheet) -> Card:
    record = answer.record
    return Card(
        _("Background and purpose"),
        (
            _fact(answer, "purpose", record.purpose),
            _fact(answer, "background", record.background),
            _fact(answer, "beneficiaries", record.beneficiaries),
        ),
    )


def _parties(parts: Parts, jobs: Jobs, answer: AgreementSheet) -> Card:
    items = []
    for one in answer.parties:
        organisation, at_signing = one.organisation, answer.names[one.organisation_id]
        link = Link("organisation", organisation.id, organisation.name)
        lines = [
            _("[today: {name}]").format(name=organisation.name) if organisation.name not in at_signing.names else "",
            _unclear(at_signing),
            " · ".join(
                filter(
                    None,
                    (
                        organisation.seat.name if organisation.seat else "",
                        _(PARTY_ROLES.get(one.role, one.role)) if one.role != "partner" else "",
                        one.note,
                    ),
                )
            ),
        ]
        items.append(
            Item(
                Link("organisation", organisation.id, _name(answer, one)),
                "\n".join(filter(None, lines)),
                evidence.badges(answer.evidence.get(one.uid, ())),
                parts.editing(PARTIES, one, {"organisation_id": link}),
                parts.removing(PARTIES, one),
                tools=_moves(jobs, one, answer.parties, organisation.called),
            )
        )
    return Card(
        _("Parties"), items=tuple(items), add=parts.adding(PARTIES), about=_("Who has agreed? Two parties or more.")
    )


def _name(answer: AgreementSheet, party: Party) -> str:
    """What the party was called when it signed."""
    return str(answer.names[party.organisation_id])


def _unclear(name: NameAnswer) -> str:
    if name.certain:
        return ""
    if len(name.names) < 2:
        return _("Name at signing not certain")
    if name.changed:
        return _("Unclear which name was in force at signing; renamed {date}").format(date=say_date(name.changed))
    return _("Unclear which name was in force at signing")


def _signatures(parts: Parts, answer: AgreementSheet) -> Card:
    sort = _signing(_one_of(answer))
    items = []
    for one in _by_party(answer, answer.signatures):
        person = Link("person", one.person.id, one.person.full_name)
        party = one.party.organisation
        day = say_date(one.signed_on, long=True) if one.signed_on else ""
        items.append(
            Item(
                person,
                " · ".join(filter(None, (one.capacity, _(BASES.get(one.basis, one.basis)), day, one.note))),
                _certainty(one.certainty, evidence.badges(answer.evidence.get(one.uid, ()))),
                parts.editing(sort, one, {"person_id": person}),
                parts.removing(sort, one),
                (Link("organisation", party.id, _("for {party}").format(party=_name(answer, one.party))),),
            )
        )
    return Card(
        _("Signatures"),
        items=tuple(items),
        add=parts.adding(sort) if answer.parties else None,
        about=_("Nobody is named who signed.") if answer.parties else _("First name the parties, then who signed."),
    )


def _others(parts: Parts, answer: AgreementSheet) -> Card:
    items = []
    for one in answer.witnesses:
        link = Link("person", one.person.id, one.person.full_name)
        items.append(
            Item(
                link,
                one.capacity,
                evidence.badges(answer.evidence.get(one.uid, ())),
                parts.editing(OTHERS, one, {"person_id": link}),
                parts.removing(OTHERS, one),
            )
        )
    return Card(
        _("Others present"), items=tuple(items), add=parts.adding(OTHERS), about=_("Nobody else is named.")
    )


def _fields(parts: Parts, jobs: Jobs, answer: AgreementSheet) -> Card:
    items = []
    for one in answer.fields:
        intended = (Badge(_(FIELD_STATES["intended"]), "accent"),) if one.state == "intended" else ()
        items.append(
            Item(
                one.wording,
                _(CATEGORIES.get(one.category, one.category)),
                (*intended, *evidence.badges(answer.evidence.get(one.uid, ()))),
                parts.editing(COOPERATION, one),
                parts.removing(COOPERATION, one),
                tools=_moves(jobs, one, answer.fields, one.wording),
            )
        )
    return Card(
        _("Fields of cooperation"),
        items=tuple(items),
        add=parts.adding(COOPERATION),
        about=_("In what do the parties want to work together?"),
    )


def _contributions(parts: Parts, answer: AgreementSheet) -> Card:
    sort = _contributing(_one_of(answer))
    items: list[Item] = []
    named = 0
    for one in _by_party(answer, answer.contributions):
        if one.party_id != named:
            named = one.party_id
            items.append(Item(Link("organisation", one.party.organisation_id, _name(answer, one.party))))
        items.append(
            Item(
                one.text,
                _(CONTRIBUTION_KINDS.get(one.kind, one.kind)),
                evidence.badges(answer.evidence.get(one.uid, ())),
                parts.editing(sort, one),
                parts.removing(sort, one),
            )
        )
    return Card(
        _("Contributions"),
        items=tuple(items),
        add=parts.adding(sort) if answer.parties else None,
        about=_("What does each party bring in?"),
    )


def _earlier(parts: Parts, answer: AgreementSheet) -> Card:
    items = tuple(
        Item(
            Link("agreement", one.earlier_id, one.earlier.title),
            say_date(one.earlier.signed_on, long=True),
            _certainty(one.certainty, evidence.badges(answer.evidence.get(one.uid, ()))),
            parts.editing(EARLIER_KNOWN, one),
            parts.removing(EARLIER_KNOWN, one),
        )
        for one in answer.precedents
    )
    return Card(
        _("Builds on"), items=items, add=parts.adding(EARLIER), about=_("No earlier agreement is named.")
    )


def _later(answer: AgreementSheet) -> Card | None:
    items = tuple(
        Item(
            Link("agreement", one.agreement_id, one.agreement.title),
            say_date(one.agreement.signed_on, long=True),
            _certainty(one.certainty),
        )
        for one in answer.followers
    )
    return Card(_("Followed by"), items=items) if items else None


def _events(parts: Parts, answer: AgreementSheet) -> Card:
    sort = _linking(_wordings(answer), fresh=False)
    items = []
    for one in answer.events:
        event = one.event
        lines = [_when(event), _("Field: {wording}").format(wording=one.field.wording) if one.field else "", one.note]
        state = _(EVENT_STATUSES.get(event.status, event.status))
        items.append(
            Item(
                Link("event", event.id, event.title),
                "\n".join(filter(None, lines)),
                (Badge(state, EVENT_TONES.get(event.status, "neutral")),),
                parts.editing(sort, one),
                parts.removing(sort, one),
            )
        )
    return Card(
        _("Linked events"),
        items=tuple(items),
        add=parts.adding(_linking(_wordings(answer), fresh=True)),
        about=_("No event has come of this agreement yet."),
    )


def _when(event: Event) -> str:
    days = say_when(event.starts, event.ends, event.start_time, event.end_time, long=True)
    return " · ".join(filter(None, (days, event.place.name if event.place else "")))


def _certainty(certainty: str, badges: tuple[Badge, ...] = ()) -> tuple[Badge, ...]:
    """The badges with "inferred" before them where the record itself says so and no evidence does."""
    inferred = _(CERTAINTIES["inferred"])
    if certainty != "inferred" or any(one.text == inferred for one in badges):
        return badges
    return (Badge(inferred), *badges)


def _by_party(answer: AgreementSheet, found: Iterable[Any]) -> list[Any]:
    """Parts of the agreement in the order of the parties on the paper."""
    order = {one.id: number for number, one in enumerate(answer.parties)}
    return sorted(found, key=lambda one: order[one.party_id])


def _moves(jobs: Jobs, one: Record, brothers: tuple[Record, ...], name: str) -> tuple[Tool, ...]:
    """The commands that move a part up and down on the paper."""

    def moving(by: int) -> Callable[[], None]:
        sentence = _("{what} “{name}” moved").format(what=_(one.LABEL), name=_shortened(name))
        return lambda: _do(jobs, sentence, one, by)

    up = Tool("arrow-up", _("Move {name} up").format(name=name), moving(-1))
    down = Tool("arrow-down", _("Move {name} down").format(name=name), moving(1))
    return tuple(
        tool for tool, fits in ((up, one is not brothers[0]), (down, one is not brothers[-1])) if fits
    )


def _do(jobs: Jobs, sentence: str, one: Record, by: int) -> None:
    jobs.do(sentence, deeds.move, type(one), one.id, by)


def _shortened(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:59].rstrip()}…"


PAGE = Page(
    "agreement",
    mark("Agreements"),
    "handshake",
    AgreementsPage,
    kinds=("agreement",),
    count=agreements.count,
    commands=AgreementsPage.COMMANDS,
    new="agreement.new",
    forms=(
        MAIN,
        PARTIES,
        OTHERS,
        COOPERATION,
        EARLIER,
        _signing(NamedChoice({})),
        _contributing(NamedChoice({})),
        _linking({}, fresh=True),
    ),
)
