"""How far the coding is, and how good the machine is by now."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CodingRound
from app.themes.coding.coded_counts import coded_counts
from app.themes.coding.learning import last_round, learns_now

MOST_ROUNDS = 25
"""On the curve; with more, some are passed over, never the last."""


@dataclass(frozen=True)
class Agreement:
    """How often the best proposal is expected to be accepted: shares from 0 to 1.

    Attributes
    ----------
    checked : decisions drawn by chance that tell it.
    more : decisions that would bring five points; None when that cannot be told.
    """

    share: float
    low: float
    high: float
    checked: int
    more: int | None

    @property
    def margin(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


@dataclass(frozen=True)
class HowFar:
    """Excerpts of the corpus, those decided, and what the last round measured, if there is one.
    `counted_at`: when the excerpts were counted; None where that is now."""

    excerpts: int
    decided: int
    has_learned: bool
    learns: bool
    agreement: Agreement | None
    counted_at: dt.datetime | None


def how_far(session: Session, consultation_id: uuid.UUID) -> HowFar:
    """The state of the coding of a consultation."""
    last = last_round(session, consultation_id)
    counted = coded_counts(session, consultation_id)
    return HowFar(
        excerpts=counted.value.excerpts,
        decided=counted.value.coded,
        has_learned=last is not None,
        learns=learns_now(session, consultation_id),
        agreement=agreement_of(last) if last else None,
        counted_at=counted.counted_at,
    )


def agreement_of(learned: CodingRound) -> Agreement | None:
    """What a round measured; None when too few decisions were drawn by chance."""
    measured = learned.measured
    if measured.get("agreement") is None:
        return None
    return Agreement(
        share=measured["agreement"],
        low=measured["low"],
        high=measured["high"],
        checked=measured["checked"],
        more=measured.get("more"),
    )


@dataclass(frozen=True)
class Learned:
    """A round on the curve."""

    round: CodingRound
    agreement: Agreement


def rounds_of(session: Session, consultation_id: uuid.UUID) -> list[Learned]:
    """The rounds that measured something, the first of them first."""
    found = sa.select(CodingRound).where(
        CodingRound.consultation_id == consultation_id, CodingRound.ended_at.is_not(None)
    )
    every = session.scalars(found.order_by(CodingRound.id))
    measured = [Learned(one, known) for one in every if (known := agreement_of(one)) is not None]
    step = -(-len(measured) // MOST_ROUNDS) or 1
    return measured[::-1][::step][::-1]
