"""Excerpts with their source, as every list of quotations reads them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.models import IN_CORPUS, Activity, Channel, Contribution, Excerpt, Nature

EXCERPT_TEXT = sa.func.substr(
    Contribution.text, Excerpt.start + 1, Excerpt.end - Excerpt.start
).label("text")
"""The words of an excerpt, cut by the database: a query joins `Excerpt.contribution` to read it."""


@dataclass(frozen=True, kw_only=True)
class Verbatim:
    """An excerpt that can be quoted. Lists extend it with why the excerpt is in them."""

    excerpt_id: uuid.UUID
    contribution_id: uuid.UUID
    text: str
    nature: Nature
    location: str
    question: str
    received_on: dt.date | None
    channel: Channel
    activity_title: str


def select_verbatims(*more: Any) -> sa.Select[*tuple[Any, ...]]:
    """A query of the excerpts of the corpus, one column for each field of `Verbatim`.

    `more` columns follow, of tables that the caller joins to `Excerpt`.
    """
    return (
        sa.select(
            Excerpt.id.label("excerpt_id"),
            Excerpt.contribution_id,
            EXCERPT_TEXT,
            Excerpt.nature,
            Excerpt.location,
            Contribution.question,
            Contribution.received_on,
            Activity.channel,
            Activity.title.label("activity_title"),
            *more,
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(Contribution.state.in_(IN_CORPUS))
    )
