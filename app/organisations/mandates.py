"""Who may speak for an organisation: asking, confirming, refusing, ending."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.recording import record
from app.models import (
    Account,
    Mandate,
    MandateEnding,
    MandateSource,
    MandateState,
    Organisation,
    Participant,
    Role,
)
from app.models.turns import wait_for_others
from app.organisations.queries import (
    ENDED,
    has_holder,
    holds_mandate,
    is_decided_in,
    is_spoken_with,
    mandate_of,
)

MOST_MANDATES = 30
"""Held, asked or over, of one person: whoever names more of them speaks for none."""


class TooManyMandates(ValueError):
    """This person named `MOST_MANDATES` organisations."""


class NotTheirsToDecide(ValueError):
    """They do not speak for the organisation, or nobody does in their consultation."""


class DecidedOtherwise(ValueError):
    """Somebody else decided meanwhile, or it is no longer asked; `state` is what it is now."""

    def __init__(self, state: MandateState) -> None:
        super().__init__(state)
        self.state = state


def ask_mandate(
    session: Session,
    account: Account,
    organisation: Organisation,
    *,
    post: str = "",
    by_provider: bool = False,
) -> Mandate:
    """Ask to speak for an organisation. Where nobody does, or where the identity provider says it
    (`by_provider`), the mandate is held at once. One that is held stays as it is; who was refused
    asks those who refused, even where nobody speaks for it any more, and the provider changes none
    that people refused.

    Raises:
        TooManyMandates: nothing changes.
    """
    wait_for_others(session, organisation)
    mandate = mandate_of(session, account.id, organisation.id)
    if mandate is not None and mandate.state is MandateState.HELD:
        return mandate
    if mandate is not None and by_provider and mandate.state is MandateState.REFUSED:
        return mandate
    is_free = not _was_refused(mandate) and not has_holder(session, organisation.id)
    is_held = by_provider or is_free
    if mandate is None:
        if not by_provider:
            _refuse_too_many(session, account)
        mandate = Mandate(account_id=account.id, organisation_id=organisation.id, post="")
        session.add(mandate)
    mandate.post = post or mandate.post
    mandate.state = MandateState.HELD if is_held else MandateState.ASKED
    mandate.source = MandateSource.OPENID if by_provider else MandateSource.DECLARED
    if is_held:
        mandate.decided_by, mandate.decided_at = None, None
    session.flush()
    return mandate


def _was_refused(mandate: Mandate | None) -> bool:
    """Whether it was refused last, asked again or not."""
    if mandate is None:
        return False
    return mandate.state is MandateState.REFUSED or mandate.decided_by is not None


def _refuse_too_many(session: Session, account: Account) -> None:
    number = session.scalar(
        sa.select(sa.func.count()).select_from(Mandate).where(Mandate.account_id == account.id)
    )
    if (number or 0) >= MOST_MANDATES:
        raise TooManyMandates(number)


def decide_as_colleague(
    session: Session, mandate: Mandate, decider: Account, *, accepts: bool, moment: dt.datetime
) -> None:
    """Confirm or refuse, as somebody who speaks for the same organisation.

    Raises:
        NotTheirsToDecide, DecidedOtherwise: nothing changes.
    """
    wait_for_others(session, mandate.organisation)
    if not holds_mandate(session, decider.id, mandate.organisation_id):
        raise NotTheirsToDecide(mandate.id)
    _decide(session, mandate, decider, MandateSource.COLLEAGUE, accepts=accepts, moment=moment)


def decide_as_steward(
    session: Session,
    mandate: Mandate,
    decider: Account,
    consultation_id: uuid.UUID,
    *,
    accepts: bool,
    moment: dt.datetime,
) -> None:
    """Confirm or refuse, as a steward of a consultation in which somebody speaks for it, or of
    which a steward refused it before.

    Raises:
        NotTheirsToDecide, DecidedOtherwise: nothing changes.
    """
    wait_for_others(session, mandate.organisation)
    if not is_decided_in(session, mandate.id, consultation_id):
        raise NotTheirsToDecide(mandate.id)
    _decide(session, mandate, decider, MandateSource.STEWARD, accepts=accepts, moment=moment)


def _decide(
    session: Session,
    mandate: Mandate,
    decider: Account,
    source: MandateSource,
    *,
    accepts: bool,
    moment: dt.datetime,
) -> None:
    session.refresh(mandate)
    wanted = MandateState.HELD if accepts else MandateState.REFUSED
    if mandate.account_id == decider.id:
        raise NotTheirsToDecide(mandate.id)
    if mandate.state is wanted:
        return
    if mandate.state is not MandateState.ASKED:
        raise DecidedOtherwise(mandate.state)
    mandate.state = wanted
    mandate.source = source
    mandate.decided_by, mandate.decided_at = decider.id, moment
    session.flush()


def end_mandate(session: Session, account: Account, organisation: Organisation) -> None:
    """Speak for it no more, nor ask to. Wherever this person spoke for it, they are asked again
    for whom they speak; what they said stays said for it. Nothing happens where there is none."""
    wait_for_others(session, organisation)
    mandate = mandate_of(session, account.id, organisation.id)
    if mandate is None or mandate.state not in (MandateState.HELD, MandateState.ASKED):
        return
    if mandate.state is MandateState.HELD:
        mandate.decided_by = None
    mandate.state = MandateState.ENDED
    _speak_no_more(session, mandate)


def end_as_steward(
    session: Session,
    mandate: Mandate,
    decider: Account,
    consultation_id: uuid.UUID,
    why: MandateEnding,
    *,
    moment: dt.datetime,
) -> None:
    """End the mandate of somebody who speaks for it in a steward's consultation, everywhere: they
    may ask again, and hold it once it is confirmed. The log keeps why. Twice is as once.

    Raises:
        NotTheirsToDecide: nobody speaks with it there, it is theirs, or the provider gave it.
        DecidedOtherwise: it ended meanwhile.
    """
    wait_for_others(session, mandate.organisation)
    session.refresh(mandate)
    if mandate.state is MandateState.REFUSED and mandate.decided_by == decider.id:
        return
    if mandate.state is not MandateState.HELD:
        raise DecidedOtherwise(mandate.state)
    if mandate.account_id == decider.id or not is_spoken_with(session, mandate.id, consultation_id):
        raise NotTheirsToDecide(mandate.id)
    mandate.state, mandate.source = MandateState.REFUSED, MandateSource.STEWARD
    mandate.decided_by, mandate.decided_at = decider.id, moment
    _speak_no_more(session, mandate)
    record(
        session,
        ENDED,
        consultation_id=consultation_id,
        account_id=decider.id,
        role=Role.STEWARD,
        things={"mandate_id": str(mandate.id), "account_id": str(mandate.account_id)},
        details={"why": why},
    )


def _speak_no_more(session: Session, mandate: Mandate) -> None:
    """Whoever spoke with it is asked again for whom they speak, wherever they did."""
    session.execute(
        sa.update(Participant)
        .where(
            Participant.account_id == mandate.account_id,
            Participant.organisation_id == mandate.organisation_id,
        )
        .values(organisation_id=None, kind=None, territory="", has_told=False)
    )
    session.flush()
