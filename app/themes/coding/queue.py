"""Which excerpt a person is shown next. Two people are never shown the same one at once.

First what a second person is to code unseen, then the queue that the machine put in order, then
whatever is left. Who is shown an excerpt holds it for ten minutes, and longer if nobody else takes
it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    IN_CORPUS,
    CodedState,
    Coding,
    CodingAct,
    CodingProposal,
    CodingSetting,
    CodingVia,
    Contribution,
    Excerpt,
    ExcerptCoding,
    ShownExcerpt,
)
from app.models.turns import wait_for_consultation, wait_for_name
from app.models.types import now
from app.themes.coding.deciding import Coder

HELD_FOR = dt.timedelta(minutes=10)
DOUBLE_SHARE = 0.1
"""From 0 to 1: excerpts that two people code, where the stewards chose nothing."""
CHANCE_DIGITS = 4
"""The last signs of an identifier, which are drawn by chance, tell whether two people code it."""

Found = sa.Select[Any]


def take_next(session: Session, coder: Coder) -> uuid.UUID | None:
    """The excerpt that a person is shown now: the one they hold, or the next; None when there is
    none. It is held for them."""
    _wait(session, coder)
    found = shown_to(session, coder) or next_for(session, coder)
    if found is None:
        release(session, coder)
    else:
        hold(session, coder, found)
    return found


def hold(session: Session, coder: Coder, excerpt_id: uuid.UUID) -> None:
    """Show an excerpt to a person, and to nobody else meanwhile."""
    _wait(session, coder)
    shown = _row(session, coder)
    if shown is None:
        shown = ShownExcerpt(account_id=coder.account_id, consultation_id=coder.consultation_id)
        session.add(shown)
    shown.excerpt_id, shown.until = excerpt_id, now() + HELD_FOR
    session.flush()


def release(session: Session, coder: Coder, excerpt_id: uuid.UUID | None = None) -> None:
    """Hold an excerpt no more: this one, or whichever it is."""
    shown = _row(session, coder)
    if shown is not None and excerpt_id in (None, shown.excerpt_id):
        session.delete(shown)
        session.flush()


def shown_to(session: Session, coder: Coder) -> uuid.UUID | None:
    """The excerpt that a person holds, as long as it is still theirs to code."""
    shown = _row(session, coder)
    if shown is None:
        return None
    found = _open_to(coder).where(Excerpt.id == shown.excerpt_id)
    if shown.until < now():
        share = double_share(session, coder.consultation_id)
        found = found.where(~_is_decided() | _is_for_a_second(coder, share))
    return session.scalar(found)


def next_for(session: Session, coder: Coder) -> uuid.UUID | None:
    """What a person would be shown next."""
    return (
        _second(session, coder)
        or session.scalar(_in_order(coder).limit(1))
        or session.scalar(_open_to(coder).where(~_is_decided()).order_by(Excerpt.id).limit(1))
    )


def double_share(session: Session, consultation_id: uuid.UUID) -> float:
    """The share of the excerpts that two people code, from 0 to 1."""
    setting = session.get(CodingSetting, consultation_id)
    return DOUBLE_SHARE if setting is None else setting.double_share


def keep_double_share(session: Session, consultation_id: uuid.UUID, share: float) -> None:
    """Choose how many excerpts two people code, from 0 to 1."""
    wait_for_consultation(session, consultation_id)
    session.merge(CodingSetting(consultation_id=consultation_id, double_share=share))
    session.flush()


def is_done_by(coder: Coder) -> sa.ColumnElement[bool]:
    """Whether this person coded or skipped an excerpt, and did not take that back."""
    mine, newer = aliased(Coding), aliased(Coding)
    changed = sa.exists().where(
        newer.excerpt_id == mine.excerpt_id,
        newer.account_id == coder.account_id,
        newer.id > mine.id,
    )
    return sa.exists().where(
        mine.excerpt_id == Excerpt.id,
        mine.account_id == coder.account_id,
        mine.act != CodingAct.TAKEN_BACK,
        ~changed,
    )


def _wait(session: Session, coder: Coder) -> None:
    session.flush()
    wait_for_name(session, f"coding queue {coder.consultation_id.hex}")


def is_unseen_by(session: Session, coder: Coder | None) -> sa.ColumnElement[bool]:
    """Whether an excerpt (of the enclosing query) is still to be coded by this person without
    seeing what another decided of it: no list tells them. None: somebody who does not code, and
    sees all. Asked of each excerpt by itself: a page holds few of all those that wait."""
    share = 0.0 if coder is None else double_share(session, coder.consultation_id)
    if coder is None or share <= 0:
        return sa.false()
    return _is_for_a_second(coder, share) & ~is_done_by(coder)


def unseen_by(session: Session, coder: Coder | None) -> Found | None:
    """All the excerpts of `is_unseen_by`; None where there can be none."""
    share = 0.0 if coder is None else double_share(session, coder.consultation_id)
    if coder is None or share <= 0:
        return None
    return _for_a_second(_not_done_by(coder), coder, share)


def _row(session: Session, coder: Coder) -> ShownExcerpt | None:
    return session.get(ShownExcerpt, (coder.account_id, coder.consultation_id))


def _open_to(coder: Coder) -> Found:
    """The excerpts that this person has not coded or skipped, and that nobody else is shown."""
    shown = aliased(ShownExcerpt)
    held = sa.exists().where(
        shown.excerpt_id == Excerpt.id,
        shown.account_id != coder.account_id,
        shown.until > now(),
    )
    return _not_done_by(coder).where(~held)


def _not_done_by(coder: Coder) -> Found:
    return (
        sa.select(Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.consultation_id == coder.consultation_id,
            Contribution.state.in_(IN_CORPUS),
            ~is_done_by(coder),
        )
    )


def _is_decided() -> sa.Exists:
    return sa.exists().where(
        ExcerptCoding.excerpt_id == Excerpt.id, ExcerptCoding.state != CodedState.SKIPPED
    )


def _in_order(coder: Coder) -> Found:
    return (
        _open_to(coder)
        .join(CodingProposal, CodingProposal.excerpt_id == Excerpt.id)
        .where(
            CodingProposal.consultation_id == coder.consultation_id,
            CodingProposal.place.is_not(None),
            ~_is_decided(),
        )
        .order_by(CodingProposal.place)
    )


def _second(session: Session, coder: Coder) -> uuid.UUID | None:
    """An excerpt that somebody else coded, if it is one of those that two people code."""
    share = double_share(session, coder.consultation_id)
    if share <= 0:
        return None
    return session.scalar(_for_a_second(_open_to(coder), coder, share).limit(1))


def _for_a_second(found: Found, coder: Coder, share: float) -> Found:
    """Those of some excerpts that another person decided of, in the order in which they came:
    looked for among what was decided, which is less than all."""
    decided = aliased(ExcerptCoding)
    return (
        found.join(decided, decided.excerpt_id == Excerpt.id)
        .join(Coding, decided.coding_id == Coding.id)
        .where(_is_drawn(share, decided.excerpt_id), *_by_another(coder, decided))
        .order_by(decided.excerpt_id)
    )


def _is_for_a_second(coder: Coder, share: float) -> sa.ColumnElement[bool]:
    decided = aliased(ExcerptCoding)
    by_another = (
        sa.exists()
        .where(decided.excerpt_id == Excerpt.id, decided.coding_id == Coding.id)
        .where(*_by_another(coder, decided))
        .correlate(Excerpt)
    )
    return _is_drawn(share, Excerpt.id) & by_another


def _by_another(coder: Coder, decided: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """That one other person decided of an excerpt, in the order of the machine."""
    return (
        decided.consultation_id == coder.consultation_id,
        decided.state == CodedState.CODED,
        decided.coders == 1,
        Coding.via == CodingVia.QUEUE,
        Coding.account_id.is_distinct_from(coder.account_id),
    )


def _is_drawn(share: float, excerpt_id: Any) -> sa.ColumnElement[bool]:
    """Whether an excerpt is one of a share of all of them: always the same ones."""
    if share >= 1:
        return sa.true()
    # Both databases write an identifier in hexadecimal, one of them with hyphens.
    written = sa.func.replace(sa.cast(excerpt_id, sa.String(36)), "-", "")
    drawn = sa.func.substr(written, 33 - CHANCE_DIGITS, CHANCE_DIGITS)
    return drawn < format(int(share * 16**CHANCE_DIGITS), f"0{CHANCE_DIGITS}x")
