"""By which ways excerpts lead to a line of the strategy, or to a candidate action.

An excerpt leads to an objective directly (a link between both was accepted), or through something
that stands between them: a point of which it is accepted evidence, or a theme of the codebook that
people gave it. Points may stand one behind another; only those in use lead anywhere. What the
machine proposes leads nowhere. An excerpt that was set aside for an objective, or for a point, does
not come back to it through its theme.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.models import (
    ACCEPTED,
    EvidenceLink,
    EvidenceStatus,
    ExcerptTheme,
    Point,
    PointKind,
    PointState,
    Theme,
    ThemeState,
)
from app.strategy.decisions import is_in_force, is_superseded

RANKED = (EvidenceStatus.KEPT, EvidenceStatus.REWORDED, EvidenceStatus.PARTLY_KEPT)
"""What was accepted, by rank: the first is kept most."""


def is_accepted(link: type[EvidenceLink] | Any = EvidenceLink) -> sa.ColumnElement[bool]:
    """Whether a decision is in force and says that the link holds."""
    return sa.and_(link.status.in_(ACCEPTED), ~is_superseded(link))


def coded_themes(
    consultation_id: uuid.UUID,
    among: Sequence[uuid.UUID] | None = None,
    *,
    linked: sa.ColumnElement[bool] | None = None,
) -> sa.Subquery:
    """`excerpt_id`, `theme_id`: each excerpt with each theme of the codebook that people gave it,
    once, by the theme for which it counts now; `among`: of these excerpts only; `linked`: with
    the themes of which somebody made such a decision (`EvidenceLink`)."""
    named, counting = aliased(Theme), aliased(Theme)
    found = (
        sa.select(ExcerptTheme.excerpt_id, counting.id.label("theme_id"))
        .join(named, ExcerptTheme.theme_id == named.id)
        .join(counting, named.stands_for_id == counting.id)
        .where(counting.consultation_id == consultation_id, counting.state == ThemeState.APPROVED)
        .distinct()
    )
    if among is not None:
        found = found.where(ExcerptTheme.excerpt_id.in_(among))
    if linked is not None:
        decided_of = aliased(Theme)
        decided = (
            sa.select(decided_of.stands_for_id)
            .join(EvidenceLink, EvidenceLink.theme_id == decided_of.id)
            .where(
                EvidenceLink.consultation_id == consultation_id,
                EvidenceLink.excerpt_id.is_(None),
                linked,
            )
        )
        found = found.where(counting.id.in_(decided))
    return found.subquery()


def ways_to_nodes(
    consultation_id: uuid.UUID,
    among: Sequence[uuid.UUID] | None = None,
    *,
    node_id: uuid.UUID | None = None,
) -> sa.CTE:
    """`excerpt_id`, `end_id`, `is_direct`, `rank`: each excerpt that leads to a line of the
    strategy, once a line; `among`: of these excerpts only; `node_id`: to this line only.

    `is_direct` is 1 where a link between both was accepted, else 0. `rank` says how far it is
    kept (`RANKED`): by the decision on itself, else the best of those on its themes and for points.
    """
    links = _in_force(consultation_id, among, node_id)
    leads = _leading_to_nodes(links)
    evidence = _evidence(links, consultation_id, among)
    through = sa.select(
        evidence.c.excerpt_id,
        leads.c.end_id,
        sa.literal(0),
        sa.literal(0),
        evidence.c.rank + len(RANKED),
    ).join(leads, evidence.c.point_id == leads.c.point_id)
    said = [*_said(links, "node_id", consultation_id, among, node_id), through]
    if node_id is not None:
        said = [one.where(one.selected_columns[1] == node_id) for one in said]
    return _once(*said).cte("ways")


def leads_to_nodes(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """`point_id`, `end_id`: the points in use that lead to each line of the strategy."""
    leads = _leading_to_nodes(_in_force(consultation_id, ()))
    return sa.select(leads.c.point_id, leads.c.end_id)


def ways_to_actions(consultation_id: uuid.UUID) -> sa.CTE:
    """`excerpt_id`, `end_id`: each excerpt that leads to a candidate action in use, once."""
    links = _in_force(consultation_id)
    first = sa.select(Point.id.label("point_id"), Point.id.label("end_id")).where(
        Point.consultation_id == consultation_id,
        Point.kind == PointKind.ACTION,
        Point.state == PointState.OPEN,
    )
    leads, evidence = _leading(first, _steps(links)), _evidence(links, consultation_id)
    return (
        sa.select(evidence.c.excerpt_id, leads.c.end_id)
        .join(leads, evidence.c.point_id == leads.c.point_id)
        .distinct()
        .cte("ways")
    )


def points_behind(consultation_id: uuid.UUID, node_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """The points in use that lead to a line of the strategy."""
    leads = leads_to_nodes(consultation_id).subquery()
    return sa.select(leads.c.point_id).where(leads.c.end_id == node_id)


def is_decided(excerpt_id: Any) -> sa.ColumnElement[bool]:
    """Whether somebody decided of an excerpt (a column of the enclosing query), or whether one of
    its themes is accepted for anything: it is no orphan then."""
    link = aliased(EvidenceLink)
    decided = sa.exists().where(link.excerpt_id == excerpt_id, is_in_force(link))
    return sa.or_(decided, _has_accepted_theme(excerpt_id))


def is_accepted_anywhere(excerpt_id: Any) -> sa.ColumnElement[bool]:
    """Whether an excerpt, or one of its themes, is accepted for a line or a point."""
    link = aliased(EvidenceLink)
    accepted = sa.exists().where(link.excerpt_id == excerpt_id, is_accepted(link))
    return sa.or_(accepted, _has_accepted_theme(excerpt_id))


def _has_accepted_theme(excerpt_id: Any) -> sa.ColumnElement[bool]:
    linked, counting, link = aliased(Theme), aliased(Theme), aliased(EvidenceLink)
    accepted = (
        sa.select(counting.id)
        .select_from(link)
        .join(linked, link.theme_id == linked.id)
        .join(counting, linked.stands_for_id == counting.id)
        .where(counting.state == ThemeState.APPROVED, is_accepted(link))
    )
    named = aliased(Theme)
    return sa.exists().where(
        ExcerptTheme.excerpt_id == excerpt_id,
        ExcerptTheme.theme_id == named.id,
        named.stands_for_id.in_(accepted),
    )


def _in_force(
    consultation_id: uuid.UUID,
    among: Sequence[uuid.UUID] | None = None,
    node_id: uuid.UUID | None = None,
) -> sa.CTE:
    """The decisions that count, looked for once; `accepted` is 1, or 0 where it was set aside.
    `among`: those on these excerpts, and all those on themes and points; `node_id`: those by which
    excerpts may lead to this line."""
    ranks = {status: rank for rank, status in enumerate(RANKED)}
    found = sa.select(
        EvidenceLink.excerpt_id,
        EvidenceLink.theme_id,
        EvidenceLink.from_point_id,
        EvidenceLink.node_id,
        EvidenceLink.point_id,
        sa.case((EvidenceLink.status.in_(ACCEPTED), 1), else_=0).label("accepted"),
        sa.case(ranks, value=EvidenceLink.status, else_=0).label("rank"),
    ).where(is_in_force())
    home = found.where(EvidenceLink.consultation_id == consultation_id)
    if among is None and node_id is None:
        return home.cte("in_force")
    # Each by an index of its own: few links are of no excerpt, and those of some excerpts, or to
    # one line, are few.
    others = home.where(EvidenceLink.excerpt_id.is_(None))
    if among is None:
        points = sa.select(Point.id).where(Point.consultation_id == consultation_id)
        to_ends = (EvidenceLink.node_id == node_id, EvidenceLink.point_id.in_(points))
        of_excerpts = (found.where(EvidenceLink.excerpt_id.is_not(None), one) for one in to_ends)
        return sa.union_all(others, *of_excerpts).cte("in_force")
    theirs = found.where(EvidenceLink.excerpt_id.in_(among))
    return sa.union_all(others, theirs).cte("in_force")


def _steps(links: sa.CTE) -> sa.CTE:
    """`from_point_id`, `node_id`, `point_id`: the accepted links of points in use. Apart from the
    many links of excerpts, which databases would look through at each step."""
    return (
        sa.select(links.c.from_point_id, links.c.node_id, links.c.point_id)
        .join(Point, links.c.from_point_id == Point.id)
        .where(links.c.accepted == 1, Point.state == PointState.OPEN)
        .cte("steps")
    )


def _leading_to_nodes(links: sa.CTE) -> sa.CTE:
    steps = _steps(links)
    first = sa.select(
        steps.c.from_point_id.label("point_id"), steps.c.node_id.label("end_id")
    ).where(steps.c.node_id.is_not(None))
    return _leading(first, steps)


def _leading(first: sa.Select[*tuple[Any, ...]], steps: sa.CTE) -> sa.CTE:
    """`point_id`, `end_id`: the points that lead to each end, however many stand between."""
    leads = first.cte("leads", recursive=True)
    further = sa.select(steps.c.from_point_id, leads.c.end_id).join(
        leads, steps.c.point_id == leads.c.point_id
    )
    return leads.union(further)


def _said(
    links: sa.CTE,
    end: str,
    consultation_id: uuid.UUID,
    among: Sequence[uuid.UUID] | None = None,
    node_id: uuid.UUID | None = None,
) -> list[sa.Select[*tuple[Any, ...]]]:
    """Excerpt, end, whether it is linked itself, whether it was itself set aside, rank: what was
    decided of an excerpt, then what was accepted of its themes, whose ranks come after."""
    directly = sa.select(
        links.c.excerpt_id,
        links.c[end].label("end_id"),
        links.c.accepted,
        (1 - links.c.accepted).label("set_aside"),
        links.c.rank,
    ).where(links.c.excerpt_id.is_not(None), links.c[end].is_not(None))
    to_end = EvidenceLink.node_id == node_id if node_id else getattr(EvidenceLink, end).is_not(None)
    coded, linked = coded_themes(consultation_id, among, linked=to_end), aliased(Theme)
    by_theme = (
        sa.select(
            coded.c.excerpt_id,
            links.c[end],
            sa.literal(0),
            sa.literal(0),
            links.c.rank + len(RANKED),
        )
        .select_from(links)
        .join(linked, links.c.theme_id == linked.id)
        .join(coded, linked.stands_for_id == coded.c.theme_id)
        .where(links.c.theme_id.is_not(None), links.c[end].is_not(None), links.c.accepted == 1)
    )
    return [directly, by_theme]


def _evidence(
    links: sa.CTE, consultation_id: uuid.UUID, among: Sequence[uuid.UUID] | None = None
) -> sa.Subquery:
    """`excerpt_id`, `point_id`, `rank`: the accepted evidence of points, their own and by
    themes."""
    found = _once(*_said(links, "point_id", consultation_id, among)).subquery()
    return sa.select(found.c.excerpt_id, found.c.end_id.label("point_id"), found.c.rank).subquery()


def _once(*ways: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Each excerpt once an end, unless it was itself set aside for it."""
    found = sa.union_all(*ways).subquery()
    excerpt_id, end_id, direct, set_aside, rank = found.c
    return (
        sa.select(
            excerpt_id.label("excerpt_id"),
            end_id.label("end_id"),
            sa.func.max(direct).label("is_direct"),
            (sa.func.min(rank) % len(RANKED)).label("rank"),
        )
        .group_by(excerpt_id, end_id)
        .having(sa.func.max(set_aside) == 0)
    )
