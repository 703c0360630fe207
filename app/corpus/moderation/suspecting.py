"""What robots seem to have sent waits for a moderator: it is never lost in silence."""

from __future__ import annotations

from dataclasses import replace

from app.corpus.moderation.arriving import Arrival
from app.models import ContributionState


def held_when_suspect(arrival: Arrival, alerts: tuple[str, ...]) -> Arrival:
    """The arrival of words, held with these alerts where there are any (`TrappedForm.alerts`)."""
    if not alerts:
        return arrival
    return replace(
        arrival,
        state=ContributionState.HELD,
        alerts=tuple(dict.fromkeys((*arrival.alerts, *alerts))),
    )
