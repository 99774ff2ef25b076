"""Questions about the office itself."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from clusterdesk.domain.agreements import Agreement
from clusterdesk.domain.events import Event
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place
from clusterdesk.domain.profile import Profile
from clusterdesk.domain.sources import Source
from clusterdesk.storage.history import Deed


def get(session: Session) -> Profile | None:
    """The profile of the office, once there is one."""
    return session.scalars(
        select(Profile).options(joinedload(Profile.organisation)).order_by(Profile.id).limit(1)
    ).first()


def counts(session: Session) -> dict[str, int]:
    """How many records of each main kind there are."""
    kinds = (Organisation, Person, Agreement, Event, Place, Source)
    return {kind.KIND: session.scalar(select(func.count(kind.id))) or 0 for kind in kinds}


def untouched(session: Session) -> bool:
    """Whether nobody has done anything in this desk yet."""
    return session.scalar(select(Deed.id).limit(1)) is None
