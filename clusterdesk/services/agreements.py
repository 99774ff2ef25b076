"""Deeds on agreements: parties, signatures, fields of cooperation, and what they build on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clusterdesk.domain.agreements import (
    Agreement,
    Contribution,
    CooperationField,
    Party,
    Precedent,
    Signature,
    Witness,
)
from clusterdesk.domain.refusals import Refused
from clusterdesk.i18n import _
from clusterdesk.services import records


def add_party(session: Session, agreement_id: int, values: Mapping[str, Any]) -> int:
    """A further party, behind the others on the paper."""
    organisation_id = records.needed(values, "organisation_id", _("Please choose an organisation."))
    already = select(Party.id).where(Party.agreement_id == agreement_id, Party.organisation_id == organisation_id)
    if session.scalar(already) is not None:
        raise Refused(_("This organisation is a party already."), "organisation_id")
    position = records.position_after(session, Party, "agreement_id", agreement_id)
    return records.create(session, Party, {"position": position, **values, "agreement_id": agreement_id}).id


def remove_party(session: Session, party_id: int) -> str:
    """Take a party away; refused while somebody signs for it or it contributes."""
    parts = [
        *session.scalars(select(Signature.id).where(Signature.party_id == party_id)),
        *session.scalars(select(Contribution.id).where(Contribution.party_id == party_id)),
    ]
    if parts:
        raise Refused(_("Please remove the signatures and contributions of this party first."))
    return records.remove(session, Party, party_id)


def sign(session: Session, agreement_id: int, values: Mapping[str, Any]) -> int:
    """A signature for one of the parties. Refused for an organisation that is no party, and for the same person
    signing twice for the same party."""
    _party_of(session, agreement_id, values)
    person_id = records.needed(values, "person_id", _("Please choose a person."))
    same = select(Signature.id).where(
        Signature.agreement_id == agreement_id,
        Signature.party_id == values["party_id"],
        Signature.person_id == person_id,
    )
    if session.scalar(same) is not None:
        raise Refused(_("This person has signed for this party already."), "person_id")
    return records.create(session, Signature, {**values, "agreement_id": agreement_id}).id


def edit_signature(session: Session, signature_id: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of a signature; a party stays one of the agreement's."""
    signature = records.get(session, Signature, signature_id)
    if "party_id" in changes:
        _party_of(session, signature.agreement_id, changes)
    return records.edit(session, Signature, signature_id, version, changes).id


def add_witness(session: Session, agreement_id: int, values: Mapping[str, Any]) -> int:
    """Somebody else who was present."""
    person_id = records.needed(values, "person_id", _("Please choose a person."))
    same = select(Witness.id).where(Witness.agreement_id == agreement_id, Witness.person_id == person_id)
    if session.scalar(same) is not None:
        raise Refused(_("This person is named already."), "person_id")
    return records.create(session, Witness, {**values, "agreement_id": agreement_id}).id


def add_field(session: Session, agreement_id: int, values: Mapping[str, Any]) -> int:
    """A further field of cooperation, behind the others."""
    position = records.position_after(session, CooperationField, "agreement_id", agreement_id)
    return records.create(
        session, CooperationField, {"position": position, **values, "agreement_id": agreement_id}
    ).id


def contribute(session: Session, agreement_id: int, values: Mapping[str, Any]) -> int:
    """What one of the parties brings in."""
    _party_of(session, agreement_id, values)
    position = records.position_after(session, Contribution, "agreement_id", agreement_id)
    return records.create(session, Contribution, {"position": position, **values, "agreement_id": agreement_id}).id


def edit_contribution(session: Session, contribution_id: int, version: int, changes: Mapping[str, Any]) -> int:
    """Write changed fields of a contribution; a party stays one of the agreement's."""
    contribution = records.get(session, Contribution, contribution_id)
    if "party_id" in changes:
        _party_of(session, contribution.agreement_id, changes)
    return records.edit(session, Contribution, contribution_id, version, changes).id


def build_on(session: Session, agreement_id: int, values: Mapping[str, Any]) -> int:
    """An earlier agreement on which this one builds; refused where that would make a circle."""
    earlier_id = records.needed(values, "earlier_id", _("Please choose an agreement."))
    same = select(Precedent.id).where(Precedent.agreement_id == agreement_id, Precedent.earlier_id == earlier_id)
    if session.scalar(same) is not None:
        raise Refused(_("This agreement is named already."), "earlier_id")
    if agreement_id in _foundations(session, int(earlier_id)):
        raise Refused(_("An agreement cannot build on one that builds on it."), "earlier_id")
    return records.create(session, Precedent, {**values, "agreement_id": agreement_id}).id


def remove(session: Session, agreement_id: int) -> str:
    """Delete an agreement with its parties, signatures and fields. Refused while events or later agreements name
    it."""
    return records.remove(session, Agreement, agreement_id)


def move(session: Session, kind: type[Party | CooperationField | Contribution], number: int, by: int) -> int:
    """Move a part up (-1) or down (1) among its brothers and sisters."""
    part: Any = records.get(session, kind, number)
    wanted = select(kind).where(kind.agreement_id == part.agreement_id).order_by(kind.position, kind.id)
    parts: list[Any] = list(session.scalars(wanted))
    here = parts.index(part)
    there = max(0, min(len(parts) - 1, here + by))
    parts.insert(there, parts.pop(here))
    for position, one in enumerate(parts):
        one.position = position
    return number


def _party_of(session: Session, agreement_id: int, values: Mapping[str, Any]) -> None:
    party_id = records.needed(values, "party_id", _("Please choose for which party."))
    party = session.get(Party, party_id)
    if party is None or party.agreement_id != agreement_id:
        raise Refused(_("Only a party of this agreement can sign or contribute."), "party_id")


def _foundations(session: Session, agreement_id: int) -> set[int]:
    """The agreement and all on which it builds, directly or through others."""
    found: set[int] = set()
    todo = {agreement_id}
    while todo:
        found |= todo
        earlier = select(Precedent.earlier_id).where(Precedent.agreement_id.in_(todo))
        todo = set(session.scalars(earlier)) - found
    return found
