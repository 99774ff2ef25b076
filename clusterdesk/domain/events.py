"""Joint events: when as far as it is known, where, by whom, with whom."""

import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clusterdesk.domain.agreements import Agreement, CooperationField
from clusterdesk.domain.dates import PartialDate, Period
from clusterdesk.domain.folding import sort_key
from clusterdesk.domain.organisations import Organisation
from clusterdesk.domain.people import Person
from clusterdesk.domain.places import Place
from clusterdesk.domain.records import CERTAINTIES, Code, Line, Prose, Record, SortKey, Stamped, plain_text
from clusterdesk.i18n import _, mark

KINDS = {
    "congress": mark("Congress"),
    "workshop": mark("Workshop"),
    "exchange": mark("Exchange of experience"),
    "joint_event": mark("Joint event"),
    "trade_fair": mark("Trade fair"),
    "visit": mark("Company visit"),
    "signing": mark("Signing ceremony"),
    "award": mark("Award ceremony"),
    "general_meeting": mark("General meeting"),
    "webinar": mark("Webinar"),
    "other": mark("Other event"),
}
STATUSES = {
    "idea": mark("idea"),
    "planned": mark("planned"),
    "confirmed": mark("confirmed"),
    "held": mark("held"),
    "cancelled": mark("cancelled"),
}
ORGANISER_ROLES = {
    "host": mark("Host"),
    "organiser": mark("Organiser"),
    "co_organiser": mark("Co-organiser"),
    "partner": mark("Partner"),
    "inviter": mark("Inviting party"),
}
PARTICIPANT_ROLES = {
    "guest": mark("Guest"),
    "speaker": mark("Speaker"),
    "organiser": mark("Organiser"),
    "signatory": mark("Signatory"),
    "exhibitor": mark("Exhibitor"),
    "press": mark("Press"),
}
RESCHEDULING = frozenset({"starts", "start_time", "ends", "end_time", "timezone", "place_id", "status"})
"""Changes of these raise SEQUENCE (RFC 5545 section 3.8.7.4; the place too, so that people notice)."""


class Event(Stamped, Record):
    """An event. Without times it fills whole days; with a partial date it stands in no calendar yet. `sequence`
    only ever rises, through undo as well."""

    __tablename__ = "event"
    KIND = "event"
    LABEL = mark("Event")

    title: Mapped[Line]
    kind: Mapped[Code] = mapped_column(default="joint_event")
    status: Mapped[Code] = mapped_column(default="planned")
    starts: Mapped[PartialDate | None] = mapped_column(default=None, index=True)
    start_time: Mapped[dt.time | None] = mapped_column(default=None)
    ends: Mapped[PartialDate | None] = mapped_column(default=None)
    end_time: Mapped[dt.time | None] = mapped_column(default=None)
    timezone: Mapped[str] = mapped_column(plain_text(64), default="Europe/Berlin")
    date_note: Mapped[Line] = mapped_column(default="")
    date_certainty: Mapped[Code] = mapped_column(default="stated")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True, default=None)
    topic: Mapped[Line] = mapped_column(default="")
    description: Mapped[Prose] = mapped_column(default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True, default=None)
    note: Mapped[Prose] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(init=False, default=0, info={"derived": True})
    sort_name: Mapped[SortKey] = mapped_column(init=False, default="", index=True, info={"derived": True})

    place: Mapped[Place | None] = relationship(init=False, viewonly=True, lazy="raise")
    follows: Mapped["Event | None"] = relationship(init=False, viewonly=True, lazy="raise", remote_side="Event.id")

    def name_as_text(self) -> str:
        return self.title

    @property
    def in_calendar(self) -> bool:
        """Whether the event has a day, so that it can stand in a calendar."""
        return self.starts is not None and self.starts.precise

    def settle(self, changed: Collection[str]) -> None:
        self.sort_name = sort_key(self.title)
        if self.version and not RESCHEDULING.isdisjoint(changed):
            self.sequence += 1

    def come_back(self, version: int) -> None:
        super().come_back(version)
        self.sequence = version  # at least as high as it ever was

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.title.strip():
            found["title"] = _("An event needs a title.")
        if self.kind not in KINDS:
            found["kind"] = _("Please choose a kind.")
        if self.status not in STATUSES:
            found["status"] = _("Please choose a status.")
        if self.date_certainty not in CERTAINTIES:
            found["date_certainty"] = _("Please choose how certain this is.")
        return found | self._problems_of_time()

    def _problems_of_time(self) -> dict[str, str]:
        found = {}
        if problem := Period(self.starts, self.ends).problem():
            found["ends"] = problem
        elif self.ends and not self.starts:
            found["starts"] = _("An event with an end needs a beginning.")
        if self.start_time and not self.in_calendar:
            found["start_time"] = _("A time of day needs a day.")
        if self.ends and self.starts and self.in_calendar and not self.ends.precise:
            found["ends"] = _("An event that begins on a day also ends on a day.")
        if self.end_time and not self.start_time:
            found["end_time"] = _("An event with a time of end needs a time of beginning.")
        elif (
            self.end_time
            and self.start_time
            and (self.ends is None or self.ends == self.starts)
            and self.end_time <= self.start_time
        ):
            found["end_time"] = _("The end lies before the beginning.")
        if not is_timezone(self.timezone):
            found["timezone"] = _("“{name}” is no time zone; an example is Europe/Berlin.").format(
                name=self.timezone[:40]
            )
        return found


