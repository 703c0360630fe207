"""The charter of a consultation: its rules, and the reasons for which something is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.models import Charter, CharterReason, ModerationTime
from app.models.turns import wait_for_consultation, wait_for_others
from app.models.types import today

DEFAULT_RETENTION = 180
"""Days that originals are kept where a consultation has no charter."""


class ChangedMeanwhile(ValueError):
    """Somebody else changed the charter since the page was read."""


class TitleTaken(ValueError):
    """The charter has a reason of this name already, perhaps a retired one."""


@dataclass(frozen=True)
class Rules:
    """What a charter says."""

    text: str
    time: ModerationTime
    retention_days: int
    decisions_are_public: bool


@dataclass(frozen=True)
class Reason:
    """A reason, and what the author is told."""

    title: str
    text: str


def charter_of(session: Session, consultation_id: uuid.UUID) -> Charter | None:
    """The charter with its reasons, retired ones too."""
    return session.scalar(
        sa.select(Charter)
        .options(selectinload(Charter.reasons))
        .where(Charter.consultation_id == consultation_id)
    )


def fingerprint_of(charter: Charter | None) -> str:
    """Another text once the rules of the charter are changed."""
    if charter is None:
        return ""
    told = (
        charter.text,
        charter.time.value,
        charter.retention_days,
        charter.decisions_are_public,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def keep_rules(
    session: Session,
    consultation_id: uuid.UUID,
    rules: Rules,
    *,
    made_from: str | None = None,
    first_reasons: Iterable[Reason] = (),
) -> Charter:
    """Write the charter, or change it; a new one begins with `first_reasons`.

    What came in before stays as it is: `time` concerns what comes later.

    Raises:
        ChangedMeanwhile: it is not the charter that was read (`made_from`).
    """
    wait_for_consultation(session, consultation_id)
    charter = charter_of(session, consultation_id)
    if charter is not None and _says(charter) == rules:
        return charter
    if made_from is not None and made_from != fingerprint_of(charter):
        raise ChangedMeanwhile
    if charter is None:
        charter = Charter(consultation_id=consultation_id)
        charter.reasons = [
            CharterReason(title=one.title, text=one.text, position=place)
            for place, one in enumerate(first_reasons)
        ]
        session.add(charter)
    charter.text, charter.time = rules.text, rules.time
    charter.retention_days = rules.retention_days
    charter.decisions_are_public = rules.decisions_are_public
    session.flush()
    return charter


def _says(charter: Charter) -> Rules:
    return Rules(charter.text, charter.time, charter.retention_days, charter.decisions_are_public)


def keep_reason(
    session: Session, charter: Charter, reason: Reason, *, reason_id: uuid.UUID | None = None
) -> CharterReason:
    """Add a reason, or tell one otherwise; sent twice, it is one.

    Raises:
        LookupError: the charter has no such reason.
        TitleTaken: another one has this title.
    """
    wait_for_others(session, charter)
    session.refresh(charter, ["reasons"])
    same = next((one for one in charter.reasons if one.title == reason.title), None)
    if reason_id is None:
        if same is not None and (same.text != reason.text or same.is_retired):
            raise TitleTaken(reason.title)
        kept = same or CharterReason(position=len(charter.reasons))
        if same is None:
            charter.reasons.append(kept)
    else:
        kept = reason_named(charter, reason_id)
        if same is not None and same is not kept:
            raise TitleTaken(reason.title)
    kept.title, kept.text = reason.title, reason.text
    session.flush()
    return kept


def retire(charter: Charter, reason_id: uuid.UUID, *, is_retired: bool) -> None:
    """Propose a reason no more, or again. Decisions that name it keep it. Raises LookupError."""
    reason_named(charter, reason_id).is_retired = is_retired


def reason_named(charter: Charter, reason_id: uuid.UUID) -> CharterReason:
    """The reason of this charter with this identifier. Raises LookupError."""
    for reason in charter.reasons:
        if reason.id == reason_id:
            return reason
    raise LookupError(reason_id)


def reason_in_use(
    session: Session, consultation_id: uuid.UUID, reason_id: uuid.UUID
) -> CharterReason:
    """A reason that may be given. Raises LookupError."""
    found = next(
        (one for one in reasons_in_use(session, consultation_id) if one.id == reason_id), None
    )
    if found is None:
        raise LookupError(reason_id)
    return found


def reasons_in_use(session: Session, consultation_id: uuid.UUID) -> list[CharterReason]:
    """The reasons that may be given, in their order; none without a charter."""
    return list(
        session.scalars(
            sa.select(CharterReason)
            .join(Charter, Charter.id == CharterReason.charter_id)
            .where(Charter.consultation_id == consultation_id, ~CharterReason.is_retired)
            .order_by(CharterReason.position, CharterReason.id)
        )
    )


def retention_of(session: Session, consultation_id: uuid.UUID) -> dt.timedelta:
    """How long originals are kept in this consultation."""
    days = session.scalar(
        sa.select(Charter.retention_days).where(Charter.consultation_id == consultation_id)
    )
    return dt.timedelta(days=DEFAULT_RETENTION if days is None else days)


def retention_date(session: Session, consultation_id: uuid.UUID) -> dt.date:
    """The day on which what is masked today is erased."""
    return today() + retention_of(session, consultation_id)
