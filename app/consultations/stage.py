"""Where a consultation is: which phase runs, which are over, and when there will be more to say."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from app.models import Consultation, ConsultationState, Phase


class Passing(enum.StrEnum):
    """Where a phase stands today."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Stage:
    """Where the consultation is: the phases that run today, and when the next word is expected."""

    running: tuple[Phase, ...]
    come_back: dt.date | None
    is_closed: bool


def stage_of(consultation: Consultation, today: dt.date) -> Stage:
    """The stage of a consultation whose phases are loaded."""
    phases = consultation.phases
    running = tuple(one for one in phases if passing_of(one, today) is Passing.CURRENT)
    ends = [phase.ends_on for phase in running if phase.ends_on is not None]
    begins = [phase.starts_on for phase in phases if phase.starts_on and phase.starts_on > today]
    return Stage(
        running,
        min([*ends, *begins], default=None),
        consultation.state is ConsultationState.CLOSED,
    )


def passing_of(phase: Phase, today: dt.date) -> Passing:
    """Where a phase stands; one without dates is ahead."""
    if phase.starts_on is None or today < phase.starts_on:
        return Passing.AHEAD
    if phase.ends_on is not None and phase.ends_on < today:
        return Passing.DONE
    return Passing.CURRENT
