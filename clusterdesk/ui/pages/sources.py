"""The page of sources: where knowledge comes from, and what rests on it."""

from typing import Any, ClassVar

from clusterdesk.domain.sources import KINDS, Claim, Source
from clusterdesk.domain.wording import say_date
from clusterdesk.i18n import LANGUAGES, _, mark
from clusterdesk.services import sources as deeds
from clusterdesk.storage import sources
from clusterdesk.storage.lists import Link
from clusterdesk.storage.sources import SourceSheet, Subject
from clusterdesk.ui.kit import evidence, story
from clusterdesk.ui.kit.choosing import ORGANISATION
from clusterdesk.ui.kit.concepts import ConceptPage, Main, main_commands
from clusterdesk.ui.kit.fields import Choice, DateField, Field, Line, Lines
from clusterdesk.ui.kit.filters import Filter
from clusterdesk.ui.kit.lists import Listing
from clusterdesk.ui.kit.pages import Page
from clusterdesk.ui.kit.sheets import Card, Fact, Item, Sheet
from clusterdesk.ui.kit.tables import Column

TONGUES = {**LANGUAGES, "": mark("not stated")}
FOLLOWED = ("agreement", "event", "organisation", "person", "place", "source")
"""The kinds of record that have a page to go to, in the order of the card."""

FIELDS = (
    Field("title", mark("Title"), Line(), required=True),
    Field("kind", mark("Kind"), Choice(KINDS), half=True, default="web"),
    Field("published_on", mark("Published on"), DateField(), half=True),
    Field("publisher_id", mark("Publisher"), ORGANISATION, half=True),
    Field("issue", mark("Issue"), Line(mark("e.g. volume 3/2022, page 21")), half=True),
    Field("url", mark("Address on the web"), Line("https://")),
    Field("language", mark("Language"), Choice(TONGUES), half=True, default="de"),
    Field("note", mark("Note"), Lines(3)),
)
ABOUT = {
    "": mark("the whole record"),
    "name": mark("Name"),
    "title": mark("Title"),
    "document_title": mark("Title as printed"),
    "kind": mark("Kind"),
    "status": mark("Status"),
    "role": mark("Role"),
    "role_type": mark("Type of role"),
    "capacity": mark("Capacity as stated"),
    "given_name": mark("Given name"),
    "family_name": mark("Family name"),
    "person_id": mark("Person"),
    "organisation_id": mark("Organisation"),
    "network_id": mark("Network"),
    "other_id": mark("Organisation"),
    "party_id": mark("Party"),
    "place_id": mark("Place"),
    "seat_id": mark("Seat"),
    "region_id": mark("Region"),
    "publisher_id": mark("Publisher"),
    "published_on": mark("Published on"),
    "issue": mark("Issue"),
    "starts": mark("Beginning"),
    "ends": mark("End"),
    "as_of": mark("As of"),
    "founded": mark("Founded"),
    "active_since": mark("Active since"),
    "signed_on": mark("Signed on"),
    "effective_from": mark("Effective from"),
    "earlier_id": mark("Earlier agreement"),
    "legal_form": mark("Legal form"),
    "article": mark("Article"),
    "sector": mark("Sector"),
    "purpose": mark("Purpose"),
    "composition": mark("Composition of the members"),
    "background": mark("Background"),
    "beneficiaries": mark("For the benefit of"),
    "wording": mark("Wording"),
    "text": mark("Wording"),
    "value": mark("Value"),
    "topic": mark("Topic"),
    "description": mark("Description"),
    "website": mark("Website"),
    "note": mark("Note"),
}
"""How the fields are called that claims are about; a field without a word is passed over."""
MAIN = Main(Source, FIELDS, deeds.create, deeds.edit_source, deeds.remove, lambda values: values["title"])
LISTING = Listing(
    "sources",
    mark("Sources"),
    (
        Column("title", mark("Title"), lambda row: row.title, main=True),
        Column("published_on", mark("Published"), lambda row: row.published_on,
               lambda date: say_date(date) if date else "", width=16),
        Column("claims", mark("Evidence"), lambda row: row.claims or None, width=9, right=True),
        Column("publisher", mark("Publisher"), lambda row: row.publisher, width=20),
        Column("kind", mark("Kind"), lambda row: row.kind, lambda kind: _(KINDS.get(kind, kind)), width=14),
    ),
    sources.rows,
    kinds=("source", "claim", "organisation"),
    filters=(Filter("kind", mark("Kind"), KINDS),),
    sort=("-published_on",),
    about=mark("Press releases, documents, letters, conversations: what the knowledge in this desk rests on."),
    first="source.new",
    picture="quotes",
)  # fmt: skip


