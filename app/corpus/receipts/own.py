"""What somebody gave in a consultation, with their account or on their device."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus.codes import digest_of
from app.corpus.receipts.issuing import can_be_shown_again, receipt_code
from app.models import (
    Activity,
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaSupport,
    Participant,
    Receipt,
    Response,
    ResponseState,
    Submission,
    SubmissionState,
)
from app.questionnaires.codes import code_from, personal_secret
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

LONGEST_OPENING = 200
State = ContributionState | ResponseState | SubmissionState


@dataclass(frozen=True)
class OwnLine:
    """Something that was given: its opening, its state, and the code of its receipt where that can
    be shown again."""

    receipt: Receipt
    heading: str
    opening: str
    number: int
    """Of contributions that stand."""
    state: State | None
    code: str | None


@dataclass(frozen=True)
class OwnSupport:
    """An idea that somebody supports."""

    support_id: uuid.UUID
    idea_id: uuid.UUID
    box_code: str
    title: str


def own_page(
    session: Session, participant: Participant, cursor: Cursor, *, key: str
) -> Page[OwnLine]:
    """What this participant gave, the newest first. `key` is that of the application."""
    found = (
        sa.select(Receipt)
        .options(joinedload(Receipt.activity))
        .where(Receipt.participant_id == participant.id)
    )
    receipts = session.scalars(
        paged(found, Receipt.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    ).all()
    lines = _lines(session, receipts, participant, key)
    return make_page(lines, cursor, size=PAGE_SIZE, key_of=lambda line: line.receipt.id)


def own_receipts(session: Session, participant: Participant) -> Iterator[Receipt]:
    """Every receipt of this participant, the oldest first."""
    cursor = Cursor()
    while True:
        found = sa.select(Receipt).options(joinedload(Receipt.activity))
        mine = found.where(Receipt.participant_id == participant.id)
        rows = session.scalars(
            paged(mine, Receipt.id, cursor, cursor.as_uuid(), size=PAGE_SIZE)
        ).all()
        page = make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)
        yield from page.rows
        if page.next_key is None:
            return
        cursor = Cursor(page.next_key)


def own_supports(session: Session, participant: Participant, cursor: Cursor) -> Page[OwnSupport]:
    """The ideas that this participant supports, and that everybody reads; the newest first."""
    found = (
        sa.select(
            IdeaSupport.id.label("support_id"),
            Idea.id.label("idea_id"),
            Activity.code.label("box_code"),
            sa.case(
                (Contribution.title != "", Contribution.title),
                else_=sa.func.substr(Contribution.text, 1, LONGEST_OPENING),
            ).label("title"),
        )
        .join(Idea, IdeaSupport.idea_id == Idea.id)
        .join(Contribution, Idea.contribution_id == Contribution.id)
        .join(IdeaBox, Idea.box_id == IdeaBox.id)
        .join(Activity, IdeaBox.activity_id == Activity.id)
        .where(
            IdeaSupport.participant_id == participant.id,
            IdeaBox.is_published,
            Contribution.state == ContributionState.PUBLISHED,
        )
    )
    rows = session.execute(
        paged(found, IdeaSupport.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    )
    lines = [OwnSupport(**row._asdict()) for row in rows]
    return make_page(lines, cursor, size=PAGE_SIZE, key_of=lambda line: line.support_id)


def _lines(
    session: Session, receipts: Sequence[Receipt], participant: Participant, key: str
) -> list[OwnLine]:
    ids = [receipt.id for receipt in receipts]
    words = _words(session, ids)
    responses = {
        row.code_digest: row
        for row in session.execute(
            sa.select(Response.code_digest, Response.state, Response.questionnaire_id).where(
                Response.code_digest.in_([receipt.digest for receipt in receipts])
            )
        )
    }
    submissions = {
        one.receipt_id: one
        for one in session.scalars(sa.select(Submission).where(Submission.receipt_id.in_(ids)))
    }
    lines = []
    for receipt in receipts:
        said = words.get(receipt.id, [])
        response, submission = responses.get(receipt.digest), submissions.get(receipt.id)
        first = said[0] if said else None
        lines.append(
            OwnLine(
                receipt,
                heading=submission.title if submission else (first.heading if first else ""),
                opening=first.opening if first and first.opening != first.heading else "",
                number=len(said),
                state=_state(first, submission, response),
                code=_code(receipt, participant, response, key),
            )
        )
    return lines


def _words(session: Session, receipt_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """The openings of what was said with each receipt: what stands first."""
    rows = session.execute(
        sa.select(
            Contribution.receipt_id,
            Contribution.state,
            sa.case(
                (Contribution.title != "", Contribution.title), else_=Contribution.question
            ).label("heading"),
            sa.func.substr(Contribution.text, 1, LONGEST_OPENING).label("opening"),
        )
        .where(Contribution.receipt_id.in_(receipt_ids))
        .order_by(Contribution.state == ContributionState.WITHDRAWN, Contribution.id)
    )
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.receipt_id, []).append(row)
    return found


def _state(words: Any, submission: Submission | None, response: Any) -> State | None:
    """How it stands: a deposit that is not sent or withdrawn, then the words, then the response."""
    if submission is not None and submission.state is not SubmissionState.SENT:
        return submission.state
    if words is not None:
        return ContributionState(words.state)
    return None if response is None else ResponseState(response.state)


def _code(receipt: Receipt, participant: Participant, response: Any, key: str) -> str | None:
    """The code, where it follows from the key of the application: that of a response, from the
    account that gave it."""
    if can_be_shown_again(key, receipt):
        return receipt_code(key, receipt.id)
    if response is None or participant.account_id is None:
        return None
    code = code_from(personal_secret(key, response.questionnaire_id, participant.account_id))
    return code if digest_of(code) == receipt.digest else None
