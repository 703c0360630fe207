"""One at a time: whoever registers, gives up a place, checks in or changes the programme waits."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Conference


def wait_for_others(session: Session, conference: Conference) -> None:
    """Wait for whoever changes this conference, or what belongs to it once, at this moment.

    What was read of it before is read again. A row lock on PostgreSQL; SQLite has one writer at a
    time anyway.
    """
    session.scalars(
        sa.select(Conference)
        .where(Conference.id == conference.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
