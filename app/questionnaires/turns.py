"""One at a time: who begins, publishes, invites or brings answers back waits for the others."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Questionnaire


def wait_for_others(session: Session, questionnaire: Questionnaire) -> None:
    """Wait for whoever changes this questionnaire, or what belongs to it once, at this moment.

    What was read of it before is read again. A row lock on PostgreSQL, under which others may
    still answer; SQLite has one writer at a time anyway.
    """
    session.scalars(
        sa.select(Questionnaire)
        .where(Questionnaire.id == questionnaire.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
