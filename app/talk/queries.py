"""Reading what is said and what is entrusted."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.codes import new_secret
from app.models import Account, DeskComment, DeskSubject, DeskTask, Mention
from app.talk.subjects import Subject, subjects_named
from app.talk.team import Teammate, team_of
from app.web.paging import PAGE_SIZE, Cursor, Page, counted_key, make_page, paged, paged_by

LAST = 20
"""Comments that stand below a subject; its page of comments has those before."""


@dataclass(frozen=True)
class Comment:
    """What somebody said. `text` is empty once its author took it back."""

    id: uuid.UUID
    account_id: uuid.UUID | None
    who: str
    text: str
    made_at: dt.datetime
    is_removed: bool
    scoring_id: uuid.UUID | None


@dataclass(frozen=True)
class Task:
    """What is entrusted to somebody. `subject` is None where it may not be read any more."""

    id: uuid.UUID
    account_id: uuid.UUID
    who: str
    given_by_id: uuid.UUID | None
    given_by: str
    note: str
    given_at: dt.datetime
    done_at: dt.datetime | None
    subject: Subject | None


@dataclass(frozen=True)
class Conversation:
    """What the team says of a subject, who is on it, and who may be told."""

    subject: DeskSubject
    subject_id: uuid.UUID
    comments: Page[Comment]
    tasks: tuple[Task, ...]
    team: tuple[Teammate, ...]
    key: str
    """Of the form: what is sent with it twice is said once."""


def conversation_of(
    session: Session,
    consultation_id: uuid.UUID,
    subject: DeskSubject,
    subject_id: uuid.UUID,
    *,
    scoring_id: uuid.UUID | None = None,
    cursor: Cursor | None = None,
) -> Conversation:
    """The last comments on a subject, the oldest first, and the tasks about it: three queries.

    With a round of priorities, those that were said in it only. A cursor leads to earlier ones.
    """
    about = (
        DeskComment.consultation_id == consultation_id,
        DeskComment.subject == subject,
        DeskComment.subject_id == subject_id,
    )
    found = _comments().where(*about)
    if scoring_id is not None:
        found = found.where(DeskComment.scoring_id == scoring_id)
    # Without a cursor it is read from the end.
    cursor = cursor if cursor and cursor.key else Cursor(backwards=True)
    found = paged(found, DeskComment.id, cursor, cursor.as_uuid(), size=LAST)
    rows = [_comment(row) for row in session.execute(found)]
    page = make_page(rows, cursor, size=LAST, key_of=lambda one: one.id)
    if cursor.key is None:
        page = Page(page.rows, page.previous_key, None)
    tasks = sa.and_(DeskTask.subject == subject, DeskTask.subject_id == subject_id)
    open_tasks = _tasks(consultation_id).where(tasks, DeskTask.done_at.is_(None))
    return Conversation(
        subject,
        subject_id,
        page,
        tuple(_task(row, {}) for row in session.execute(open_tasks.order_by(DeskTask.id))),
        tuple(team_of(session, consultation_id)),
        new_secret(),
    )


def unseen_count(session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID) -> int:
    """How many comments name somebody who has not seen them yet."""
    found = (
        sa.select(sa.func.count())
        .select_from(Mention)
        .join(DeskComment, DeskComment.id == Mention.comment_id)
        .where(
            Mention.account_id == account_id,
            Mention.seen_at.is_(None),
            DeskComment.consultation_id == consultation_id,
        )
    )
    return session.scalar(found) or 0


@dataclass(frozen=True)
class Named:
    """A comment that names somebody, and what it is about."""

    comment: Comment
    subject: Subject | None
    is_seen: bool


def mentions_page(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID, cursor: Cursor
) -> Page[Named]:
    """What names somebody: what they have not seen first, then the latest first."""
    seen = sa.case((Mention.seen_at.is_(None), 0), else_=1)
    found = (
        _comments(DeskComment.subject, DeskComment.subject_id, seen.label("seen"))
        .join(Mention, Mention.comment_id == DeskComment.id)
        .where(Mention.account_id == account_id, DeskComment.consultation_id == consultation_id)
    )
    columns = [(seen, False), (DeskComment.id, True)]
    border = cursor.as_count_and_uuid()
    rows = session.execute(paged_by(found, columns, cursor, border, size=PAGE_SIZE)).all()
    keys = [(row.subject, row.subject_id) for row in rows]
    subjects = subjects_named(session, consultation_id, keys)
    named = [
        Named(_comment(row), subjects.get((row.subject, row.subject_id)), bool(row.seen))
        for row in rows
    ]
    return make_page(
        named,
        cursor,
        size=PAGE_SIZE,
        key_of=lambda one: counted_key(int(one.is_seen), one.comment.id),
    )


def tasks_page(
    session: Session,
    consultation_id: uuid.UUID,
    cursor: Cursor,
    *,
    account_id: uuid.UUID | None = None,
    done: bool = False,
) -> Page[Task]:
    """What is entrusted, to one person or to anybody, the latest first."""
    found = _tasks(consultation_id).where(
        DeskTask.done_at.is_not(None) if done else DeskTask.done_at.is_(None)
    )
    if account_id is not None:
        found = found.where(DeskTask.account_id == account_id)
    rows = session.execute(
        paged(found, DeskTask.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    ).all()
    keys = [(row.DeskTask.subject, row.DeskTask.subject_id) for row in rows]
    subjects = subjects_named(session, consultation_id, keys)
    tasks = [_task(row, subjects) for row in rows]
    return make_page(tasks, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)


def open_tasks_by_person(
    session: Session, consultation_id: uuid.UUID
) -> Sequence[tuple[uuid.UUID, str, int]]:
    """Who is entrusted with how many things that are not done, by name."""
    count = sa.func.count()
    found = (
        sa.select(Account.id, Account.name, count)
        .join(DeskTask, DeskTask.account_id == Account.id)
        .where(DeskTask.consultation_id == consultation_id, DeskTask.done_at.is_(None))
        .group_by(Account.id, Account.name)
        .order_by(sa.func.lower(Account.name), Account.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found)]


def _comments(*more: Any) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        DeskComment.id,
        DeskComment.account_id,
        DeskComment.text,
        DeskComment.created_at,
        DeskComment.removed_at,
        DeskComment.scoring_id,
        Account.name.label("who"),
        *more,
    ).outerjoin(Account, Account.id == DeskComment.account_id)


def _comment(row: Any) -> Comment:
    return Comment(
        id=row.id,
        account_id=row.account_id,
        who=row.who or "",
        text=row.text,
        made_at=row.created_at,
        is_removed=row.removed_at is not None,
        scoring_id=row.scoring_id,
    )


def _tasks(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    giver = aliased(Account)
    return (
        sa.select(DeskTask, Account.name.label("who"), giver.name.label("given_by"))
        .join(Account, Account.id == DeskTask.account_id)
        .outerjoin(giver, giver.id == DeskTask.given_by_id)
        .where(DeskTask.consultation_id == consultation_id)
    )


def _task(row: Any, subjects: dict[tuple[DeskSubject, uuid.UUID], Subject]) -> Task:
    task: DeskTask = row.DeskTask
    return Task(
        id=task.id,
        account_id=task.account_id,
        who=row.who,
        given_by_id=task.given_by_id,
        given_by=row.given_by or "",
        note=task.note,
        given_at=task.created_at,
        done_at=task.done_at,
        subject=subjects.get((task.subject, task.subject_id)),
    )
