"""Ideas like the one that somebody is about to post."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import Contribution, ContributionState, Idea, IdeaBox
from app.themes.near_index import idea_text
from app.themes.near_texts import SHELF

SHOWN = 5
LONGEST_TITLE = 200
"""Signs of a title that are compared."""
SHORTEST_TITLE = 3
# Members of a group are one idea, and some may have been withdrawn since they were compared.
ASKED_FOR_ONE = 6


@dataclass(frozen=True)
class SimilarIdea:
    """A published idea that everybody reads; `score` is how near it is, in 0..1."""

    idea_id: uuid.UUID
    title: str
    supporters: int
    score: float


def similar_to(
    session: Session, box: IdeaBox, title: str, text: str = "", k: int = SHOWN
) -> list[SimilarIdea]:
    """The `k` published ideas of the box nearest to these words at most, the nearest first.

    An idea that is grouped under a lead gives its lead.
    """
    return similar_to_each(session, box, [(title, text)], k)[0]


def similar_to_each(
    session: Session, box: IdeaBox, written: Sequence[tuple[str, str]], k: int = SHOWN
) -> list[list[SimilarIdea]]:
    """What `similar_to` finds for each of several titles with their texts, all at once."""
    titles = [title.strip()[:LONGEST_TITLE] for title, _text in written]
    if all(len(title) < SHORTEST_TITLE for title in titles):
        return [[] for _title in titles]
    texts = [
        idea_text(title, text) if len(title) >= SHORTEST_TITLE else ""
        for title, (_title, text) in zip(titles, written, strict=True)
    ]
    near = SHELF.near(session, box, texts, ASKED_FOR_ONE * k)
    shown = _shown_for(session, [idea_id for found in near for idea_id, _score in found])
    return [_first_of(found, shown, k) for found in near]


def _first_of(
    near: Sequence[tuple[uuid.UUID, float]], shown: Mapping[uuid.UUID, _Shown], k: int
) -> list[SimilarIdea]:
    found: dict[uuid.UUID, SimilarIdea] = {}
    for idea_id, score in near:
        idea = shown.get(idea_id)
        if idea is not None and idea.id not in found and len(found) < k:
            found[idea.id] = SimilarIdea(idea.id, idea.title, idea.supporters, score)
    return list(found.values())


@dataclass(frozen=True)
class _Shown:
    id: uuid.UUID
    title: str
    supporters: int


def _shown_for(session: Session, idea_ids: list[uuid.UUID]) -> dict[uuid.UUID, _Shown]:
    """What is shown for each of these ideas: itself, or the lead of its group."""
    lead, said_by_lead = aliased(Idea), aliased(Contribution)
    is_led = said_by_lead.id.is_not(None)
    rows = session.execute(
        sa.select(
            Idea.id,
            sa.case((is_led, lead.id), else_=Idea.id).label("shown_id"),
            sa.case((is_led, said_by_lead.title), else_=Contribution.title).label("title"),
            sa.case((is_led, lead.all_supporters), else_=Idea.all_supporters).label("supporters"),
        )
        .join(Idea.contribution)
        .outerjoin(lead, Idea.lead_id == lead.id)
        .outerjoin(
            said_by_lead,
            sa.and_(
                lead.contribution_id == said_by_lead.id,
                said_by_lead.state == ContributionState.PUBLISHED,
            ),
        )
        .where(Idea.id.in_(idea_ids), Contribution.state == ContributionState.PUBLISHED)
    )
    return {row.id: _Shown(row.shown_id, row.title, row.supporters) for row in rows}
