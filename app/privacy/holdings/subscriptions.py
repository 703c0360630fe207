"""What somebody is written to, and what they agreed to."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Account, Consent, ConsentText, Consultation, Subscription
from app.notifications.forgetting import forget_account, forget_address
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, is_erased, iso
from app.web.labels import label


class SubscriptionHolding(Holding):
    key = "subscriptions"
    columns = frozenset({"subscription.account_id", "subscription.email"})

    @property
    def title(self) -> str:
        return _("Messages that you receive")

    def fate(self, words: Words) -> str:
        return _("Erased: nothing is sent to you any more.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(_theirs(account))]

    def given(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(Subscription, Consultation.title)
            .join(Consultation, Consultation.id == Subscription.consultation_id)
            .where(_theirs(account))
            .order_by(Subscription.id)
        )
        return [
            {
                _("Consultation"): title,
                _("E-mail address"): one.email,
                _("About what is yours"): str(label(one.own)),
                _("About everything"): str(label(one.everything)),
                _("Newsletter"): one.takes_newsletter,
                _("Confirmed on"): iso(one.confirmed_at),
            }
            for one, title in rows
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        forget_account(session, account.id)
        forget_address(session, account.email)


class ConsentHolding(Holding):
    """Erased before the subscriptions, by which some are known."""

    key = "consents"
    columns = frozenset({"consent.account_id", "consent.subscription_id"})

    @property
    def title(self) -> str:
        return _("What you agreed to")

    def fate(self, words: Words) -> str:
        return is_erased()

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(_agreed(account))]

    def given(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(Consent, ConsentText.words)
            .outerjoin(ConsentText, ConsentText.digest == Consent.text_digest)
            .where(_agreed(account))
            .order_by(Consent.id)
        )
        return [
            {
                _("Purpose"): one.purpose,
                _("Words"): words,
                _("Agreed on"): iso(one.created_at),
                _("Taken back on"): iso(one.taken_back_at),
            }
            for one, words in rows
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        session.execute(
            sa.delete(Consent).where(_agreed(account)).execution_options(synchronize_session=False)
        )


def _theirs(account: Account) -> sa.ColumnElement[bool]:
    return sa.or_(Subscription.account_id == account.id, Subscription.email == account.email)


def _agreed(account: Account) -> sa.ColumnElement[bool]:
    subscribed = sa.select(Subscription.id).where(_theirs(account))
    return sa.or_(Consent.account_id == account.id, Consent.subscription_id.in_(subscribed))
