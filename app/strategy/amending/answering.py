"""Answering a suggestion: taken in as it is, in part, or not, with a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Amendment,
    AmendmentState,
    Frequency,
    Participant,
    StrategyNode,
    Subscription,
)
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.settings import current_settings
from app.strategy.amending.letters import ABOUT_SUGGESTION
from app.strategy.writing.history import Writer, wait_for_turn
from app.strategy.writing.lines import word_line

TAKEN_IN = (AmendmentState.ACCEPTED, AmendmentState.PARTLY_ACCEPTED)


class AnsweredAlready(ValueError):
    """Somebody answered it meanwhile, or its author withdrew it."""


class NoReason(ValueError):
    """What is not taken in as it is needs a reason."""


@dataclass(frozen=True)
class Answer:
    """What is answered. `title` and `text`: the line as it becomes, where a part is taken in."""

    state: AmendmentState
    words: str = ""
    title: str = ""
    text: str = ""
    is_public: bool = True
    """Of one that is not taken in: what does not respect the charter, nobody else reads."""


def answer(
    session: Session,
    made: Amendment,
    new: Answer,
    by: Writer,
    *,
    version: int,
    moment: dt.datetime,
) -> None:
    """Answer a suggestion, and let the line say it where it is taken in. Its author is told.
    Sent twice, it is answered once.

    Raises:
        AnsweredAlready: another answer stands.
        NoReason: it says neither what is left out, nor why.
        app.models.turns.ChangedMeanwhile: the line changed since `version` was shown.
        LineRefused, StructureFrozen: the line cannot say so.
    """
    node = session.get_one(StrategyNode, made.node_id)
    wait_for_turn(session, node)
    wait_for_others(session, made)
    if made.state is not AmendmentState.SENT:
        if (made.state, made.answer, made.answered_by_id) == (new.state, new.words, by.account_id):
            return
        raise AnsweredAlready(made.id)
    if new.state is not AmendmentState.ACCEPTED and not new.words.strip():
        raise NoReason(made.id)
    if new.state in TAKEN_IN:
        is_whole = new.state is AmendmentState.ACCEPTED
        title, text = (made.title, made.text) if is_whole else (new.title, new.text)
        word_line(session, by, node, title=title, text=text, version=version, amendment_id=made.id)
    made.state, made.answer = new.state, new.words
    made.answered_by_id, made.answered_at = by.account_id, moment
    made.is_public = new.state in TAKEN_IN or new.is_public
    session.flush()
    _tell_author(session, made)


def _tell_author(session: Session, made: Amendment) -> None:
    """Write to whoever suggested it with an account, unless they never want to be told what
    concerns them; others come back with their code."""
    account = session.scalar(
        sa.select(Account)
        .join(Participant, Participant.account_id == Account.id)
        .outerjoin(
            Subscription,
            sa.and_(
                Subscription.account_id == Account.id,
                Subscription.consultation_id == made.consultation_id,
            ),
        )
        .where(
            Participant.id == made.participant_id,
            Account.erased_at.is_(None),
            sa.func.coalesce(Subscription.own, Frequency.EACH, type_=Subscription.own.type)
            != Frequency.NEVER,
        )
    )
    if account is None or current_settings().mail is None:
        return
    mail = NewMail(
        recipient=account.email,
        subject="",
        body=made.id.hex,
        account_id=account.id,
        letter=ABOUT_SUGGESTION,
    )
    outbox.put_about_consultation(session, made.consultation_id, [mail])
