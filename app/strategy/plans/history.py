"""The history of an action of a plan, in words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Account, ActionFate, ActionState, OrganisationKind, PartnerPart, PlanEvent
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.sentences import VALUES
from app.web.differences import Piece, differences
from app.web.filters import day
from app.web.labels import label
from app.web.paging import Cursor, Page, make_page, paged

EVENTS_A_PAGE = 20
KINDS_OF: dict[str, Any] = {
    "state": ActionState,
    "fate": ActionFate,
    "kinds": OrganisationKind,
}
WORDS = frozenset(
    {"title", "description", "reason", "fate_reason", "territories", "kinds"}
    | {"objectives", "partners"}
)
"""Values of several words."""


@dataclass(frozen=True)
class Change:
    """A value that changed: its name, what it was, what it became."""

    name: str
    before: str
    after: str
    is_whole: bool = False
    """A day or a number, which is not read word by word."""

    @property
    def words(self) -> list[Piece]:
        """Both in one."""
        if self.is_whole:
            kept = Piece("kept", " ")
            return [Piece("removed", self.before), kept, Piece("added", self.after)]
        return differences(self.before, self.after)


@dataclass(frozen=True)
class Told:
    """What somebody did at one moment; `who` is empty where the account is no more."""

    id: uuid.UUID
    made_at: dt.datetime
    who: str
    changes: tuple[Change, ...]


def history_of(session: Session, line: ActionLine, cursor: Cursor) -> Page[Told]:
    """The changes of an action, the latest first, with those from before it left and came back."""
    found = (
        sa.select(PlanEvent, Account.name)
        .outerjoin(Account, PlanEvent.account_id == Account.id)
        .where(
            PlanEvent.plan_id == line.plan_id,
            sa.or_(PlanEvent.plan_action_id == line.id, PlanEvent.node_id == line.node_id),
        )
    )
    rows = session.execute(
        paged(found, PlanEvent.id, cursor, cursor.as_uuid(), size=EVENTS_A_PAGE, descending=True)
    ).all()
    told = [
        Told(event.id, event.created_at, who or "", changes_told(event.changes))
        for event, who in rows
    ]
    return make_page(told, cursor, size=EVENTS_A_PAGE, key_of=lambda one: one.id)


def changes_told(changes: dict[str, Sequence[Any]]) -> tuple[Change, ...]:
    """In the order in which pages show values."""
    return tuple(
        Change(
            str(VALUES[name]),
            _told(name, changes[name][0]),
            _told(name, changes[name][1]),
            is_whole=name not in WORDS,
        )
        for name in VALUES
        if name in changes
    )


def _told(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "partners":
        return ", ".join(_partner(*one) for one in value)
    if isinstance(value, list):
        return ", ".join(_told(name, one) for one in value)
    if name in KINDS_OF:
        return label(KINDS_OF[name](value))
    if name in ("starts_on", "ends_on"):
        return day(dt.date.fromisoformat(value))
    return str(format_decimal(value)) if isinstance(value, int) else str(value)


def _partner(part: str, name: str, amount: int | None) -> str:
    told = f"{name} ({label(PartnerPart(part))}"
    return f"{told}, {format_decimal(amount)} €)" if amount is not None else f"{told})"
