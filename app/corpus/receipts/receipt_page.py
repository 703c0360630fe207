"""What the page of a receipt shows: what was recorded, its state, and its way so far."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.queries import with_phases
from app.consultations.stage import Stage, stage_of
from app.corpus.moderation.decisions import Decision, decision_of
from app.corpus.passages import Passage, passages, traces_of
from app.corpus.permissions import may_read_corpus
from app.corpus.queries import asked_in, excerpts_by_contribution
from app.corpus.receipts.channels import given_with
from app.corpus.receipts.following import (
    Links,
    steps_of,
    steps_of_idea,
)
from app.corpus.receipts.given import Fact, Given
from app.corpus.receipts.given_ideas import GivenIdea, way_of_idea
from app.corpus.receipts.given_notes import GivenNotes
from app.models import (
    IN_CORPUS,
    Consultation,
    Contribution,
    ContributionState,
    Excerpt,
    Note,
    Receipt,
    Role,
)
from app.publication.became.shown import Step, fates_are_shown
from app.web.paging import Cursor, Page, make_page, paged

PAGE_SIZE = 20
GONE = (ContributionState.WITHDRAWN, ContributionState.DRAFT)


@dataclass(frozen=True)
class ExcerptWay:
    """An excerpt, and its way so far."""

    excerpt: Excerpt
    text: str
    steps: list[Step]


@dataclass(frozen=True)
class Recorded:
    """A contribution as it was recorded, and the ways of its excerpts where they are shown."""

    contribution: Contribution
    passages: list[Passage]
    ways: list[ExcerptWay]
    decision: Decision | None
    """Why it was refused, where it was."""


@dataclass(frozen=True)
class ReceiptPage:
    receipt: Receipt
    given: Given
    page: Page[Recorded]
    facts: list[Fact]
    replaced: int
    """Contributions of before a correction, no longer read."""
    waiting: tuple[Note, ...]
    """Notes that are not in the corpus yet: the first of them."""
    number_waiting: int
    way: list[Step]
    """That of the thing as a whole, where it has one."""
    shows_decisions: bool
    stage: Stage


def receipt_page(
    session: Session,
    consultation: Consultation,
    receipt: Receipt,
    *,
    role: Role,
    today: dt.date,
    links: Links,
    cursor: Cursor,
) -> ReceiptPage:
    """Everything that the page of a receipt shows to a reader of this role."""
    given = given_with(session, receipt)
    shows = fates_are_shown(session, consultation.id, role)
    contributions = _contributions(session, receipt, cursor)
    recorded = _recorded(
        session,
        contributions.rows,
        links if shows else None,
        names_people=may_read_corpus(role),
    )
    return ReceiptPage(
        receipt=receipt,
        given=given,
        page=Page(tuple(recorded), contributions.previous_key, contributions.next_key),
        facts=[] if given.is_withdrawn else given.facts(session),
        replaced=0 if given.is_withdrawn else _replaced(session, receipt),
        waiting=given.waiting if isinstance(given, GivenNotes) else (),
        number_waiting=given.number_waiting if isinstance(given, GivenNotes) else 0,
        way=_way(session, given),
        shows_decisions=shows,
        stage=stage_of(with_phases(session, consultation), today),
    )


def _way(session: Session, given: Given) -> list[Step]:
    if isinstance(given, GivenIdea) and not given.is_withdrawn:
        return steps_of_idea(way_of_idea(session, given.idea))
    return []


def _contributions(session: Session, receipt: Receipt, cursor: Cursor) -> Page[Contribution]:
    found = sa.select(Contribution).where(
        Contribution.receipt_id == receipt.id, Contribution.state.not_in(GONE)
    )
    rows = session.scalars(
        paged(found, Contribution.id, cursor, cursor.as_uuid(), size=PAGE_SIZE)
    ).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)


def _replaced(session: Session, receipt: Receipt) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count()).where(
                Contribution.receipt_id == receipt.id,
                Contribution.state == ContributionState.WITHDRAWN,
            )
        )
        or 0
    )


def _recorded(
    session: Session,
    contributions: Sequence[Contribution],
    links: Links | None,
    *,
    names_people: bool,
) -> list[Recorded]:
    excerpts = excerpts_by_contribution(session, [one.id for one in contributions])
    ways: dict[uuid.UUID, list[ExcerptWay]] = {}
    if links is not None:
        ways = _ways(session, contributions, excerpts, links, names_people=names_people)
    return [
        Recorded(
            one,
            passages(one, excerpts.get(one.id, [])),
            ways.get(one.id, []),
            decision_of(session, one.id) if one.looked_at is not None else None,
        )
        for one in contributions
    ]


def _ways(
    session: Session,
    contributions: Sequence[Contribution],
    excerpts: dict[uuid.UUID, list[Excerpt]],
    links: Links,
    *,
    names_people: bool,
) -> dict[uuid.UUID, list[ExcerptWay]]:
    cited = [one for one in contributions if one.state in IN_CORPUS]
    every = [excerpt for one in cited for excerpt in excerpts.get(one.id, [])]
    if not every:
        return {}
    traces = traces_of(session, cited[0].consultation_id, every)
    asked = asked_in(session, every)
    return {
        one.id: [
            ExcerptWay(
                excerpt,
                one.text[excerpt.start : excerpt.end],
                steps_of(
                    traces[excerpt.id],
                    asked.get(excerpt.id, []),
                    links,
                    names_people=names_people,
                ),
            )
            for excerpt in excerpts.get(one.id, [])
        ]
        for one in cited
    }
