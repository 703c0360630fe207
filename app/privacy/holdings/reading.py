"""What somebody put aside while reading the corpus: their own affair."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Account, BasketItem, Consultation, SavedSearch
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, is_erased, iso


class BasketHolding(Holding):
    key = "basket"
    columns = frozenset({"basket_item.account_id"})

    @property
    def title(self) -> str:
        return _("Your baskets of verbatims")

    def fate(self, words: Words) -> str:
        return is_erased()

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(BasketItem.account_id == account.id)]

    def given(self, session: Session, account: Account) -> list[Row]:
        """The words themselves are others': what is given is which, and the notes."""
        rows = session.execute(
            sa.select(BasketItem, Consultation.title)
            .join(Consultation, Consultation.id == BasketItem.consultation_id)
            .where(BasketItem.account_id == account.id)
            .order_by(BasketItem.consultation_id, BasketItem.place)
        )
        return [
            {
                _("Consultation"): title,
                _("Excerpt"): str(one.excerpt_id),
                _("Note"): one.note,
                _("Date"): iso(one.created_at),
                _("Taken out on"): iso(one.removed_at),
            }
            for one, title in rows
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        session.execute(sa.delete(BasketItem).where(BasketItem.account_id == account.id))


class SavedSearchHolding(Holding):
    key = "saved-searches"
    columns = frozenset({"saved_search.account_id"})

    @property
    def title(self) -> str:
        return _("Searches that you named")

    def fate(self, words: Words) -> str:
        return is_erased()

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(SavedSearch.account_id == account.id)]

    def given(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(SavedSearch, Consultation.title)
            .join(Consultation, Consultation.id == SavedSearch.consultation_id)
            .where(SavedSearch.account_id == account.id)
            .order_by(SavedSearch.id)
        )
        return [
            {
                _("Consultation"): title,
                _("Title"): one.title,
                _("Search"): one.asked,
                _("Shared with the team"): one.is_shared,
                _("Date"): iso(one.created_at),
            }
            for one, title in rows
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        """Those that are shared too: others name their own."""
        session.execute(sa.delete(SavedSearch).where(SavedSearch.account_id == account.id))
