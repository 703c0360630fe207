"""Which new notices concern whom: many subscriptions at once, in one question to the database.

The same arrows as `app.ideas.concerned.concerned_by`, the other way round.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    Contribution,
    Idea,
    IdeaComment,
    IdeaSupport,
    Notice,
    NoticeKind,
    Participant,
    Receipt,
    ReceiptFollower,
    Subscription,
)

OF_SUPPORTERS = (
    NoticeKind.ANSWERED,
    NoticeKind.GROUPED,
    NoticeKind.SPLIT,
    NoticeKind.DECIDED,
)
"""What those are told who supported an idea, or whose idea is grouped under it: what a moderator
does is between him and the author."""


Ids = Sequence[uuid.UUID] | sa.Select[uuid.UUID]
"""Subscriptions, or the question that finds them."""


def own_notices(session: Session, ids: Ids, last: int) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The notices that concern each of these subscriptions, after the one that was told last and
    up to number `last`, in their order."""
    found = session.execute(
        with_own_notices(ids, last)
        .add_columns(Notice.id.label("notice_id"))
        .group_by(Subscription.id, Notice.id, Notice.number)
        .order_by(Subscription.id, Notice.number)
    )
    notices = defaultdict[uuid.UUID, list[uuid.UUID]](list)
    for row in found:
        notices[row.id].append(row.notice_id)
    return notices


def with_own_notices(ids: Ids, last: int) -> sa.Select[uuid.UUID]:
    """Those of the subscriptions that have some, once for each of them."""
    concerned = _concerned(ids).subquery()
    return (
        sa.select(Subscription.id)
        .join(concerned, concerned.c.subscription_id == Subscription.id)
        .join(Notice, Notice.contribution_id == concerned.c.contribution_id)
        .where(
            Notice.number > Subscription.own_sent_until,
            Notice.number <= last,
            sa.or_(concerned.c.is_author == 1, Notice.kind.in_(OF_SUPPORTERS)),
        )
    )


def _concerned(ids: Ids) -> sa.CompoundSelect[Any]:
    """Subscriptions with the contributions that concern them, and whether they wrote them."""
    people = (
        sa.select(Subscription.id.label("subscription_id"), Participant.id.label("participant_id"))
        .join(
            Participant,
            sa.and_(
                Participant.account_id == Subscription.account_id,
                Participant.consultation_id == Subscription.consultation_id,
            ),
        )
        .where(Subscription.id.in_(ids))
        .cte("people")
    )
    written = _written(ids, people).cte("written")
    ideas = _ideas(people, written).cte("ideas")
    lead = aliased(Idea)
    return sa.union_all(
        sa.select(
            written.c.subscription_id,
            written.c.contribution_id,
            sa.literal(1, sa.Integer).label("is_author"),
        ),
        sa.select(ideas.c.subscription_id, ideas.c.contribution_id, sa.literal(0, sa.Integer)),
        sa.select(ideas.c.subscription_id, lead.contribution_id, sa.literal(0, sa.Integer)).join(
            lead, lead.id == ideas.c.lead_id
        ),
    )


def _written(ids: Ids, people: Any) -> sa.CompoundSelect[Any]:
    """What they wrote: ideas and comments that they posted, what they have the receipt of."""
    receipts = sa.union(
        sa.select(people.c.subscription_id, Receipt.id.label("receipt_id")).join(
            Receipt, Receipt.participant_id == people.c.participant_id
        ),
        sa.select(ReceiptFollower.subscription_id, ReceiptFollower.receipt_id).where(
            ReceiptFollower.subscription_id.in_(ids)
        ),
    ).cte("receipts")
    return sa.union(
        sa.select(receipts.c.subscription_id, Contribution.id.label("contribution_id")).join(
            Contribution, Contribution.receipt_id == receipts.c.receipt_id
        ),
        sa.select(people.c.subscription_id, Idea.contribution_id).join(
            Idea, Idea.participant_id == people.c.participant_id
        ),
        sa.select(people.c.subscription_id, IdeaComment.contribution_id).join(
            IdeaComment, IdeaComment.participant_id == people.c.participant_id
        ),
    )


def _ideas(people: Any, written: Any) -> sa.CompoundSelect[Any]:
    """The ideas that they wrote or support."""
    columns = (Idea.contribution_id, Idea.lead_id)
    return sa.union(
        sa.select(written.c.subscription_id, *columns).join(
            Idea, Idea.contribution_id == written.c.contribution_id
        ),
        sa.select(people.c.subscription_id, *columns)
        .join(IdeaSupport, IdeaSupport.participant_id == people.c.participant_id)
        .join(Idea, Idea.id == IdeaSupport.idea_id),
    )
