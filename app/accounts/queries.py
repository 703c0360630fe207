from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account


def account_by_email(session: Session, email: str) -> Account | None:
    """The account with this address, as it is kept (lower case)."""
    return session.scalar(sa.select(Account).where(Account.email == email))
