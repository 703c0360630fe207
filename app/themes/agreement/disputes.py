"""Excerpts that two people coded differently: what each said, and what is settled."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    Account,
    CodedState,
    Coding,
    CodingStance,
    CodingVia,
    Excerpt,
    ExcerptCoding,
    Nature,
)
from app.models.turns import (
    ChangedMeanwhile,
    fingerprint,
    wait_for_codebook,
    wait_for_others,
)
from app.themes.coding.deciding import Coder, Decided, How, code
from app.themes.coding.what_counts import weighed_decisions
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class Said:
    """What one person decided of an excerpt."""

    coding_id: uuid.UUID
    who: str | None
    theme_ids: frozenset[uuid.UUID]
    nature: Nature | None
    stance: CodingStance | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Dispute(Verbatim):
    """An excerpt to settle. `made_from` is another one as soon as a decision on it is."""

    said: tuple[Said, ...]
    made_from: str


def disputes_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, *, size: int = PAGE_SIZE
) -> Page[Dispute]:
    """What is to be settled, the oldest excerpt first."""
    found = paged(
        _disputed(consultation_id), ExcerptCoding.excerpt_id, cursor, cursor.as_uuid(), size=size
    )
    rows = _disputes(session, found)
    return make_page(rows, cursor, size=size, key_of=lambda one: one.excerpt_id)


def dispute(session: Session, consultation_id: uuid.UUID, excerpt_id: uuid.UUID) -> Dispute | None:
    """One of them; None when it is not to be settled (any more)."""
    found = _disputed(consultation_id).where(ExcerptCoding.excerpt_id == excerpt_id)
    return next(iter(_disputes(session, found)), None)


def next_dispute(
    session: Session, consultation_id: uuid.UUID, after: uuid.UUID
) -> uuid.UUID | None:
    """The next to settle after an excerpt, from the start again at the end; never the same."""
    found = (
        _disputed(consultation_id)
        .with_only_columns(ExcerptCoding.excerpt_id)
        .where(ExcerptCoding.excerpt_id != after)
        .order_by(ExcerptCoding.excerpt_id)
        .limit(1)
    )
    return session.scalar(found.where(ExcerptCoding.excerpt_id > after)) or session.scalar(found)


def settle(session: Session, coder: Coder, shown: Dispute, decided: Decided, *, key: str) -> None:
    """Say what an excerpt has after all. Sent twice, it is kept once.

    Raises:
        ChangedMeanwhile: somebody settled it or decided otherwise since it was shown.
        NotInCorpus, ThemeGone: see `app.themes.coding.deciding`.
    """
    wait_for_codebook(session, coder.consultation_id, to_change=False)
    wait_for_others(session, session.get_one(Excerpt, shown.excerpt_id))
    now = dispute(session, coder.consultation_id, shown.excerpt_id)
    if now is None or now.made_from != shown.made_from:
        raise ChangedMeanwhile
    code(session, coder, shown.excerpt_id, decided, How(via=CodingVia.SETTLED), key=key)


def was_settled_by(session: Session, coder: Coder, excerpt_id: uuid.UUID) -> bool:
    """Whether this person settled an excerpt, and that counts."""
    found = (
        sa.select(ExcerptCoding.excerpt_id)
        .join(Coding, ExcerptCoding.coding_id == Coding.id)
        .where(
            ExcerptCoding.excerpt_id == excerpt_id,
            ExcerptCoding.consultation_id == coder.consultation_id,
            Coding.via == CodingVia.SETTLED,
            Coding.account_id == coder.account_id,
        )
    )
    return session.scalar(found) is not None


def agreed_on(said: Sequence[Said]) -> tuple[Nature | None, CodingStance | None]:
    """The nature and the stance of which all say the same; None where they do not."""
    natures, stances = {one.nature for one in said}, {one.stance for one in said}
    return (
        natures.pop() if len(natures) == 1 else None,
        stances.pop() if len(stances) == 1 else None,
    )


def _disputed(consultation_id: uuid.UUID) -> sa.Select[Any]:
    return (
        select_verbatims()
        .join(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .where(
            ExcerptCoding.consultation_id == consultation_id,
            ExcerptCoding.state == CodedState.DISPUTED,
        )
    )


def _disputes(session: Session, found: sa.Select[Any]) -> list[Dispute]:
    rows = [row._asdict() for row in session.execute(found)]
    weighed = weighed_decisions(session, [row["excerpt_id"] for row in rows])
    names = _names(session, [one for each in weighed.values() for one, _ in each])
    disputes = []
    for row in rows:
        said = tuple(
            Said(one.id, names.get(one.account_id), themes, one.nature, one.stance, one.note)
            for one, themes in weighed[row["excerpt_id"]]
        )
        made_from = fingerprint(*(one.coding_id for one in said))
        disputes.append(Dispute(**row, said=said, made_from=made_from))
    return disputes


def _names(session: Session, codings: Sequence[Coding]) -> dict[uuid.UUID | None, str]:
    wanted = {one.account_id for one in codings if one.account_id is not None}
    found = sa.select(Account.id, Account.name).where(Account.id.in_(wanted))
    return dict(session.execute(found).all())
