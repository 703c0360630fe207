"""Who may speak for an organisation: asking, confirming, refusing, ending."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Mandate, MandateSource, MandateState, Organisation, Participant
from app.models.turns import wait_for_others
from app.organisations.queries import has_holder, holds_mandate, mandate_of, speaks_in

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
    (`by_provider`), the mandate is held at once. One that is held stays as it is; the provider
    changes none that people refused.

    Raises:
        TooManyMandates: nothing changes.
    """
    wait_for_others(session, organisation)
    mandate = mandate_of(session, account.id, organisation.id)
    if mandate is not None and mandate.state is MandateState.HELD:
        return mandate
    if mandate is not None and by_provider and mandate.state is MandateState.REFUSED:
        return mandate
    is_held = by_provider or not has_holder(session, organisation.id)
    if mandate is None:
        if not by_provider:
            _refuse_too_many(session, account)
        mandate = Mandate(account_id=account.id, organisation_id=organisation.id, post="")
        session.add(mandate)
    mandate.post = post or mandate.post
    mandate.state = MandateState.HELD if is_held else MandateState.ASKED
    mandate.source = MandateSource.OPENID if by_provider else MandateSource.DECLARED
    mandate.decided_by, mandate.decided_at = None, None
    session.flush()
    return mandate


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
    """Confirm or refuse, as a steward of a consultation in which somebody speaks for it.

    Raises:
        NotTheirsToDecide, DecidedOtherwise: nothing changes.
    """
    wait_for_others(session, mandate.organisation)
    if not speaks_in(session, mandate.organisation_id, consultation_id):
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
    mandate.state = MandateState.ENDED
    session.execute(
        sa.update(Participant)
        .where(Participant.account_id == account.id, Participant.organisation_id == organisation.id)
        .values(organisation_id=None, kind=None, territory="", has_told=False)
    )
    session.flush()
