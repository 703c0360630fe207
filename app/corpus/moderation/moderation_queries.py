"""A contribution as moderators find it: whatever its state, with all that is known of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.corpus.marking import marked
from app.corpus.moderation.alerts import Alert
from app.corpus.moderation.appealing import may_decide
from app.corpus.moderation.charters import reasons_in_use
from app.corpus.moderation.decisions import Decision, decision_of
from app.corpus.moderation.log_queries import LogLine, log_of
from app.corpus.moderation.one_at_a_time import seen_of
from app.corpus.moderation.origins import Origin, origin_of
from app.corpus.moderation.personal_data import Found, personal_data
from app.corpus.moderation.piles import Pile, known_alerts, standing_of
from app.corpus.moderation.redacting import original_of
from app.models import (
    IN_CORPUS,
    CharterReason,
    Contribution,
    ContributionState,
    KeptOriginal,
)

LONGEST_SHOWN = 100_000
"""Signs of a text in which personal data is marked; the rest is shown below as it is."""


@dataclass(frozen=True)
class Moderated:
    """A contribution before a moderator, and what they may decide about it."""

    contribution: Contribution
    origin: Origin | None
    seen: str
    pile: Pile | None
    parts: tuple[tuple[str, Found | None], ...]
    """The text, cut at the personal data that was found in it."""
    title_parts: tuple[tuple[str, Found | None], ...]
    found: tuple[str, ...]
    """The personal data itself, as it stands in the title and the text."""
    alerts: tuple[Alert, ...]
    decision: Decision | None
    original: KeptOriginal | None
    log: tuple[LogLine, ...]
    reasons: tuple[CharterReason, ...]
    may_answer: bool
    """Whether this moderator may answer the appeal that waits."""

    @property
    def has_waiting_appeal(self) -> bool:
        return self.pile is Pile.APPEALED

    @property
    def is_in_corpus(self) -> bool:
        return self.contribution.state in IN_CORPUS

    @property
    def may_reject(self) -> bool:
        return self.is_in_corpus or self.contribution.state is ContributionState.HELD

    @property
    def may_redact(self) -> bool:
        return self.pile is not None


def contribution_to_moderate(
    session: Session, consultation_id: uuid.UUID, contribution_id: uuid.UUID
) -> Contribution | None:
    """A contribution of this consultation, whatever its state."""
    return session.scalar(
        sa.select(Contribution)
        .options(selectinload(Contribution.activity), selectinload(Contribution.respondent))
        .where(Contribution.id == contribution_id, Contribution.consultation_id == consultation_id)
    )


def moderated(
    session: Session, contribution: Contribution, account_id: uuid.UUID | None
) -> Moderated:
    """What a moderator is shown of a contribution."""
    decision = decision_of(session, contribution.id)
    waits = bool(decision and decision.appeal and decision.appeal.decided_at is None)
    title_parts, parts = _parts(contribution.title), _parts(contribution.text)
    found = (words for words, kind in (*title_parts, *parts) if kind is not None)
    return Moderated(
        contribution=contribution,
        origin=origin_of(session, contribution),
        seen=seen_of(session, contribution),
        pile=standing_of(contribution, has_waiting_appeal=waits),
        parts=parts,
        title_parts=title_parts,
        found=tuple(dict.fromkeys(found)),
        alerts=known_alerts(contribution.alerts),
        decision=decision,
        original=original_of(session, contribution.id),
        log=tuple(log_of(session, contribution)),
        reasons=tuple(reasons_in_use(session, contribution.consultation_id)),
        may_answer=waits and may_decide(session, contribution, account_id),
    )


def _parts(text: str) -> tuple[tuple[str, Found | None], ...]:
    return tuple(marked(text, personal_data(text[:LONGEST_SHOWN])))
