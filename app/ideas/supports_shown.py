"""What the button and the figures of supports say, for the ideas of a page at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ContributionState, Idea, IdeaBox, IdeaSupport, Opening, Participant


@dataclass(frozen=True)
class SupportShown:
    """The supporters of an idea, and what the person who reads may do."""

    idea_id: uuid.UUID
    title: str
    number: int
    """Those of its group, each once."""
    unverified: int
    """How many of them are known by their device only."""
    is_supported: bool
    """By the person who reads."""
    is_supported_in_group: bool
    """The person who reads supports an idea that is grouped under this one."""
    takes_supports: bool
    wants_account: bool
    """Only those who are signed in may support it."""


def supports_of(
    session: Session,
    box: IdeaBox,
    ideas: Sequence[Idea],
    participant: Participant | None,
    opening: Opening,
) -> dict[uuid.UUID, SupportShown]:
    """The supports of the ideas of a page by idea; at most one query.

    `opening` is that of the box now. The contributions of the ideas are loaded. `participant` is
    who reads, where they took part before.
    """
    theirs, in_groups = _supported(session, ideas, participant)
    return {
        idea.id: SupportShown(
            idea_id=idea.id,
            title=idea.contribution.title or idea.contribution.text,
            number=idea.all_supporters,
            unverified=idea.unverified_supporters,
            is_supported=idea.id in theirs,
            is_supported_in_group=idea.id in in_groups,
            takes_supports=opening is Opening.OPEN
            and idea.contribution.state is ContributionState.PUBLISHED,
            wants_account=box.wants_account,
        )
        for idea in ideas
    }


def _supported(
    session: Session, ideas: Sequence[Idea], participant: Participant | None
) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """The ideas that they support, and those under which an idea that they support is grouped."""
    if participant is None or not ideas:
        return set(), set()
    ids = [idea.id for idea in ideas]
    found = session.execute(
        sa.select(Idea.id, Idea.lead_id)
        .join(IdeaSupport, IdeaSupport.idea_id == Idea.id)
        .where(
            IdeaSupport.participant_id == participant.id,
            Idea.id.in_(ids) | Idea.lead_id.in_(ids),
        )
    ).all()
    return {idea_id for idea_id, _ in found}, {lead_id for _, lead_id in found if lead_id}
