"""The history of deeds, undo and redo: on SQLite and on PostgreSQL, across restarts."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.agreements import Agreement, CooperationField, Party
from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.events import Event, EventAgreement
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place
from clusterdesk.domain.records import Record
from clusterdesk.domain.refusals import Changed, Missing, Refused
from clusterdesk.domain.sources import Claim
from clusterdesk.services import agreements as agreements_deeds
from clusterdesk.services import events, records, undoing
from clusterdesk.services import sources as sources_deeds
from clusterdesk.services.desk import Desk, Done
from clusterdesk.storage import agreements, history, overviews, people, search, sources
from clusterdesk.storage.lists import Query
from clusterdesk.storage.store import Chance, Store
from tests import make
from tests.conftest import Clock


def edit(desk: Desk, record: Record, label: str = "Edit", **changes: Any) -> Done[Any]:
    """Change fields of a record as it is now."""
    now = get(desk, record)
    assert now is not None
    return desk.do(label, records.edit, type(record), record.id, now.version, changes)


def get(desk: Desk, record: Record) -> Any:
    """The record as it is now, or None."""
    return desk.ask(lambda session: session.get(type(record), record.id))


def last_changes(desk: Desk) -> tuple[history.ChangeRow, ...]:
    """What the last deed changed."""
    return desk.ask(history.changes_of, desk.ask(history.deeds, Query()).rows[0].id)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The questions that are put to databases meanwhile."""
    asked: list[str] = []

    def count(_connection: Any, _cursor: Any, sentence: str, *_more: Any) -> None:
        if sentence.startswith("SELECT"):
            asked.append(sentence)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", count)


# --- what is written down -------------------------------------------------------------------------------------


def test_a_deed_is_written_down_with_sentence_time_and_user(desk: Desk, clock: Clock) -> None:
    make.person(desk)
    clock.move(hours=1)
    make.person(desk, "Zweite")
    newest, first = desk.ask(history.deeds, Query()).rows
    assert (newest.label, newest.user, newest.act, newest.undone) == ("Create person", "Erika", "do", False)
    assert newest.at - first.at == dt.timedelta(hours=1)
    assert newest.at == clock()


def test_creating_changing_and_deleting_are_told_field_by_field(desk: Desk) -> None:
    person = make.person(desk, "Lindner", "Erika")
    (created,) = last_changes(desk)
    assert (created.action, created.kind, created.name) == ("created", "person", "Erika Lindner")
    assert ("family_name", None, "Lindner") in created.fields
    edit(desk, person, family_name="Linde")
    (changed,) = last_changes(desk)
    assert (changed.action, changed.fields) == ("changed", (("family_name", "Lindner", "Linde"),))
    desk.do("Delete", records.remove, Person, person.id)
    (deleted,) = last_changes(desk)
    assert (deleted.action, deleted.name) == ("deleted", "Erika Linde")
    assert ("family_name", "Linde", None) in deleted.fields


def test_references_are_told_by_name(desk: Desk) -> None:
    jena, leipzig = make.place(desk, "Jena"), make.place(desk, "Leipzig")
    event = make.event(desk, place_id=jena.id)
    edit(desk, event, place_id=leipzig.id)
    (change,) = last_changes(desk)
    assert change.fields == (("place_id", "Jena", "Leipzig"),)


def test_several_flushes_make_one_change(desk: Desk) -> None:
    person = make.person(desk, "Lindner")

    def deed(session: Session) -> None:
        found = session.get_one(Person, person.id)
        for name in ("Eins", "Zwei", "Drei"):
            found.family_name = name
            session.flush()
        session.add(passing := Person(family_name="Vorübergehend"))
        session.flush()
        session.delete(passing)
        session.flush()

    desk.do("Rename thrice", deed)
    (change,) = last_changes(desk)
    assert change.fields == (("family_name", "Lindner", "Drei"),)
    desk.undo()
    assert get(desk, person).family_name == "Lindner"


def test_a_deed_that_changes_nothing_is_not_written_down(desk: Desk) -> None:
    person = make.person(desk, "Lindner")

    def deed(session: Session) -> None:
        found = session.get_one(Person, person.id)
        found.family_name = "Anders"
        session.flush()
        found.family_name = "Lindner"

    assert not desk.do("There and back", deed).recorded
    assert not edit(desk, person, family_name="Lindner").recorded
    assert desk.ask(history.deeds, Query()).total == 1


