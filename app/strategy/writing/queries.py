"""Reading one line as those who write it see it, and its history."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Amendment, NodeAct, NodeRevision, Strategy, StrategyNode
from app.models.types import now
from app.strategy.citing import text_differences
from app.web.differences import Piece
from app.web.paging import Cursor, Page, make_page, paged

HISTORY_PAGE = 15


def line_of(session: Session, consultation_id: uuid.UUID, code: str) -> StrategyNode | None:
    """A line of this consultation's strategy, one that was set aside as well."""
    return session.scalar(
        sa.select(StrategyNode)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, StrategyNode.code == code)
    )


@dataclass(frozen=True)
class Holder:
    """Who holds the pen of a line, and until when."""

    account_id: uuid.UUID
    name: str
    until: dt.datetime


def holder_of(session: Session, node: StrategyNode) -> Holder | None:
    """Who holds the pen now."""
    if node.held_by_id is None or node.held_until is None or node.held_until <= now():
        return None
    name = session.scalar(sa.select(Account.name).where(Account.id == node.held_by_id))
    return Holder(node.held_by_id, name or "", node.held_until)


@dataclass(frozen=True)
class Change:
    """A revision of a line, and what it changed of its words."""

    number: int
    act: NodeAct
    who: str
    made_at: dt.datetime
    reason: str
    title: list[Piece]
    text: list[Piece]
    """Empty where it did not change."""
    is_now: bool
    """The line says this now."""
    amendment_id: uuid.UUID | None = None
    """The suggestion that was taken in, and how its author signs."""
    suggested_by: str = ""


def history_page(session: Session, node: StrategyNode, cursor: Cursor) -> Page[Change]:
    """What became of a line, the latest first."""
    found = (
        sa.select(NodeRevision, Account.name.label("who"), Amendment.author.label("suggested_by"))
        .outerjoin(Account, NodeRevision.account_id == Account.id)
        .outerjoin(Amendment, NodeRevision.amendment_id == Amendment.id)
        .where(NodeRevision.node_id == node.id)
    )
    found = paged(
        found, NodeRevision.id, cursor, cursor.as_uuid(), size=HISTORY_PAGE, descending=True
    )
    rows = session.execute(found).all()
    page = make_page(rows, cursor, size=HISTORY_PAGE, key_of=lambda row: row.NodeRevision.id)
    before = _before(session, node, [row.NodeRevision.number for row in page.rows])
    changes = [_change(node, row, before.get(row.NodeRevision.number - 1)) for row in page.rows]
    return Page(tuple(changes), page.previous_key, page.next_key)


def _before(session: Session, node: StrategyNode, numbers: list[int]) -> dict[int, dict[str, Any]]:
    found = sa.select(NodeRevision.number, NodeRevision.became).where(
        NodeRevision.node_id == node.id,
        NodeRevision.number.in_([number - 1 for number in numbers]),
    )
    return dict(session.execute(found).all())


def _change(node: StrategyNode, row: Any, before: dict[str, Any] | None) -> Change:
    revision: NodeRevision = row.NodeRevision
    became, was = revision.became, before or {"title": "", "text": ""}
    return Change(
        number=revision.number,
        act=revision.act,
        who=row.who or "",
        made_at=revision.created_at,
        reason=revision.reason,
        title=_pieces(was["title"], became["title"]),
        text=_pieces(was["text"], became["text"]),
        is_now=(became["title"], became["text"]) == (node.title, node.text),
        amendment_id=revision.amendment_id,
        suggested_by=row.suggested_by or "",
    )


def _pieces(before: str, after: str) -> list[Piece]:
    return text_differences(before, after) if before != after else []


def wording_of(session: Session, node: StrategyNode, number: int) -> tuple[str, str] | None:
    """The title and the text that a line had after one of its revisions."""
    became = session.scalar(
        sa.select(NodeRevision.became).where(
            NodeRevision.node_id == node.id, NodeRevision.number == number
        )
    )
    return (became["title"], became["text"]) if became else None
