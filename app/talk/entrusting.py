"""Tasks: something of the desk that is entrusted to somebody of the team."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import DeskSubject, DeskTask, Theme
from app.models.turns import wait_for_name
from app.talk.commenting import About
from app.talk.news import note_news
from app.talk.team import team_of


class NotOfTheTeam(LookupError):
    """Nobody of the team is meant (any more)."""


def entrust(
    session: Session,
    about: About,
    *,
    to: uuid.UUID,
    given_by: uuid.UUID,
    note: str,
) -> DeskTask:
    """Entrust a subject to somebody. Done before, it is to be done again; twice is as once.

    Raises:
        NotOfTheTeam: it cannot be entrusted to them.
    """
    if to not in {one.id for one in team_of(session, about.consultation_id)}:
        raise NotOfTheTeam(to)
    wait_for_name(session, f"task {to} {about.subject_id}")
    task = session.scalar(
        sa.select(DeskTask).where(
            DeskTask.account_id == to,
            DeskTask.subject == about.subject,
            DeskTask.subject_id == about.subject_id,
        )
    )
    if task is None:
        task = DeskTask(
            consultation_id=about.consultation_id,
            subject=about.subject,
            subject_id=about.subject_id,
            account_id=to,
        )
        session.add(task)
    task.given_by_id, task.note, task.done_at = given_by, note, None
    session.flush()
    note_news(session, about.consultation_id, {to} - {given_by})
    return task


def finish(task: DeskTask, moment: dt.datetime) -> None:
    task.done_at = task.done_at or moment


def take_up_again(task: DeskTask) -> None:
    task.done_at = None


def withdraw(session: Session, task: DeskTask) -> None:
    """What was entrusted is nobody's any more: nothing is left of it. Twice is as once."""
    session.execute(sa.delete(DeskTask).where(DeskTask.id == task.id))


def task_of(session: Session, consultation_id: uuid.UUID, task_id: uuid.UUID) -> DeskTask | None:
    return session.scalar(
        sa.select(DeskTask).where(
            DeskTask.id == task_id, DeskTask.consultation_id == consultation_id
        )
    )


def themes_entrusted_to(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID
) -> list[uuid.UUID]:
    """The themes of the codebook that somebody is to work on: those for which the ones that were
    entrusted stand by now."""
    found = (
        sa.select(Theme.stands_for_id)
        .join(DeskTask, DeskTask.subject_id == Theme.id)
        .where(
            DeskTask.consultation_id == consultation_id,
            DeskTask.account_id == account_id,
            DeskTask.subject == DeskSubject.THEME,
            DeskTask.done_at.is_(None),
        )
        .distinct()
    )
    return list(session.scalars(found))
