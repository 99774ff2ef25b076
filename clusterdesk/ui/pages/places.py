"""The page of places: towns and venues, with what happens and who sits there."""

from dataclasses import dataclass
from typing import Any, ClassVar

from clusterdesk.domain.events import KINDS as EVENT_KINDS
from clusterdesk.domain.organisations import KINDS as ORGANISATION_KINDS
from clusterdesk.domain.places import Place
from clusterdesk.domain.sources import Claim
from clusterdesk.domain.wording import say_country, say_date, say_days, say_number
from clusterdesk.i18n import _, mark, ngettext
from clusterdesk.services import places as deeds
from clusterdesk.storage import agreements, events, history, organisations, places, sources
from clusterdesk.storage.agreements import AgreementRow
from clusterdesk.storage.events import EventRow
from clusterdesk.storage.history import ChangeRow
from clusterdesk.storage.lists import Link, Query, Slice
from clusterdesk.storage.organisations import OrganisationRow
from clusterdesk.ui.kit import evidence, story
from clusterdesk.ui.kit.choosing import REGION
from clusterdesk.ui.kit.concepts import ConceptPage, Main, main_commands
from clusterdesk.ui.kit.fields import Field, Line, Lines
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Page
from clusterdesk.ui.kit.sheets import Card, Fact, Item, Sheet
from clusterdesk.ui.kit.tables import Column

MOST = 30
"""How many events, agreements and organisations the sheet names; it tells how many more there are."""

FIELDS = (
    Field("name", mark("Name"), Line(), required=True),
    Field("city", mark("Town"), Line(mark("where the name is that of a venue")), half=True),
    Field("region_id", mark("Region"), REGION, half=True),
    Field("country", mark("Country"), Line("DE"), half=True, default="DE", help=mark("Two letters, such as DE or CZ.")),
    Field("aliases", mark("Other spellings"), Lines(3), help=mark("One a line; the search finds them all.")),
    Field("note", mark("Note"), Lines(2)),
)
MAIN = Main(Place, FIELDS, deeds.create, deeds.edit, deeds.remove, lambda values: values["name"])
LISTING = Listing(
    "places",
    mark("Places"),
    (
        Column("name", mark("Name"), lambda row: row.name, main=True),
        Column("city", mark("Town"), lambda row: row.city, width=14),
        Column("region", mark("Region"), lambda row: row.region, width=16),
        Column("aliases", mark("Other spellings"), lambda row: row.aliases, width=18, sort=False),
    ),
    places.rows,
    kinds=("place", "region"),
    filters=(Filter("region", mark("Region"), question=places.region_options),),
    sort=("name",),
    about=mark("Towns and venues, as events, agreements and seats name them."),
    first="place.new",
    picture="map-pin",
)


@dataclass(frozen=True)
class PlaceSheet:
    """A place with what happens and who sits there."""

    record: Place
    events: Slice[EventRow]
    organisations: Slice[OrganisationRow]
    agreements: Slice[AgreementRow]
    evidence: dict[str, tuple[Claim, ...]]
    story: tuple[ChangeRow, ...]


def sheet(session: Any, number: int) -> PlaceSheet | None:
    """Everything about one place, or None when it is not there."""
    record = places.sheet(session, number)
    if record is None:
        return None
    here = Query(where={"place": number, "seat": number}, limit=MOST)
    return PlaceSheet(
        record,
        events.rows(session, Query(where=here.where, sort=("-starts",), limit=MOST)),
        organisations.rows(session, here),
        agreements.rows(session, Query(where=here.where, sort=("-signed_on",), limit=MOST)),
        sources.evidence(session, [record]),
        history.story(session, record.uid),
    )


class PlacesPage(ConceptPage):
    """List and sheet of the places."""

    PAGE_ID = "place"
    MAIN = MAIN
    LISTING = LISTING
    COMMANDS = main_commands("place", mark("New place…"), "")
    HEAD = ("place.edit",)
    NEW = "place.new"
    KINDS: ClassVar = ("event", "organisation", "agreement", "claim")

    def ask(self, session: Any, id: int) -> PlaceSheet | None:  # noqa: A002 - the word of the kit
        return sheet(session, id)

    def draw(self, answer: PlaceSheet) -> Sheet:
        record = answer.record
        town = record.city if record.city != record.name else ""
        region = Link("region", record.region.id, record.region.name) if record.region else None
        cards = (
            _facts(answer),
            _events(answer),
            _organisations(answer),
            _agreements(answer),
            evidence.card(self.context.jobs, record, answer.evidence, MAIN.labels),
            story.card(answer.story, FIELDS),
        )
        return Sheet(
            record.name,
            " · ".join(filter(None, (town, region.text if region else ""))),
            (),
            tuple(one for one in cards if one),
            self.editing(record, {"region_id": region}),
            key=record.id,
        )


def _facts(answer: PlaceSheet) -> Card:
    record = answer.record
    claims = answer.evidence.get(record.uid, ())

    def fact(field: str, value: str | None, *, optional: bool = False) -> Fact:
        return Fact(_(MAIN.labels[field]), value, evidence.badges(claims, field), optional)

    return Card(
        _("At a glance"),
        (
            fact("city", record.city, optional=True),
            fact("region_id", record.region.name if record.region else None),
            fact("country", say_country(record.country) if record.country else None),
            fact("aliases", record.aliases, optional=True),
            fact("note", record.note, optional=True),
        ),
    )


def _events(answer: PlaceSheet) -> Card:
    items = [
        Item(
            Link("event", one.id, one.title),
            " · ".join((say_days(one.starts, one.ends, long=True), _(EVENT_KINDS.get(one.kind, one.kind)))),
        )
        for one in answer.events.rows
    ]
    return Card(_("Events here"), items=_all(items, answer.events), about=_("No event here is known."))


def _organisations(answer: PlaceSheet) -> Card:
    items = [
        Item(Link("organisation", one.id, one.name), _(ORGANISATION_KINDS.get(one.kind, one.kind)))
        for one in answer.organisations.rows
    ]
    return Card(
        _("Organisations with their seat here"),
        items=_all(items, answer.organisations),
        about=_("No organisation is known to have its seat here."),
    )


def _agreements(answer: PlaceSheet) -> Card | None:
    items = [
        Item(Link("agreement", one.id, one.title), say_date(one.signed_on, long=True)) for one in answer.agreements.rows
    ]
    return Card(_("Agreements signed here"), items=_all(items, answer.agreements)) if items else None


def _all(items: list[Item], of: Slice[Any]) -> tuple[Item, ...]:
    more = of.total - len(items)
    rest = ngettext("and {number} more", "and {number} more", more).format(number=say_number(more))
    return (*items, *((Item(rest),) if more > 0 else ()))


PAGE = Page(
    "place",
    mark("Places"),
    "map-pin",
    PlacesPage,
    kinds=("place",),
    count=places.count,
    commands=PlacesPage.COMMANDS,
    new="place.new",
    forms=(MAIN,),
)
