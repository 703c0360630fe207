"""The themes of the codebook on their way to the objectives: what was decided, what is near."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.told import Told
from app.models import EvidenceLink, Run, Theme, ThemeState
from app.strategy.evidence_members import Weight
from app.strategy.evidence_queries import Decision, decisions_from
from app.strategy.objectives_near import NearObjective, near_objectives
from app.strategy.theme_members import Members, looked_at_now, members_told
from app.web.paging import Cursor, Page, make_page, paged

THEMES_A_PAGE = 10


@dataclass(frozen=True)
class DecidedTheme:
    """A decision on a theme: `theme_id` names it as it was linked, before it was merged."""

    theme_id: uuid.UUID
    decision: Decision


@dataclass(frozen=True)
class ThemeItem:
    """A theme of the codebook, what was decided of it and the objectives near it."""

    theme_id: uuid.UUID
    title: str
    belongs: str
    weight: Weight
    decided: tuple[DecidedTheme, ...]
    near: tuple[NearObjective, ...]


def themes_page(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    run: Run | None,
    cursor: Cursor | None = None,
    size: int = THEMES_A_PAGE,
) -> Told[Page[ThemeItem]]:
    """The approved themes in the order in which they were made, with when it was counted on what
    they rest."""
    cursor = cursor or Cursor()
    found = sa.select(Theme).where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED
    )
    rows = session.scalars(paged(found, Theme.id, cursor, cursor.as_uuid(), size=size)).all()
    page = make_page(rows, cursor, size=size, key_of=lambda theme: theme.id)
    members = members_told(session, consultation_id, [theme.id for theme in page.rows])
    items = _items(session, run, page.rows, members.value)
    return Told(Page(tuple(items), page.previous_key, page.next_key), members.counted_at)


def _items(
    session: Session, run: Run | None, themes: Sequence[Theme], members: Members
) -> list[ThemeItem]:
    ids = [theme.id for theme in themes]
    decided = decisions_of_themes(session, ids)
    near: dict[uuid.UUID, list[NearObjective]] = {}
    if run is not None and run.strategy_id is not None:
        near = near_objectives(
            session,
            run,
            looked_at_now(session, members, ids),
            {theme.id: theme.title for theme in themes},
            without={
                theme_id: frozenset(one.decision.node_id for one in found)
                for theme_id, found in decided.items()
            },
        )
    return [
        ThemeItem(
            theme_id=theme.id,
            title=theme.title,
            belongs=theme.belongs,
            weight=members.weight(theme.id),
            decided=tuple(decided.get(theme.id, ())),
            near=tuple(near.get(theme.id, ())),
        )
        for theme in themes
    ]


def decisions_of_themes(
    session: Session, theme_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[DecidedTheme]]:
    """What was decided of some themes, or of those merged into them since; of an objective, the
    newest decision."""
    standing = dict(
        session.execute(
            sa.select(Theme.id, Theme.stands_for_id).where(Theme.stands_for_id.in_(theme_ids))
        ).all()
    )
    newest: dict[uuid.UUID, dict[uuid.UUID, DecidedTheme]] = defaultdict(dict)
    made = decisions_from(session, EvidenceLink.theme_id, list(standing))
    every = [DecidedTheme(theme_id, one) for theme_id, found in made.items() for one in found]
    for one in sorted(every, key=lambda one: one.decision.made_at):
        newest[standing[one.theme_id]][one.decision.node_id] = one
    return {theme_id: list(found.values()) for theme_id, found in newest.items()}
