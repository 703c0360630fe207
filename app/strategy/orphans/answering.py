"""Closing orphans with a reason, many at once, and taking the reason back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import OrphanAnswer, OrphanKind
from app.models.turns import wait_for_consultation
from app.strategy.orphans.answers import answers_by_subject
from app.strategy.orphans.lists import Listed, orphans_among
from app.strategy.orphans.silent_voices import silent_voices

MOST_AT_ONCE = 200
"""Orphans that one act closes."""


class TooManyOrphans(ValueError):
    """More than `MOST_AT_ONCE` were ticked; nothing was stored."""


@dataclass(frozen=True)
class Answerer:
    """Who answers, and in which consultation."""

    consultation_id: uuid.UUID
    account_id: uuid.UUID | None


@dataclass(frozen=True)
class Answered:
    """`gone`: how many were no orphans (any more): they were linked, withdrawn, or never were."""

    answered: int
    gone: int


def answer(
    session: Session, answerer: Answerer, kind: OrphanKind, subjects: Sequence[str], reason: str
) -> Answered:
    """Say why some orphans may stay so; an empty reason takes back what was said.

    The same reason sent twice is one row.

    Raises:
        TooManyOrphans: there are more than `MOST_AT_ONCE`.
    """
    wanted = list(dict.fromkeys(subjects))
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyOrphans
    wait_for_consultation(session, answerer.consultation_id)
    orphans = _orphans(session, answerer.consultation_id, kind, wanted)
    answers = answers_by_subject(session, answerer.consultation_id, kind)
    for subject in wanted:
        said = answers[subject].reason if subject in answers else ""
        if subject in orphans and said != reason:
            session.add(
                OrphanAnswer(
                    consultation_id=answerer.consultation_id,
                    account_id=answerer.account_id,
                    kind=kind,
                    subject=subject,
                    reason=reason,
                )
            )
    session.flush()
    return Answered(len(orphans), len(wanted) - len(orphans))


def _orphans(
    session: Session, consultation_id: uuid.UUID, kind: OrphanKind, wanted: Sequence[str]
) -> set[str]:
    if kind is OrphanKind.VOICE:
        return {one.subject for one in silent_voices(session, consultation_id)} & set(wanted)
    return orphans_among(session, Listed(consultation_id, kind), wanted)
