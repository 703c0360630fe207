"""The account itself: who may sign in, how, and where they are signed in."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.session import close_sessions
from app.models import (
    Account,
    AccountSession,
    ExternalIdentity,
    OneTimeLink,
    OutgoingMail,
    RecoveryCode,
)
from app.notifications.outbox import forget_recipient
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label
from app.web.language import DEFAULT_LANGUAGE


class AccountHolding(Holding):
    """Name, address and what proves who signs in. Erased last, for the others ask for its address.

    Wrong passwords are kept for an hour as digests that lead to nobody (`sign_in_failure`).
    """

    key = "account"
    columns = frozenset(
        {
            "account.email",
            "account_session.account_id",
            "one_time_link.account_id",
            "one_time_link.email",
            "recovery_code.account_id",
            "external_identity.account_id",
            "outgoing_mail.recipient",
            "sign_in_failure.account_digest",
        }
    )

    @property
    def title(self) -> str:
        return _("Account and sessions")

    def fate(self, words: Words) -> str:
        return _("Erased: name, address, password, second factor, sessions, waiting messages.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [
            count_of(Account.id == account.id),
            count_of(AccountSession.account_id == account.id),
            count_of(ExternalIdentity.account_id == account.id),
        ]

    def given(self, session: Session, account: Account) -> list[Row]:
        row: Row = {
            _("Name"): account.name,
            _("E-mail address"): account.email,
            _("Language"): account.language,
            _("Made on"): iso(account.created_at),
            _("Last sign-in"): iso(account.signed_in_at),
            _("Second factor since"): iso(account.totp_since),
            _("Has a password"): account.password_hash is not None,
        }
        return [row, *self._sessions(session, account), *self._identities(session, account)]

    def _sessions(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(AccountSession).where(AccountSession.account_id == account.id)
        return [
            {
                _("Signed in on"): iso(one.created_at),
                _("How"): str(label(one.way)),
                _("Browser"): one.device,
                _("Last used"): iso(one.seen_at),
            }
            for one in session.scalars(found.order_by(AccountSession.id))
        ]

    def _identities(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(ExternalIdentity).where(ExternalIdentity.account_id == account.id)
        return [
            {
                _("Identity provider"): one.issuer,
                _("Identifier there"): one.subject,
                _("SIRET number"): one.siret,
                _("Last used"): iso(one.used_at),
            }
            for one in session.scalars(found.order_by(ExternalIdentity.id))
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        links = sa.select(OneTimeLink.id).where(
            sa.or_(OneTimeLink.account_id == account.id, OneTimeLink.email == account.email)
        )
        ids = list(session.scalars(links))
        session.execute(sa.delete(OutgoingMail).where(OutgoingMail.link_id.in_(ids)))
        session.execute(sa.delete(OneTimeLink).where(OneTimeLink.id.in_(ids)))
        forget_recipient(session, account.email)
        close_sessions(session, account)
        for table in (RecoveryCode, ExternalIdentity):
            session.execute(sa.delete(table).where(table.account_id == account.id))
        _empty(account, choice)
        session.flush()


def _empty(account: Account, choice: Choice) -> None:
    """Leave nothing in the row but that it is erased."""
    with force_locale(DEFAULT_LANGUAGE):
        account.name = _("Deleted account")
    account.email = f"erased:{account.id}"
    account.password_hash = account.totp_secret = None
    account.totp_since = account.totp_last_step = account.signed_in_at = None
    account.language, account.may_create_consultations = "", False
    account.erased_at = choice.moment
