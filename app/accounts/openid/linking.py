"""Which account an identity opens. See docs/adr/0025."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.openid.refusals import (
    AddressNotChecked,
    ComingBackRefused,
    LinkedElsewhere,
    SignInFirst,
)
from app.accounts.openid.tokens import Identity
from app.accounts.queries import account_by_email
from app.accounts.services import AccountError, normal_email
from app.audit.recording import record
from app.models import Account, ExternalIdentity
from app.models.types import now
from app.organisations.declaring import declare_by_provider


def account_known_by(session: Session, identity: Identity) -> Account | None:
    """The account that this identity opened before."""
    return session.scalar(
        sa.select(Account)
        .join(ExternalIdentity, ExternalIdentity.account_id == Account.id)
        .where(
            ExternalIdentity.issuer == identity.issuer,
            ExternalIdentity.subject == identity.subject,
            Account.erased_at.is_(None),
        )
    )


def account_for(session: Session, identity: Identity) -> Account:
    """The account that an identity opens, made where there is none yet.

    Raises:
        AddressNotChecked: it is new, and nobody checked its address.
        SignInFirst: its address has an account, which only its owner links.
        ComingBackRefused: it came twice at once.
    """
    known = account_known_by(session, identity)
    if known is not None:
        _note_use(session, known, identity)
        return known
    if not identity.is_email_checked:
        raise AddressNotChecked(identity.subject)
    try:
        address = normal_email(identity.email)
    except AccountError:
        raise AddressNotChecked(identity.subject) from None
    same_address = account_by_email(session, address)
    if same_address is None:
        account = Account(email=address, name=identity.name or address.split("@")[0][:120])
        _add(session, account)
    elif opens_with_mail_alone(session, same_address):
        account = same_address
    else:
        raise SignInFirst(same_address.id)
    link(session, account, identity)
    return account


def opens_with_mail_alone(session: Session, account: Account) -> bool:
    """Whether who reads the mail of its address gets in anyway, so that a provider who checked the
    address proves as much: no password, no second factor, no other identity."""
    if account.password_hash is not None or account.has_second_factor or not account.is_active:
        return False
    return not identities_of(session, account.id)


def link(session: Session, account: Account, identity: Identity) -> None:
    """Let an identity open an account from now on; twice is as once.

    Raises:
        LinkedElsewhere: it opens another one.
        ComingBackRefused: it came twice at once.
    """
    known = account_known_by(session, identity)
    if known is None:
        added = ExternalIdentity(
            account_id=account.id,
            issuer=identity.issuer,
            subject=identity.subject,
            used_at=now(),
        )
        _add(session, added)
        record(session, "openid.linked", account_id=account.id)
    elif known.id != account.id:
        raise LinkedElsewhere(known.id)
    _note_use(session, account, identity)


def unlink(session: Session, account: Account) -> None:
    """Let no identity open an account any more."""
    theirs = sa.delete(ExternalIdentity).where(ExternalIdentity.account_id == account.id)
    if session.execute(theirs.returning(ExternalIdentity.id)).all():
        record(session, "openid.unlinked", account_id=account.id)


def identities_of(session: Session, account_id: uuid.UUID) -> list[ExternalIdentity]:
    """The identities that open an account, the first linked first."""
    theirs = sa.select(ExternalIdentity).where(ExternalIdentity.account_id == account_id)
    return list(session.scalars(theirs.order_by(ExternalIdentity.id)))


def _add(session: Session, row: Account | ExternalIdentity) -> None:
    """Add a row.

    Raises:
        ComingBackRefused: the same came in the same moment: it was finished already.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise ComingBackRefused from None


def _note_use(session: Session, account: Account, identity: Identity) -> None:
    organisation = declare_by_provider(session, account, identity.siret)
    session.execute(
        sa.update(ExternalIdentity)
        .where(
            ExternalIdentity.issuer == identity.issuer,
            ExternalIdentity.subject == identity.subject,
        )
        .values(used_at=now(), siret=organisation.siret if organisation else "")
    )