def test_a_deed_that_fails_leaves_nothing(desk: Desk) -> None:
    def deed(session: Session) -> None:
        records.create(session, Person, {"family_name": "Halb"})
        raise Refused("Nein.")

    with pytest.raises(Refused):
        desk.do("Half a deed", deed)
    assert desk.ask(history.deeds, Query()).total == 0
    assert desk.ask(search.find, "Halb") == ()


def test_a_deed_tells_what_it_touched_with_the_whole_of_a_part(desk: Desk) -> None:
    first, second = make.organisation(desk), make.organisation(desk, "Süd e.V.")
    agreed = make.agreement(desk, parties=[first])
    done = desk.do("Add", records.create, Party, {"agreement_id": agreed.id, "organisation_id": second.id})
    touched = {"agreement_party": {done.value.id}, "agreement": {agreed.id}, "organisation": {second.id}}
    assert done.changes.ids == touched
    assert done.changes.kinds == set(touched)


def test_both_sides_of_a_role_are_touched_the_former_ones_too(desk: Desk) -> None:
    here, there = make.organisation(desk, "Hier"), make.organisation(desk, "Dort")
    first, second = make.person(desk, "Erste"), make.person(desk, "Zweite")
    role = make.affiliation(desk, first, here)
    moved = edit(desk, role, organisation_id=there.id, person_id=second.id)
    assert moved.changes.ids["organisation"] == {here.id, there.id}
    assert moved.changes.ids["person"] == {first.id, second.id}
    assert [hit.title for hit in desk.ask(search.find, "Hier", kind="person")] == []
    assert [hit.title for hit in desk.ask(search.find, "Dort", kind="person")] == ["Erika Zweite"]
    undone = desk.undo()
    assert undone.changes.ids == moved.changes.ids
    assert [hit.title for hit in desk.ask(search.find, "Hier", kind="person")] == ["Erika Erste"]
    assert [hit.title for hit in desk.ask(search.find, "Dort", kind="person")] == []


def test_evidence_belongs_to_the_story_of_what_it_is_about(desk: Desk) -> None:
    agreed = make.agreement(desk, fields=[("event", "Tagungen")])
    (field,) = desk.ask(agreements.sheet, agreed.id).fields  # type: ignore[union-attr]
    claim = make.claim(desk, field, "wording", "gemeinsame Tagungen")
    done = edit(desk, claim, "Doubt it", disputed=True)
    assert done.changes.ids == {"claim": {claim.id}, "cooperation_field": {field.id}, "agreement": {agreed.id}}
    assert [row.deed.label for row in desk.ask(history.story, agreed.uid)][:2] == ["Doubt it", "Create claim"]


def test_a_link_is_named_after_what_it_links_to(desk: Desk) -> None:
    organisation, agreed = make.organisation(desk, "Optik Nord e.V."), make.agreement(desk, "Kooperation Nord")
    desk.do("Add", agreements_deeds.add_party, agreed.id, {"organisation_id": organisation.id})
    (change,) = last_changes(desk)
    assert change.name == "Optik Nord e.V."
    (party,) = make.parties(desk, agreed)
    make.signature(desk, agreed, party, make.person(desk))
    (change,) = last_changes(desk)
    assert ("party_id", None, "Optik Nord e.V.") in change.fields
    make.event(desk, linked_to=[agreed])
    assert last_changes(desk)[-1].name == "Kooperation Nord"


def test_many_records_take_few_questions(desk: Desk) -> None:
    """An import of a hundred thousand must not ask once for each of them."""
    organisation = make.organisation(desk)

    def many(session: Session) -> None:
        people = [Person(family_name=f"Name {number}") for number in range(200)]
        session.add_all(people)
        session.flush()
        roles = (Affiliation(person_id=one.id, organisation_id=organisation.id) for one in people)
        session.add_all([*roles, *(Claim(record_kind="person", record_uid=one.uid) for one in people)])

    for deed in (lambda: desk.do("Import", many), desk.undo, desk.redo):
        with counted() as asked:
            deed()
        assert len(asked) < 60
    assert desk.ask(people.count) == 200


def test_the_story_of_a_record_tells_of_its_parts_too(desk: Desk) -> None:
    agreed = make.agreement(desk, "Erstens")
    other = make.agreement(desk, "Anderes")
    desk.do("Add a field", records.create, CooperationField, {"agreement_id": agreed.id, "wording": "Messen"})
    edit(desk, agreed, "Rename it", title="Zweitens")
    story = desk.ask(history.story, agreed.uid)
    assert [row.deed.label for row in story] == ["Rename it", "Add a field", "Create agreement"]
    assert len(desk.ask(history.story, other.uid)) == 1


