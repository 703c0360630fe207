"""An analysis beside the codebook: what stays, what is new, what no candidate answers any more."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CandidateTheme, CodebookEvent, Run, Theme, ThemeSource, ThemeState
from app.themes import queries as analyses
from app.themes.codebook.queries import Decided, Line, decided_of, outline_of
from app.themes.comparing.matching import Compared, compared_of
from app.themes.comparing.overlap import Shared
from app.themes.queries import ThemeLine


@dataclass(frozen=True)
class Stay:
    """A theme of the codebook and a candidate that is part of it, or answers to it."""

    line: Line
    candidate: ThemeLine
    is_decided: bool
    """People made it so; else the machine matched them."""
    shared: Shared | None
    """What both held when the analysis ended; None where the theme was not there yet."""


@dataclass(frozen=True)
class Before:
    """A candidate of an earlier analysis that people passed over."""

    label: str
    reason: str


@dataclass(frozen=True)
class New:
    """A candidate of which nothing is decided, and that answers to no theme."""

    candidate: ThemeLine
    path: tuple[str, ...]
    """Labels of the candidates above it, from the top."""
    nearest: Theme | None
    shared: Shared | None
    """What it held with that theme when the analysis ended."""
    before: Before | None


@dataclass(frozen=True)
class Comparison:
    stays: list[Stay]
    new: list[New]
    gone: list[tuple[Line, int]]
    """Themes that no candidate answers, nor any below them, and what they held."""
    passed_over: int
    outline: list[Line]


def comparison_of(session: Session, run: Run) -> Comparison:
    """An analysis of the whole beside the codebook; sizes as when it ended, decisions as of now."""
    compared = compared_of(session, run)
    decided = decided_of(session, run)
    outline = outline_of(session, run.consultation_id)
    candidates = list(_flat(analyses.themes_of(session, run)))
    stays = _stays(outline, [one for one, _path in candidates], decided, compared)
    answered = {one.line.theme.id for one in stays}
    return Comparison(
        stays=stays,
        new=_new(session, candidates, decided, compared),
        gone=[
            (one, compared.sizes[one.theme.id])
            for one in outline
            if one.theme.id in compared.sizes
            and run.ended_at is not None
            and one.theme.created_at <= run.ended_at
            and not any(below.theme.id in answered for below in one.with_those_below())
        ],
        passed_over=sum(one.theme is None for one in decided.values()),
        outline=outline,
    )


def _flat(
    themes: Sequence[ThemeLine], above: tuple[str, ...] = ()
) -> Iterator[tuple[ThemeLine, tuple[str, ...]]]:
    for one in themes:
        yield one, above
        yield from _flat(one.children, (*above, one.label))


def _stays(
    outline: Sequence[Line],
    candidates: Sequence[ThemeLine],
    decided: Mapping[uuid.UUID, Decided],
    compared: Compared,
) -> list[Stay]:
    """In the order of the codebook; several candidates of one theme, the largest first."""
    return [
        Stay(line, one, became.event is not None, _shared(compared, one.id, line.theme.id))
        for line in outline
        for one in candidates
        if (became := decided.get(one.id)) and became.theme and became.theme.id == line.theme.id
    ]


def _shared(compared: Compared, candidate_id: uuid.UUID, theme_id: uuid.UUID) -> Shared | None:
    answer = compared.answers.get(candidate_id)
    return answer[1] if answer and answer[0] == theme_id else None


def _new(
    session: Session,
    candidates: Sequence[tuple[ThemeLine, tuple[str, ...]]],
    decided: Mapping[uuid.UUID, Decided],
    compared: Compared,
) -> list[New]:
    open_ones = [
        (one, path)
        for one, path in candidates
        if one.id not in decided or _was_set_aside(decided[one.id])
    ]
    near = {one.id: compared.answers[one.id] for one, _p in open_ones if one.id in compared.answers}
    themes = _standing(session, {theme_id for theme_id, _shared in near.values()})
    before = _told_before(session, compared.before)
    return [
        New(
            candidate=one,
            path=path,
            nearest=themes.get(near[one.id][0]) if one.id in near else None,
            shared=near[one.id][1] if one.id in near else None,
            before=before.get(one.id),
        )
        for one, path in open_ones
    ]


def _was_set_aside(became: Decided) -> bool:
    return became.theme is not None and became.theme.state is not ThemeState.APPROVED


def _standing(session: Session, theme_ids: set[uuid.UUID]) -> dict[uuid.UUID, Theme]:
    """Each theme, and the one that counts for it now, if that is in the codebook."""
    standing = sa.orm.aliased(Theme)
    found = (
        sa.select(Theme.id, standing)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(Theme.id.in_(theme_ids), standing.state == ThemeState.APPROVED)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def _told_before(
    session: Session, before: Mapping[uuid.UUID, uuid.UUID]
) -> dict[uuid.UUID, Before]:
    """What people said of the earlier candidates, where they did not change their mind."""
    if not before:
        return {}
    found = (
        sa.select(CandidateTheme.id, CandidateTheme.label, CodebookEvent.reason)
        .join(ThemeSource, ThemeSource.candidate_id == CandidateTheme.id)
        .join(CodebookEvent, ThemeSource.event_id == CodebookEvent.id)
        .where(CandidateTheme.id.in_(set(before.values())), ThemeSource.theme_id.is_(None))
    )
    told = {row.id: Before(row.label, row.reason) for row in session.execute(found)}
    return {one: told[other] for one, other in before.items() if other in told}
