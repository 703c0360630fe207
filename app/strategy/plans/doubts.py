"""What is worth a look in an action: nothing of it is refused."""

from __future__ import annotations

import datetime as dt
import enum

from app.models import ActionState
from app.strategy.plans.action_lines import ActionLine


class Doubt(enum.StrEnum):
    FUNDED_BEYOND = "funded_beyond"
    """Its funders give more than it costs."""
    OUTSIDE_PLAN = "outside_plan"
    """It begins or ends outside the time of its plan."""
    LATE = "late"
    """It was to end, and is not done."""
    NOT_BEGUN = "not_begun"
    """It was to begin, and is not under way."""
    NO_LEAD = "no_lead"
    NO_OBJECTIVE = "no_objective"


def doubts_of(
    line: ActionLine, *, starts_on: dt.date, ends_on: dt.date, day: dt.date
) -> tuple[Doubt, ...]:
    """What to look at in an action of a plan that lasts from `starts_on` to `ends_on`, on a day;
    after its end, as it was on the last one."""
    if not line.counts:
        return ()
    day = min(day, ends_on)
    days = [one for one in (line.starts_on, line.ends_on) if one]
    is_open = line.state is not ActionState.DONE
    waits = line.state in (ActionState.PROPOSED, ActionState.ADOPTED)
    late = is_open and line.ends_on is not None and line.ends_on < day
    found = {
        Doubt.FUNDED_BEYOND: line.budget is not None and line.funded > line.budget,
        Doubt.OUTSIDE_PLAN: any(not starts_on <= one <= ends_on for one in days),
        Doubt.LATE: late,
        Doubt.NOT_BEGUN: waits and not late and line.starts_on is not None and line.starts_on < day,
        Doubt.NO_LEAD: line.lead is None,
        Doubt.NO_OBJECTIVE: not line.objectives,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)
