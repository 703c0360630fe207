"""Official answers to ideas: only ever added, the newest one is in force."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.taking_part import refuse_unless_published
from app.models import Idea, IdeaAnswer, NoticeKind, Verdict
from app.models.turns import wait_for_others
from app.notifications.noticing import note_of_contribution

LONGEST_REASON = 5000


class NoReason(ValueError):
    """An answer says why."""


class AnsweredMeanwhile(ValueError):
    """Somebody answered the idea since the page was shown."""


@dataclass(frozen=True)
class AnswersShown:
    """The answers that an idea has, those of its lead among them, the newest first."""

    own: Sequence[IdeaAnswer]
    of_lead: Sequence[IdeaAnswer]

    @property
    def newest_id(self) -> uuid.UUID | None:
        """The answer to the idea itself that is in force."""
        return self.own[0].id if self.own else None


def answer(
    session: Session,
    idea: Idea,
    *,
    key: str,
    account_id: uuid.UUID | None,
    verdict: Verdict,
    reason: str,
    seen: uuid.UUID | None,
) -> IdeaAnswer:
    """Answer an idea; the answer in force until then stays in its history.

    `key` is made with the page: sent twice, the answer is given once. `seen` is the answer in
    force when the page was shown.

    Raises:
        NoReason: nothing says why.
        IdeaNotPublished: not everybody reads the idea.
        AnsweredMeanwhile: another answer came since.
    """
    if not reason.strip():
        raise NoReason(idea.id)
    wait_for_others(session, idea)
    session.refresh(idea.contribution)
    before = answers_of(session, idea).own
    given = [one for one in before if one.key == key]
    if given:
        return given[0]
    refuse_unless_published(idea)
    if before and before[0].id != seen:
        raise AnsweredMeanwhile(before[0].id)
    new = IdeaAnswer(
        idea_id=idea.id, key=key, account_id=account_id, verdict=verdict, reason=reason.strip()
    )
    session.add(new)
    session.flush()
    note_of_contribution(session, idea.contribution, NoticeKind.ANSWERED, is_public=True)
    return new


def answers_of(session: Session, idea: Idea) -> AnswersShown:
    """Every answer to an idea and to its lead."""
    found = session.scalars(
        sa.select(IdeaAnswer)
        .where(IdeaAnswer.idea_id.in_([idea.id, idea.lead_id or idea.id]))
        .order_by(IdeaAnswer.id.desc())
    ).all()
    return AnswersShown(
        own=[one for one in found if one.idea_id == idea.id],
        of_lead=[one for one in found if one.idea_id != idea.id],
    )


def answered(*verdicts: Verdict) -> sa.ColumnElement[bool]:
    """Whether an idea, or its lead, has an official answer: for the `where` of a query of `Idea`.

    With verdicts: whether the one in force, its own or else its lead's, is one of these.
    """
    if verdicts:
        return sa.func.coalesce(_in_force(Idea.id), _in_force(Idea.lead_id)).in_(verdicts)
    # Asked once, not for each idea: answers are few, ideas may be many.
    ids = sa.select(IdeaAnswer.idea_id)
    return sa.or_(Idea.id.in_(ids), sa.func.coalesce(Idea.lead_id, Idea.id).in_(ids))


def _in_force(idea_id: sa.ColumnExpressionArgument[Any]) -> sa.ScalarSelect[Verdict]:
    return (
        sa.select(IdeaAnswer.verdict)
        .where(IdeaAnswer.idea_id == idea_id)
        .order_by(IdeaAnswer.id.desc())
        .limit(1)
        .correlate(Idea)
        .scalar_subquery()
    )
