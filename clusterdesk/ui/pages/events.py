"""The page of joint events."""

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QShowEvent

from clusterdesk.domain.agreements import CATEGORIES
from clusterdesk.domain.events import (
    KINDS,
    ORGANISER_ROLES,
    PARTICIPANT_ROLES,
    STATUSES,
    Event,
    EventAgreement,
    Organiser,
    Participation,
)
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.records import CERTAINTIES
from clusterdesk.domain.wording import not_stated, say_days, say_number, say_when
from clusterdesk.i18n import _, mark, ngettext, pgettext
from clusterdesk.services import events as deeds
from clusterdesk.storage import agreements, events, organisations, places
from clusterdesk.storage.events import EventRow, EventSheet
from clusterdesk.storage.lists import Link, Option
from clusterdesk.ui.kit import evidence, story
from clusterdesk.ui.kit.calendars import CalendarExport
from clusterdesk.ui.kit.choosing import AGREEMENT, EVENT, ORGANISATION, PERSON, PLACE
from clusterdesk.ui.kit.commands import Command
from clusterdesk.ui.kit.concepts import ConceptPage, Main, main_commands
from clusterdesk.ui.kit.fields import Check, Choice, DateField, Editor, Field, Line, Lines, TimeField, Whole
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.forms import Form
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Context, Page
from clusterdesk.ui.kit.parts import Parts, Sort
from clusterdesk.ui.kit.picks import Pick, PickEditor
from clusterdesk.ui.kit.sheets import Badge, Card, Fact, Item, Sheet
from clusterdesk.ui.kit.tables import Column

HOME_ZONE = "Europe/Berlin"
TONES = {"idea": "neutral", "planned": "accent", "confirmed": "good", "held": "neutral", "cancelled": "danger"}
"""How a status is coloured; its word stands there as well."""


