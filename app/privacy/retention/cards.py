"""Contribution cards."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.held_originals import forget_files
from app.models import Card, CardForm, CardsImport, Channel, Reaction
from app.privacy.processings import Processing
from app.privacy.retention.enforcer import (
    Enforcer,
    Scope,
    changed,
    leave_receipts,
)


def anonymise(session: Session, scope: Scope) -> int:
    """Cards lead neither to who typed them in nor to their paper; files of cards go."""
    known = sa.or_(Card.account_id.is_not(None), Card.sheet != "")
    cards = sa.update(Card).where(Card.form_id.in_(_forms(scope)), known)
    number = changed(session, cards.values(account_id=None, sheet=""))
    brought = CardsImport.form_id.in_(_forms(scope))
    keys = session.scalars(sa.select(CardsImport.sha256).where(brought)).all()
    nobody = {"account_id": None, "filename": "", "sha256": ""}
    changed(session, sa.update(CardsImport).where(brought).values(**nobody))
    forget_files(session, keys, scope.store)
    leave_receipts(session, scope.activities(Channel.CONFERENCE))
    return number


def delete(session: Session, scope: Scope) -> int:
    """The cards and their reactions go; the words that entered the corpus stay."""
    cards = sa.select(Card.id).where(Card.form_id.in_(_forms(scope)))
    changed(session, sa.delete(Reaction).where(Reaction.card_id.in_(cards)))
    return changed(session, sa.delete(Card).where(Card.form_id.in_(_forms(scope))))


def _forms(scope: Scope) -> sa.Select[uuid.UUID]:
    activities = scope.activities(Channel.CONFERENCE)
    return sa.select(CardForm.id).where(CardForm.activity_id.in_(activities))


ENFORCER = Enforcer(Processing.CARDS, anonymise, delete)
