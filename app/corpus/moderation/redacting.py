"""Masking words of a contribution wherever they are shown; stewards read them for a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.alerts import alerts_of_personal_data
from app.corpus.moderation.charters import retention_date
from app.corpus.moderation.consequences import follow
from app.corpus.moderation.copies import copies_of
from app.corpus.moderation.deciding import Moderator, NotPossible
from app.corpus.moderation.log import log_act
from app.corpus.moderation.masking import MASK, Masking, masking_of
from app.corpus.moderation.one_at_a_time import DecidedMeanwhile, last_event, take
from app.corpus.moderation.personal_data import PersonalData
from app.corpus.search.indexing import index_one_again
from app.models import (
    Contribution,
    ContributionState,
    KeptOriginal,
    ModerationAct,
    NoticeKind,
)
from app.models.types import now
from app.notifications.noticing import note_of_contribution


class NothingMasked(ValueError):
    """None of the chosen words stands in the contribution."""


class NothingKept(ValueError):
    """The contribution was not masked, or its original is erased."""


def redact(
    session: Session, contribution: Contribution, by: Moderator, words: Sequence[str]
) -> int:
    """Mask these words wherever they stand in a contribution, its title and its copies; how many
    signs of it.

    The first original is kept until the retention date, however often it is masked.

    Raises:
        DecidedMeanwhile: it is not as it was seen, and these words still stand in it.
        NotPossible: it is withdrawn.
        NothingMasked: none of the words is found.
    """
    masking = masking_of(words)
    if not _take(session, contribution, by, ModerationAct.REDACTED):
        # The same form sent twice; other words from a page of before are not masked by that.
        said = f"{contribution.title}\n{contribution.text}"
        if masking(said) != said:
            raise DecidedMeanwhile(contribution.id)
        return 0
    if contribution.state in (ContributionState.WITHDRAWN, ContributionState.DRAFT):
        raise NotPossible
    before = contribution.title + contribution.text
    masked = masking(contribution.title) + masking(contribution.text)
    signs = masked.count(MASK) - before.count(MASK)
    if not signs:
        raise NothingMasked
    kept = _kept(session, contribution)
    mask_copies(session, contribution, masking, kept)
    _write(session, contribution, masking(contribution.title), masking(contribution.text))
    details = {"signs": signs, "places": len(kept.copies)}
    log_act(
        session,
        contribution,
        ModerationAct.REDACTED,
        account_id=by.account_id,
        details=details,
    )
    note_of_contribution(session, contribution, NoticeKind.REDACTED, is_public=False)
    return signs


def unmask(session: Session, contribution: Contribution, by: Moderator) -> None:
    """Take every redaction of a contribution back, in its copies too.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
        NothingKept: there is no original to show again.
    """
    if not _take(session, contribution, by, ModerationAct.UNMASKED):
        return
    kept = original_of(session, contribution.id)
    if kept is None:
        raise NothingKept
    for copy in list(copies_of(session, contribution)):
        if copy.place in kept.copies:
            copy.write(kept.copies[copy.place])
    _write(session, contribution, kept.title, kept.text)
    session.delete(kept)
    log_act(session, contribution, ModerationAct.UNMASKED, account_id=by.account_id)


def original_of(session: Session, contribution_id: uuid.UUID) -> KeptOriginal | None:
    """What is kept of a masked contribution, for stewards, until the retention date."""
    return session.scalar(
        sa.select(KeptOriginal).where(KeptOriginal.contribution_id == contribution_id)
    )


def has_masked_words(session: Session, contribution_id: uuid.UUID | None) -> bool:
    """Whether words of a contribution are masked, its original still kept or not."""
    if contribution_id is None:
        return False
    newest = last_event(session, contribution_id, ModerationAct.REDACTED, ModerationAct.UNMASKED)
    return newest is not None and newest.act is ModerationAct.REDACTED


def mask_copies(
    session: Session, contribution: Contribution, masking: Masking, kept: KeptOriginal | None
) -> None:
    """Mask every other place that shows these words; `kept` remembers what stood there first."""
    for copy in list(copies_of(session, contribution)):
        masked = copy.masked_by(masking)
        if masked != copy.text:
            if kept is not None:
                kept.copies = {copy.place: copy.text, **kept.copies}
            copy.write(masked)


def _kept(session: Session, contribution: Contribution) -> KeptOriginal:
    kept = original_of(session, contribution.id)
    if kept is None:
        kept = KeptOriginal(
            contribution_id=contribution.id,
            title=contribution.title,
            text=contribution.text,
            copies={},
            erase_on=retention_date(session, contribution.consultation_id),
        )
        session.add(kept)
    return kept


def _write(session: Session, contribution: Contribution, title: str, text: str) -> None:
    contribution.title, contribution.text = title, text
    kinds = set(PersonalData)
    others = [alert for alert in contribution.alerts if alert not in kinds]
    contribution.alerts = [*alerts_of_personal_data(title, text), *others]
    contribution.has_alerts = bool(contribution.alerts)
    contribution.looked_at = now()
    follow(session, contribution)
    index_one_again(session, contribution)


def _take(session: Session, contribution: Contribution, by: Moderator, act: ModerationAct) -> bool:
    return take(session, contribution, seen=by.seen, act=act, account_id=by.account_id)
