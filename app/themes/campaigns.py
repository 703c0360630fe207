"""Texts that were sent nearly alike by several voices, as a run found them."""

from __future__ import annotations

import uuid
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import Assignment, Excerpt, Run
from app.themes.measures import measure_of
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page


@dataclass(frozen=True)
class Campaign:
    """A group of near duplicates; `excerpt_id` stands for it."""

    number: int
    excerpt_id: uuid.UUID
    texts: int
    distinct: int
    voices: int


@dataclass(frozen=True, kw_only=True)
class CampaignVerbatim(Verbatim):
    """The text that stands for a campaign, and the theme that it is in."""

    theme_id: uuid.UUID


@dataclass(frozen=True)
class ShownCampaign:
    """A campaign with its text, unless that has left the corpus or holds no word."""

    campaign: Campaign
    verbatim: CampaignVerbatim | None


def campaigns_of(session: Session, run: Run) -> dict[int, Campaign]:
    """The campaigns of a run by number, from 1: those of most voices first."""
    measured = measure_of(session, run.id, "campaigns") or {}
    return {
        line["number"]: Campaign(
            number=line["number"],
            excerpt_id=uuid.UUID(line["excerpt"]),
            texts=line["texts"],
            distinct=line["distinct"],
            voices=line["voices"],
        )
        for line in measured.get("campaigns", [])
    }


def campaigns_page(
    session: Session, run: Run, cursor: Cursor, *, size: int = PAGE_SIZE
) -> Page[ShownCampaign]:
    """The campaigns of a run with their texts, those of most voices first."""
    known = campaigns_of(session, run)
    shown = _from(sorted(known), cursor, size)
    texts = _texts(session, run, [known[number].excerpt_id for number in shown])
    rows = [ShownCampaign(known[number], texts.get(known[number].excerpt_id)) for number in shown]
    return make_page(rows, cursor, size=size, key_of=lambda one: one.campaign.number)


def _from(numbers: list[int], cursor: Cursor, size: int) -> list[int]:
    """The numbers of a page and one more, in the direction of the cursor."""
    key = cursor.as_int()
    if cursor.backwards:
        end = len(numbers) if key is None else bisect_left(numbers, key)
        return numbers[max(0, end - size - 1) : end][::-1]
    start = 0 if key is None else bisect_right(numbers, key)
    return numbers[start : start + size + 1]


def _texts(
    session: Session, run: Run, excerpt_ids: list[uuid.UUID]
) -> dict[uuid.UUID, CampaignVerbatim]:
    found = (
        select_verbatims(Assignment.theme_id)
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(Assignment.run_id == run.id, Excerpt.id.in_(excerpt_ids))
    )
    return {row.excerpt_id: CampaignVerbatim(**row._asdict()) for row in session.execute(found)}
