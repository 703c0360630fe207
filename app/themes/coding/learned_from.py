"""What the machine learns from: the corpus, the codebook, what people decided, its own placings."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import Document, Example, Target
from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    Assignment,
    CandidateTheme,
    CodedState,
    Contribution,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Run,
    Theme,
    ThemeSource,
    ThemeState,
)
from app.themes.queries import latest_run

TERMS = 8
"""Words of each candidate that became part of a theme: the most telling."""
TYPICAL = 3
"""Excerpts of each theme that stand in for decisions at the beginning: the most typical."""
DECISIONS_ENOUGH = 100
"""From here on people's own decisions say more than the first grouping did."""


@dataclass(frozen=True)
class LearnedFrom:
    """Everything a round is made of, read at one moment.

    `examples` are people's; `typical` are the machine's own placings, for want of better.
    """

    documents: list[Document]
    targets: list[Target]
    examples: list[Example]
    typical: list[Example]
    decided: int
    skipped: frozenset[str] = frozenset()
    """Excerpts that were shown, and of which nobody decided."""


def learned_from(session: Session, consultation_id: uuid.UUID) -> LearnedFrom:
    """What is to be learned now. A theme is named by its identifier in hexadecimal."""
    texts = _texts(session, consultation_id)
    approved = _themes(session, consultation_id)
    decided = _decided(session, consultation_id)
    themes = _proposable(approved, decided)
    return LearnedFrom(
        documents=[Document(excerpt_id.hex, text) for excerpt_id, text in texts.items()],
        targets=_targets(themes, approved, _terms(session, themes)),
        examples=_examples(texts, themes, decided),
        typical=(
            _typical(session, consultation_id, texts, themes, decided)
            if len(decided) < DECISIONS_ENOUGH
            else []
        ),
        decided=len(decided),
        skipped=_skipped(session, consultation_id),
    )


def _texts(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, str]:
    found = (
        sa.select(Excerpt.id, EXCERPT_TEXT)
        .join(Excerpt.contribution)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .order_by(Excerpt.id)
    )
    return dict(session.execute(found).all())


def _themes(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, Theme]:
    found = sa.select(Theme).where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED
    )
    return {theme.id: theme for theme in session.scalars(found.order_by(Theme.id))}


def _terms(session: Session, themes: Mapping[uuid.UUID, Theme]) -> dict[uuid.UUID, list[str]]:
    """The words of the candidates that became part of each theme."""
    found = (
        sa.select(Theme.stands_for_id, CandidateTheme.terms)
        .join(ThemeSource, ThemeSource.theme_id == Theme.id)
        .join(CandidateTheme, ThemeSource.candidate_id == CandidateTheme.id)
        .where(Theme.stands_for_id.in_(list(themes)))
        .order_by(CandidateTheme.id)
    )
    terms: dict[uuid.UUID, list[str]] = defaultdict(list)
    for theme_id, words in session.execute(found):
        terms[theme_id] += [word["term"] for word in words[:TERMS]]
    return terms


def _proposable(
    approved: Mapping[uuid.UUID, Theme], decided: Mapping[uuid.UUID, set[uuid.UUID]]
) -> dict[uuid.UUID, Theme]:
    """All but the themes that only hold others: one with themes below it is proposed once somebody
    gave it."""
    holding = {theme.parent_id for theme in approved.values()}
    given = {one for themes in decided.values() for one in themes}
    return {one: theme for one, theme in approved.items() if one not in holding or one in given}


def _targets(
    themes: Mapping[uuid.UUID, Theme],
    approved: Mapping[uuid.UUID, Theme],
    terms: Mapping[uuid.UUID, list[str]],
) -> list[Target]:
    targets = []
    for theme in themes.values():
        parent = approved.get(theme.parent_id) if theme.parent_id else None
        about = [
            parent.title if parent else "",
            theme.belongs,
            " ".join(dict.fromkeys(terms.get(theme.id, ()))),
            theme.example,
        ]
        targets.append(
            Target(
                theme.id.hex,
                theme.title,
                parent=parent.id.hex if parent else None,
                context=". ".join(filter(None, about)),
            )
        )
    return targets


def _decided(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The themes of each excerpt of which somebody decided, by those for which they stand."""
    found = (
        sa.select(ExcerptCoding.excerpt_id, Theme.stands_for_id)
        .outerjoin(ExcerptTheme, ExcerptTheme.excerpt_id == ExcerptCoding.excerpt_id)
        .outerjoin(Theme, ExcerptTheme.theme_id == Theme.id)
        .where(
            ExcerptCoding.consultation_id == consultation_id,
            ExcerptCoding.state != CodedState.SKIPPED,
        )
    )
    decided: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for excerpt_id, theme_id in session.execute(found):
        decided[excerpt_id] |= {theme_id} if theme_id else set()
    return decided


def _skipped(session: Session, consultation_id: uuid.UUID) -> frozenset[str]:
    found = sa.select(ExcerptCoding.excerpt_id).where(
        ExcerptCoding.consultation_id == consultation_id,
        ExcerptCoding.state == CodedState.SKIPPED,
    )
    return frozenset(one.hex for one in session.scalars(found))


def _examples(
    texts: Mapping[uuid.UUID, str],
    themes: Mapping[uuid.UUID, Theme],
    decided: Mapping[uuid.UUID, set[uuid.UUID]],
) -> list[Example]:
    """What people decided. That none fits sets all themes aside; one whose themes all left the
    codebook says nothing any more."""
    examples = []
    for excerpt_id, given in decided.items():
        text = texts.get(excerpt_id)
        if text is None:
            continue
        if given:
            examples += [Example(text, one.hex) for one in sorted(given & themes.keys())]
        else:
            examples += [Example(text, one.hex, accepted=False) for one in themes]
    return examples


def _typical(
    session: Session,
    consultation_id: uuid.UUID,
    texts: Mapping[uuid.UUID, str],
    themes: Mapping[uuid.UUID, Theme],
    decided: Mapping[uuid.UUID, Any],
) -> list[Example]:
    """The most typical excerpts of the candidates that became part of a theme: of those of the
    newest analysis, and of the parts into which a theme was split, which count before the whole."""
    run = latest_run(session, consultation_id)
    if run is None:
        return []
    found = (
        sa.select(Assignment.excerpt_id, Theme.stands_for_id, Run.theme_id.label("split_id"))
        .join(ThemeSource, ThemeSource.candidate_id == Assignment.theme_id)
        .join(Theme, ThemeSource.theme_id == Theme.id)
        .join(Run, Assignment.run_id == Run.id)
        .where(
            sa.or_(Run.id == run.id, Run.theme_id.is_not(None)),
            Assignment.rank <= TYPICAL,
            Theme.stands_for_id.in_(list(themes)),
        )
        .order_by(Run.theme_id.is_(None), Assignment.rank, Assignment.excerpt_id)
    )
    given: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    of_parts: set[uuid.UUID] = set()
    for excerpt_id, theme_id, split_id in session.execute(found):
        if split_id:
            of_parts.add(excerpt_id)
        elif excerpt_id in of_parts:
            continue
        if excerpt_id in texts and excerpt_id not in decided and len(given[theme_id]) < TYPICAL:
            given[theme_id].append(excerpt_id)
    return [
        Example(texts[excerpt_id], theme_id.hex)
        for theme_id, chosen in sorted(given.items())
        for excerpt_id in chosen
    ]
