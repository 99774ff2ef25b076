"""Evidence in a sheet: badges beside what is disputed or inferred, and the card of all claims about a record."""

from collections.abc import Iterable, Mapping
from typing import Any

from clusterdesk.domain.records import CERTAINTIES, Record
from clusterdesk.domain.sources import Claim
from clusterdesk.domain.wording import say_date
from clusterdesk.i18n import _, mark
from clusterdesk.services import sources as deeds
from clusterdesk.storage import sources
from clusterdesk.storage.lists import Link
from clusterdesk.ui.kit.fields import Check, Choice, Field, Line, Lines
from clusterdesk.ui.kit.jobs import Jobs
from clusterdesk.ui.kit.parts import Parts, Sort
from clusterdesk.ui.kit.picks import Pick
from clusterdesk.ui.kit.sheets import Badge, Card, Evidence, Item


def shown(claim: Claim) -> Evidence:
    """One claim in words."""
    source = claim.source.title if claim.source else ""
    where = " · ".join(filter(None, (source, _dated(claim), claim.locator)))
    marks = [_(CERTAINTIES.get(claim.certainty, claim.certainty)), _("disputed") if claim.disputed else ""]
    if claim.preferred and claim.field:
        marks.append(_("this desk follows it"))
    url = claim.source.url if claim.source else ""
    return Evidence(claim.value or where, where, ", ".join(filter(None, marks)), claim.note, url)


def badges(claims: Iterable[Claim], field: str | None = None, *, disputed: bool = False) -> tuple[Badge, ...]:
    """What stands beside a fact: "disputed" where claims contradict, else "inferred" where nothing states it. With
    `field` only the claims about that field count; `disputed` says that the record itself is marked so."""
    about = [one for one in claims if field is None or one.field == field]
    said = [one for one in about if one.value] or about  # a bare source adds nothing to statements
    evidence = tuple(shown(one) for one in said)
    if disputed or any(one.disputed for one in about):
        return (Badge(_("disputed"), "warning", evidence),)
    if about and all(one.certainty == "inferred" for one in about):
        return (Badge(_("inferred"), "neutral", evidence),)
    return ()


def claim_sort(record_kind: str, record_uid: str, fields: Mapping[str, str]) -> Sort:
    """How claims about a record are edited; `fields` are the record's fields with their marked labels."""

    def add(session: Any, _whole: int, values: dict[str, Any]) -> int:
        return deeds.state(session, record_kind, record_uid, values)

    return Sort(
        Claim,
        (
            Field("field", mark("About"), Choice({"": mark("the whole record"), **fields}), half=True, default=""),
            Field("certainty", mark("Certainty"), Choice(CERTAINTIES), half=True, default="stated"),
            Field("value", mark("Statement"), Lines(2), help=mark("What this source says, in its words.")),
            Field(
                "source_id",
                mark("Source"),
                Pick(sources.options, "source", deeds.create_named, mark("Source “{name}” created")),
                half=True,
            ),
            Field("locator", mark("Place in the source"), Line(mark("e.g. page 3, line 12")), half=True),
            Field("disputed", "", Check(mark("disputed: another source says otherwise")), half=True, default=False),
            Field("preferred", "", Check(mark("this desk follows it")), half=True, default=True),
            Field("note", mark("Note"), Lines(2)),
        ),
        add=add,
        change=deeds.edit,
    )


def card(jobs: Jobs, record: Record, evidence: Mapping[str, tuple[Claim, ...]], fields: Mapping[str, str]) -> Card:
    """All claims about the record itself."""
    parts = Parts(jobs, record.id, record.name_as_text())
    sort = claim_sort(record.KIND, record.uid, fields)
    items = []
    for claim in evidence.get(record.uid, ()):
        about = _(fields.get(claim.field, "")) or _("the whole record")
        source = claim.source
        link = Link("source", source.id, source.title) if source else None
        items.append(
            Item(
                f"{about}: {claim.value}" if claim.value else about,
                " · ".join(filter(None, (_dated(claim), claim.locator, claim.note))),
                _claim_badges(claim),
                parts.editing(sort, claim, {"source_id": link}),
                parts.removing(sort, claim),
                (link,) if link else (),
            )
        )
    return Card(
        _("Evidence"),
        items=tuple(items),
        add=parts.adding(sort),
        about=_("Where what stands here comes from: a press release, a letter, a conversation."),
    )


def _claim_badges(claim: Claim) -> tuple[Badge, ...]:
    found = []
    if claim.disputed:
        found.append(Badge(_("disputed"), "warning"))
    if claim.certainty == "inferred":
        found.append(Badge(_("inferred")))
    return tuple(found)


def _dated(claim: Claim) -> str:
    return say_date(claim.source.published_on) if claim.source and claim.source.published_on else ""
