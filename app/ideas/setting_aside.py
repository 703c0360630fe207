"""A steward sets supports of a burst aside: kept, counted no more, and counted again at will."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.log import log_act
from app.ideas.burst_finding import bursts_among
from app.ideas.burst_keys import border_of, key_of
from app.ideas.bursts import titles_of
from app.ideas.counting import recount_supporters, wait_for_group
from app.models import Idea, IdeaSupport, ModerationAct
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged_by


class NoSuchBurst(ValueError):
    """There is no burst that begins then, or no support was set aside then."""


@dataclass(frozen=True)
class SetAside:
    """Supports that were set aside at once."""

    idea_id: uuid.UUID
    title: str
    moment: dt.datetime
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime


def set_aside(
    session: Session,
    idea: Idea,
    starts_at: dt.datetime,
    *,
    account_id: uuid.UUID | None,
    moment: dt.datetime,
) -> int:
    """Let the supports of the burst that begins then count no more; how many there were.

    Raises:
        NoSuchBurst: there is none, or they were set aside meanwhile.
    """
    wait_for_group(session, idea)
    found = bursts_among(session, IdeaSupport, IdeaSupport.idea_id == idea.id)
    rush = next((one.rush for one in found if one.rush.starts_at == starts_at), None)
    if rush is None:
        raise NoSuchBurst(starts_at)
    theirs = IdeaSupport.created_at.between(rush.starts_at, rush.ends_at)
    number = _mark(session, idea, theirs & IdeaSupport.set_aside_at.is_(None), moment)
    _tell(session, idea, ModerationAct.SUPPORTS_SET_ASIDE, account_id, number)
    return number


def count_again(
    session: Session, idea: Idea, set_aside_at: dt.datetime, *, account_id: uuid.UUID | None
) -> int:
    """Let the supports that were set aside at this moment count again; how many there are.

    Raises:
        NoSuchBurst: there are none, or they count again already.
    """
    wait_for_group(session, idea)
    number = _mark(session, idea, IdeaSupport.set_aside_at == set_aside_at, None)
    if not number:
        raise NoSuchBurst(set_aside_at)
    _tell(session, idea, ModerationAct.SUPPORTS_COUNTED, account_id, number)
    return number


def set_aside_page(session: Session, box_id: uuid.UUID, cursor: Cursor) -> Page[SetAside]:
    """The supports of a box that were set aside, the latest first; two queries."""
    acts = (
        sa.select(
            IdeaSupport.idea_id,
            IdeaSupport.set_aside_at.label("moment"),
            sa.func.count().label("number"),
            sa.func.min(IdeaSupport.created_at).label("starts_at"),
            sa.func.max(IdeaSupport.created_at).label("ends_at"),
        )
        .join(Idea, IdeaSupport.idea_id == Idea.id)
        .where(Idea.box_id == box_id, IdeaSupport.set_aside_at.is_not(None))
        .group_by(IdeaSupport.idea_id, IdeaSupport.set_aside_at)
        .subquery()
    )
    found = sa.select(acts)
    order = [(acts.c.moment, True), (acts.c.idea_id, True)]
    rows = session.execute(paged_by(found, order, cursor, border_of(cursor), size=PAGE_SIZE)).all()
    titles = titles_of(session, [row.idea_id for row in rows])
    shown = [SetAside(title=titles[row.idea_id], **row._mapping) for row in rows]
    return make_page(
        shown, cursor, size=PAGE_SIZE, key_of=lambda one: key_of(one.moment, one.idea_id)
    )


def _mark(
    session: Session, idea: Idea, which: sa.ColumnElement[bool], moment: dt.datetime | None
) -> int:
    marked = session.execute(
        sa.update(IdeaSupport)
        .where(IdeaSupport.idea_id == idea.id, which)
        .values(set_aside_at=moment)
        .returning(IdeaSupport.id)
    )
    number = len(marked.all())
    recount_supporters(session, idea)
    return number


def _tell(
    session: Session, idea: Idea, act: ModerationAct, account_id: uuid.UUID | None, number: int
) -> None:
    details = {"supports": number}
    log_act(session, idea.contribution, act, account_id=account_id, details=details)
