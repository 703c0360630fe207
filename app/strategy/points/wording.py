"""Findings, needs and candidate actions: made from their evidence, worded, set aside, restored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import EvidenceStatus, Point, PointKind, PointState
from app.models.turns import ChangedMeanwhile, wait_for_consultation, wait_for_others
from app.strategy.evidence import Decider, decide_many, keep
from app.strategy.points.groups import excerpts_of_group

LONGEST_TITLE = 300
LONGEST_TEXT = 5000
LONGEST_REASON = 500


class NoReason(ValueError):
    """Setting a point aside says why."""


@dataclass(frozen=True)
class Wording:
    """What a point says."""

    kind: PointKind
    title: str
    text: str = ""


@dataclass(frozen=True)
class Sources:
    """The evidence with which a point is made: excerpts, a theme, all the excerpts of a group."""

    excerpt_ids: tuple[uuid.UUID, ...] = ()
    theme_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None


def make(
    session: Session, decider: Decider, wording: Wording, sources: Sources, *, key: str
) -> Point:
    """A new point with its evidence. `key` was made with the page: sent twice, it is made once.

    Excerpts that left the corpus meanwhile are passed over.

    Raises:
        app.strategy.linkable.NotInConsultation, ThemeNotApproved: the theme cannot be linked.
    """
    wait_for_consultation(session, decider.consultation_id)
    there = session.scalar(
        sa.select(Point).where(Point.consultation_id == decider.consultation_id, Point.key == key)
    )
    if there is not None:
        return there
    point = Point(
        consultation_id=decider.consultation_id,
        account_id=decider.account_id,
        key=key,
        kind=wording.kind,
        title=wording.title,
        text=wording.text,
    )
    session.add(point)
    session.flush()
    excerpts = [*sources.excerpt_ids]
    if sources.group_id is not None:
        excerpts += excerpts_of_group(session, decider.consultation_id, sources.group_id)
    decide_many(session, decider, excerpts, EvidenceStatus.KEPT, point_id=point.id)
    if sources.theme_id is not None:
        keep(session, decider, theme_id=sources.theme_id, point_id=point.id)
    return point


def word(session: Session, point: Point, wording: Wording, *, version: int) -> None:
    """Let a point say something else. Said twice, it is said once.

    Raises:
        ChangedMeanwhile: it was changed since `version` was shown.
    """
    wait_for_others(session, point)
    if Wording(point.kind, point.title, point.text) == wording:
        return
    if point.version != version:
        raise ChangedMeanwhile(point.id)
    point.kind, point.title, point.text = wording.kind, wording.title, wording.text
    point.version += 1
    session.flush()


def set_aside(session: Session, point: Point, *, reason: str, version: int) -> None:
    """Take a point out of use. Its evidence and links stay, and count no more.

    Raises:
        NoReason: nothing says why.
        ChangedMeanwhile: it was changed since `version` was shown.
    """
    if not reason.strip():
        raise NoReason(point.id)
    wait_for_others(session, point)
    if (point.state, point.reason) == (PointState.SET_ASIDE, reason.strip()):
        return
    if point.version != version:
        raise ChangedMeanwhile(point.id)
    point.state, point.reason = PointState.SET_ASIDE, reason.strip()
    point.version += 1
    session.flush()


def restore(session: Session, point: Point) -> None:
    """Put a point that was set aside in use again, with its evidence."""
    wait_for_others(session, point)
    if point.state is PointState.OPEN:
        return
    point.state, point.reason = PointState.OPEN, ""
    point.version += 1
    session.flush()
