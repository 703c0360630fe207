"""An account is made when the link to confirm its address is used, not before."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.links import use_link
from app.accounts.services import add_account
from app.corpus.codes import same_secret
from app.models import Account, OneTimeLink


def was_asked_in(link: OneTimeLink, browser: str | None) -> bool:
    """Whether this browser asked for the account.

    What was typed in another one is not taken: whoever types somebody's address with a password of
    their own would know the password of an account that the other confirms.
    """
    return same_secret(link.details.get("browser", ""), browser or "")


def confirm(session: Session, link: OneTimeLink, *, name: str, keeps_password: bool) -> Account:
    """Make the account that a link confirms. What waited in the link is forgotten.

    Raises:
        LinkRefused: the link was used meanwhile.
        AddressTaken: there is an account with this address by now.
    """
    use_link(session, link)
    account = add_account(
        session,
        email=link.email,
        name=name,
        password_hash=link.details.get("password_hash") if keeps_password else None,
        language=link.details.get("language", ""),
    )
    link.details = {}
    session.flush()
    return account
