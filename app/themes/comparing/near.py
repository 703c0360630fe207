"""Themes of the codebook that may be one, and candidates that may be part of one."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.told import Told
from app.models import CandidateTheme, CodingRound, Run, Theme, ThemeSource
from app.themes.codebook.queries import Line, outline_of
from app.themes.codebook.telling_apart import told_apart
from app.themes.comparing.contents import Contents, contents_of
from app.themes.comparing.likeness import Described, Near, Together, near_pairs, telling_words
from app.themes.queries import latest_run

TERMS = 12
"""Words of a candidate that are compared: the most telling."""
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
    contents: Told[Contents]

    def pair(self, *named: uuid.UUID) -> frozenset[uuid.UUID]:
        """Some themes, by those for which they stand now."""
        return frozenset(self.standing[one] for one in named if one in self.standing)


def count_near(session: Session, consultation_id: uuid.UUID) -> int:
    """How many pairs of themes of the codebook are worth a look."""
    read = _read(session, consultation_id)
    return len(_pairs(session, consultation_id, read, []))


def near_themes(session: Session, consultation_id: uuid.UUID) -> Told[list[NearThemes]]:
    """The pairs that are worth a look, the likest first: of themes, and of a theme and a candidate
    of the newest analysis that is still open; with when it was counted what they hold."""
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
    return Told(found, read.contents.counted_at)


def _pairs(
    session: Session, consultation_id: uuid.UUID, read: _Words, others: Sequence[Described]
) -> list[Near]:
    apart = {read.pair(*pair) for pair in told_apart(session, consultation_id)}
    together = _together(session, consultation_id, read)
    found = near_pairs(read.themes, others, together, spelt=read.spelt)
    return [one for one in found if frozenset((one.first, one.second)) not in apart]


def _read(session: Session, consultation_id: uuid.UUID) -> _Words:
    lines = {one.theme.id: one for one in outline_of(session, consultation_id)}
    contents = contents_of(session, consultation_id)
    every = sa.select(Theme.id, Theme.stands_for_id).where(Theme.consultation_id == consultation_id)
    standing = dict(session.execute(every).all())
    said = _words_of_sources(session, consultation_id)
    coded: Counter[uuid.UUID] = Counter()
    proposed: Counter[uuid.UUID] = Counter()
    for theme_id, found in contents.value.themes.items():
        if theme_id in standing:
            said[standing[theme_id]] += found.words
            coded[standing[theme_id]] += found.coded
            proposed[standing[theme_id]] += found.proposed
    spelt: dict[str, str] = {}
    themes = [
        Described(
            theme_id,
            line.theme.title,
            telling_words((*said[theme_id], line.theme.belongs, line.theme.example), spelt),
            frozenset(_above(lines, line)),
            coded[theme_id],
            proposed[theme_id],
        )
        for theme_id, line in lines.items()
    ]
    return _Words(lines, themes, spelt, standing, contents)


def _above(lines: Mapping[uuid.UUID, Line], line: Line) -> list[uuid.UUID]:
    found = []
    parent_id = line.theme.parent_id
    while parent_id is not None and parent_id in lines:
        found.append(parent_id)
        parent_id = lines[parent_id].theme.parent_id
    return found


def _terms(candidate: CandidateTheme) -> list[str]:
    return [candidate.label, *(term["term"] for term in candidate.terms[:TERMS])]


def _words_of_sources(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """The words of the candidates of which each theme was made."""
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
    return said


def _together(
    session: Session, consultation_id: uuid.UUID, read: _Words
) -> dict[frozenset[uuid.UUID], Together]:
    coded: dict[frozenset[uuid.UUID], int] = defaultdict(int)
    for pair, count in read.contents.value.together.items():
        coded[read.pair(*pair)] += count
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
