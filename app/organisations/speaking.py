"""For whom somebody speaks in a consultation: for themselves, or for an organisation."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Organisation, OrganisationKind, Participant
from app.models.turns import wait_for_others
from app.organisations.queries import held_organisations, holds_mandate


class NoMandate(ValueError):
    """They do not speak for this organisation, or no more."""


@dataclass(frozen=True)
class Speaking:
    """What somebody said of whom they speak for, and for whom they may."""

    has_told: bool
    organisation: Organisation | None
    """None where they speak for themselves, or did not say yet."""
    held: Sequence[Organisation] = ()
    kind: OrganisationKind | None = None
    """The family of a body that they told, with or without a mandate of it."""

    @property
    def proposed(self) -> Organisation | None:
        """What to propose first: the only organisation of somebody who did not say yet."""
        return self.held[0] if len(self.held) == 1 and not self.has_told else None

    @property
    def likely(self) -> Organisation | None:
        """For which they probably answer, where they may still say otherwise."""
        return self.organisation or self.proposed


def speaking_of(
    session: Session, participant: Participant | None, account_id: uuid.UUID | None
) -> Speaking:
    """For whom somebody speaks, signed in or not; two questions to the database at most."""
    held = held_organisations(session, account_id) if account_id is not None else ()
    chosen = participant.organisation_id if participant is not None else None
    return Speaking(
        has_told=participant is not None and participant.has_told,
        organisation=next((one for one in held if one.id == chosen), None),
        held=held,
        kind=participant.kind if participant is not None else None,
    )


def speak_for(session: Session, participant: Participant, organisation: Organisation) -> None:
    """Speak for an organisation from now on: its family and territory are theirs.

    Raises:
        NoMandate: nothing changes.
    """
    wait_for_others(session, organisation)
    account_id = participant.account_id
    if account_id is None or not holds_mandate(session, account_id, organisation.id):
        raise NoMandate(organisation.id)
    participant.organisation_id = organisation.id
    participant.kind, participant.territory = organisation.kind, organisation.territory
    participant.has_told = True
    session.flush()


def speak_for_oneself(session: Session, participant: Participant, territory: str) -> None:
    """Speak for oneself from now on."""
    participant.organisation_id, participant.kind = None, None
    participant.territory = territory
    participant.has_told = True
    session.flush()