def test_deeds_can_be_searched_by_their_sentence(desk: Desk) -> None:
    person = make.person(desk)
    edit(desk, person, "100 % sicher_", title="Dr.")
    assert desk.ask(history.deeds, Query(text="100 %")).total == 1
    assert desk.ask(history.deeds, Query(text="r_")).total == 1
    assert desk.ask(history.deeds, Query(text="x%x")).total == 0


def test_a_deed_tells_the_name_of_what_is_gone_by_now(desk: Desk) -> None:
    agreed = make.agreement(desk, "Kooperation Nord")
    desk.do("Add a field", records.create, CooperationField, {"agreement_id": agreed.id, "wording": "Messen"})
    added = desk.ask(history.deeds, Query()).rows[0].id
    desk.do("Delete", records.remove, Agreement, agreed.id)
    sheet = desk.ask(overviews.deed, added)
    assert sheet is not None
    assert [(one.kind, one.name, one.link) for one in sheet.touched] == [("agreement", "Kooperation Nord", None)]


@pytest.mark.parametrize("number", [3, 30])
def test_a_sheet_takes_as_many_questions_for_much_as_for_little(desk: Desk, number: int) -> None:
    source, person, agreed = make.source(desk), make.person(desk), make.agreement(desk)

    def deed(session: Session) -> None:
        for count in range(number):
            made = records.create(session, Organisation, {"name": f"Firma {count}", "kind": "company"})
            role = records.create(session, Affiliation, {"person_id": person.id, "organisation_id": made.id})
            party = records.create(session, Party, {"agreement_id": agreed.id, "organisation_id": made.id})
            sources_deeds.state(session, role.KIND, role.uid, {"field": "role", "source_id": source.id})
            sources_deeds.state(session, party.KIND, party.uid, {"field": "role", "source_id": source.id})

    desk.do("Much", deed)
    last = desk.ask(history.deeds, Query()).rows[0].id
    with counted() as asked:
        desk.ask(sources.sheet, source.id)
        desk.ask(people.sheet, person.id)
        desk.ask(agreements.sheet, agreed.id)
        desk.ask(overviews.deed, last)
        desk.ask(people.rows, Query())
    assert len(asked) < 50


# --- undo and redo --------------------------------------------------------------------------------------------


def test_undo_and_redo_of_a_change(desk: Desk) -> None:
    event = make.event(desk, "Treffen", "2026-05", start_time=None)
    edit(desk, event, "Fix the day", starts=PartialDate(2026, 5, 6), start_time=dt.time(9, 30), description="ä\n🎉")
    waiting = desk.ask(history.next_undo)
    assert waiting is not None
    assert waiting.label == "Fix the day"
    assert desk.undo().value == "Fix the day"
    back = get(desk, event)
    assert (str(back.starts), back.start_time, back.description) == ("2026-05", None, "")
    assert desk.redo().value == "Fix the day"
    again = get(desk, event)
    assert (str(again.starts), again.start_time, again.description) == ("2026-05-06", dt.time(9, 30), "ä\n🎉")


def test_undo_and_redo_of_a_creation_keep_number_and_identity(desk: Desk) -> None:
    agreed = make.agreement(desk, parties=[make.organisation(desk)], fields=[("event", "Tagungen")])
    before = desk.ask(agreements.sheet, agreed.id)
    assert before is not None
    desk.undo()
    assert get(desk, agreed) is None
    assert desk.ask(search.find, "Kooperation") == ()
    desk.redo()
    after = desk.ask(agreements.sheet, agreed.id)
    assert after is not None
    assert (after.record.uid, after.record.title) == (agreed.uid, agreed.title)
    assert [(one.id, one.uid) for one in after.fields] == [(one.id, one.uid) for one in before.fields]
    assert [hit.id for hit in desk.ask(search.find, "Kooperation")] == [agreed.id]


