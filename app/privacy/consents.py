"""Agreeing to extras, in words that are kept as they were, and taking it back."""

from __future__ import annotations

import enum
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app.models import Consent, ConsentText
from app.models.turns import wait_for_consultation
from app.models.types import now


class Extra(enum.StrEnum):
    """What nobody needs in order to take part: it rests on consent alone."""

    NEWSLETTER = "newsletter"
    RECONTACT = "recontact"


WORDS: Mapping[Extra, LazyString] = MappingProxyType(
    {
        Extra.NEWSLETTER: _l(
            "I agree to receive the newsletter of this consultation by e-mail."
            " I can stop it at any time."
        ),
        Extra.RECONTACT: _l(
            "I agree to be written to about the follow-up of the strategy, once this consultation"
            " is over. I can take it back at any time."
        ),
    }
)


@dataclass(frozen=True)
class Who:
    """Somebody with an account, or with a subscription that they confirmed, or both."""

    account_id: uuid.UUID | None = None
    subscription_id: uuid.UUID | None = None


def digest_of(words: str) -> str:
    """What stands for words that somebody agreed to; nothing for none."""
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def keep_words(session: Session, extra: Extra, words: str, language: str) -> str:
    """Keep a wording the first time that it is agreed to; its digest.

    Two people at once: the second finds the row of the first.
    """
    digest = digest_of(words)
    known = sa.select(ConsentText.id).where(ConsentText.digest == digest)
    if session.scalar(known) is None:
        try:
            with session.begin_nested():
                text = ConsentText(digest=digest, purpose=extra, language=language, words=words)
                session.add(text)
        except sa.exc.IntegrityError:
            assert session.scalar(known) is not None
    return digest


def agree(
    session: Session, consultation_id: uuid.UUID, extra: Extra, who: Who, text_digest: str
) -> None:
    """Write an agreement down; the same one twice is one. Other words take the place of former
    ones."""
    wait_for_consultation(session, consultation_id)
    in_force = session.scalars(_in_force(consultation_id, extra, who)).all()
    if any(one.text_digest == text_digest for one in in_force):
        return
    take_back(session, consultation_id, extra, who)
    session.add(
        Consent(
            consultation_id=consultation_id,
            account_id=who.account_id,
            subscription_id=who.subscription_id,
            purpose=extra,
            text_digest=text_digest,
        )
    )
    session.flush()


def take_back(session: Session, consultation_id: uuid.UUID, extra: Extra, who: Who) -> None:
    """End an agreement, whichever words it was in; the proof that there was one stays."""
    for consent in session.scalars(_in_force(consultation_id, extra, who)):
        consent.taken_back_at = now()
    session.flush()


def end_with_subscriptions(session: Session, ids: list[uuid.UUID]) -> None:
    """Agreements end with the subscriptions in which they were given."""
    ended = sa.update(Consent).where(
        Consent.subscription_id.in_(ids), Consent.taken_back_at.is_(None)
    )
    session.execute(ended.values(taken_back_at=now()))


def consents_of(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID
) -> dict[Extra, tuple[Consent, str]]:
    """What an account agreed to and did not take back, with the words."""
    found = session.execute(
        sa.select(Consent, ConsentText.words)
        .join(ConsentText, ConsentText.digest == Consent.text_digest)
        .where(
            Consent.consultation_id == consultation_id,
            Consent.account_id == account_id,
            Consent.taken_back_at.is_(None),
        )
    )
    return {Extra(consent.purpose): (consent, words) for consent, words in found}


def _in_force(consultation_id: uuid.UUID, extra: Extra, who: Who) -> sa.Select[Consent]:
    theirs = []
    if who.account_id is not None:
        theirs.append(Consent.account_id == who.account_id)
    if who.subscription_id is not None:
        theirs.append(Consent.subscription_id == who.subscription_id)
    return sa.select(Consent).where(
        Consent.consultation_id == consultation_id,
        Consent.purpose == extra,
        Consent.taken_back_at.is_(None),
        sa.or_(sa.false(), *theirs),
    )
