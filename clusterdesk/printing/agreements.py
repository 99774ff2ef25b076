"""The summary of an agreement on one or two pages of A4, for any number of parties."""

import datetime as dt
from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from clusterdesk.domain import agreements, events
from clusterdesk.domain.organisations import NameAnswer
from clusterdesk.domain.wording import not_stated, say_date, say_days, say_list
from clusterdesk.i18n import _, ngettext, pgettext, speaking
from clusterdesk.printing.agreement_lines import (
    ContributionLine,
    DisputeLine,
    EventLine,
    FieldLine,
    PartyLine,
    RelatedLine,
    SignatureLine,
    SourceLine,
    Summary,
)
from clusterdesk.printing.paper import CONTENT, PageFrame, beside, compose, section
from clusterdesk.printing.tables import Cell, Column, Grid, Row, Rule, table
from clusterdesk.printing.writing import Writer, spelled


def summary(
    agreement: Summary,
    *,
    language: str,
    today: dt.date,
    by: str = "",
    hide_empty: bool = False,
    acknowledgement: bool = False,
) -> bytes:
    """The summary as PDF, the same bytes for the same input. `language` is a key of LANGUAGES; lines without content
    say "not stated" unless `hide_empty`; `acknowledgement` adds lines for taking note at the end."""
    with speaking(language):
        sheet = _Sheet(agreement, hide_empty)
        story = sheet.story(today)
        if acknowledgement:
            story += _acknowledgement(sheet)
        story += _missing_note(sheet.writer)
        frame = PageFrame(
            title=agreement.title,
            subject=_overline(agreement),
            language=language,
            office=agreement.office,
            reference=agreement.reference,
            note=_("Summary without legal force; the original alone is binding."),
            today=today,
            by=by,
        )
        return compose(story, frame, sheet.writer)


def _overline(agreement: Summary) -> str:
    return _("{kind} – summary").format(kind=_label(agreements.KINDS, agreement.kind))


def _label(codes: dict[str, str], code: str) -> str:
    return _(codes.get(code, code))


# --- the sheet ------------------------------------------------------------------------------------------------


class _Sheet:
    """One summary on its way to paper: the agreement, the writer, and whether empty lines are hidden."""

    def __init__(self, agreement: Summary, hide_empty: bool) -> None:
        self.agreement, self.hide_empty, self.writer = agreement, hide_empty, Writer()

    def story(self, today: dt.date) -> list[Flowable]:
        """Everything in the order in which a reader asks."""
        one = self.agreement
        story = [*_head(self, today)]
        for heading, content in (
            (_("Parties"), _parties(self)),
            (_("Signing"), _signing(self)),
            (_("Background and purpose"), _purpose(self)),
            (_("Fields of cooperation"), _fields(self)),
            (_("Contributions"), _contributions(self)),
            (_("Term and notice"), _term(self)),
            (_("Linked events"), _events(self)),
            (_("Earlier agreements"), _related(self, one.earlier)),
            (_("Later agreements"), _related(self, one.later) if one.later else []),
            (_sources_heading(one), _sources(self)),
        ):
            if content:
                story += section(self.writer, heading, content)
        return story

    def empty(self) -> list[Flowable]:
        """What stands in a section about which nothing is known."""
        return [] if self.hide_empty else [self.writer.text(not_stated(), "unknown")]

    def cell(self, text: str, style: str = "text") -> Cell:
        """A cell with the text, or with "not stated" where empty lines are shown."""
        if text.strip():
            return [self.writer.text(text, style)]
        return [] if self.hide_empty else [self.writer.text(not_stated(), "unknown")]

    def facts(self, facts: Iterable[tuple[str, str]]) -> list[Flowable]:
        """Short facts: label at the left, what is known beside it."""
        rows = [
            Row([[self.writer.text(label, "quiet")], self.cell(text)], (26, 74), air=1.2)
            for label, text in facts
            if text.strip() or not self.hide_empty
        ]
        return [Grid(None, rows, lines=False)] if rows else []


def _head(sheet: _Sheet, today: dt.date) -> list[Flowable]:
    one, writer = sheet.agreement, sheet.writer
    story: list[Flowable] = [writer.text(_overline(one), "overline"), Spacer(0, 3)]
    story += [writer.text(one.title, "title"), Spacer(0, 3)]
    if one.document_title and one.document_title != one.title:
        story.append(writer.text(_("Title as printed: {title}").format(title=one.document_title), "subtitle"))
    facts = [
        (_("Signed on"), say_date(one.signed_on, long=True) if one.signed_on else ""),
        (_("Place"), one.place),
        (_("Status"), _label(agreements.STATUSES, one.status)),
        (_("Internal reference"), one.reference),
        (_("As of"), say_date(today)),
    ]
    shown = [(label, text) for label, text in facts if text or not sheet.hide_empty]
    cells: list[Cell] = [
        [writer.text(label, "label"), *sheet.cell(text, "key")] for label, text in shown
    ]
    return [*story, Spacer(0, 11), Row(cells, [1.0] * len(cells), air=0), Spacer(0, 3)]


