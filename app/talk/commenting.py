"""Saying something about a subject of the desk, and taking one's own words back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import DeskComment, DeskSubject, Mention
from app.models.turns import wait_for_name, wait_for_others
from app.talk.mentioning import named_in
from app.talk.news import note_news
from app.talk.team import team_of

LONGEST = 5_000
"""Characters of a comment."""


@dataclass(frozen=True)
class Said:
    """What somebody says, and whom they chose to tell; those whom the words name are told too."""

    key: str
    """Made with the page: sent twice, it is said once."""
    text: str
    people: Collection[uuid.UUID] = ()
    scoring_id: uuid.UUID | None = None
    """The round of priorities in which it is said."""


@dataclass(frozen=True)
class About:
    """The subject, which the caller found to be of the consultation."""

    consultation_id: uuid.UUID
    subject: DeskSubject
    subject_id: uuid.UUID


def say(
    session: Session, about: About, said: Said, *, account_id: uuid.UUID, moment: dt.datetime
) -> DeskComment:
    """Keep a comment and who is named in it; what named its author here is seen by that."""
    wait_for_name(session, f"comment {account_id} {said.key}")
    there = session.scalar(
        sa.select(DeskComment).where(
            DeskComment.account_id == account_id, DeskComment.key == said.key
        )
    )
    if there is not None:
        return there
    made = DeskComment(
        consultation_id=about.consultation_id,
        subject=about.subject,
        subject_id=about.subject_id,
        scoring_id=said.scoring_id,
        account_id=account_id,
        key=said.key,
        text=said.text,
        created_at=moment,
    )
    session.add(made)
    session.flush()
    names = {one.id: one.name for one in team_of(session, about.consultation_id)}
    told = (named_in(said.text, names) | (set(said.people) & names.keys())) - {account_id}
    session.add_all(Mention(comment_id=made.id, account_id=person) for person in sorted(told))
    _see(session, account_id, moment, _about(about))
    note_news(session, about.consultation_id, told)
    return made


def take_back(session: Session, comment: DeskComment, moment: dt.datetime) -> None:
    """Empty one's own words; that something was said stays. Nobody is told of it any more."""
    wait_for_others(session, comment)
    comment.text = ""
    comment.removed_at = comment.removed_at or moment
    session.execute(sa.delete(Mention).where(Mention.comment_id == comment.id))


def see(
    session: Session,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID,
    comment_ids: Collection[uuid.UUID],
    moment: dt.datetime,
) -> None:
    """Keep that somebody saw these comments in which they are named."""
    here = DeskComment.consultation_id == consultation_id
    _see(session, account_id, moment, sa.and_(here, DeskComment.id.in_(comment_ids)))


def own_comment(
    session: Session, consultation_id: uuid.UUID, comment_id: uuid.UUID, account_id: uuid.UUID
) -> DeskComment | None:
    """A comment of this person."""
    return session.scalar(
        sa.select(DeskComment).where(
            DeskComment.id == comment_id,
            DeskComment.consultation_id == consultation_id,
            DeskComment.account_id == account_id,
        )
    )


def _about(about: About) -> sa.ColumnElement[bool]:
    return sa.and_(
        DeskComment.consultation_id == about.consultation_id,
        DeskComment.subject == about.subject,
        DeskComment.subject_id == about.subject_id,
    )


def _see(
    session: Session,
    account_id: uuid.UUID,
    moment: dt.datetime,
    which: sa.ColumnElement[bool],
) -> None:
    session.execute(
        sa.update(Mention)
        .where(
            Mention.account_id == account_id,
            Mention.seen_at.is_(None),
            Mention.comment_id.in_(sa.select(DeskComment.id).where(which)),
        )
        .values(seen_at=moment)
        .execution_options(synchronize_session=False)
    )
