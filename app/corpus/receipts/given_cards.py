"""A contribution card that was sent from a phone, found by the code that the phone showed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.conference.cards.sending import withdraw_card
from app.corpus.receipts.given import Fact, Given
from app.models import Card, CardForm, CardOrigin, Reaction, Receipt, StrategyNode
from app.models.turns import wait_for_others
from app.storage.store import Store
from app.web.labels import label


@dataclass(frozen=True)
class GivenCards(Given):
    """Most often one: the same code may have been sent with two forms of a conference."""

    cards: tuple[Card, ...]

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenCards | None:
        cards = session.scalars(
            sa.select(Card)
            .join(CardForm, Card.form_id == CardForm.id)
            .where(
                Card.key == receipt.digest,
                Card.origin == CardOrigin.PHONE,
                CardForm.activity_id == receipt.activity_id,
            )
            .order_by(Card.id)
        ).all()
        return cls(tuple(cards)) if cards else None

    @property
    def is_withdrawn(self) -> bool:
        return all(card.withdrawn_at is not None for card in self.cards)

    def withdraw(self, session: Session, store: Store) -> None:
        for card in self.cards:
            wait_for_others(session, session.get_one(CardForm, card.form_id))
            session.refresh(card)
            withdraw_card(session, card)

    @property
    def consequences(self) -> str:
        return _(
            "What you wrote on the card and your reactions are erased, and no longer read or cited."
            " This cannot be undone."
        )

    @property
    def correcting(self) -> str:
        return _("A card is not corrected: withdraw it and send another one.")

    def own_link(self, slug: str, code: str) -> str | None:
        return url_for("cards.sent", slug=slug, form_id=self.cards[0].form_id, token=code)

    def facts(self, session: Session) -> list[Fact]:
        reactions = session.execute(
            sa.select(StrategyNode.code, StrategyNode.title, Reaction.stance)
            .join(StrategyNode, Reaction.node_id == StrategyNode.id)
            .where(Reaction.card_id.in_(self._ids))
            .order_by(StrategyNode.position)
        )
        found = [Fact(f"{code} – {title}", label(stance)) for code, title, stance in reactions]
        for card in self.cards:
            if card.kind is not None:
                found.append(Fact(_("Kind of body"), label(card.kind)))
            if card.territory:
                found.append(Fact(_("Department or territory"), card.territory))
        return found

    @property
    def _ids(self) -> list[uuid.UUID]:
        return [card.id for card in self.cards]