# --- parties and signing --------------------------------------------------------------------------------------


def _parties(sheet: _Sheet) -> list[Flowable]:
    one, parties = sheet.agreement, sheet.agreement.parties
    if not parties:
        return sheet.empty()
    signers = [_signers(one, number) for number in range(len(parties))]
    registers = [_register(party.register_court, party.register_number) for party in parties]
    columns = [
        Column(_("Name at signing") if one.signed_on else _("Name"), 42, [_party_name(sheet, one) for one in parties]),
        _text_column(sheet, _("Legal form"), 17, [party.legal_form for party in parties]),
        _text_column(sheet, _("Seat"), 20, [party.seat for party in parties]),
        _text_column(sheet, _("Register"), 21, registers),
        _text_column(sheet, _("Represented by"), 24, [say_list(names) for names in signers]),
    ]
    return [table(sheet.writer, columns, CONTENT, hide_empty=sheet.hide_empty)]


def _text_column(sheet: _Sheet, heading: str, share: float, texts: Sequence[str]) -> Column:
    return Column(heading, share, [sheet.cell(text) for text in texts], known=any(text.strip() for text in texts))


def _register(court: str, number: str) -> str:
    """Court and number of a register, one below the other."""
    return "\n".join(part for part in (court, number) if part.strip())


def _signers(one: Summary, party: int) -> list[str]:
    names = [signature.person for signature in one.signatures if signature.party == party]
    return list(dict.fromkeys(names))


def _party_name(sheet: _Sheet, party: PartyLine) -> Cell:
    cell: Cell = [sheet.writer.text(party.name, "strong")]
    remarks = []
    if party.role != "partner":
        remarks.append(_label(agreements.PARTY_ROLES, party.role))
    if not party.at_signing.certain:
        remarks.append(_unclear(party.at_signing))
    if party.today and party.today not in party.at_signing.names:
        remarks.append(_("[today: {name}]").format(name=party.today))
    return [*cell, *(sheet.writer.text(remark, "label") for remark in remarks)]


def _unclear(answer: NameAnswer) -> str:
    if len(answer.names) < 2:
        return _("Name at signing not certain")
    if answer.changed:
        return _("Unclear which name was in force at signing; renamed {date}").format(date=say_date(answer.changed))
    return _("Unclear which name was in force at signing")


def _signing(sheet: _Sheet) -> list[Flowable]:
    one = sheet.agreement
    content: list[Flowable] = []
    lines = _signature_lines(one, sheet.hide_empty)
    if lines:
        notes = [_signature_remarks(line) for line in lines]
        known = any(any(one) for one in notes)
        for_whom = pgettext("for whom somebody signs", "For")
        columns = [
            Column(_("Signed by"), 29, [sheet.cell(line.person, "strong") for line in lines]),
            _text_column(sheet, _("In the capacity of"), 33, [line.capacity for line in lines]),
            _text_column(sheet, for_whom, 32, [_party(one, line.party) for line in lines]),
            Column(_("Known from"), 33, [_basis_cell(sheet, basis, more) for basis, *more in notes], known),
        ]
        content.append(table(sheet.writer, columns, CONTENT, hide_empty=sheet.hide_empty))
    elif not sheet.hide_empty:
        content += sheet.facts([(_("Signed by"), "")])
    present = "; ".join(
        f"{each.person} ({each.capacity})" if each.capacity else each.person for each in one.witnesses
    )
    return [*content, *sheet.facts([(_("Also present"), present)])]


def _signature_lines(one: Summary, hide_empty: bool) -> list[SignatureLine]:
    """The signatures in the order of the parties, and a line for each party of which none is known."""
    lines: list[SignatureLine] = []
    for number in range(len(one.parties)):
        own = [signature for signature in one.signatures if signature.party == number]
        if own or not hide_empty:
            lines += own or [SignatureLine(number, "", basis="")]
    return lines


def _signature_remarks(line: SignatureLine) -> list[str]:
    remarks = [_label(agreements.BASES, line.basis) if line.basis else ""]
    if line.certainty == "inferred":
        remarks.append(_("inferred"))
    if line.signed_on:
        remarks.append(_("signed on {date}").format(date=say_date(line.signed_on)))
    return [*remarks, line.note] if line.note else remarks


