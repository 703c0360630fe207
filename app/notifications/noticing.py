"""Noting that something happened, for the digests and the feeds that will tell it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Charter,
    Contribution,
    Excerpt,
    Notice,
    NoticeKind,
    Participant,
    Receipt,
    ReceiptFollower,
    Subscription,
)

FrozenContent = Mapping[str, Any]
"""What a version of the strategy freezes (`app.strategy.versions.content`)."""


def note_of_contribution(
    session: Session, contribution: Contribution, kind: NoticeKind, *, is_public: bool
) -> None:
    """Something happened to a contribution: its author and supporters may be told, and with
    `is_public` everybody who follows the consultation."""
    session.add(
        Notice(
            consultation_id=contribution.consultation_id,
            kind=kind,
            activity_id=contribution.activity_id,
            contribution_id=contribution.id,
            is_public=is_public,
        )
    )
    session.flush()


def note_of_decision(session: Session, contribution: Contribution) -> None:
    """It was decided what becomes of an excerpt: told where the charter makes decisions public."""
    is_public = decisions_are_public(session, contribution.consultation_id)
    note_of_contribution(session, contribution, NoticeKind.DECIDED, is_public=is_public)


def decisions_are_public(session: Session, consultation_id: uuid.UUID) -> bool:
    """Whether everybody reads what becomes of contributions, as it is decided."""
    found = sa.select(Charter.decisions_are_public)
    return bool(session.scalar(found.where(Charter.consultation_id == consultation_id)))


def note_of_activity(
    session: Session, consultation_id: uuid.UUID, activity_id: uuid.UUID, kind: NoticeKind
) -> None:
    """An activity opened or closed."""
    session.add(
        Notice(consultation_id=consultation_id, kind=kind, activity_id=activity_id, is_public=True)
    )
    session.flush()


def note_of_version(session: Session, consultation_id: uuid.UUID, content: FrozenContent) -> None:
    """A version of the strategy was published: the newest one is told, and who follows words that
    lead to a line of it is told which one."""
    kind = NoticeKind.STRATEGY
    session.add(Notice(consultation_id=consultation_id, kind=kind, is_public=True))
    lead_there = {one for line in content["nodes"] for one in excerpts_of_line(line)}
    note_of_followed(
        session,
        consultation_id,
        kind,
        (
            (contribution_id, activity_id)
            for contribution_id, activity_id, excerpt_ids in _followed(session, consultation_id)
            if not lead_there.isdisjoint(excerpt_ids)
        ),
    )


def note_of_followed(
    session: Session,
    consultation_id: uuid.UUID,
    kind: NoticeKind,
    contributions: Iterable[tuple[uuid.UUID, uuid.UUID]],
) -> None:
    """Something happened to what contributions led to, each with its activity: those who follow
    them are told."""
    session.add_all(
        Notice(
            consultation_id=consultation_id,
            kind=kind,
            activity_id=activity_id,
            contribution_id=contribution_id,
            is_public=False,
        )
        for contribution_id, activity_id in contributions
    )
    session.flush()


def note_of_plan(session: Session, consultation_id: uuid.UUID) -> None:
    """An action plan came into force: the one that is in force is told."""
    session.add(Notice(consultation_id=consultation_id, kind=NoticeKind.PLAN, is_public=True))
    session.flush()


def excerpts_of_line(line: Mapping[str, Any]) -> set[uuid.UUID]:
    """The excerpts that lead to a frozen line, or that it cites."""
    named = [*line["evidence"], *line["citations"]]
    return {uuid.UUID(one["excerpt"]) for one in named if one.get("excerpt")}


def _followed(
    session: Session, consultation_id: uuid.UUID
) -> Iterator[tuple[uuid.UUID, uuid.UUID, set[uuid.UUID]]]:
    """The contributions that somebody follows, with their activity and their excerpts."""
    rows = session.execute(
        sa.select(Contribution.id, Contribution.activity_id, Excerpt.id.label("excerpt_id"))
        .join(Excerpt, Excerpt.contribution_id == Contribution.id)
        .where(Contribution.consultation_id == consultation_id, is_followed(consultation_id))
        .order_by(Contribution.id)
    )
    for (contribution_id, activity_id), found in groupby(rows, lambda row: (row[0], row[1])):
        yield contribution_id, activity_id, {row.excerpt_id for row in found}


def is_followed(consultation_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """Whether somebody follows a contribution, by its receipt or by their account."""
    by_receipt = sa.select(ReceiptFollower.receipt_id)
    by_account = (
        sa.select(Receipt.id)
        .join(Participant, Receipt.participant_id == Participant.id)
        .join(Subscription, Subscription.account_id == Participant.account_id)
        .where(Subscription.consultation_id == consultation_id)
    )
    return Contribution.receipt_id.in_(by_receipt.union(by_account))