def years(session: Any, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """The years in which there are events, to choose from."""
    found = [one for one in events.years(session) if str(one).startswith(typed.strip())]
    return tuple(Option(one, str(one)) for one in found[:limit])


# --- the field of cooperation, which depends on the agreement ---------------------------------------------------


def _no_fields(_session: Any, _typed: str, _limit: int) -> tuple[Option, ...]:
    return ()


def _fields_of(session: Any, typed: str, limit: int, *, agreement: int) -> tuple[Option, ...]:
    return agreements.field_options(session, agreement, typed, limit)


class FieldEditor(PickEditor):
    """Picks a field of the agreement that stands in the same form."""

    _follows = False

    def look_for(self, text: str) -> None:
        chosen = self._followed()
        number = chosen.value() if chosen else None
        question = partial(_fields_of, agreement=number) if number is not None else _no_fields
        self._pick = replace(self._pick, question=question)
        super().look_for(text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._followed()

    def _followed(self) -> Editor | None:
        """The editor of the agreement; another agreement empties this field."""
        at = self.parentWidget()
        while at is not None and not isinstance(at, Form):
            at = at.parentWidget()
        chosen = at.boxes["agreement_id"].editor if at else None
        if chosen and not self._follows:
            self._follows = True
            chosen.edited.connect(self._another)
        return chosen

    def _another(self) -> None:
        self.show_value(None)


class FieldPick(Pick):
    """The declaration of that editor."""

    def build(self, jobs: Jobs | None, name: str) -> Editor:
        """The editor."""
        if jobs is None:
            raise ValueError("a Pick needs jobs")
        return FieldEditor(jobs, name, self)


# --- declarations -----------------------------------------------------------------------------------------------

FIELDS = (
    Field("title", mark("Title"), Line(), required=True),
    Field("kind", mark("Kind"), Choice(KINDS), half=True, default="joint_event"),
    Field("status", mark("Status"), Choice(STATUSES), half=True, default="planned"),
    Field("starts", mark("Begins on"), DateField(), half=True),
    Field("start_time", mark("Begins at"), TimeField(), half=True),
    Field("ends", mark("Ends on"), DateField(), half=True),
    Field("end_time", mark("Ends at"), TimeField(), half=True),
    Field("date_certainty", mark("Certainty of the date"), Choice(CERTAINTIES), half=True, default="stated"),
    Field("date_note", mark("Remark on the date"), Line(mark("e.g. in spring, day not named")), half=True),
    Field("place_id", mark("Place"), PLACE, half=True),
    Field("timezone", mark("Time zone"), Line(HOME_ZONE), half=True, required=True, default=HOME_ZONE),
    Field("topic", mark("Topic"), Line()),
    Field("description", mark("Description"), Lines(4)),
    Field("follows_id", mark("Follows"), EVENT, help=mark("The event that this one continues.")),
    Field("note", mark("Note"), Lines(2)),
)
ORGANISERS = Sort(
    Organiser,
    (
        Field("organisation_id", mark("Organisation"), ORGANISATION, required=True),
        Field("role", mark("Takes part as"), Choice(ORGANISER_ROLES), half=True, default="organiser"),
        Field("certainty", mark("Certainty"), Choice(CERTAINTIES), half=True, default="stated"),
    ),
    add=deeds.add_organiser,
    change=deeds.edit_organiser,
)
PARTICIPANTS = Sort(
    Participation,
    (
        Field("person_id", mark("Person"), PERSON, half=True),
        Field("organisation_id", mark("For the organisation"), ORGANISATION, half=True),
        Field("capacity", mark("Capacity as stated"), Line(mark("e.g. chair of the board"))),
        Field("role", mark("Takes part as"), Choice(PARTICIPANT_ROLES), half=True, default="guest"),
        Field("count", mark("Number of people"), Whole(), half=True, required=True, default=1),
        Field("approximate", "", Check(mark("about, not exact")), half=True, default=False),
        Field("first_time", "", Check(mark("here for the first time")), half=True, default=False),
    ),
    add=deeds.add_participation,
)
LINKS = Sort(
    EventAgreement,
    (
        Field("agreement_id", mark("Agreement"), AGREEMENT, required=True),
        Field(
            "field_id",
            mark("Field of cooperation"),
            FieldPick(_no_fields, "cooperation_field"),
            help=mark("One of the fields of this agreement, where it is known."),
        ),
        Field("note", mark("Note"), Line()),
    ),
    add=deeds.link_agreement,
    change=deeds.edit_link,
)


def _follow(session: Any, event_id: int, values: dict[str, Any]) -> int:
    return deeds.create(session, {**values, "follows_id": event_id})


FOLLOW_UPS = Sort(Event, (*FIELDS[:4], FIELDS[9]), add=_follow)
MAIN = Main(Event, FIELDS, deeds.create, deeds.edit, deeds.remove, lambda values: values["title"])


def _when(row: EventRow) -> str:
    return say_days(row.starts, row.ends)


LISTING = Listing(
    "events",
    mark("Events"),
    (
        Column("starts", mark("When"), lambda row: row, _when, width=14,
               tone=lambda row: "" if row.starts else "muted"),
        Column("title", mark("Title"), lambda row: row.title, main=True),
        Column("status", mark("Status"), lambda row: row.status, lambda one: _(STATUSES.get(one, one)), width=14,
               tone=lambda row: TONES.get(row.status, "neutral")),
        Column("place", mark("Place"), lambda row: row.place, width=11),
        Column("organisers", mark("Organisers"), lambda row: ", ".join(row.organisers), width=22, sort=False),
        Column("kind", mark("Kind"), lambda row: row.kind, lambda kind: _(KINDS.get(kind, kind)), width=18),
    ),
    events.rows,
    kinds=("event", "event_organiser", "organisation", "place"),
    filters=(
        Filter("year", mark("Year"), question=years),
        Filter("status", mark("Status"), STATUSES),
        Filter("kind", mark("Kind"), KINDS),
        Filter("place", mark("Place"), question=places.options),
        Filter("organiser", mark("Organiser"), question=organisations.options),
        Filter("agreement", mark("Agreement"), question=agreements.options),
    ),
    sort=("-starts",),
    about=mark("What the office organises with others: congresses, workshops, visits, signings."),
    first="event.new",
    picture="calendar-blank",
)  # fmt: skip


# --- the page ---------------------------------------------------------------------------------------------------


class EventsPage(ConceptPage):
    """List and sheet of the events."""

    PAGE_ID = "event"
    MAIN = MAIN
    LISTING = LISTING
    HEAD = ("event.edit",)
    NEW = "event.new"
    KINDS: ClassVar = ("participation", "event_agreement", "agreement", "cooperation_field", "person",
                       "organisation_name", "claim")  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.calendar = CalendarExport(self, context.jobs)

    def ask(self, session: Any, id: int) -> EventSheet | None:  # noqa: A002 - the word of the kit
        return events.sheet(session, id)

    def draw(self, answer: EventSheet) -> Sheet:
        record = answer.record
        parts = self.parts(record)
        chosen = {"place_id": _place(answer), "follows_id": _link(record.follows)}
        cards = (
            _facts(answer),
            _organisers(parts, answer),
            _participants(parts, answer),
            _agreements(parts, answer),
            _follow_ups(parts, answer),
            evidence.card(self.context.jobs, record, answer.evidence, MAIN.labels),
            story.card(answer.story, FIELDS),
        )
        return Sheet(
            record.title,
            _(KINDS.get(record.kind, record.kind)),
            (Badge(_(STATUSES.get(record.status, record.status)), TONES.get(record.status, "neutral")),),
            cards,
            self.editing(record, chosen),
            key=record.id,
        )

    def export(self) -> None:
        """The selected events as a calendar file."""
        ids = self.selected_ids()
        shown = self.sheet.sheet
        alone = len(ids) == 1 and shown is not None and ids[0] == self.shown_id
        self.calendar.start(ids, shown.title if alone and shown else _("Events"))

    def export_all(self) -> None:
        """All events as a calendar file."""
        self.calendar.start(None, _("Events"))


new, edit, delete = main_commands("event", mark("New event…"), "Ctrl+Shift+E")
EventsPage.COMMANDS = (
    new,
    edit,
    Command("event.export", mark("Export to calendar…"), EventsPage.export, "Ctrl+E", "calendar-plus", "some"),
    Command("event.export_all", mark("Export all events…"), EventsPage.export_all, icon="calendar-plus", menu="file"),
    delete,
)


def _link(event: Event | None) -> Link | None:
    return Link("event", event.id, event.title) if event else None


def _place(answer: EventSheet) -> Link | None:
    place = answer.record.place
    return Link("place", place.id, place.name) if place else None


def _then(answer: EventSheet, organisation: Organisation) -> Link:
    """The organisation under the name that it bore on the day, with that of today in brackets."""
    named = answer.names.get(organisation.id)
    text = str(named) if named else organisation.name
    if named and organisation.name not in named.names:
        text = _("{then} (today {now})").format(then=text, now=organisation.name)
    return Link("organisation", organisation.id, text)


def _unclear(answer: EventSheet, organisation: Organisation) -> tuple[Badge, ...]:
    named = answer.names.get(organisation.id)
    return () if named is None or named.certain else (Badge(_("name unclear")),)


def _inferred(certainty: str) -> tuple[Badge, ...]:
    return (Badge(_("inferred")),) if certainty == "inferred" else ()


def _facts(answer: EventSheet) -> Card:
    record = answer.record
    claims = answer.evidence.get(record.uid, ())

    def fact(field: str, value: str | Link | None, *, optional: bool = False) -> Fact:
        return Fact(_(MAIN.labels[field]), value, evidence.badges(claims, field), optional)

    stated = record.starts or record.ends
    when = say_when(record.starts, record.ends, record.start_time, record.end_time, long=True) if stated else None
    doubts = evidence.badges(claims, "starts") or (_inferred(record.date_certainty) if stated else ())
    return Card(
        _("At a glance"),
        (
            Fact(_("When"), when, doubts),
            fact("date_note", record.date_note, optional=True),
            fact("timezone", "" if record.timezone == HOME_ZONE else record.timezone, optional=True),
            fact("place_id", _place(answer)),
            fact("topic", record.topic, optional=True),
            fact("description", record.description, optional=True),
            fact("follows_id", _link(record.follows), optional=True),
            fact("note", record.note, optional=True),
        ),
    )


def _organisers(parts: Parts, answer: EventSheet) -> Card:
    sort = ORGANISERS
    if len(answer.organisers) > 1:
        order = {one.position: str(number) for number, one in enumerate(answer.organisers, 1)}
        place = Field("position", mark("Place in print"), Choice(order), half=True)
        sort = replace(sort, fields=(*sort.fields, place))
    items = []
    for one in answer.organisers:
        today = Link("organisation", one.organisation.id, one.organisation.name)
        doubts = evidence.badges(answer.evidence.get(one.uid, ())) or _inferred(one.certainty)
        items.append(
            Item(
                _then(answer, one.organisation),
                _(ORGANISER_ROLES.get(one.role, one.role)),
                (*doubts, *_unclear(answer, one.organisation)),
                parts.editing(sort, one, {"organisation_id": today}),
                parts.removing(sort, one),
            )
        )
    return Card(
        _("Organisers"),
        items=tuple(items),
        add=parts.adding(ORGANISERS),
        about=_("Who is behind this event, in printing order?"),
    )


def _participants(parts: Parts, answer: EventSheet) -> Card:
    items = tuple(_participant(parts, one, answer) for one in answer.participations)
    return Card(
        _("Participants"),
        items=items,
        text=_counted(answer) if items else "",
        add=parts.adding(PARTICIPANTS),
        about=_("Persons, organisations, or a mere number of people."),
    )


def _counted(answer: EventSheet) -> str:
    about = any(one.approximate for one in answer.participations)
    people = ngettext("{number} participant", "{number} participants", answer.head_count)
    line = [people.format(number=_number(answer.head_count, about=about))]
    if many := len(answer.represented):
        line.append(
            ngettext("{number} organisation represented", "{number} organisations represented", many).format(
                number=say_number(many)
            )
        )
    return " · ".join(line)


def _number(number: int, *, about: bool) -> str:
    return pgettext("a number", "about {number}").format(number=say_number(number)) if about else say_number(number)


def _participant(parts: Parts, one: Participation, answer: EventSheet) -> Item:
    person = Link("person", one.person.id, one.person.full_name) if one.person else None
    organisation = _then(answer, one.organisation) if one.organisation else None
    many = ngettext("{number} person", "{number} persons", one.count)
    number = many.format(number=_number(one.count, about=one.approximate)) if one.count > 1 or one.approximate else ""
    named = person or organisation or number or one.capacity or not_stated()
    role = _(PARTICIPANT_ROLES.get(one.role, one.role)) if one.role != "guest" or not one.capacity else ""
    more = [text for text in (one.capacity, role, number) if text and text != named]
    first = (Badge(_("first time"), "accent"),) if one.first_time else ()
    unclear = _unclear(answer, one.organisation) if one.organisation else ()
    today = Link("organisation", one.organisation.id, one.organisation.name) if one.organisation else None
    return Item(
        named,
        " · ".join(more),
        (*first, *evidence.badges(answer.evidence.get(one.uid, ())), *unclear),
        parts.editing(PARTICIPANTS, one, {"person_id": person, "organisation_id": today}),
        parts.removing(PARTICIPANTS, one),
        (organisation,) if person and organisation else (),
    )


def _agreements(parts: Parts, answer: EventSheet) -> Card:
    items = []
    for one in answer.agreements:
        link = Link("agreement", one.agreement.id, one.agreement.title)
        field = Option(one.field.id, one.field.wording) if one.field else None
        said = f"{_(CATEGORIES.get(one.field.category, one.field.category))}: {one.field.wording}" if one.field else ""
        items.append(
            Item(
                link,
                " · ".join(filter(None, (said, one.note))),
                (),
                parts.editing(LINKS, one, {"agreement_id": link, "field_id": field}),
                parts.removing(LINKS, one),
            )
        )
    return Card(
        _("Linked agreements"),
        items=tuple(items),
        add=parts.adding(LINKS),
        about=_("Which agreement does this event bring to life?"),
    )


def _follow_ups(parts: Parts, answer: EventSheet) -> Card:
    items = tuple(
        Item(
            Link("event", one.id, one.title),
            " · ".join((say_days(one.starts, one.ends, long=True), _(STATUSES.get(one.status, one.status)))),
            _inferred(one.date_certainty),
        )
        for one in answer.followed_by
    )
    record = answer.record
    like_this = {"kind": record.kind, "place_id": _place(answer)}
    return Card(
        _("Follow-ups"),
        items=items,
        add=parts.adding(FOLLOW_UPS, like_this),
        about=_("No event continues this one."),
    )


PAGE = Page(
    "event",
    mark("Events"),
    "calendar-blank",
    EventsPage,
    kinds=("event",),
    count=events.count,
    commands=EventsPage.COMMANDS,
    new="event.new",
    forms=(MAIN, ORGANISERS, PARTICIPANTS, LINKS),
)
