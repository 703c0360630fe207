"""An author's word against a refusal, once, and the answer of another steward."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.participants import participant_of
from app.corpus.moderation.deciding import Moderator, let_in, refuse_erased
from app.corpus.moderation.decisions import appeal_of
from app.corpus.moderation.log import log_act
from app.corpus.moderation.one_at_a_time import last_event, take, wait_for_contribution
from app.corpus.receipts.issuing import receipt_with
from app.models import (
    Appeal,
    Contribution,
    ContributionState,
    Idea,
    IdeaComment,
    Membership,
    ModerationAct,
    NoticeKind,
    Participant,
    Receipt,
    Role,
    Submission,
)
from app.models.types import now
from app.notifications.noticing import note_of_contribution


class NotRefused(ValueError):
    """The contribution is not refused: there is nothing to appeal against."""


class AlreadyAppealed(ValueError):
    """The author appealed before: once is all."""


class NoAppeal(ValueError):
    """No appeal waits for an answer."""


class OwnRefusal(ValueError):
    """Who refused or wrote the contribution does not decide about the appeal where somebody else
    can."""


def appeal(session: Session, contribution: Contribution, text: str) -> Appeal:
    """Take down an author's appeal; the same words sent twice are one.

    Raises:
        NotRefused: the contribution is not refused.
        AlreadyAppealed: there is an appeal with other words.
    """
    wait_for_contribution(session, contribution)
    found = appeal_of(session, contribution.id)
    if found is not None and found.text == text:
        return found
    if contribution.state is not ContributionState.REJECTED:
        raise NotRefused(contribution.id)
    if found is not None:
        raise AlreadyAppealed(contribution.id)
    made = Appeal(contribution_id=contribution.id, text=text)
    session.add(made)
    log_act(session, contribution, ModerationAct.APPEALED, account_id=None)
    return made


def decide_appeal(
    session: Session, contribution: Contribution, by: Moderator, *, is_granted: bool, reply: str
) -> None:
    """Answer an appeal; granted, the contribution is let in.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
        NoAppeal: none waits.
        OwnRefusal: another steward must decide.
        WordsErased: it is granted, and there is nothing left to show.
    """
    act = ModerationAct.APPEAL_GRANTED if is_granted else ModerationAct.APPEAL_UPHELD
    if not take(session, contribution, seen=by.seen, act=act, account_id=by.account_id):
        return
    waiting = appeal_of(session, contribution.id)
    if waiting is None or waiting.decided_at is not None:
        raise NoAppeal(contribution.id)
    if not may_decide(session, contribution, by.account_id):
        raise OwnRefusal(contribution.id)
    if is_granted:
        refuse_erased(session, contribution)
        refusal = last_event(session, contribution.id, ModerationAct.REJECTED)
        before = refusal.details.get("from") if refusal else None
        let_in(session, contribution, is_news=before == ContributionState.HELD)
    waiting.is_granted, waiting.reply, waiting.decided_at = is_granted, reply, now()
    log_act(session, contribution, act, account_id=by.account_id, message=reply)
    note_of_contribution(session, contribution, NoticeKind.APPEAL_ENDED, is_public=False)


def may_decide(session: Session, contribution: Contribution, account_id: uuid.UUID | None) -> bool:
    """Whether this steward may answer the appeal: neither who refused nor the author, unless they
    are alone."""
    if account_id is None:
        return True
    refusal = last_event(session, contribution.id, ModerationAct.REJECTED)
    refused = refusal is not None and refusal.account_id == account_id
    own = participant_of(session, contribution.consultation_id, account_id=account_id, device=None)
    if not refused and not is_author(session, contribution, participant=own):
        return True
    others = sa.select(Membership.id).where(
        Membership.consultation_id == contribution.consultation_id,
        Membership.role == Role.STEWARD,
        Membership.account_id != account_id,
    )
    return session.scalar(others.limit(1)) is None


def is_author(
    session: Session,
    contribution: Contribution,
    *,
    participant: Participant | None,
    code: str = "",
) -> bool:
    """Whether a contribution is of this participant, or its receipt has this code."""
    if code:
        receipt = receipt_with(session, contribution.consultation_id, code)
        if receipt is not None and receipt.id == contribution.receipt_id:
            return True
    if participant is None:
        return False
    theirs = [
        sa.select(made.id).where(
            made.contribution_id == contribution.id, made.participant_id == participant.id
        )
        for made in (Idea, IdeaComment, Submission)
    ]
    given = sa.select(Receipt.id).where(
        Receipt.id == contribution.receipt_id, Receipt.participant_id == participant.id
    )
    return bool(session.scalar(sa.select(sa.or_(*(one.exists() for one in (*theirs, given))))))
