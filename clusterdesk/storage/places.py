"""Questions about places and regions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.places import Place, Region
from clusterdesk.storage import index
from clusterdesk.storage.lists import Option, Query, Slice, Sorts, in_german_order, page


@dataclass(frozen=True)
class PlaceRow:
    """A place in its list."""

    id: int
    name: str
    city: str
    region: str
    aliases: str


def rows(session: Session, query: Query) -> Slice[PlaceRow]:
    """The list of places; filter `region` (number)."""
    wanted = select(Place, Region.name).outerjoin(Place.region)
    if query.text.strip():
        wanted = wanted.where(Place.id.in_(index.found_records(session, Place.KIND, query.text)))
    if region := query.where.get("region"):
        wanted = wanted.where(Place.region_id == region)
    sorts: Sorts = {
        "name": [Place.sort_name, Place.id],
        "region": [Region.sort_name],
        "city": [in_german_order(Place.city)],
    }
    return page(session, wanted, query, sorts, lambda found: [
        PlaceRow(one.id, one.name, one.city, region or "", ", ".join(one.aliases.splitlines()))
        for one, region in found
    ])


def options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Places to choose from."""
    wanted = select(Place, Region.name).outerjoin(Place.region).order_by(Place.sort_name, Place.id).limit(limit)
    if typed.strip():
        wanted = wanted.where(Place.id.in_(index.found_records(session, Place.KIND, typed)))
    return tuple(Option(one.id, one.name, region or "") for one, region in session.execute(wanted))


def region_options(session: Session, typed: str, limit: int = 20) -> tuple[Option, ...]:
    """Regions to choose from."""
    wanted = select(Region).order_by(Region.sort_name, Region.id).limit(limit)
    if typed.strip():
        wanted = wanted.where(Region.sort_name.contains(sort_key(typed), autoescape=True))
    return tuple(Option(one.id, one.name, one.country) for one in session.scalars(wanted))


def sheet(session: Session, number: int) -> Place | None:
    """One place, with its region."""
    return session.scalars(
        select(Place).where(Place.id == number).options(joinedload(Place.region))
    ).one_or_none()


def texts(session: Session, ids: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """What a place is found by."""
    for one, region in session.execute(select(Place, Region.name).outerjoin(Place.region).where(Place.id.in_(ids))):
        yield one.id, "name", one.name
        for alias in one.aliases.splitlines():
            yield one.id, "alias", alias
        yield one.id, "town", one.city
        yield one.id, "town", region or ""


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(Place.id))) or 0
