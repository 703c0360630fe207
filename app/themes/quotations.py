"""What people said in a theme: the excerpts that show what it says, where it ends, where it is
divided, and what was sent many times."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    IN_CORPUS,
    Activity,
    Assignment,
    CandidateTheme,
    Channel,
    Contribution,
    Excerpt,
)
from app.themes.measures import measure_of
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


class View(enum.StrEnum):
    """Which excerpts of a theme are shown."""

    TYPICAL = "typical"
    CONTRASTING = "contrasting"
    DIVISIVE = "divisive"
    CAMPAIGNS = "campaigns"


@dataclass(frozen=True, kw_only=True)
class PlacedVerbatim(Verbatim):
    """An excerpt in its theme; `rank` 1 is the most typical, `campaign` the number of the group of
    near duplicates for which it stands."""

    score: float
    rank: int
    campaign: int | None


_PLACED = (Assignment.score, Assignment.rank, Assignment.campaign)


@dataclass(frozen=True)
class Shown:
    """The excerpts of a theme that a page shows: in one of its `views`, or one campaign."""

    views: tuple[View, ...]
    view: View
    campaign: int | None
    page: Page[PlacedVerbatim]


def shown_of(
    session: Session,
    theme: CandidateTheme,
    *,
    is_divided: bool,
    view: View | None,
    campaign: int | None,
    channel: Channel | None,
    cursor: Cursor,
) -> Shown:
    """What a page shows of a theme; `is_divided` when its excerpts stand in sub-themes."""
    quoted = _quoted_of(session, theme) if is_divided else {}
    views = tuple(_views_of(session, theme, quoted, is_divided=is_divided))
    view = view or View.TYPICAL
    if is_divided:
        page = Page(_quoted_verbatims(session, theme, quoted.get(view, [])), None, None)
    elif campaign is not None:
        page = sent_alike(session, theme, campaign, cursor=cursor)
    else:
        page = verbatims_page(session, theme, view=view, channel=channel, cursor=cursor)
    return Shown(views, view, None if is_divided else campaign, page)


def _views_of(
    session: Session, theme: CandidateTheme, quoted: Mapping[str, Any], *, is_divided: bool
) -> list[View]:
    """The views of a theme in which there is something."""
    if is_divided:
        return [view for view in View if quoted.get(view)]
    counted = session.execute(
        sa.select(
            sa.func.count(Assignment.contrast_rank),
            sa.func.count(Assignment.divisive_rank),
            sa.func.count(Assignment.campaign),
        ).where(Assignment.theme_id == theme.id)
    ).one()
    others = (View.CONTRASTING, View.DIVISIVE, View.CAMPAIGNS)
    return [View.TYPICAL, *(view for view, n in zip(others, counted, strict=True) if n)]


def _quoted_of(session: Session, theme: CandidateTheme) -> dict[str, list[str]]:
    """The excerpts that show a theme with sub-themes, by view; nothing for the others."""
    lines = measure_of(session, theme.run_id, "quoted") or {}
    found: dict[str, list[str]] = lines.get(theme.code, {})
    return found


def _quoted_verbatims(
    session: Session, theme: CandidateTheme, excerpts: list[str]
) -> tuple[PlacedVerbatim, ...]:
    """Those excerpts, in their order, but for those that left the corpus."""
    found = (
        select_verbatims(*_PLACED)
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(
            Assignment.run_id == theme.run_id,
            Excerpt.id.in_([uuid.UUID(excerpt) for excerpt in excerpts]),
        )
    )
    by_id = {row.excerpt_id.hex: PlacedVerbatim(**row._asdict()) for row in session.execute(found)}
    return tuple(by_id[excerpt] for excerpt in excerpts if excerpt in by_id)


def verbatims_page(
    session: Session,
    theme: CandidateTheme,
    *,
    view: View = View.TYPICAL,
    channel: Channel | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[PlacedVerbatim]:
    """The excerpts of a theme without sub-themes, in the order of a view.

    Near duplicates stand as one, the most typical of them.
    """
    cursor = cursor or Cursor()
    order: Any = {
        View.TYPICAL: Assignment.rank,
        View.CONTRASTING: Assignment.contrast_rank,
        View.DIVISIVE: Assignment.divisive_rank,
        View.CAMPAIGNS: Assignment.campaign,
    }[view]
    found = _placed_in(theme).where(_stands_for_its_campaign(theme, channel), order.is_not(None))
    if channel is not None:
        found = found.where(Activity.channel == channel)
    found = paged(found.add_columns(order.label("key")), order, cursor, cursor.as_int(), size=size)
    return _page(session, found, cursor, size)


def sent_alike(
    session: Session,
    theme: CandidateTheme,
    campaign: int,
    *,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[PlacedVerbatim]:
    """All the near duplicates of a group that stand in a theme."""
    cursor = cursor or Cursor()
    found = _placed_in(theme).where(Assignment.campaign == campaign)
    keyed = found.add_columns(Assignment.rank.label("key"))
    return _page(
        session, paged(keyed, Assignment.rank, cursor, cursor.as_int(), size=size), cursor, size
    )


def _placed_in(theme: CandidateTheme) -> sa.Select[*tuple[Any, ...]]:
    return (
        select_verbatims(*_PLACED)
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(Assignment.theme_id == theme.id)
    )


def _stands_for_its_campaign(
    theme: CandidateTheme, channel: Channel | None
) -> sa.ColumnElement[bool]:
    """Whether no near duplicate that the same list could show is more typical."""
    first = aliased(Assignment)
    ranks = (
        sa.select(sa.func.min(first.rank))
        .join(Excerpt, first.excerpt_id == Excerpt.id)
        .join(Contribution, Excerpt.contribution_id == Contribution.id)
        .where(
            first.theme_id == theme.id,
            first.campaign.is_not(None),
            Contribution.state.in_(IN_CORPUS),
        )
        .group_by(first.campaign)
    )
    if channel is not None:
        ranks = ranks.join(Activity, Contribution.activity_id == Activity.id).where(
            Activity.channel == channel
        )
    return sa.or_(Assignment.campaign.is_(None), Assignment.rank.in_(ranks))


def _page(
    session: Session, found: sa.Select[*tuple[Any, ...]], cursor: Cursor, size: int
) -> Page[PlacedVerbatim]:
    rows = session.execute(found).all()
    page = make_page(rows, cursor, size=size, key_of=lambda row: row.key)
    verbatims = []
    for row in page.rows:
        fields = row._asdict()
        del fields["key"]
        verbatims.append(PlacedVerbatim(**fields))
    return Page(tuple(verbatims), page.previous_key, page.next_key)
