"""What the feeds hold: the newest of what everybody reads, fifty at most."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import (
    Activity,
    Consultation,
    Contribution,
    ContributionState,
    Decision,
    Idea,
    IdeaBox,
    IdeaBoxTheme,
    Notice,
    NoticeKind,
)
from app.notifications.atom import Entry
from app.notifications.digests import PUBLIC_KINDS
from app.notifications.telling import LONGEST_DETAIL, cut_at, news_of
from app.notifications.told_facts import hidden_activities, home_of

MOST_ENTRIES = 50


def entries_of_consultation(
    session: Session, consultation: Consultation, moment: dt.datetime
) -> list[Entry]:
    """What happened in a consultation, the newest first."""
    # Not joined: the newest are read until there are enough of them.
    is_published = sa.exists().where(
        Contribution.id == Notice.contribution_id,
        Contribution.state == ContributionState.PUBLISHED,
    )
    notices = session.scalars(
        sa.select(Notice)
        .where(
            Notice.consultation_id == consultation.id,
            Notice.is_public,
            Notice.kind.in_((*PUBLIC_KINDS, NoticeKind.NEWSLETTER)),
            sa.or_(Notice.contribution_id.is_(None), is_published),
            sa.or_(Notice.activity_id.is_(None), Notice.activity_id.not_in(hidden_activities())),
        )
        .order_by(Notice.id.desc())
        .limit(MOST_ENTRIES)
    ).all()
    news = news_of(session, consultation, notices[::-1], moment, to_everybody=True)
    return [
        Entry(
            id=one.notice.id,
            title=f"{one.title} – {one.sentence}",
            updated=one.notice.created_at,
            summary=one.detail,
            path=one.path,
        )
        for one in reversed(news)
    ]


def entries_of_ideas(
    session: Session,
    consultation: Consultation,
    box: IdeaBox,
    theme_id: uuid.UUID | None = None,
) -> list[Entry]:
    """The ideas of a box, or of one of its themes, the newest first."""
    found = (
        sa.select(Idea)
        .join(Idea.contribution)
        .options(contains_eager(Idea.contribution))
        .where(Idea.box_id == box.id, Contribution.state == ContributionState.PUBLISHED)
        .order_by(Idea.id.desc())
        .limit(MOST_ENTRIES)
    )
    if theme_id is not None:
        found = found.where(Idea.theme_id == theme_id)
    home = f"{home_of(consultation)}/ideas/{box.activity.code}"
    return [
        Entry(
            id=one.id,
            title=cut_at(one.contribution.title or one.contribution.text, LONGEST_DETAIL),
            updated=one.contribution.created_at,
            summary=cut_at(one.contribution.text, LONGEST_DETAIL),
            path=f"{home}/{one.id}",
            author=one.signature,
        )
        for one in session.scalars(found)
    ]


def entries_of_decisions(session: Session, consultation: Consultation) -> list[Entry]:
    """What the bodies decided, the newest first."""
    found = (
        sa.select(Decision)
        .where(Decision.consultation_id == consultation.id)
        .order_by(Decision.number.desc())
        .limit(MOST_ENTRIES)
    )
    home = f"{home_of(consultation)}/governance/decisions"
    return [
        Entry(
            id=one.id,
            title=f"{one.body_name} – {one.title}",
            updated=one.created_at,
            summary=cut_at(one.text, LONGEST_DETAIL),
            path=f"{home}/{one.number}",
        )
        for one in session.scalars(found)
    ]


def published_theme(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID
) -> tuple[IdeaBoxTheme, IdeaBox] | None:
    """A theme of a box that everybody sees, and its box."""
    row = session.execute(
        sa.select(IdeaBoxTheme, IdeaBox)
        .join(IdeaBox, IdeaBoxTheme.box_id == IdeaBox.id)
        .join(IdeaBox.activity)
        .options(contains_eager(IdeaBox.activity))
        .where(
            IdeaBoxTheme.id == theme_id,
            Activity.consultation_id == consultation_id,
            IdeaBox.is_published,
        )
    ).one_or_none()
    return (row.IdeaBoxTheme, row.IdeaBox) if row else None
