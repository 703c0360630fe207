"""Signing somebody in, whatever way they showed who they are; and out."""

from __future__ import annotations

import datetime as dt

from flask import request
from flask import session as cookie
from flask_login import current_user, login_user, logout_user

from app.accounts.session import open_session, session_of
from app.audit.recording import record
from app.extensions import current_session
from app.models import Account, AccountSession, SignInWay
from app.settings import current_settings
from app.web.browser_label import label_of
from app.web.known_accounts import remember


def enter(
    account: Account,
    way: SignInWay,
    *,
    has_second_factor: bool = False,
    id_token: str = "",
) -> AccountSession:
    """Sign somebody in, in this browser. Nothing of who used it before stays but the language."""
    begin_anew(account.language)
    cookie.permanent = True
    remember(account.id)
    opened = open_session(
        current_session(),
        account,
        way,
        lifetime=dt.timedelta(seconds=current_settings().session_lifetime),
        device=label_of(request.user_agent.string),
        has_second_factor=has_second_factor,
        id_token=id_token,
    )
    login_user(account)
    record(current_session(), "signed_in", account_id=account.id, details={"way": way})
    return opened


def begin_anew(language: str = "") -> None:
    """Sign out whoever is signed in here and empty their cookie, but for the language."""
    leave()
    language = language or cookie.get("language", "")
    cookie.clear()
    if language:
        cookie["language"] = language


def leave() -> None:
    """Sign out whoever is signed in here: the session is taken away, not only its cookie."""
    opened = current_sign_in()
    if opened is not None:
        current_session().delete(opened)
        record(current_session(), "signed_out", account_id=opened.account_id)
    logout_user()


def current_sign_in() -> AccountSession | None:
    """The session in which this request is made; None for a visitor."""
    if not current_user.is_authenticated:
        return None
    return session_of(current_session(), current_user.cookie)
