"""The index of the published ideas of one box, brought up to date from the database."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from analysis.near.near_texts import NearTexts
from analysis.near.text_features import LONGEST_TEXT
from app.models import Contribution, ContributionState, Idea
from app.models.types import now

MOST_IDEAS = 100_000
"""Of a box, the newest are compared."""
COMPARED_EVERY = 60.0
"""Seconds between two looks at every idea of a box."""
COMMITTED_WITHIN = dt.timedelta(minutes=2)
"""An idea may be written down before another one and be committed after it."""
CHUNK = 1000


@dataclass
class BoxIndex:
    """The index of a box, and the contribution that it knows of each idea.

    Identifiers are text, as the database writes them: to make thousands of them at each comparison
    takes longer than the rest of it.
    """

    texts: NearTexts[str] = field(default_factory=NearTexts)
    known: dict[str, str] = field(default_factory=dict)
    looked_at: dt.datetime | None = None
    compared_at: float | None = None
    lock: Lock = field(default_factory=Lock)

    def begin_with(self, kept: tuple[NearTexts[str], dict[str, str]] | None) -> None:
        """Take up an index that was built before; all its ideas are then compared."""
        if kept is not None:
            self.texts, self.known = kept

    def refresh(self, session: Session, box_id: uuid.UUID) -> None:
        """Bring it up to date."""
        moment = now()
        if self.compared_at is None or time.monotonic() - self.compared_at >= COMPARED_EVERY:
            found = _published(session, box_id)
            self._forget([idea_id for idea_id in self.known if idea_id not in found])
            self.compared_at = time.monotonic()
        else:
            assert self.looked_at is not None
            found = _published(session, box_id, since=self.looked_at - COMMITTED_WITHIN)
        self._learn(
            session, {one: said for one, said in found.items() if self.known.get(one) != said}
        )
        self.looked_at = moment

    def _forget(self, idea_ids: Sequence[str]) -> None:
        self.texts.remove(idea_ids)
        for idea_id in idea_ids:
            del self.known[idea_id]

    def _learn(self, session: Session, found: dict[str, str]) -> None:
        ideas = iter(found.items())
        while part := dict(islice(ideas, CHUNK)):
            texts = _texts(session, list(part.values()))
            self.texts.add(list(part), [texts[said] for said in part.values()])
            self.known.update(part)


def idea_text(title: str, text: str) -> str:
    """What is compared of an idea. Its title counts more than its words, which may be many."""
    return title if text.strip() in ("", title.strip()) else f"{title}\n{title}\n{text}"


def _published(
    session: Session, box_id: uuid.UUID, *, since: dt.datetime | None = None
) -> dict[str, str]:
    """The contribution of each published idea of a box, the oldest first."""
    found = (
        sa.select(_text_of(Idea.id).label("id"), _text_of(Idea.contribution_id).label("said"))
        .join(Idea.contribution)
        .where(Idea.box_id == box_id, Contribution.state == ContributionState.PUBLISHED)
        .order_by(Idea.id.desc())
        .limit(MOST_IDEAS)
    )
    if since is not None:
        # Identifiers begin with their moment, in milliseconds (UUIDv7).
        found = found.where(Idea.id >= uuid.UUID(int=int(since.timestamp() * 1000) << 80))
    return {row.id: row.said for row in reversed(session.execute(found).all())}


def _text_of(identifier: InstrumentedAttribute[uuid.UUID]) -> sa.ColumnElement[str]:
    return sa.cast(identifier, sa.String)


def _texts(session: Session, contribution_ids: list[str]) -> dict[str, str]:
    found = sa.select(
        _text_of(Contribution.id).label("id"),
        sa.func.substr(Contribution.title, 1, LONGEST_TEXT).label("title"),
        sa.func.substr(Contribution.text, 1, LONGEST_TEXT).label("text"),
    ).where(Contribution.id.in_(list(map(uuid.UUID, contribution_ids))))
    return {row.id: idea_text(row.title, row.text) for row in session.execute(found)}