def _basis_cell(sheet: _Sheet, basis: str, more: Sequence[str]) -> Cell:
    return [*sheet.cell(basis), *(sheet.writer.text(text, "label") for text in more)]


def _party(one: Summary, number: int) -> str:
    return one.parties[number].name if 0 <= number < len(one.parties) else ""


# --- what was agreed ------------------------------------------------------------------------------------------


def _purpose(sheet: _Sheet) -> list[Flowable]:
    one = sheet.agreement
    return sheet.facts(
        [(_("Background"), one.background), (_("Purpose"), one.purpose), (_("For the benefit of"), one.beneficiaries)]
    )


def _fields(sheet: _Sheet) -> list[Flowable]:
    """The fields by category, in two columns; the numbers tell their order on the paper."""
    fields = list(enumerate(sheet.agreement.fields))
    if not fields:
        return sheet.empty()
    order = list(dict.fromkeys(field.category for _number, field in fields))
    fields.sort(key=lambda one: order.index(one[1].category))
    return [
        Row([_field_column(sheet, half) for half in _halves(fields[start : start + _CHUNK])], (1, 1), gap=6 * mm)
        for start in range(0, len(fields), _CHUNK)
    ]


_CHUNK = 24
"""So many fields stand in one pair of columns, so that a column is read to its end on the same page."""
_Numbered = tuple[int, FieldLine]


