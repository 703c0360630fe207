"""Themes of the codebook that may be one, and candidates that may be part of one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    IN_CORPUS,
    CandidateTheme,
    CodingProposal,
    CodingRound,
    Contribution,
    Excerpt,
    ExcerptTheme,
    Run,
    Theme,
    ThemeSource,
)
from app.themes.codebook.queries import Line, outline_of
from app.themes.codebook.telling_apart import told_apart
from app.themes.comparing.likeness import Described, Near, Together, near_pairs, telling_words
from app.themes.queries import latest_run

TERMS = 12
"""Words of a candidate that are compared: the most telling."""
EXCERPTS = 20
"""Of each theme, those whose words are compared."""
SHOWN = 100
"""Pairs on a page: nobody works through more before the codebook is another one."""


@dataclass(frozen=True)
class NearThemes:
    """Two themes of the codebook, or one and a candidate of which nobody decided."""

    first: Line
    second: Line | None
    candidate: CandidateTheme | None
    near: Near
    overlap: float | None
    """Where the machine matched the candidate with the theme."""


@dataclass(frozen=True)
class _Words:
    """What was read of a codebook, to be compared."""

    lines: dict[uuid.UUID, Line]
    themes: list[Described]
    spelt: dict[str, str]
    standing: Mapping[uuid.UUID, uuid.UUID]
    """Every theme that ever was, and the one for which it stands."""

    def pair(self, *named: uuid.UUID) -> frozenset[uuid.UUID]:
        """Some themes, by those for which they stand now."""
        return frozenset(self.standing[one] for one in named if one in self.standing)


def count_near(session: Session, consultation_id: uuid.UUID) -> int:
    """How many pairs of themes of the codebook are worth a look."""
    read = _read(session, consultation_id)
    return len(_pairs(session, consultation_id, read, []))


def near_themes(session: Session, consultation_id: uuid.UUID) -> list[NearThemes]:
    """The pairs that are worth a look, the likest first: of themes, and of a theme and a candidate
    of the newest analysis that is still open."""
    read = _read(session, consultation_id)
    run = latest_run(session, consultation_id)
    candidates = _open_candidates(session, run) if run else {}
    described = [
        Described(one.id, one.label, telling_words(_terms(one), read.spelt))
        for one, _source in candidates.values()
    ]
    found = []
    for near in _pairs(session, consultation_id, read, described)[:SHOWN]:
        candidate, source = candidates.get(near.second, (None, None))
        is_match = source is not None and source.theme_id == near.first
        found.append(
            NearThemes(
                read.lines[near.first],
                read.lines.get(near.second),
                candidate,
                near,
                source.overlap if source and is_match else None,
            )
        )
    return found


def _pairs(
    session: Session, consultation_id: uuid.UUID, read: _Words, others: Sequence[Described]
) -> list[Near]:
    apart = {read.pair(*pair) for pair in told_apart(session, consultation_id)}
    together = _together(session, consultation_id, read)
    found = near_pairs(read.themes, others, together, spelt=read.spelt)
    return [one for one in found if frozenset((one.first, one.second)) not in apart]


def _read(session: Session, consultation_id: uuid.UUID) -> _Words:
    lines = {one.theme.id: one for one in outline_of(session, consultation_id)}
    said = _said(session, consultation_id)
    sizes = _sizes(session, consultation_id)
    spelt: dict[str, str] = {}
    themes = [
        Described(
            theme_id,
            line.theme.title,
            telling_words((*said[theme_id], line.theme.belongs, line.theme.example), spelt),
            frozenset(_above(lines, line)),
            *sizes.get(theme_id, (0, 0)),
        )
        for theme_id, line in lines.items()
    ]
    standing = sa.select(Theme.id, Theme.stands_for_id).where(
        Theme.consultation_id == consultation_id
    )
    return _Words(lines, themes, spelt, dict(session.execute(standing).all()))


def _above(lines: Mapping[uuid.UUID, Line], line: Line) -> list[uuid.UUID]:
    found = []
    parent_id = line.theme.parent_id
    while parent_id is not None and parent_id in lines:
        found.append(parent_id)
        parent_id = lines[parent_id].theme.parent_id
    return found


def _terms(candidate: CandidateTheme) -> list[str]:
    return [candidate.label, *(term["term"] for term in candidate.terms[:TERMS])]


def _said(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """The words of each theme: of the candidates that it was made of, and those that explain why
    some of its excerpts are where they are."""
    said: dict[uuid.UUID, list[str]] = defaultdict(list)
    sources = (
        sa.select(Theme.stands_for_id, CandidateTheme)
        .join(ThemeSource, ThemeSource.theme_id == Theme.id)
        .join(CandidateTheme, ThemeSource.candidate_id == CandidateTheme.id)
        .where(Theme.consultation_id == consultation_id, ThemeSource.event_id.is_not(None))
        .order_by(CandidateTheme.id)
    )
    for theme_id, candidate in session.execute(sources):
        said[theme_id] += _terms(candidate)
    place = sa.func.row_number().over(
        partition_by=ExcerptTheme.theme_id, order_by=ExcerptTheme.excerpt_id
    )
    some = (
        sa.select(Theme.stands_for_id, ExcerptTheme.excerpt_id, place.label("place"))
        .join(ExcerptTheme, ExcerptTheme.theme_id == Theme.id)
        .join(Excerpt, ExcerptTheme.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(Theme.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .subquery()
    )
    words = (
        sa.select(some.c.stands_for_id, CodingProposal.words)
        .join(CodingProposal, CodingProposal.excerpt_id == some.c.excerpt_id)
        .where(some.c.place <= EXCERPTS)
    )
    for theme_id, telling in session.execute(words):
        said[theme_id] += telling
    return said


def _sizes(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, tuple[int, int]]:
    """How many excerpts people gave each theme, and how many the machine gives it."""
    counts: dict[uuid.UUID, list[int]] = defaultdict(lambda: [0, 0])
    for place, named in enumerate((ExcerptTheme.theme_id, CodingProposal.theme_id)):
        found = (
            sa.select(Theme.stands_for_id, sa.func.count())
            .select_from(named.class_)
            .join(Theme, named == Theme.id)
            .where(Theme.consultation_id == consultation_id)
            .group_by(Theme.stands_for_id)
        )
        for theme_id, number in session.execute(found):
            counts[theme_id][place] = number
    return {theme_id: (coded, proposed) for theme_id, (coded, proposed) in counts.items()}


def _together(
    session: Session, consultation_id: uuid.UUID, read: _Words
) -> dict[frozenset[uuid.UUID], Together]:
    one, other = aliased(ExcerptTheme), aliased(ExcerptTheme)
    first, second = aliased(Theme), aliased(Theme)
    shared = (
        sa.select(first.stands_for_id, second.stands_for_id, sa.func.count())
        .select_from(one)
        .join(other, sa.and_(other.excerpt_id == one.excerpt_id, other.theme_id > one.theme_id))
        .join(first, one.theme_id == first.id)
        .join(second, other.theme_id == second.id)
        .where(first.consultation_id == consultation_id)
        .group_by(first.stands_for_id, second.stands_for_id)
    )
    coded: dict[frozenset[uuid.UUID], int] = defaultdict(int)
    for a, b, count in session.execute(shared):
        coded[frozenset((a, b))] += count
    hesitates = _hesitations(session, consultation_id, read)
    return {
        pair: Together(coded.get(pair, 0), hesitates.get(pair, 0)) for pair in {*coded, *hesitates}
    }


def _hesitations(
    session: Session, consultation_id: uuid.UUID, read: _Words
) -> dict[frozenset[uuid.UUID], int]:
    """Between which themes the machine hesitated in its last round, and for how many excerpts."""
    measured = session.scalar(
        sa.select(CodingRound.measured)
        .where(CodingRound.consultation_id == consultation_id, CodingRound.ended_at.is_not(None))
        .order_by(CodingRound.id.desc())
        .limit(1)
    )
    found: dict[frozenset[uuid.UUID], int] = defaultdict(int)
    for one, other, count in (measured or {}).get("hesitates", []):
        found[read.pair(uuid.UUID(one), uuid.UUID(other))] += count
    return found


def _open_candidates(
    session: Session, run: Run
) -> dict[uuid.UUID, tuple[CandidateTheme, ThemeSource | None]]:
    """The candidates of which people decided nothing, with what the machine matched."""
    found = (
        sa.select(CandidateTheme, ThemeSource)
        .outerjoin(ThemeSource, ThemeSource.candidate_id == CandidateTheme.id)
        .where(CandidateTheme.run_id == run.id, ThemeSource.event_id.is_(None))
    )
    return {row[0].id: (row[0], row[1]) for row in session.execute(found)}