def test_a_deletion_comes_back_with_parts_and_claims(desk: Desk) -> None:
    person, first = make.person(desk), make.organisation(desk)
    agreed = make.agreement(desk, parties=[first], fields=[("event", "Tagungen"), ("project", "Vorhaben")])
    make.signature(desk, agreed, make.parties(desk, agreed)[0], person)
    make.claim(desk, agreed, "title", "Vertrag", source_id=make.source(desk).id, disputed=True)
    before = desk.ask(agreements.sheet, agreed.id)
    desk.do("Delete the agreement", records.remove, Agreement, agreed.id)
    assert get(desk, agreed) is None
    assert desk.ask(sources.evidence, [agreed]) == {}
    desk.undo()
    after = desk.ask(agreements.sheet, agreed.id)
    assert before is not None
    assert after is not None
    for group in ("parties", "signatures", "fields"):
        were, are = ([(one.id, one.uid) for one in getattr(sheet, group)] for sheet in (before, after))
        assert were == are
        assert were
    (claim,) = after.evidence[agreed.uid]
    assert (claim.value, claim.disputed) == ("Vertrag", True)


def test_undo_goes_back_deed_by_deed_and_redo_forth(desk: Desk) -> None:
    person = make.person(desk, "Null")
    for name in ("Eins", "Zwei", "Drei"):
        edit(desk, person, f"To {name}", family_name=name)
    seen = []
    for _again in range(3):
        desk.undo()
        seen.append(get(desk, person).family_name)
    assert seen == ["Zwei", "Eins", "Null"]
    seen = []
    for _again in range(3):
        desk.redo()
        seen.append(get(desk, person).family_name)
    assert seen == ["Eins", "Zwei", "Drei"]
    with pytest.raises(Refused, match="nothing to redo"):
        desk.redo()


def test_a_new_deed_makes_redo_forget(desk: Desk) -> None:
    person = make.person(desk, "Null")
    edit(desk, person, family_name="Eins")
    desk.undo()
    assert desk.ask(history.next_redo) is not None
    edit(desk, person, family_name="Zwei")
    assert desk.ask(history.next_redo) is None
    with pytest.raises(Refused, match="nothing to redo"):
        desk.redo()


def test_nothing_to_undo_is_said(desk: Desk) -> None:
    with pytest.raises(Refused, match="nothing to undo"):
        desk.undo()
    with pytest.raises(Missing, match="not in the history"):
        desk.undo(4711)


def test_undo_and_redo_survive_a_restart(place: str, chance: Chance) -> None:
    for step in ("do", "undo", "redo"):
        store = Store.open(place, chance)
        desk = Desk(store)
        if step == "do":
            make.person(desk, "Bleibt")
            make.person(desk, "Geht")
        elif step == "undo":
            assert desk.undo().value == "Create person"
            assert [hit.title for hit in desk.ask(search.find, "Erika")] == ["Erika Bleibt"]
        else:
            desk.redo()
            assert len(desk.ask(search.find, "Erika")) == 2
        store.close()


# --- what stands in the way -----------------------------------------------------------------------------------


def test_an_older_deed_can_be_undone_when_nothing_builds_on_it(desk: Desk) -> None:
    first, second = make.person(desk, "Erste"), make.person(desk, "Zweite")
    edit(desk, first, "Rename the first", family_name="Anders")
    rename = desk.ask(history.deeds, Query()).rows[0].id
    edit(desk, first, "Give a title", title="Dr.")
    edit(desk, second, "Rename the second", family_name="Später")
    desk.undo(rename)
    assert (get(desk, first).family_name, get(desk, first).title) == ("Erste", "Dr.")
    assert get(desk, second).family_name == "Später"
    with pytest.raises(Refused, match="has been undone already"):
        desk.undo(rename)


def test_undo_is_refused_where_the_same_field_was_changed_later(desk: Desk) -> None:
    person = make.person(desk, "Null")
    edit(desk, person, "First", family_name="Eins")
    first = desk.ask(history.deeds, Query()).rows[0].id
    edit(desk, person, "Second", family_name="Zwei")
    edit(desk, person, "Third", title="Dr.")
    with pytest.raises(Refused, match=r"“First” cannot be undone.*“Second”") as refused:
        desk.undo(first)
    assert "Third" not in str(refused.value)
    assert get(desk, person).family_name == "Zwei"


def test_undo_of_a_creation_is_refused_where_others_mention_it(desk: Desk) -> None:
    organisation = make.organisation(desk)
    creation = desk.ask(history.deeds, Query()).rows[0].id
    make.affiliation(desk, make.person(desk), organisation)
    with pytest.raises(Refused, match="Create affiliation"):
        desk.undo(creation)
    assert get(desk, organisation) is not None


