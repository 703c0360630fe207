"""A password that is typed, right or not: counted before it is looked at."""

from __future__ import annotations

from app.accounts import attempts
from app.accounts.services import account_of_typed, authenticate
from app.audit.recording import record
from app.extensions import current_session
from app.models import Account
from app.settings import current_settings
from app.web.known_accounts import device_knowing
from app.web.origin import network_address
from app.web.transaction import begin_writing, end_writing


class TooManyAttempts(ValueError):
    """Too many wrong passwords lately for this address, or from there: none is looked at."""


def account_with(email: str, password: str) -> Account | None:
    """The account that an address and a password open; None where they open none.

    To be called by a page that `reads_first`: it writes from then on. What was wrong is kept
    whatever the page answers. Known and unknown addresses take as long.

    Raises:
        TooManyAttempts: within an hour; it was not looked at.
    """
    session = current_session()
    known = account_of_typed(session, email)
    device = device_knowing(known.id if known else None)
    begin_writing()
    paid = attempts.pay(
        session,
        key=current_settings().secret_key,
        email=known.email if known else email,
        network_address=network_address(),
        device=device,
    )
    end_writing()
    if attempts.is_too_much(session, paid):
        begin_writing()
        attempts.forgive(session, paid)
        end_writing()
        raise TooManyAttempts
    account = authenticate(session, email=email, password=password)
    begin_writing()
    if account is not None:
        attempts.forgive(session, paid)
    elif known is not None:
        record(session, "sign_in_refused", account_id=known.id)
        end_writing()
    return account
