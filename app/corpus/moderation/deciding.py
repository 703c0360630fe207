"""What a moderator decides about a contribution: published, nothing to say, refused, or refused
no longer. Each is logged, and its author is told."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.charters import reason_in_use
from app.corpus.moderation.consequences import follow
from app.corpus.moderation.log import log_act
from app.corpus.moderation.one_at_a_time import last_event, take
from app.models import (
    IN_CORPUS,
    Appeal,
    Channel,
    Contribution,
    ContributionState,
    ModerationAct,
    NoticeKind,
    Submission,
)
from app.models.types import now
from app.notifications.noticing import note_of_contribution


class NotPossible(ValueError):
    """This cannot be decided about a contribution in its present state."""


class WordsErased(ValueError):
    """The words of the refused contribution went with the retention date."""


@dataclass(frozen=True)
class Moderator:
    """Who decides, and what they saw; without `seen`, whatever is there."""

    account_id: uuid.UUID | None
    seen: str | None = None


def publish(session: Session, contribution: Contribution, by: Moderator) -> None:
    """Let in what was held.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
        NotPossible: it is not held.
    """
    if not _take(session, contribution, by, ModerationAct.PUBLISHED):
        return
    if contribution.state is not ContributionState.HELD:
        raise NotPossible
    let_in(session, contribution)
    log_act(session, contribution, ModerationAct.PUBLISHED, account_id=by.account_id)


def look_at(session: Session, contribution: Contribution, by: Moderator) -> None:
    """Nothing to say: it stays as it is, and leaves the queue.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
        NotPossible: it is not in the corpus.
    """
    if not _take(session, contribution, by, ModerationAct.LOOKED_AT):
        return
    if contribution.state not in IN_CORPUS:
        raise NotPossible
    contribution.looked_at = now()
    log_act(session, contribution, ModerationAct.LOOKED_AT, account_id=by.account_id)


def reject(
    session: Session,
    contribution: Contribution,
    by: Moderator,
    *,
    reason_id: uuid.UUID,
    message: str = "",
) -> None:
    """Refuse a contribution for a reason of the charter. What points to it stays as it is.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
        NotPossible: it is withdrawn, a draft, or refused.
        LookupError: the charter has no such reason, or has retired it.
    """
    if not _take(session, contribution, by, ModerationAct.REJECTED):
        return
    if contribution.state not in (*IN_CORPUS, ContributionState.HELD):
        raise NotPossible
    reason = reason_in_use(session, contribution.consultation_id, reason_id)
    before = contribution.state
    contribution.state = ContributionState.REJECTED
    contribution.looked_at = now()
    # The words of the reason as they are now: the charter may change, what was said stays.
    details = {"from": before.value, "reason": reason.title, "told": reason.text}
    log_act(
        session,
        contribution,
        ModerationAct.REJECTED,
        account_id=by.account_id,
        reason_id=reason.id,
        message=message,
        details=details,
    )
    note_of_contribution(session, contribution, NoticeKind.REJECTED, is_public=False)
    follow(session, contribution)


def restore(session: Session, contribution: Contribution, by: Moderator) -> None:
    """Take a refusal back: the contribution is what it was before.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
        NotPossible: it is not refused, or its author's appeal waits for an answer.
        WordsErased: there is nothing left to show.
    """
    if not _take(session, contribution, by, ModerationAct.RESTORED):
        return
    if contribution.state is not ContributionState.REJECTED or _has_waiting_appeal(
        session, contribution.id
    ):
        raise NotPossible
    refuse_erased(session, contribution)
    refusal = last_event(session, contribution.id, ModerationAct.REJECTED)
    before = refusal.details.get("from") if refusal else None
    contribution.state = ContributionState(before or open_state(session, contribution))
    contribution.looked_at = now()
    log_act(session, contribution, ModerationAct.RESTORED, account_id=by.account_id)
    follow(session, contribution)


def let_in(session: Session, contribution: Contribution, *, is_news: bool = True) -> None:
    """Into the corpus, for everybody or for the team as its author agreed; who follows is told.

    Not `is_news`: everybody could read it before it was refused.
    """
    contribution.state = open_state(session, contribution)
    contribution.looked_at = now()
    is_public = is_news and contribution.state is ContributionState.PUBLISHED
    note_of_contribution(session, contribution, NoticeKind.PUBLISHED, is_public=is_public)
    follow(session, contribution)


def open_state(session: Session, contribution: Contribution) -> ContributionState:
    """What a contribution becomes once nothing is said against it: ideas are read by everybody,
    written contributions where their author consented, all others by the team."""
    if contribution.activity.channel is Channel.IDEA_BOX:
        return ContributionState.PUBLISHED
    consented = session.scalar(
        sa.select(Submission.may_be_published).where(Submission.contribution_id == contribution.id)
    )
    return ContributionState.PUBLISHED if consented else ContributionState.SUBMITTED


def refuse_erased(session: Session, contribution: Contribution) -> None:
    """Raises WordsErased where the words went with the retention date."""
    erased = last_event(session, contribution.id, ModerationAct.ERASED)
    if erased is not None and erased.details.get("what") == "words":
        raise WordsErased(contribution.id)


def _has_waiting_appeal(session: Session, contribution_id: uuid.UUID) -> bool:
    found = sa.select(Appeal.id).where(
        Appeal.contribution_id == contribution_id, Appeal.decided_at.is_(None)
    )
    return session.scalar(found) is not None


def _take(session: Session, contribution: Contribution, by: Moderator, act: ModerationAct) -> bool:
    return take(session, contribution, seen=by.seen, act=act, account_id=by.account_id)
