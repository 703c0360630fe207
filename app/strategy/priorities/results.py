"""What a closed round says: of each subject its spread and its places; and as it was frozen."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Criterion, Score, Scoring, ScoringState
from app.strategy.priorities.ranking import Place, Spread, borda, places, spread_of, weighted
from app.strategy.priorities.subjects import Scored, subjects_of

FAR_APART = 1.5
"""Points between the quartiles of the weighted scores from which people disagree."""
FAR_APART_ON_ONE = 2
"""The same on one criterion, where scores are whole numbers."""
PLACES_APART = 2
"""Between the two ranks of a subject, from which they are said to differ."""


class StillBlind(ValueError):
    """Nobody sees the scores of others while the round is open, not even who opened it."""


@dataclass(frozen=True)
class OnCriterion:
    title: str
    weight: int
    spread: Spread | None

    @property
    def is_disputed(self) -> bool:
        return self.spread is not None and self.spread.between_quartiles >= FAR_APART_ON_ONE


@dataclass(frozen=True)
class Ranked:
    """A subject with its figures. Those over all the criteria come from the people who scored it
    on each; `overall`, `borda` and the places are None where nobody did (or compared it)."""

    id: str
    code: str
    title: str
    criteria: tuple[OnCriterion, ...]
    overall: Spread | None
    by_median: Place | None
    borda: float | None
    by_borda: Place | None
    scorers: int
    """Of the round: all who scored anything."""

    @property
    def name(self) -> str:
        return f"{self.code} – {self.title}" if self.code else self.title

    @property
    def subject_id(self) -> uuid.UUID:
        return uuid.UUID(self.id)

    @property
    def differs(self) -> bool:
        """Whether the two ranks are more than neighbours."""
        if self.by_median is None or self.by_borda is None:
            return False
        return self.by_median.distance(self.by_borda) >= PLACES_APART

    @property
    def is_disputed(self) -> bool:
        apart = self.overall is not None and self.overall.between_quartiles >= FAR_APART
        return apart or any(one.is_disputed for one in self.criteria)


def results_of(session: Session, scoring: Scoring) -> list[Ranked]:
    """The subjects of a round that is no longer open, the first by median first.

    Of a frozen one they are as they were kept, whatever has changed since.

    Raises:
        StillBlind: scores are being given.
    """
    if scoring.state is ScoringState.OPEN:
        raise StillBlind(scoring.id)
    if scoring.state is ScoringState.FROZEN:
        return [_from_kept(one) for one in scoring.ranking]
    criteria = session.scalars(
        sa.select(Criterion).where(Criterion.scoring_id == scoring.id).order_by(Criterion.position)
    ).all()
    return ranked(subjects_of(session, scoring), criteria, _sheets(session, scoring.id))


Sheets = dict[uuid.UUID, dict[uuid.UUID, dict[uuid.UUID, int]]]
"""Person → subject → criterion → score."""


def ranked(
    subjects: Sequence[Scored], criteria: Sequence[Criterion], sheets: Sheets
) -> list[Ranked]:
    """Each subject with its figures: what `results_of` shows, from the scores themselves."""
    weights = {one.id: one.weight for one in criteria}
    known = {one.id for one in subjects}
    judged = {
        person: _whole(
            {subject: scores for subject, scores in sheet.items() if subject in known}, weights
        )
        for person, sheet in sheets.items()
    }
    overall = {
        one.id: spread_of([sheet[one.id] for sheet in judged.values() if one.id in sheet])
        for one in subjects
    }
    medians = places({key: spread.median for key, spread in overall.items() if spread})
    shares = borda(list(judged.values()))
    orders = places(shares)
    found = [
        Ranked(
            id=one.id.hex,
            code=one.code,
            title=one.title,
            criteria=tuple(_on(criterion, one.id, sheets) for criterion in criteria),
            overall=overall[one.id],
            by_median=medians.get(one.id),
            borda=float(shares[one.id]) if one.id in shares else None,
            by_borda=orders.get(one.id),
            scorers=len(sheets),
        )
        for one in subjects
    ]
    last = len(found) + 1
    return sorted(
        found,
        key=lambda one: (
            one.by_median.first if one.by_median else last,
            one.by_borda.first if one.by_borda else last,
        ),
    )


def as_kept(results: Sequence[Ranked]) -> list[dict[str, Any]]:
    """Results as plain data, for a ranking that never changes."""
    return [asdict(one) for one in results]


def _from_kept(kept: dict[str, Any]) -> Ranked:
    criteria = tuple(
        OnCriterion(one["title"], one["weight"], _spread(one["spread"])) for one in kept["criteria"]
    )
    return Ranked(
        **{
            **kept,
            "criteria": criteria,
            "overall": _spread(kept["overall"]),
            "by_median": _place(kept["by_median"]),
            "by_borda": _place(kept["by_borda"]),
        }
    )


def _spread(kept: dict[str, Any] | None) -> Spread | None:
    return Spread(**kept) if kept else None


def _place(kept: dict[str, Any] | None) -> Place | None:
    return Place(**kept) if kept else None


def _on(criterion: Criterion, subject: uuid.UUID, sheets: Sheets) -> OnCriterion:
    given = [sheet.get(subject, {}).get(criterion.id) for sheet in sheets.values()]
    values = [value for value in given if value is not None]
    return OnCriterion(criterion.title, criterion.weight, spread_of(values))


def _whole(
    sheet: dict[uuid.UUID, dict[uuid.UUID, int]], weights: dict[uuid.UUID, int]
) -> dict[uuid.UUID, Fraction]:
    """The weighted scores of what somebody judged on each criterion."""
    found = {subject: weighted(scores, weights) for subject, scores in sheet.items()}
    return {subject: value for subject, value in found.items() if value is not None}


def _sheets(session: Session, scoring_id: uuid.UUID) -> Sheets:
    rows = session.execute(
        sa.select(Score.account_id, Score.subject_id, Score.criterion_id, Score.value)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Criterion.scoring_id == scoring_id)
    )
    sheets: Sheets = defaultdict(lambda: defaultdict(dict))
    for person, subject, criterion, value in rows:
        sheets[person][subject][criterion] = value
    return sheets
