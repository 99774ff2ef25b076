"""From a loaded agreement to the lines of its summary, with sources and disputed facts."""

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, Contribution, CooperationField, Party, Signature
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import EventAgreement
from clusterdesk.domain.sources import Claim, Source
from clusterdesk.domain.wording import say_date, say_dated
from clusterdesk.i18n import _, mark
from clusterdesk.printing import agreement_lines as lines
from clusterdesk.storage import asof, profile, sources
from clusterdesk.storage.agreements import AgreementSheet


def agreement(session: Session, sheet: AgreementSheet) -> lines.Summary:
    """What the paper tells about the agreement, in the language in force."""
    one = sheet.record
    office = profile.get(session)
    places = {party.id: number for number, party in enumerate(sheet.parties)}
    numbers = {field.id: number for number, field in enumerate(sheet.fields)}
    cited, disputes = _evidence(session, sheet)
    return lines.Summary(
        title=one.title,
        document_title=one.document_title,
        kind=one.kind,
        status=one.status,
        reference=one.reference,
        signed_on=one.signed_on,
        place=one.place.name if one.place else "",
        effective_from=one.effective_from,
        ends=one.ends,
        term=one.term,
        notice=one.notice,
        background=one.background,
        purpose=one.purpose,
        beneficiaries=one.beneficiaries,
        parties=tuple(_party(party, sheet) for party in sheet.parties),
        signatures=tuple(_signature(each, places, one.signed_on) for each in sheet.signatures),
        witnesses=tuple(lines.WitnessLine(each.person.full_name, each.capacity) for each in sheet.witnesses),
        fields=tuple(lines.FieldLine(field.wording, field.category, field.state) for field in sheet.fields),
        contributions=tuple(
            lines.ContributionLine(places[each.party_id], each.text, each.kind) for each in sheet.contributions
        ),
        events=_events(sheet, numbers),
        earlier=tuple(_related(each.earlier, each.certainty) for each in sheet.precedents),
        later=tuple(_related(each.agreement, each.certainty) for each in sheet.followers),
        sources=cited,
        disputes=disputes,
        inferred=_inferred(sheet),
        office=office.name if office else "",
    )


def _party(party: Party, sheet: AgreementSheet) -> lines.PartyLine:
    organisation = party.organisation
    return lines.PartyLine(
        at_signing=sheet.names[organisation.id],
        today=organisation.name,
        role=party.role,
        legal_form=organisation.legal_form,
        seat=organisation.seat.name if organisation.seat else "",
        register_court=organisation.register_court,
        register_number=organisation.register_number,
    )


def _signature(each: Signature, places: Mapping[int, int], signed_on: PartialDate | None) -> lines.SignatureLine:
    return lines.SignatureLine(
        party=places[each.party_id],
        person=each.person.full_name,
        capacity=each.capacity,
        basis=each.basis,
        certainty=each.certainty,
        signed_on=each.signed_on if each.signed_on != signed_on else None,
        note=each.note,
    )


def _events(sheet: AgreementSheet, numbers: Mapping[int, int]) -> tuple[lines.EventLine, ...]:
    """Each linked event once, with all the fields that it is linked to."""
    links: dict[int, list[EventAgreement]] = {}
    for link in sheet.events:
        links.setdefault(link.event_id, []).append(link)
    found = []
    for same in links.values():
        event = same[0].event
        fields = sorted(numbers[link.field_id] for link in same if link.field_id is not None)
        found.append(
            lines.EventLine(
                title=event.title,
                kind=event.kind,
                starts=event.starts,
                ends=event.ends,
                date_note=event.date_note,
                date_certainty=event.date_certainty,
                place=event.place.name if event.place else "",
                status=event.status,
                fields=tuple(fields),
                notes=tuple(dict.fromkeys(link.note for link in same if link.note)),
            )
        )
    return tuple(found)


def _related(other: Agreement, certainty: str) -> lines.RelatedLine:
    return lines.RelatedLine(other.title, other.signed_on, certainty, other.reference)


# --- sources and disputed facts -------------------------------------------------------------------------------

FIELDS = {
    "": mark("Record as a whole"),
    "title": mark("Title"),
    "document_title": mark("Title as printed"),
    "kind": mark("Kind"),
    "status": mark("Status"),
    "reference": mark("Internal reference"),
    "signed_on": mark("Signed on"),
    "place_id": mark("Place"),
    "effective_from": mark("Effective from"),
    "ends": mark("Ends on"),
    "term": mark("Term"),
    "notice": mark("Notice"),
    "background": mark("Background"),
    "purpose": mark("Purpose"),
    "beneficiaries": mark("For the benefit of"),
    "person_id": mark("Person"),
    "capacity": mark("Capacity"),
    "basis": mark("Known from"),
    "wording": mark("Wording"),
    "category": mark("Category"),
    "state": mark("Status"),
    "text": mark("Text"),
    "role": mark("Role"),
    "given_name": mark("Given name"),
    "family_name": mark("Family name"),
}
"""How the fields are called about which sources say something."""


