"""Names and roles as of a day: the one place where every page, print and export looks them up."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, contains_eager

from clusterdesk.domain.affiliations import Affiliation
from clusterdesk.domain.dates import Answer, PartialDate
from clusterdesk.domain.organisations import NameAnswer, Organisation, OrganisationName, choose_name
from clusterdesk.domain.people import Person


def name_on(session: Session, organisation_id: int, asked: dt.date | PartialDate) -> NameAnswer:
    """The name of the organisation on a day."""
    return names_on(session, [organisation_id], asked)[organisation_id]


def names_on(
    session: Session, organisation_ids: Collection[int], asked: dt.date | PartialDate | None
) -> dict[int, NameAnswer]:
    """The names of the organisations on a day; without a day, and where no dated name is kept, those of today."""
    names = Names(session, organisation_ids)
    return {number: names.on(number, asked) for number in names.today}


class Names:
    """The names over time of some organisations, loaded once to be asked for many days."""

    def __init__(self, session: Session, organisation_ids: Collection[int]) -> None:
        wanted = (
            select(Organisation.id, Organisation.name, OrganisationName)
            .outerjoin(OrganisationName, OrganisationName.organisation_id == Organisation.id)
            .where(Organisation.id.in_(organisation_ids))
        )
        self.today: dict[int, str] = {}
        self._dated: dict[int, list[OrganisationName]] = {}
        for number, name, dated in session.execute(wanted):
            self.today[number] = name
            if dated is not None:
                self._dated.setdefault(number, []).append(dated)

    def on(self, number: int, asked: dt.date | PartialDate | None) -> NameAnswer:
        """The name of one of them on a day; without a day, or without a dated name, that of today."""
        answer = choose_name(self._dated.get(number, ()), asked) if asked is not None else None
        return answer if answer and answer.names else NameAnswer((self.today[number],), certain=True)


@dataclass(frozen=True)
class Role:
    """A role with whom and where it is; `answer` says whether it held on the day asked for."""

    record: Affiliation
    person: Person
    organisation: Organisation
    answer: Answer = Answer.YES


def roles(
    session: Session,
    person_id: int | None = None,
    organisation_id: int | None = None,
    asked: dt.date | PartialDate | None = None,
) -> tuple[Role, ...]:
    """The roles of a person or in an organisation, newest first. With a day asked for, those that certainly did
    not hold are left out, and `answer` tells certain from unclear."""
    conditions = []
    if person_id is not None:
        conditions.append(Affiliation.person_id == person_id)
    if organisation_id is not None:
        conditions.append(Affiliation.organisation_id == organisation_id)
    return _roles(session, asked, *conditions)


def roles_of_pairs(
    session: Session, pairs: Iterable[tuple[int, int]], asked: dt.date | PartialDate | None = None
) -> dict[tuple[int, int], tuple[Role, ...]]:
    """For each pair of a person and an organisation, in the same order, what `roles` answers of it."""
    found: dict[tuple[int, int], list[Role]] = {pair: [] for pair in pairs}
    both = tuple_(Affiliation.person_id, Affiliation.organisation_id)
    for role in _roles(session, asked, both.in_(list(found))) if found else ():
        found[role.record.person_id, role.record.organisation_id].append(role)
    return {pair: tuple(held) for pair, held in found.items()}


def _roles(session: Session, asked: dt.date | PartialDate | None, *conditions: Any) -> tuple[Role, ...]:
    wanted = (
        select(Affiliation)
        .join(Affiliation.person)
        .join(Affiliation.organisation)
        .options(contains_eager(Affiliation.person), contains_eager(Affiliation.organisation))
        .where(*conditions)
    )
    found = []
    for one in session.scalars(wanted):
        answer = one.holds(asked) if asked is not None else Answer.YES
        if answer is not Answer.NO:
            found.append(Role(one, one.person, one.organisation, answer))
    return tuple(sorted(found, key=_newest))


def _newest(role: Role) -> tuple[bool, str, bool, int]:
    one = role.record
    return (one.ends is not None, _descending(str(one.as_of or one.starts or "")), one.disputed, one.id)


def _descending(text: str) -> str:
    return "".join(chr(0x10FFFF - ord(letter)) for letter in text.ljust(12, "\0"))
