"""Where supports and votes came from is forgotten after a while: it only served to tell bursts."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import IdeaSupport, IdeaVote

KEPT_FOR = dt.timedelta(days=30)


def forget_origins(session: Session, moment: dt.datetime) -> int:
    """Erase the origins that are older than they may be; how many there were."""
    forgotten = 0
    for table in (IdeaSupport, IdeaVote):
        erased = session.execute(
            sa.update(table)
            .where(table.created_at < moment - KEPT_FOR, table.origin != "")
            .values(origin="")
            .returning(table.id)
        )
        forgotten += len(erased.all())
    return forgotten
