"""Ideas like one that somebody is about to post, by the words that they share."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.matching import MOST_WORDS, subjects_with
from app.corpus.search.stems import stems
from app.models import Contribution, ContributionState, Idea, IdeaBox

MOST_SIMILAR = 5
SHORTEST_WORD = 4
"""Signs of a stem that tells something of an idea."""
LEAST_SHARE = 0.34
"""Of the words of the title, that another idea must hold to be shown."""


@dataclass(frozen=True)
class SimilarIdea:
    """An idea that everybody reads. `score` is between 0 and 1."""

    idea_id: uuid.UUID
    title: str
    supporters: int
    score: float


def similar_to(session: Session, box: IdeaBox, title: str, text: str) -> list[SimilarIdea]:
    """The ideas of a box that share most words with a title, the closest first."""
    words = list(dict.fromkeys(one for one in stems(title) if len(one) >= SHORTEST_WORD))
    shared: Counter[uuid.UUID] = Counter()
    for word in words[:MOST_WORDS]:
        subjects = subjects_with(session, word)
        if subjects is not None:
            here = sa.select(Idea.id).where(Idea.box_id == box.id)
            shared.update(session.scalars(here.where(Idea.contribution_id.in_(subjects))))
    scores = {idea_id: number / len(words[:MOST_WORDS]) for idea_id, number in shared.items()}
    close = sorted(scores, key=lambda idea_id: (-scores[idea_id], idea_id))
    found = session.execute(
        sa.select(Idea.id, Contribution.title, Idea.all_supporters)
        .join(Idea.contribution)
        .where(
            Idea.id.in_([one for one in close[:50] if scores[one] >= LEAST_SHARE]),
            Contribution.state == ContributionState.PUBLISHED,
        )
    )
    rows = {row.id: row for row in found}
    return [
        SimilarIdea(one, rows[one].title, rows[one].all_supporters, scores[one])
        for one in close
        if one in rows
    ][:MOST_SIMILAR]