def test_undo_of_a_deletion_is_refused_where_what_it_mentions_is_gone(desk: Desk) -> None:
    jena = make.place(desk)
    event = make.event(desk, place_id=jena.id)
    desk.do("Delete the event", records.remove, Event, event.id)
    deletion = desk.ask(history.deeds, Query()).rows[0].id
    desk.do("Delete the place", records.remove, Place, jena.id)
    with pytest.raises(Refused, match="“Jena” is not there any more"):
        desk.undo(deletion)
    assert get(desk, event) is None
    desk.undo()
    desk.undo()
    assert get(desk, event).place_id == jena.id


def test_undo_of_a_creation_is_refused_where_there_is_evidence(desk: Desk) -> None:
    person = make.person(desk)
    creation = desk.ask(history.deeds, Query()).rows[0].id
    make.claim(desk, person, "title", "Dr.")
    with pytest.raises(Refused, match="Create claim"):
        desk.undo(creation)


def test_evidence_does_not_come_back_for_what_is_gone(desk: Desk) -> None:
    person = make.person(desk, "Ahorn")
    claim = make.claim(desk, person, "title", "Dr.")
    desk.do("Drop the claim", records.remove, Claim, claim.id)
    drop = desk.ask(history.deeds, Query()).rows[0].id
    desk.do("Delete", records.remove, Person, person.id)
    with pytest.raises(Refused, match="“Erika Ahorn” is not there any more"):
        desk.undo(drop)


def test_what_was_replaced_comes_back_to_its_place(desk: Desk) -> None:
    organisation = make.organisation(desk)
    agreed = make.agreement(desk, parties=[organisation])
    (party,) = make.parties(desk, agreed)

    def replace(session: Session) -> int:
        agreements_deeds.remove_party(session, party.id)
        return agreements_deeds.add_party(session, agreed.id, {"organisation_id": organisation.id, "note": "neu"})

    desk.do("Replace the party", replace)
    for _again in range(2):
        desk.undo()
        assert [one.id for one in make.parties(desk, agreed)] == [party.id]
        desk.redo()
        assert [one.note for one in make.parties(desk, agreed)] == ["neu"]


def test_a_redo_that_cannot_be_speaks_of_redo(desk: Desk) -> None:
    person = make.person(desk, "Null")
    creation = desk.ask(history.deeds, Query()).rows[0].id
    edit(desk, person, "Rename", family_name="Eins")
    rename = desk.ask(history.deeds, Query()).rows[0].id
    desk.undo(rename)
    desk.undo(creation)
    with desk.store.writing() as session, pytest.raises(Refused, match="“Rename” cannot be done again"):
        undoing.redo(session, rename)


def test_a_refused_undo_leaves_nothing_half_done(desk: Desk) -> None:
    one, two = make.person(desk, "Eins"), make.person(desk, "Zwei")

    def both(session: Session) -> None:
        for person in (one, two):
            session.get_one(Person, person.id).title = "Dr."

    desk.do("Give both a title", both)
    wanted = desk.ask(history.deeds, Query()).rows[0].id
    edit(desk, one, "Change one", title="Prof.")
    with pytest.raises(Refused):
        desk.undo(wanted)
    assert (get(desk, one).title, get(desk, two).title) == ("Prof.", "Dr.")


def test_numbers_are_never_given_twice(desk: Desk) -> None:
    first = make.person(desk, "Erste")
    desk.do("Delete", records.remove, Person, first.id)
    second = make.person(desk, "Zweite")
    assert second.id != first.id
    desk.undo()
    desk.undo()
    assert get(desk, first).family_name == "Erste"


# --- the sequence of events -----------------------------------------------------------------------------------


def test_the_sequence_only_rises(desk: Desk) -> None:
    event = make.event(desk)
    seen = [get(desk, event).sequence]
    edit(desk, event, starts=PartialDate(2026, 6, 1))
    seen.append(get(desk, event).sequence)
    edit(desk, event, title="Anders")
    assert get(desk, event).sequence == seen[-1]
    desk.undo()
    desk.undo()
    seen.append(get(desk, event).sequence)
    desk.redo()
    seen.append(get(desk, event).sequence)
    assert seen == [0, 1, 2, 3]


def test_the_sequence_rises_through_deletion_and_return(desk: Desk) -> None:
    event = make.event(desk)
    for day in (1, 2, 3):
        edit(desk, event, starts=PartialDate(2026, 6, day))
    before = get(desk, event).sequence
    for _again in range(3):
        desk.do("Delete", records.remove, Event, event.id)
        desk.undo()
        edit(desk, event, place_id=make.place(desk).id)
        assert get(desk, event).sequence > before
        before = get(desk, event).sequence


