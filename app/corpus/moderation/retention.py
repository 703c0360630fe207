"""Erasing what was kept for stewards, once the retention date has come."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.held_originals import forget_files
from app.corpus.moderation.charters import retention_of
from app.corpus.moderation.copies import documents_behind
from app.corpus.moderation.log import log_act
from app.corpus.moderation.masking import masked, masking_of
from app.corpus.moderation.redacting import mask_copies
from app.corpus.queries import excerpts_of
from app.corpus.search.indexing import forget_entries
from app.models import (
    Appeal,
    Consultation,
    Contribution,
    ContributionState,
    KeptOriginal,
    ModerationAct,
    ModerationEvent,
)
from app.models.types import PARIS
from app.storage.store import Store


@dataclass(frozen=True)
class Forgotten:
    """How many originals of masked words, and how many refused contributions were erased."""

    originals: int
    refused: int


def forget(session: Session, day: dt.date, store: Store) -> Forgotten:
    """Erase all that may be kept until before `day` only. Done twice, it does nothing more.

    `store` is where files are kept: those that hold erased words go too.
    """
    originals = _forget_originals(session, day, store)
    refused = sum(
        _forget_refused(session, consultation_id, day, store)
        for consultation_id in session.scalars(sa.select(Consultation.id)).all()
    )
    return Forgotten(originals, refused)


def _forget_originals(session: Session, day: dt.date, store: Store) -> int:
    found = session.execute(
        sa.select(KeptOriginal, Contribution)
        .join(Contribution, Contribution.id == KeptOriginal.contribution_id)
        .where(KeptOriginal.erase_on <= day)
        .with_for_update()
    ).all()
    for kept, contribution in found:
        session.delete(kept)
        _forget_documents(session, contribution, store)
        _log(session, contribution, "original")
    return len(found)


def _forget_refused(
    session: Session, consultation_id: uuid.UUID, day: dt.date, store: Store
) -> int:
    keeping = retention_of(session, consultation_id)
    found = [
        contribution
        for contribution, decided_at in _refused(session, consultation_id)
        if decided_at.astimezone(PARIS).date() + keeping <= day
    ]
    for contribution in found:
        erase_words(session, contribution, store)
    return len(found)


def _refused(
    session: Session, consultation_id: uuid.UUID
) -> Iterable[tuple[Contribution, dt.datetime]]:
    """The refused contributions whose words are there, without a waiting appeal, and since when."""
    event = ModerationEvent
    is_erased = sa.exists().where(
        event.contribution_id == Contribution.id,
        event.act == ModerationAct.ERASED,
        event.details["what"].as_string() == "words",
    )
    has_appeal = sa.exists().where(
        Appeal.contribution_id == Contribution.id, Appeal.decided_at.is_(None)
    )
    decided_at = (
        sa.select(sa.func.max(event.created_at))
        .where(
            event.contribution_id == Contribution.id,
            event.act.in_((ModerationAct.REJECTED, ModerationAct.APPEAL_UPHELD)),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Contribution, decided_at)
        .where(
            Contribution.consultation_id == consultation_id,
            Contribution.state == ContributionState.REJECTED,
            ~is_erased,
            ~has_appeal,
        )
        .with_for_update(of=Contribution)
    ).all()
    return [(contribution, moment) for contribution, moment in rows if moment is not None]


def erase_words(session: Session, contribution: Contribution, store: Store) -> None:
    """Erase the words of a contribution that nobody reads, wherever they stand, with its files.

    Its excerpts still point into it. Twice is as once.
    """
    said = contribution.title + contribution.text
    if said == masked(said):
        return
    words = [
        contribution.title,
        contribution.text,
        *(contribution.text[one.start : one.end] for one in excerpts_of(session, contribution.id)),
    ]
    mask_copies(session, contribution, masking_of(words), None)
    contribution.title, contribution.text = masked(contribution.title), masked(contribution.text)
    forget_entries(session, contribution.id)
    session.execute(sa.delete(KeptOriginal).where(KeptOriginal.contribution_id == contribution.id))
    _forget_documents(session, contribution, store)
    _log(session, contribution, "words")


def _forget_documents(session: Session, contribution: Contribution, store: Store) -> None:
    """The files in which the words stand as they came."""
    documents = documents_behind(session, contribution.id)
    keys = [document.sha256 for document in documents]
    for document in documents:
        document.sha256 = ""
    forget_files(session, keys, store)


def _log(session: Session, contribution: Contribution, what: str) -> None:
    log_act(session, contribution, ModerationAct.ERASED, account_id=None, details={"what": what})