class SourcesPage(ConceptPage):
    """List and sheet of the sources."""

    PAGE_ID = "source"
    MAIN = MAIN
    LISTING = LISTING
    COMMANDS = main_commands("source", mark("New source…"), "")
    HEAD = ("source.edit",)
    NEW = "source.new"
    KINDS: ClassVar = ("person", "agreement", "event", "place")

    def ask(self, session: Any, id: int) -> SourceSheet | None:  # noqa: A002 - the word of the kit
        return sources.sheet(session, id)

    def draw(self, answer: SourceSheet) -> Sheet:
        record = answer.record
        return Sheet(
            record.title,
            _(KINDS.get(record.kind, record.kind)),
            (),
            (
                _facts(answer),
                _claims(answer),
                evidence.card(self.context.jobs, record, answer.evidence, MAIN.labels),
                story.card(answer.story, FIELDS),
            ),
            self.editing(record, {"publisher_id": _publisher(record)}),
            key=record.id,
        )


def _publisher(record: Source) -> Link | None:
    return Link("organisation", record.publisher.id, record.publisher.name) if record.publisher else None


def _facts(answer: SourceSheet) -> Card:
    record = answer.record
    tongue = _(TONGUES.get(record.language, record.language)) if record.language else ""
    claims = answer.evidence.get(record.uid, ())

    def fact(field: str, value: str | Link | None, *, optional: bool = False) -> Fact:
        return Fact(_(MAIN.labels[field]), value, evidence.badges(claims, field), optional)

    return Card(
        _("At a glance"),
        (
            fact("publisher_id", _publisher(record)),
            fact("published_on", say_date(record.published_on, long=True) if record.published_on else None),
            fact("issue", record.issue, optional=True),
            fact("url", record.url),
            fact("language", tongue, optional=True),
            fact("note", record.note, optional=True),
        ),
    )


def _claims(answer: SourceSheet) -> Card:
    """One entry for each record that something is stated about, with all the statements."""
    about: dict[tuple[str, int], list[Claim]] = {}
    links: dict[tuple[str, int], Link] = {}
    for claim in answer.claims:
        subject = answer.subjects.get(claim.record_uid)
        if subject is not None and claim.record_uid != answer.record.uid:
            key = subject.link.kind, subject.link.id
            links[key] = subject.link
            about.setdefault(key, []).append(claim)
    order = sorted(about, key=lambda key: FOLLOWED.index(key[0]) if key[0] in FOLLOWED else len(FOLLOWED))
    items = tuple(_subject(links[key], about[key], answer) for key in order)
    return Card(
        _("What rests on it"),
        items=items,
        about=_("Nothing yet. The card “Evidence” of a record says what this source states about it."),
    )


def _subject(link: Link, claims: list[Claim], answer: SourceSheet) -> Item:
    mentions = dict.fromkeys(one.locator for one in claims if not one.value and one.locator)
    lines = [_("Mentioned: {places}").format(places=", ".join(mentions))] if mentions else []
    lines += [_statement(one, answer.subjects[one.record_uid]) for one in claims if one.value]
    disputed = evidence.badges([one for one in claims if one.disputed])
    return Item(link if link.kind in FOLLOWED else link.text, "\n".join(lines), disputed)


def _statement(claim: Claim, subject: Subject) -> str:
    """The statement in one line: what it is about, what is said, where, and how sure it is."""
    field = _(ABOUT.get(claim.field, ""))
    about = " – ".join(filter(None, (_(subject.part), field if claim.field or not subject.part else "")))
    sure = _("disputed") if claim.disputed else _("inferred") if claim.certainty == "inferred" else ""
    said = f"{about}: {claim.value}" if about else claim.value
    return " · ".join(filter(None, (said, claim.locator, sure, claim.note)))


PAGE = Page(
    "source",
    mark("Sources"),
    "quotes",
    SourcesPage,
    kinds=("source",),
    count=sources.count,
    commands=SourcesPage.COMMANDS,
    new="source.new",
    forms=(MAIN,),
)
