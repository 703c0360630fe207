"""What an action of a plan may be: rules that need no database."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict

from app.models import ActionFate, ActionState, OrganisationKind, PartnerPart
from app.strategy.plans.action_lines import ActionLine, Party
from app.strategy.plans.states import may_become

LONGEST_TITLE = 500
LONGEST_TEXT = 5_000
LONGEST_REASON = 500
LONGEST_NAME = 200
MOST_EUROS = 2_000_000_000
"""What both databases hold in one number."""
MOST_PARTNERS = 40
"""Of one part."""
HEAVIEST = 100
LAST_PRIORITY = 9_999
FIRST_YEAR, LAST_YEAR = 1950, 2150


class Values(TypedDict, total=False):
    """What somebody wants an action to be; what is left out stays."""

    title: str
    description: str
    state: ActionState
    reason: str
    fate: ActionFate
    fate_reason: str
    is_specific: bool
    territories: tuple[str, ...]
    kinds: tuple[OrganisationKind, ...]
    is_market: bool
    starts_on: dt.date | None
    ends_on: dt.date | None
    budget: int | None
    priority: int | None
    weight: int
    progress: int
    objectives: tuple[uuid.UUID, ...]
    partners: tuple[Party, ...]


class Fault(enum.StrEnum):
    """Why a value cannot be kept."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_REASON = "no_reason"
    NOT_NEXT = "not_next"
    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN_TERRITORY = "unknown_territory"
    ENDS_FIRST = "ends_first"
    NO_SUCH_YEAR = "no_such_year"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_A_PRIORITY = "not_a_priority"
    NOT_A_WEIGHT = "not_a_weight"
    NOT_A_PERCENT = "not_a_percent"
    NOT_OF_THE_STRATEGY = "not_of_the_strategy"
    TWO_LEADS = "two_leads"
    TWICE = "twice"
    TOO_MANY = "too_many"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    PARTNER_AMOUNT = "partner_amount"


Faults = dict[str, Fault]
"""Name of the value → why it cannot be kept."""


class ActionRefused(ValueError):
    """Nothing was stored; `faults` says of which values."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = faults


def settled(wanted: ActionLine) -> ActionLine:
    """With what follows from its values: an action that is done has done all of it."""
    if wanted.state is ActionState.DONE:
        wanted = replace(wanted, progress=100)
    if wanted.state is not ActionState.STOPPED:
        wanted = replace(wanted, reason="")
    if not wanted.is_specific:
        wanted = replace(wanted, territories=(), kinds=())
    return wanted


def faults_of(before: ActionLine, wanted: ActionLine, territories: Sequence[str]) -> Faults:
    """What is wrong with an action; `territories` are those of the consultation, beside which one
    may keep those it had."""
    found = dict(_words(wanted))
    if not may_become(before.state, wanted.state):
        found["state"] = Fault.NOT_NEXT
    if wanted.is_specific and not (wanted.territories or wanted.kinds):
        found["territories"] = Fault.NOTHING_CHOSEN
    if set(wanted.territories) - set(territories) - set(before.territories):
        found["territories"] = Fault.UNKNOWN_TERRITORY
    found.update(_days(wanted))
    found.update(_numbers(wanted))
    if fault := _of_partners(wanted.partners):
        found["partners"] = fault
    return found


def _words(wanted: ActionLine) -> Iterator[tuple[str, Fault]]:
    if not wanted.title.strip():
        yield "title", Fault.MISSING
    if wanted.state is ActionState.STOPPED and not wanted.reason.strip():
        yield "reason", Fault.NO_REASON
    longest = {
        "title": LONGEST_TITLE,
        "description": LONGEST_TEXT,
        "reason": LONGEST_REASON,
        "fate_reason": LONGEST_TEXT,
    }
    for name, most in longest.items():
        if len(getattr(wanted, name)) > most:
            yield name, Fault.TOO_LONG


def _days(wanted: ActionLine) -> Iterator[tuple[str, Fault]]:
    if wanted.starts_on and wanted.ends_on and wanted.ends_on < wanted.starts_on:
        yield "ends_on", Fault.ENDS_FIRST
    for name in ("starts_on", "ends_on"):
        day: dt.date | None = getattr(wanted, name)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield name, Fault.NO_SUCH_YEAR


def _numbers(wanted: ActionLine) -> Iterator[tuple[str, Fault]]:
    if wanted.budget is not None and not 0 <= wanted.budget <= MOST_EUROS:
        yield "budget", Fault.NOT_AN_AMOUNT
    if wanted.priority is not None and not 1 <= wanted.priority <= LAST_PRIORITY:
        yield "priority", Fault.NOT_A_PRIORITY
    if not 1 <= wanted.weight <= HEAVIEST:
        yield "weight", Fault.NOT_A_WEIGHT
    if not 0 <= wanted.progress <= 100:
        yield "progress", Fault.NOT_A_PERCENT


def _of_partners(partners: Sequence[Party]) -> Fault | None:
    parts = Counter(one.part for one in partners)
    if parts[PartnerPart.LEAD] > 1:
        return Fault.TWO_LEADS
    if any(count > MOST_PARTNERS for count in parts.values()):
        return Fault.TOO_MANY
    if any(not one.name.strip() for one in partners):
        return Fault.MISSING
    if any(len(one.name) > LONGEST_NAME for one in partners):
        return Fault.TOO_LONG
    if len({(one.part, one.name) for one in partners}) < len(partners):
        return Fault.TWICE
    for one in partners:
        if one.amount is None:
            continue
        if one.part is not PartnerPart.FUNDER:
            return Fault.PARTNER_AMOUNT
        if not 0 <= one.amount <= MOST_EUROS:
            return Fault.NOT_AN_AMOUNT
    return None
