"""What the button and the figures of supports say, for the ideas of a page at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.lists import IdeaLine
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
    """The supports of some ideas by idea; one query at most.

    `opening` is that of the box now. The contributions of the ideas are loaded. `participant` is
    who reads, where they took part before.
    """
    facts = [
        _Facts(
            idea.id,
            idea.contribution.title or idea.contribution.text,
            idea.contribution.state,
            idea.all_supporters,
            idea.unverified_supporters,
        )
        for idea in ideas
    ]
    return _shown(session, box, facts, participant, opening)


def supports_of_lines(
    session: Session,
    box: IdeaBox,
    lines: Sequence[IdeaLine],
    participant: Participant | None,
    opening: Opening,
) -> dict[uuid.UUID, SupportShown]:
    """The same for the ideas of a list."""
    facts = [
        _Facts(line.id, line.title, line.state, line.supporters, line.unverified) for line in lines
    ]
    return _shown(session, box, facts, participant, opening)


@dataclass(frozen=True)
class _Facts:
    """What an idea says of its supporters, whoever reads."""

    idea_id: uuid.UUID
    title: str
    state: ContributionState
    number: int
    unverified: int


def _shown(
    session: Session,
    box: IdeaBox,
    facts: Sequence[_Facts],
    participant: Participant | None,
    opening: Opening,
) -> dict[uuid.UUID, SupportShown]:
    ids = [one.idea_id for one in facts]
    theirs, in_groups = _supported(session, ids, participant)
    return {
        one.idea_id: SupportShown(
            idea_id=one.idea_id,
            title=one.title,
            number=one.number,
            unverified=one.unverified,
            is_supported=one.idea_id in theirs,
            is_supported_in_group=one.idea_id in in_groups,
            takes_supports=opening is Opening.OPEN and one.state is ContributionState.PUBLISHED,
            wants_account=box.wants_account,
        )
        for one in facts
    }


def _supported(
    session: Session, ids: Sequence[uuid.UUID], participant: Participant | None
) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """The ideas that they support, and those under which an idea that they support is grouped."""
    if participant is None or not ids:
        return set(), set()
    found = session.execute(
        sa.select(Idea.id, Idea.lead_id)
        .join(IdeaSupport, IdeaSupport.idea_id == Idea.id)
        .where(
            IdeaSupport.participant_id == participant.id,
            Idea.id.in_(ids) | Idea.lead_id.in_(ids),
        )
    ).all()
    return {idea_id for idea_id, _ in found}, {lead_id for _, lead_id in found if lead_id}
