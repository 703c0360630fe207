"""What the page of an idea shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus.moderation.decisions import Decision, decision_of
from app.corpus.receipts.issuing import receipt_code
from app.ideas.answering import AnswersShown, answers_of
from app.ideas.comments_shown import CommentsShown, comments_of
from app.ideas.correcting import LIVING
from app.ideas.groups_shown import GroupShown, group_of
from app.ideas.parts_shown import PartsShown, parts_of
from app.ideas.supports_shown import SupportShown, supports_of
from app.ideas.taking_part import is_author, opening_of
from app.models import ContributionState, Idea, IdeaBox, Opening, Participant

JUST_POSTED = dt.timedelta(minutes=30)
"""As long as its author is thanked for an idea, and shown its receipt."""


@dataclass(frozen=True)
class IdeaPage:
    """An idea as somebody reads it. One that was withdrawn has neither words nor signature."""

    idea: Idea
    title: str
    text: str
    """Empty where there is nothing but a title."""
    question: str
    signature: str
    theme: str
    opening: Opening
    """Whether its box takes supports, comments and corrections at this moment."""
    is_own: bool
    may_correct: bool
    may_withdraw: bool
    receipt: str | None
    """The code of its receipt: shown to its author just after posting."""
    decision: Decision | None
    """Why it was refused, for its author."""
    answers: AnswersShown
    support: SupportShown
    group: GroupShown | None
    parts: PartsShown
    comments: CommentsShown

    @property
    def is_withdrawn(self) -> bool:
        return self.idea.contribution.state is ContributionState.WITHDRAWN

    @property
    def is_held(self) -> bool:
        return self.idea.contribution.state is ContributionState.HELD

    @property
    def is_rejected(self) -> bool:
        return self.idea.contribution.state is ContributionState.REJECTED


def idea_page_of(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    *,
    participant: Participant | None,
    app_key: str,
    moment: dt.datetime,
) -> IdeaPage:
    """The page of an idea, for its author or for others: `participant` is who reads."""
    said = idea.contribution
    opening = opening_of(session, box, moment)
    is_shown = said.state is not ContributionState.WITHDRAWN
    is_own = is_author(idea, participant)
    may_change = is_own and said.state in LIVING
    is_new = moment - idea.created_at < JUST_POSTED
    return IdeaPage(
        idea=idea,
        title=said.title if is_shown else "",
        text=said.text if is_shown and said.text != said.title else "",
        question=said.question if is_shown else "",
        signature=idea.signature if is_shown else "",
        theme=idea.theme.title if idea.theme else "",
        opening=opening,
        is_own=is_own,
        may_correct=may_change and opening is Opening.OPEN,
        may_withdraw=may_change,
        receipt=receipt_code(app_key, said.receipt_id)
        if may_change and is_new and said.receipt_id
        else None,
        decision=decision_of(session, said.id) if is_own and said.looked_at else None,
        answers=answers_of(session, idea),
        support=supports_of(session, box, [idea], participant, opening)[idea.id],
        group=group_of(session, idea),
        parts=parts_of(session, idea),
        comments=comments_of(session, box, idea, participant, opening),
    )
