"""The list of a box: quick on its last page as on its first, in each of its orders."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.search.matching import is_among, subjects_with
from app.ideas.answering import answered
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaAnswer,
    IdeaBox,
    IdeaBoxTheme,
    OrganisationKind,
    Verdict,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, counted_key, make_page, paged_by

LONGEST_OPENING = 280
MOST_TERRITORIES = 50
MOST_HELD = 20


class IdeaOrder(enum.StrEnum):
    RECENT = "recent"
    SUPPORTED = "supported"
    DISCUSSED = "discussed"


@dataclass(frozen=True)
class IdeaFilter:
    """Which ideas a list holds; what is empty does not narrow it."""

    words: str = ""
    theme_id: uuid.UUID | None = None
    territory: str = ""
    kind: OrganisationKind | None = None
    answered: bool | None = None
    with_grouped: bool = False
    """Ideas that are grouped stand for themselves as well, not only under their lead."""

    @property
    def is_in_use(self) -> bool:
        return self != IdeaFilter()


@dataclass(frozen=True)
class IdeaLine:
    """An idea in a list: its opening only."""

    id: uuid.UUID
    title: str
    opening: str
    is_cut: bool
    received_on: dt.date | None
    state: ContributionState
    signature: str
    kind: OrganisationKind | None
    territory: str
    theme: str | None
    lead_id: uuid.UUID | None
    supporters: int
    """Those of its group, each once."""
    unverified: int
    """How many of them are known by their device only."""
    comments: int
    grouped: int
    """How many ideas are grouped under it."""
    verdict: Verdict | None
    """Of the official answer in force."""


def ideas_page(
    session: Session,
    box: IdeaBox,
    chosen: IdeaFilter,
    *,
    order: IdeaOrder = IdeaOrder.RECENT,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[IdeaLine]:
    """The ideas that everybody reads, the newest, most supported or most discussed first."""
    columns, border = _place(order, cursor or Cursor())
    cursor = (cursor or Cursor()) if border is not None else Cursor()
    found = _narrowed(session, _lines(box), chosen).where(
        Contribution.state == ContributionState.PUBLISHED
    )
    if not chosen.with_grouped:
        found = found.where(_stands_for_itself())
    found = paged_by(found, columns, cursor, border, size=size)
    lines = _read(session, found)
    return make_page(lines, cursor, size=size, key_of=lambda line: _key(order, line))


def held_ideas(session: Session, box: IdeaBox, participant_id: uuid.UUID) -> Sequence[IdeaLine]:
    """The ideas of a participant that wait for a moderator, the newest first."""
    found = _lines(box).where(
        Idea.participant_id == participant_id, Contribution.state == ContributionState.HELD
    )
    return _read(session, found.order_by(Idea.id.desc()).limit(MOST_HELD))


def territories_of(session: Session, box: IdeaBox) -> list[str]:
    """The territories that most ideas of a box come from, by name; those of which nothing is
    published are somebody's words that nobody reads."""
    most = (
        sa.select(Idea.territory)
        .where(Idea.box_id == box.id, Idea.territory != "")
        .group_by(Idea.territory)
        .order_by(sa.func.count().desc(), Idea.territory)
        .limit(MOST_TERRITORIES)
        .subquery()
    )
    one = aliased(Idea)
    # Asked of the few that are shown, not of each idea.
    is_read = sa.exists().where(
        one.box_id == box.id,
        one.territory == most.c.territory,
        one.contribution_id == Contribution.id,
        Contribution.state == ContributionState.PUBLISHED,
    )
    return sorted(session.scalars(sa.select(most.c.territory).where(is_read)))


def _lines(box: IdeaBox) -> sa.Select[Any]:
    return (
        sa.select(
            Idea.id,
            Contribution.title,
            sa.func.substr(Contribution.text, 1, LONGEST_OPENING).label("opening"),
            (sa.func.length(Contribution.text) > LONGEST_OPENING).label("is_cut"),
            Contribution.received_on,
            Contribution.state,
            Idea.signature,
            Idea.kind,
            Idea.territory,
            IdeaBoxTheme.title.label("theme"),
            Idea.lead_id,
            Idea.all_supporters.label("supporters"),
            Idea.unverified_supporters.label("unverified"),
            Idea.comments,
        )
        .join(Idea.contribution)
        .outerjoin(Idea.theme)
        .where(Idea.box_id == box.id)
    )


def _narrowed(session: Session, found: sa.Select[Any], chosen: IdeaFilter) -> sa.Select[Any]:
    if chosen.theme_id is not None:
        found = found.where(Idea.theme_id == chosen.theme_id)
    if chosen.territory:
        found = found.where(Idea.territory == chosen.territory)
    if chosen.kind is not None:
        found = found.where(Idea.kind == chosen.kind)
    if chosen.answered is not None:
        found = found.where(answered() if chosen.answered else ~answered())
    subjects = subjects_with(session, chosen.words)
    if subjects is not None:
        found = found.where(is_among(session, Idea.contribution_id, subjects))
    return found


def _stands_for_itself() -> sa.ColumnElement[bool]:
    """It is under no lead, or under one that is shown no more."""
    lead, words = aliased(Idea), aliased(Contribution)
    lead_is_gone = (
        sa.exists()
        .where(lead.id == Idea.lead_id, words.id == lead.contribution_id)
        .where(words.state != ContributionState.PUBLISHED)
    )
    return sa.or_(Idea.lead_id.is_(None), lead_is_gone)


def _place(
    order: IdeaOrder, cursor: Cursor
) -> tuple[list[tuple[Any, bool]], tuple[Any, ...] | None]:
    """The columns of an order, the greatest first, and where the page begins in them."""
    if order is IdeaOrder.RECENT:
        key = cursor.as_uuid()
        return [(Idea.id, True)], None if key is None else (key,)
    count = Idea.all_supporters if order is IdeaOrder.SUPPORTED else Idea.comments
    return [(count, True), (Idea.id, True)], cursor.as_count_and_uuid()


def _key(order: IdeaOrder, line: IdeaLine) -> str:
    if order is IdeaOrder.RECENT:
        return str(line.id)
    return counted_key(line.supporters if order is IdeaOrder.SUPPORTED else line.comments, line.id)


def _read(session: Session, found: sa.Select[Any]) -> list[IdeaLine]:
    rows = session.execute(found).all()
    ids = [row.id for row in rows]
    grouped, verdicts = _grouped_under(session, ids), verdicts_of(session, ids)
    return [
        IdeaLine(**row._asdict(), grouped=grouped.get(row.id, 0), verdict=verdicts.get(row.id))
        for row in rows
    ]


def _grouped_under(session: Session, idea_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    found = session.execute(
        sa.select(Idea.lead_id, sa.func.count())
        .where(Idea.lead_id.in_(idea_ids))
        .group_by(Idea.lead_id)
    )
    return {lead_id: number for lead_id, number in found if lead_id is not None}


def verdicts_of(session: Session, idea_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Verdict]:
    """The verdicts in force of those of these ideas that were answered officially."""
    found = session.execute(
        sa.select(IdeaAnswer.idea_id, IdeaAnswer.verdict)
        .where(IdeaAnswer.idea_id.in_(idea_ids))
        .order_by(IdeaAnswer.id)
    )
    return dict(found.all())
