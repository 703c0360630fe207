"""Excerpts of which the machine is sure, theme by theme, and the lists that were made of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from analysis import Links, LinkSuggestion
from analysis.links.sure import SURE_SHARE, SureTexts, sure_texts
from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    IN_CORPUS,
    CodedState,
    CodingProposal,
    Contribution,
    Excerpt,
    ExcerptCoding,
    SureList,
    SureListState,
    Theme,
    ThemeState,
)
from app.themes.coding.shown import RATHER_SURE
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

NAMED_AT_ONCE = 5000
"""Identifiers in one query: databases take no endless number of them."""

MOST = 3000
"""Excerpts of one list, the surest: they are accepted within a request. Others make another one."""


@dataclass(frozen=True)
class SureOnes:
    """A theme, and how many undecided excerpts the machine is sure of.

    `expected` of them should be right, from 0 to 1. `list_id`: a list of them is being looked at.
    """

    theme_id: uuid.UUID
    title: str
    excerpts: int
    expected: float
    list_id: uuid.UUID | None


@dataclass(frozen=True)
class ListLine:
    """A list that was made, with the title of its theme."""

    sure_list: SureList
    title: str


def sure_ones(session: Session, consultation_id: uuid.UUID) -> list[SureOnes]:
    """The themes with excerpts that may be accepted together, those with most first."""
    counts = {row.theme_id: row for row in session.execute(_counts(consultation_id))}
    open_lists = _open_lists(session, consultation_id)
    approved = sa.select(Theme.id, Theme.title).where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED
    )
    found = [
        SureOnes(
            theme_id,
            title,
            excerpts=counts[theme_id].excerpts if theme_id in counts else 0,
            expected=counts[theme_id].expected if theme_id in counts else 1.0,
            list_id=open_lists.get(theme_id),
        )
        for theme_id, title in session.execute(approved)
        if theme_id in counts or theme_id in open_lists
    ]
    return sorted(found, key=lambda one: (-one.excerpts, one.title))


def sure_of(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID, *, seed: int
) -> SureTexts:
    """The excerpts of a theme that may be accepted together, and a sample drawn by `seed`."""
    code = theme_id.hex
    found = (
        _scored(consultation_id, CodingProposal.excerpt_id, CodingProposal.score)
        .where(Theme.stands_for_id == theme_id)
        .order_by(CodingProposal.score.desc(), CodingProposal.excerpt_id)
        .limit(MOST)
    )
    links = [
        Links(excerpt_id.hex, (LinkSuggestion(code, score, ()),))
        for excerpt_id, score in session.execute(found)
    ]
    return sure_texts(links, code, seed=seed)


def open_list_of(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID
) -> uuid.UUID | None:
    """The list of a theme that is being looked at."""
    return _open_lists(session, consultation_id).get(theme_id)


def lists_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, *, size: int = PAGE_SIZE
) -> Page[ListLine]:
    """The lists that were made, the newest first."""
    standing = aliased(Theme)
    found = (
        sa.select(SureList, standing.title)
        .join(Theme, SureList.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(SureList.consultation_id == consultation_id)
        .options(defer(SureList.excerpts), defer(SureList.sample))
    )
    found = paged(found, SureList.id, cursor, cursor.as_uuid(), size=size, descending=True)
    lines = [ListLine(*row) for row in session.execute(found)]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.sure_list.id)


def list_in(session: Session, consultation_id: uuid.UUID, list_id: uuid.UUID) -> SureList | None:
    """A list of this consultation."""
    found = session.get(SureList, list_id)
    return found if found and found.consultation_id == consultation_id else None


def sample_of(session: Session, sure_list: SureList) -> list[Verbatim]:
    """The excerpts to look at that are still in the corpus, in the order of the draw."""
    drawn = identifiers(sure_list.sample)
    rows = session.execute(select_verbatims().where(Excerpt.id.in_(drawn)))
    by_id = {row.excerpt_id: Verbatim(**row._asdict()) for row in rows}
    return [by_id[one] for one in drawn if one in by_id]


def identifiers(written: Sequence[str]) -> list[uuid.UUID]:
    return [uuid.UUID(one) for one in written]


def in_parts(ids: Sequence[uuid.UUID], size: int) -> Iterator[Sequence[uuid.UUID]]:
    """Some identifiers after the other, in one order for everybody."""
    ordered = sorted(ids)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


def is_decided() -> sa.Exists:
    """Whether somebody decided of an excerpt of the query around it."""
    return sa.exists().where(
        ExcerptCoding.excerpt_id == Excerpt.id, ExcerptCoding.state != CodedState.SKIPPED
    )


def _counts(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """Of each theme as many as `sure_texts` takes: counted by the database, as there are many.

    The mean of the scores falls along the list, those of one score standing together.
    """
    mean = sa.func.avg(CodingProposal.score).over(
        partition_by=Theme.stands_for_id, order_by=CodingProposal.score.desc()
    )
    along = _scored(
        consultation_id, Theme.stands_for_id.label("theme_id"), mean.label("mean")
    ).subquery()
    return (
        sa.select(
            along.c.theme_id,
            sa.func.count().label("excerpts"),
            sa.func.min(along.c.mean).label("expected"),
        )
        .where(along.c.mean >= SURE_SHARE)
        .group_by(along.c.theme_id)
    )


def _scored(consultation_id: uuid.UUID, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    """The undecided excerpts of the corpus with their best theme, if more probably right than
    not."""
    return (
        sa.select(*columns)
        .select_from(CodingProposal)
        .join(Theme, CodingProposal.theme_id == Theme.id)
        .join(Excerpt, CodingProposal.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            CodingProposal.consultation_id == consultation_id,
            CodingProposal.score >= RATHER_SURE,
            Contribution.state.in_(IN_CORPUS),
            ~is_decided(),
        )
    )


def _open_lists(session: Session, consultation_id: uuid.UUID) -> dict[Any, uuid.UUID]:
    found = (
        sa.select(Theme.stands_for_id, SureList.id)
        .join(Theme, SureList.theme_id == Theme.id)
        .where(
            SureList.consultation_id == consultation_id,
            SureList.state == SureListState.CHECKED,
        )
        .order_by(SureList.id)
    )
    return dict(session.execute(found).all())
