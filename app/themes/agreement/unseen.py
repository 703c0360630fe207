"""What people decided of excerpts without seeing what others had decided of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.coders import Codes, Pair
from app.models import (
    IN_CORPUS,
    Coding,
    CodingAct,
    CodingTheme,
    CodingVia,
    Contribution,
    Excerpt,
    ShownBecause,
    Theme,
)

UNSEEN = (CodingVia.QUEUE, CodingVia.SAMPLE, CodingVia.IMPORTED)


@dataclass(frozen=True)
class Unseen:
    """A decision; its themes by those for which they stand now, named in hexadecimal."""

    excerpt_id: uuid.UUID
    account_id: uuid.UUID | None
    themes: Codes
    proposed: str | None
    tells_of_machine: bool
    """Whether the queue drew the excerpt by chance, before the machine learned from it."""


def unseen_decisions(session: Session, consultation_id: uuid.UUID) -> list[Unseen]:
    """The last such decision of each person on each excerpt of the corpus, the oldest first.

    One that was taken back is none. Those are left out that nothing can be compared with: of one
    person alone, on an excerpt that was not drawn by chance.
    """
    newest: dict[tuple[uuid.UUID, uuid.UUID | None], sa.Row[Any]] = {}
    for row in session.execute(_rows(consultation_id)):
        newest[row.excerpt_id, row.account_id] = row
    themes = _themes(session, consultation_id)
    return [
        Unseen(
            row.excerpt_id,
            row.account_id,
            frozenset(themes.get(row.id, ())),
            row.stands_for_id.hex if row.stands_for_id else None,
            row.via is CodingVia.QUEUE and row.because is ShownBecause.DRAWN,
        )
        for row in sorted(newest.values(), key=lambda row: row.id)
        if row.act is CodingAct.CODED
    ]


def pairs_of_people(decisions: Iterable[Unseen]) -> dict[uuid.UUID, Pair]:
    """What the first two people said of each excerpt that two coded."""
    said: dict[uuid.UUID, list[Codes]] = defaultdict(list)
    for one in decisions:
        said[one.excerpt_id].append(one.themes)
    return {excerpt: (codes[0], codes[1]) for excerpt, codes in said.items() if len(codes) > 1}


def pairs_with_machine(decisions: Iterable[Unseen]) -> dict[uuid.UUID, Pair]:
    """What the machine proposed of each excerpt drawn by chance, and what its first coder said."""
    pairs: dict[uuid.UUID, Pair] = {}
    for one in decisions:
        if one.tells_of_machine and one.proposed is not None:
            pairs.setdefault(one.excerpt_id, (frozenset({one.proposed}), one.themes))
    return pairs


def _comparable(consultation_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    """The excerpts with several decisions, and those that were drawn by chance."""
    drawn = sa.case((Coding.because == ShownBecause.DRAWN, 1), else_=0)
    return (
        sa.select(Coding.excerpt_id)
        .where(Coding.consultation_id == consultation_id)
        .group_by(Coding.excerpt_id)
        .having(sa.or_(sa.func.count() > 1, sa.func.max(drawn) == 1))
    )


def _rows(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Coding.id,
            Coding.excerpt_id,
            Coding.account_id,
            Coding.act,
            Coding.via,
            Coding.because,
            Theme.stands_for_id,
        )
        .join(Excerpt, Coding.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .outerjoin(Theme, Coding.proposed_theme_id == Theme.id)
        .where(
            Coding.consultation_id == consultation_id,
            Coding.excerpt_id.in_(_comparable(consultation_id)),
            Contribution.state.in_(IN_CORPUS),
            sa.or_(Coding.via.in_(UNSEEN), Coding.act == CodingAct.TAKEN_BACK),
        )
        .order_by(Coding.id)
    )


def _themes(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    found = (
        sa.select(CodingTheme.coding_id, Theme.stands_for_id)
        .join(Theme, CodingTheme.theme_id == Theme.id)
        .join(Coding, CodingTheme.coding_id == Coding.id)
        .where(
            Coding.consultation_id == consultation_id,
            Coding.via.in_(UNSEEN),
            Coding.excerpt_id.in_(_comparable(consultation_id)),
        )
    )
    themes: dict[uuid.UUID, list[str]] = defaultdict(list)
    for coding_id, theme_id in session.execute(found):
        themes[coding_id].append(theme_id.hex)
    return themes
