"""An excerpt as it is shown to be coded: its words, what the machine proposes, what one decided."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    CodedState,
    Coding,
    CodingAct,
    CodingProposal,
    CodingStance,
    CodingTheme,
    Excerpt,
    ExcerptCoding,
    Nature,
    ShownBecause,
)
from app.themes.coding.choices import Choice, Choices
from app.themes.coding.deciding import Coder

SURE, RATHER_SURE = 0.8, 0.5
"""Scores from which the machine is said to be so."""


@dataclass(frozen=True)
class Proposed:
    """A theme that the machine proposes, and how probably it is right, from 0 to 1."""

    theme: Choice
    score: float

    @property
    def sureness(self) -> str:
        """`sure`, `rather` or `hesitates`."""
        if self.score >= SURE:
            return "sure"
        return "rather" if self.score >= RATHER_SURE else "hesitates"


@dataclass(frozen=True)
class Mine:
    """What a person decided last on an excerpt; it may have been taken back."""

    act: CodingAct
    theme_ids: tuple[uuid.UUID, ...]
    nature: Nature | None
    stance: CodingStance | None
    is_flagged: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class Shown(Verbatim):
    """An excerpt to code. `proposed`: the best first; `because`: why the queue shows it."""

    proposed: tuple[Proposed, ...]
    words: tuple[str, ...]
    because: ShownBecause | None
    state: CodedState | None
    mine: Mine | None

    @property
    def best(self) -> Proposed | None:
        return self.proposed[0] if self.proposed else None


def shown(session: Session, coder: Coder, excerpt_id: uuid.UUID, choices: Choices) -> Shown | None:
    """An excerpt of the corpus of this consultation; None when it is not (any more)."""
    found = (
        select_verbatims(CodingProposal, ExcerptCoding)
        .outerjoin(CodingProposal, CodingProposal.excerpt_id == Excerpt.id)
        .outerjoin(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .where(Excerpt.id == excerpt_id, Excerpt.consultation_id == coder.consultation_id)
    )
    row = session.execute(found).first()
    if row is None:
        return None
    known = row._asdict()
    proposal, counts = known.pop("CodingProposal"), known.pop("ExcerptCoding")
    mine = _mine(session, coder, excerpt_id)
    return Shown(
        **known,
        proposed=_proposed(proposal, choices),
        words=tuple(proposal.words) if proposal else (),
        because=_because(proposal, counts),
        state=counts.state if counts else None,
        mine=mine,
    )


def is_excerpt_of(session: Session, consultation_id: uuid.UUID, excerpt_id: uuid.UUID) -> bool:
    """Whether an excerpt is of this consultation, withdrawn or not."""
    found = sa.exists().where(Excerpt.id == excerpt_id, Excerpt.consultation_id == consultation_id)
    return bool(session.scalar(sa.select(found)))


def _proposed(proposal: CodingProposal | None, choices: Choices) -> tuple[Proposed, ...]:
    if proposal is None or proposal.theme_id is None:
        return ()
    scores: dict[uuid.UUID, float] = {}
    others: Sequence[tuple[str, float]] = [(code, score) for code, score in proposal.others]
    for theme_id, score in [(proposal.theme_id, proposal.score), *_identified(others)]:
        # Two proposed themes may have been merged into one since.
        scores.setdefault(choices.stands_for.get(theme_id, theme_id), score)
    return tuple(Proposed(one, scores[one.id]) for one in choices.now(scores))


def _identified(others: Sequence[tuple[str, float]]) -> list[tuple[uuid.UUID, float]]:
    return [(uuid.UUID(code), score) for code, score in others]


def _because(proposal: CodingProposal | None, counts: ExcerptCoding | None) -> ShownBecause | None:
    if counts is not None and counts.state is not CodedState.SKIPPED:
        return ShownBecause.SECOND
    return proposal.because if proposal else None


def _mine(session: Session, coder: Coder, excerpt_id: uuid.UUID) -> Mine | None:
    """The last decision of this person, with the themes of the one before where that was undone."""
    mine = (
        sa.select(Coding)
        .where(Coding.excerpt_id == excerpt_id, Coding.account_id == coder.account_id)
        .order_by(Coding.id.desc())
        .limit(2)
    )
    rows = session.scalars(mine).all()
    if not rows:
        return None
    undone = rows[0].act is CodingAct.TAKEN_BACK and len(rows) > 1
    told = rows[1] if undone else rows[0]
    themes = sa.select(CodingTheme.theme_id).where(CodingTheme.coding_id == told.id)
    return Mine(
        act=rows[0].act,
        theme_ids=tuple(session.scalars(themes)),
        nature=told.nature,
        stance=told.stance,
        is_flagged=told.is_flagged,
        note=told.note,
    )
