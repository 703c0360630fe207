"""An action as one plan has it, with all that a page, a sheet or a document shows of it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from app.models import ActionFate, ActionState, OrganisationKind, PartnerPart

COLUMNS = (
    "title",
    "description",
    "state",
    "reason",
    "fate",
    "fate_reason",
    "is_specific",
    "territories",
    "kinds",
    "is_market",
    "starts_on",
    "ends_on",
    "budget",
    "priority",
    "weight",
    "progress",
)
"""Those of a row that people change; its objectives and its partners are rows of their own."""
HOW_IT_GOES = frozenset(
    {"state", "reason", "fate", "fate_reason", "priority", "progress"},
)
"""What is no part of what a plan wants of an action: an action that goes on is not another one."""


@dataclass(frozen=True)
class Party:
    """An organisation that leads, helps or funds; `amount` in euros, of a funder only.

    Without `organisation_id`, one that the platform does not know.
    """

    part: PartnerPart
    name: str
    organisation_id: uuid.UUID | None = None
    amount: int | None = None


@dataclass(frozen=True)
class Served:
    """An objective that an action serves."""

    id: uuid.UUID
    code: str
    title: str

    @property
    def name(self) -> str:
        return f"{self.code} – {self.title}"


@dataclass(frozen=True)
class ActionLine:
    """An action of a plan; amounts in euros, `progress` in hundredths."""

    id: uuid.UUID
    plan_id: uuid.UUID
    node_id: uuid.UUID
    code: str
    position: int
    version: int
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
    objectives: tuple[Served, ...] = ()
    partners: tuple[Party, ...] = ()
    """The lead first, then partners, then funders."""

    @property
    def lead(self) -> Party | None:
        return next((one for one in self.partners if one.part is PartnerPart.LEAD), None)

    @property
    def helpers(self) -> tuple[Party, ...]:
        return tuple(one for one in self.partners if one.part is PartnerPart.PARTNER)

    @property
    def funders(self) -> tuple[Party, ...]:
        return tuple(one for one in self.partners if one.part is PartnerPart.FUNDER)

    @property
    def funded(self) -> int:
        """What its funders give, as far as it is told."""
        return sum(one.amount or 0 for one in self.funders)

    @property
    def counts(self) -> bool:
        """Whether it counts in the progress of what stands above it."""
        return self.state is not ActionState.STOPPED and self.fate is not ActionFate.CLOSED

    def as_told(self) -> dict[str, Any]:
        """What people may change, as plain values: the history keeps these."""
        told: dict[str, Any] = {name: _plain(getattr(self, name)) for name in COLUMNS}
        told["objectives"] = [one.code for one in self.objectives]
        told["partners"] = [[one.part.value, one.name, one.amount] for one in self.partners]
        return told


def written_otherwise(before: ActionLine, after: ActionLine) -> list[str]:
    """The names of what two plans, or one plan before and after, want otherwise of an action."""
    was, became = before.as_told(), after.as_told()
    return [name for name in was if name not in HOW_IT_GOES and was[name] != became[name]]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, ActionState | ActionFate) else value
