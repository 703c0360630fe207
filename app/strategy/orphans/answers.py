"""Why orphans may stay so. Rows are only added; the newest of a subject counts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import Account, OrphanAnswer, OrphanKind


@dataclass(frozen=True)
class Answer:
    """Why something may stay an orphan, and who said so."""

    reason: str
    who: str
    made_at: dt.datetime


def answers_in_force(consultation_id: uuid.UUID, kind: OrphanKind) -> sa.Select[*tuple[Any, ...]]:
    """`subject`, `reason`, `who`, `made_at`: the answers that were not taken back."""
    newer = aliased(OrphanAnswer)
    return (
        sa.select(
            OrphanAnswer.subject,
            OrphanAnswer.reason,
            Account.name.label("who"),
            OrphanAnswer.created_at.label("made_at"),
        )
        .outerjoin(Account, OrphanAnswer.account_id == Account.id)
        .where(
            OrphanAnswer.consultation_id == consultation_id,
            OrphanAnswer.kind == kind,
            OrphanAnswer.reason != "",
            ~sa.exists().where(
                newer.consultation_id == OrphanAnswer.consultation_id,
                newer.kind == OrphanAnswer.kind,
                newer.subject == OrphanAnswer.subject,
                newer.id > OrphanAnswer.id,
            ),
        )
    )


def answers_by_subject(
    session: Session,
    consultation_id: uuid.UUID,
    kind: OrphanKind,
    among: Sequence[str] | None = None,
) -> dict[str, Answer]:
    """The same, for lists that are short; `among`: on these subjects only."""
    found = answers_in_force(consultation_id, kind)
    if among is not None:
        found = found.where(OrphanAnswer.subject.in_(among))
    return {
        row.subject: Answer(row.reason, row.who or "", row.made_at)
        for row in session.execute(found)
    }


def subject_of(identifier: Any) -> Any:
    """The subject of an answer about a row, by the column of its identifier."""
    return sa.func.replace(sa.cast(identifier, sa.String), "-", "")