def _evidence(
    session: Session, sheet: AgreementSheet
) -> tuple[tuple[lines.SourceLine, ...], tuple[lines.DisputeLine, ...]]:
    """The sources of the agreement, and what is disputed about it, its signatories and their roles."""
    named = [one.person for one in sheet.signatures] + [one.person for one in sheet.witnesses]
    people = {person.id: person for person in named}
    roles = [role.record for role in _disputed_roles(session, sheet)]
    more = sources.evidence(session, [*people.values(), *roles])
    citations = _Citations()
    for claims in sheet.evidence.values():
        for claim in claims:
            citations.cite(claim)
    owned: list[tuple[str, Sequence[Claim]]] = [
        (_about(record), sheet.evidence.get(record.uid, ())) for record in _records(sheet)
    ]
    owned += [(person.full_name, more.get(person.uid, ())) for person in people.values()]
    disputes = [line for name, claims in owned for line in _disputed_fields(citations, name, claims)]
    disputes += _role_disputes(citations, roles, more)
    return citations.lines(), tuple(disputes)


_Evidenced = Agreement | Party | Signature | CooperationField | Contribution


class _Citations:
    """The sources in the order in which they are first needed, each with the places named in it."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._found: list[tuple[Source, dict[str, None]]] = []

    def cite(self, claim: Claim, *, place: bool = True) -> int | None:
        """The number of the claim's source, counted from 0."""
        if claim.source is None:
            return None
        number = self._numbers.setdefault(claim.source.id, len(self._found))
        if number == len(self._found):
            self._found.append((claim.source, {}))
        if claim.locator and place:
            self._found[number][1].setdefault(claim.locator)
        return number

    def lines(self) -> tuple[lines.SourceLine, ...]:
        """As they stand on paper."""
        return tuple(
            lines.SourceLine(one.title, one.published_on, one.issue, one.url, tuple(sorted(places, key=_counted)))
            for one, places in self._found
        )


def _counted(place: str) -> list[tuple[str, int]]:
    """Order in which line 9 comes before line 15."""
    return [(words, int(number or 0)) for words, number in re.findall(r"(\D*)(\d{0,18})", place)]


def _records(sheet: AgreementSheet) -> Iterable[_Evidenced]:
    return (sheet.record, *sheet.parties, *sheet.signatures, *sheet.fields, *sheet.contributions)


def _about(record: _Evidenced) -> str:
    """What a record is called beside the name of its field; the agreement itself needs no name here."""
    if isinstance(record, Agreement):
        return ""
    if isinstance(record, Signature):
        return _("Signature of {person}").format(person=record.person.full_name)
    if isinstance(record, Party):
        return record.organisation.name
    name = record.name_as_text()
    shown = f"{name[:_SHORT]}…" if len(name) > _SHORT else name
    return _("{what} “{name}”").format(what=_(record.LABEL), name=shown)


_SHORT = 60


def _disputed_fields(citations: _Citations, name: str, claims: Sequence[Claim]) -> Iterable[lines.DisputeLine]:
    """A line for each field about which statements differ, the preferred statement first."""
    by_field: dict[str, list[Claim]] = {}
    for claim in claims:
        by_field.setdefault(claim.field, []).append(claim)
    for field, same in by_field.items():
        if any(claim.disputed for claim in same):
            label = _(FIELDS[field]) if field in FIELDS else field
            about = f"{name}, {label}" if name else label
            statements = tuple(
                lines.StatementLine(_said(claim), citations.cite(claim, place=False), claim.locator, claim.preferred)
                for claim in same
            )
            yield lines.DisputeLine(about, statements)


def _said(claim: Claim) -> str:
    try:
        return say_date(PartialDate.parse(claim.value))
    except ValueError:
        return claim.value


def _disputed_roles(session: Session, sheet: AgreementSheet) -> Iterable[asof.Role]:
    """All roles of a signatory with the party, where any of them is disputed."""
    pairs = [(each.person_id, each.party.organisation_id) for each in sheet.signatures]
    for roles in asof.roles_of_pairs(session, pairs, sheet.record.signed_on).values():
        if any(role.record.disputed for role in roles):
            yield from roles


def _role_disputes(
    citations: _Citations, roles: Sequence[Affiliation], evidence: Mapping[str, Sequence[Claim]]
) -> Iterable[lines.DisputeLine]:
    by_office: dict[tuple[str, str], list[Affiliation]] = {}
    for role in roles:
        by_office.setdefault((role.person.full_name, role.organisation.called), []).append(role)
    for (person, organisation), same in by_office.items():
        same.sort(key=lambda role: (role.disputed, role.id))
        about = _("Role of {person} in {organisation}").format(person=person, organisation=organisation)
        yield lines.DisputeLine(about, tuple(_role_statement(citations, role, evidence) for role in same))


def _role_statement(
    citations: _Citations, role: Affiliation, evidence: Mapping[str, Sequence[Claim]]
) -> lines.StatementLine:
    claim = next((one for one in evidence.get(role.uid, ()) if one.source), None)
    dated = role.starts or role.ends or role.as_of
    value = f"{role.name_as_text()}, {say_dated(role.starts, role.ends, role.as_of)}" if dated else role.name_as_text()
    if claim is None:
        return lines.StatementLine(value, preferred=not role.disputed)
    return lines.StatementLine(value, citations.cite(claim, place=False), claim.locator, not role.disputed)


def _inferred(sheet: AgreementSheet) -> tuple[str, ...]:
    """The fields of the agreement whose preferred value is only inferred."""
    claims = sheet.evidence.get(sheet.record.uid, ())
    return tuple(
        dict.fromkeys(
            _(FIELDS.get(claim.field, claim.field))
            for claim in claims
            if claim.certainty == "inferred" and claim.preferred and claim.field
        )
    )