def test_an_event_that_comes_back_was_made_when_it_was_made(desk: Desk, clock: Clock) -> None:
    event = make.event(desk)
    clock.move(days=1)
    desk.do("Delete", records.remove, Event, event.id)
    clock.move(days=1)
    desk.undo()
    back = get(desk, event)
    assert (back.created_at, back.modified_at) == (event.created_at, clock())


# --- two people at once ---------------------------------------------------------------------------------------


def test_different_fields_can_be_saved_over_each_other(desk: Desk) -> None:
    person = make.person(desk, "Lindner")
    edit(desk, person, family_name="Linde")
    desk.do("Edit", records.edit, Person, person.id, person.version, {"title": "Dr."})
    assert get(desk, person).full_name == "Dr. Erika Linde"


def test_the_same_field_is_a_conflict_with_all_three_values(desk: Desk) -> None:
    person = make.person(desk, "Lindner")
    edit(desk, person, family_name="Linde")
    with pytest.raises(Changed) as changed:
        desk.do("Edit", records.edit, Person, person.id, person.version, {"family_name": "Lind", "title": "Dr."})
    (conflict,) = changed.value.conflicts
    assert (conflict.field, conflict.mine, conflict.theirs, conflict.original) == (
        "family_name",
        "Lind",
        "Linde",
        "Lindner",
    )
    assert get(desk, person).title == ""
    desk.do("Mine", records.edit, Person, person.id, changed.value.version, {"family_name": "Lind"})
    assert get(desk, person).family_name == "Lind"


def test_what_was_before_a_deletion_is_no_conflict(desk: Desk) -> None:
    person = make.person(desk, "Lindner")
    for name in ("Eins", "Zwei", "Drei"):
        edit(desk, person, family_name=name)
    desk.do("Delete", records.remove, Person, person.id)
    desk.undo()
    seen = get(desk, person)
    edit(desk, person, title="Dr.")
    desk.do("Edit", records.edit, Person, person.id, seen.version, {"family_name": "Vier"})
    assert get(desk, person).full_name == "Dr. Erika Vier"


def test_what_was_undone_is_no_conflict(desk: Desk) -> None:
    person = make.person(desk, "Lindner")
    edit(desk, person, family_name="Linde")
    desk.undo()
    desk.do("Edit", records.edit, Person, person.id, person.version, {"family_name": "Lind"})
    assert get(desk, person).family_name == "Lind"


def test_what_was_seen_before_a_deletion_conflicts_with_what_came_after(desk: Desk) -> None:
    person = make.person(desk, "Lindner")
    edit(desk, person, title="Dr.")
    seen = get(desk, person)
    desk.do("Delete", records.remove, Person, person.id)
    desk.undo()
    edit(desk, person, family_name="Linde")
    assert get(desk, person).version > seen.version
    with pytest.raises(Changed) as changed:
        desk.do("Edit", records.edit, Person, person.id, seen.version, {"family_name": "Lind"})
    (conflict,) = changed.value.conflicts
    assert (conflict.theirs, conflict.original) == ("Linde", "Lindner")


def test_what_is_gone_is_missing(desk: Desk) -> None:
    person = make.person(desk)
    desk.do("Delete", records.remove, Person, person.id)
    with pytest.raises(Missing):
        desk.do("Edit", records.edit, Person, person.id, person.version, {"title": "Dr."})


def test_deleting_what_others_mention_is_refused_with_their_names(desk: Desk) -> None:
    organisation = make.organisation(desk)
    agreed = make.agreement(desk, "Kooperation Nord", parties=[organisation])
    make.affiliation(desk, make.person(desk), organisation)
    with pytest.raises(Refused, match="Kooperation Nord") as refused:
        desk.do("Delete", records.remove, Organisation, organisation.id)
    assert "Erika Lindner" in str(refused.value)
    make.event(desk, "Tagung", linked_to=[agreed])
    with pytest.raises(Refused, match="Tagung"):
        desk.do("Delete", records.remove, Agreement, agreed.id)


def test_deleting_a_whole_takes_its_links_along(desk: Desk) -> None:
    agreed = make.agreement(desk)
    event = make.event(desk, linked_to=[agreed])
    later = make.event(desk, "Danach", follows_id=event.id)
    with pytest.raises(Refused, match="Danach"):
        desk.do("Delete", records.remove, Event, event.id)
    desk.do("Let go", events.edit, later.id, later.version, {"follows_id": None})
    desk.do("Delete", records.remove, Event, event.id)
    assert desk.ask(lambda session: session.query(EventAgreement).count()) == 0