def is_timezone(name: str) -> bool:
    """Whether the IANA time zone database knows the name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


class Organiser(Record):
    """An organisation behind an event, with its role; `position` is the printing order."""

    __tablename__ = "event_organiser"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id", "role"),)
    KIND = "event_organiser"
    LABEL = mark("Organiser")
    WHOLE = "event_id"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Code] = mapped_column(default="organiser")
    certainty: Mapped[Code] = mapped_column(default="stated")
    position: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship(init=False, viewonly=True, lazy="raise")


class Participation(Record):
    """Who took or takes part: a person, perhaps for an organisation; an organisation; or a mere count. `capacity`
    is the wording of the source."""

    __tablename__ = "participation"
    KIND = "participation"
    LABEL = mark("Participation")
    WHOLE = "event_id"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True, default=None)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True, default=None)
    count: Mapped[int] = mapped_column(default=1)
    approximate: Mapped[bool] = mapped_column(default=False)
    role: Mapped[Code] = mapped_column(default="guest")
    capacity: Mapped[Line] = mapped_column(default="")
    first_time: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship(init=False, viewonly=True, lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(init=False, viewonly=True, lazy="raise")

    def name_as_text(self) -> str:
        return self.capacity

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.count < 1:
            found["count"] = _("At least one takes part.")
        elif self.person_id is not None and self.count != 1:
            found["count"] = _("A person counts as one.")
        elif self.count > 1_000_000:
            found["count"] = _("That is more than there can be.")
        if self.person_id is None and self.organisation_id is None and not self.capacity.strip() and self.count == 1:
            found["person_id"] = _("Please name a person or an organisation, or enter a number.")
        return found


class EventAgreement(Record):
    """An event that belongs to an agreement, perhaps to one of its fields of cooperation."""

    __tablename__ = "event_agreement"
    __table_args__ = (UniqueConstraint("event_id", "agreement_id", "field_id"),)
    KIND = "event_agreement"
    LABEL = mark("Linked agreement")
    WHOLE = "event_id"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("cooperation_field.id"), index=True, default=None)
    note: Mapped[Line] = mapped_column(default="")

    event: Mapped[Event] = relationship(init=False, viewonly=True, lazy="raise")
    agreement: Mapped[Agreement] = relationship(init=False, viewonly=True, lazy="raise")
    field: Mapped[CooperationField | None] = relationship(init=False, viewonly=True, lazy="raise")