def _halves(fields: Sequence[_Numbered]) -> tuple[Sequence[_Numbered], Sequence[_Numbered]]:
    """Two columns of about the same height."""

    def height(part: Sequence[_Numbered]) -> float:
        labels = len({field.category for _number, field in part})
        return 1.6 * labels + sum(1.2 + len(field.wording) // 42 for _number, field in part)

    def cost(at: int) -> float:
        torn = at < len(fields) and fields[at - 1][1].category == fields[at][1].category
        return max(height(fields[:at]), height(fields[at:])) + 1.5 * torn

    cut = min(range(1, len(fields) + 1), key=cost)
    return fields[:cut], fields[cut:]


def _field_column(sheet: _Sheet, fields: Sequence[_Numbered]) -> Cell:
    cell: Cell = []
    category = None
    for number, field in fields:
        if field.category != category:
            if cell:
                cell.append(Spacer(0, 4))
            category = field.category
            cell.append(sheet.writer.text(_label(agreements.CATEGORIES, category), "category"))
        state = f" ({_label(agreements.FIELD_STATES, field.state)})" if field.state != "agreed" else ""
        cell.append(sheet.writer.rich([(field.wording, "text"), (state, "quiet")], "item", bullet=str(number + 1)))
    return cell


def _contributions(sheet: _Sheet) -> list[Flowable]:
    one = sheet.agreement
    if not one.contributions:
        return sheet.empty()
    rows = []
    for number, party in enumerate(one.parties):
        own = [line for line in one.contributions if line.party == number]
        if own or not sheet.hide_empty:
            cell = _contribution_cell(sheet, own) if own else sheet.empty()
            rows.append(Row([[sheet.writer.text(party.name, "strong")], cell], (42, 88)))
    return [Grid(None, rows)]


def _contribution_cell(sheet: _Sheet, lines: Sequence[ContributionLine]) -> Cell:
    cell: Cell = []
    kind = None
    for line in lines:
        if line.kind != kind:
            kind = line.kind
            cell.append(sheet.writer.text(_label(agreements.CONTRIBUTION_KINDS, kind), "category"))
        cell.append(sheet.writer.rich([(line.text, "text")], "dash", bullet="–"))
    return cell


def _term(sheet: _Sheet) -> list[Flowable]:
    one = sheet.agreement
    return sheet.facts(
        [
            (_("Effective from"), say_date(one.effective_from, long=True) if one.effective_from else ""),
            (_("Ends on"), say_date(one.ends, long=True) if one.ends else ""),
            (_("Term"), one.term),
            (_("Notice"), one.notice),
        ]
    )


# --- what belongs to it ---------------------------------------------------------------------------------------


def _events(sheet: _Sheet) -> list[Flowable]:
    lines = sheet.agreement.events
    if not lines:
        return sheet.empty()
    columns = [
        Column(_("Date"), 27, [_event_date(sheet, line) for line in lines]),
        Column(_("Event"), 56, [_event_title(sheet, line) for line in lines]),
        _text_column(sheet, _("Place"), 26, [line.place for line in lines]),
        _text_column(sheet, _("Status"), 18, [_label(events.STATUSES, line.status) for line in lines]),
    ]
    return [table(sheet.writer, columns, CONTENT, hide_empty=sheet.hide_empty)]


def _event_date(sheet: _Sheet, line: EventLine) -> Cell:
    cell = sheet.cell(say_days(line.starts, line.ends) if line.starts or line.ends else "")
    remarks = [line.date_note, _("inferred") if line.date_certainty == "inferred" and line.starts else ""]
    return [*cell, *(sheet.writer.text(one, "label") for one in remarks if one)]


def _event_title(sheet: _Sheet, line: EventLine) -> Cell:
    remarks = [_label(events.KINDS, line.kind)]
    if line.fields:
        numbers = say_list(str(number + 1) for number in line.fields)
        words = ngettext("for field {numbers}", "for fields {numbers}", len(line.fields))
        remarks.append(words.format(numbers=numbers))
    cell: Cell = [sheet.writer.text(line.title, "strong"), sheet.writer.text(" · ".join(remarks), "label")]
    return [*cell, *(sheet.writer.text(one, "label") for one in line.notes)]


def _related(sheet: _Sheet, lines: Sequence[RelatedLine]) -> list[Flowable]:
    if not lines:
        return sheet.empty()
    rows = []
    for line in lines:
        remarks = [_("Internal reference: {reference}").format(reference=line.reference)] if line.reference else []
        if line.certainty == "inferred":
            remarks.append(_("connection inferred"))
        signed = _("signed on {date}").format(date=say_date(line.signed_on)) if line.signed_on else ""
        cell: Cell = [sheet.writer.text(line.title, "strong")]
        cell += [sheet.writer.text(" · ".join(remarks), "label")] if remarks else []
        rows.append(Row([cell, sheet.cell(signed)], (83, 45)))
    return [Grid(None, rows)]


# --- small print ----------------------------------------------------------------------------------------------


def _sources(sheet: _Sheet) -> list[Flowable]:
    one, writer = sheet.agreement, sheet.writer
    content: list[Flowable] = [
        writer.rich([(_source(line), "small")], "note", bullet=str(number))
        for number, line in enumerate(one.sources, 1)
    ]
    content = content or sheet.empty()
    if one.disputes:
        content += [Spacer(0, 5), writer.text(_("Disputed facts"), "category")]
        content += [_dispute(writer, line) for line in one.disputes]
    if one.inferred:
        text = _("Inferred, not stated by any source: {facts}").format(facts=say_list(one.inferred))
        content += [Spacer(0, 5), writer.text(text, "small")]
    return content


def _sources_heading(one: Summary) -> str:
    return _("Sources and disputed facts") if one.disputes else _("Sources")


def _source(line: SourceLine) -> str:
    parts = [line.title, line.issue, say_date(line.published_on) if line.published_on else "", line.url]
    if line.locators:
        parts.append(_("at: {places}").format(places="; ".join(line.locators)))
    return " · ".join(part for part in parts if part)


def _dispute(writer: Writer, line: DisputeLine) -> Paragraph:
    pieces = [(f"{line.about}: ", "small")]
    for number, statement in enumerate(line.statements):
        value = _("“{value}”").format(value=statement.value) if statement.value else not_stated()
        where = f"[{statement.source + 1}] {statement.locator}".strip() if statement.source is not None else ""
        used = _("used here") if statement.preferred else ""
        remarks = ", ".join(part for part in (where, used) if part)
        text = f"{value} ({remarks})" if remarks else value
        pieces.append((f"{' – ' if number else ''}{text}", "small"))
    return writer.rich(pieces, "small")


def _missing_note(writer: Writer) -> list[Flowable]:
    """Which characters stand as numbers, when there are any."""
    if not writer.missing:
        return []
    characters = spelled(writer.missing)
    shown = "; ".join(characters[:_NAMED_CHARACTERS])
    rest = len(characters) - _NAMED_CHARACTERS
    if rest > 0:
        shown = ngettext("{shown} and {rest} more", "{shown} and {rest} more", rest).format(shown=shown, rest=rest)
    note = _("Characters that this typeface lacks stand as their number in Unicode: {characters}")
    return [beside([], [Spacer(0, 5), writer.text(note.format(characters=shown), "small")])]


_NAMED_CHARACTERS = 12


def _acknowledgement(sheet: _Sheet) -> list[Flowable]:
    """Lines on which the parties note that they have read the summary; expressly not a signature."""
    writer = sheet.writer
    labels = [_("Place, date, signature: {party}").format(party=party.name) for party in sheet.agreement.parties]
    lines = [Row([[Spacer(0, 12 * mm), Rule(), writer.text(label, "label")]], [1]) for label in labels]
    intro = _("For the parties to note that they have read this summary; this is no signature under the agreement.")
    return section(writer, _("Taken note of"), [writer.text(intro, "small"), *lines])
