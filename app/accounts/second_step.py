"""Between the two steps of a sign-in: who showed a password or a link, and owes a code yet.

It stands in the signed cookie of the browser that showed it, for ten minutes. It opens nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import redirect, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Account, SignInWay
from app.models.turns import fingerprint
from app.models.types import now
from app.web.redirects import local_path
from app.web.signing_in import begin_anew, enter

KEY = "first_step"
LIFETIME = dt.timedelta(minutes=10)
LONGEST_TOKEN = 2000
"""Signs of an id_token that a cookie holds beside the rest: browsers take 4,096 bytes."""


@dataclass(frozen=True)
class FirstStep:
    """Who proved the first step, which way and when; `next` is a path of this site, or nothing.

    `id_token` is what an identity provider wants back at sign-out; empty where it is too long.
    """

    account: Account
    way: SignInWay
    since: dt.datetime
    next: str
    id_token: str


def begin(account: Account, way: SignInWay, next: str = "", *, id_token: str = "") -> None:
    """Keep that somebody proved the first step; nobody is signed in in this browser now."""
    begin_anew(account.language)
    cookie[KEY] = {
        "account": str(account.id),
        "way": way.value,
        "since": int(now().timestamp()),
        "next": local_path(next) or "",
        "state": _state_of(account),
        "id_token": id_token if len(id_token) <= LONGEST_TOKEN else "",
    }


def pending() -> FirstStep | None:
    """Who owes a code in this browser; None when nobody does, or the ten minutes are over.

    A password that was changed meanwhile ends it.
    """
    kept = cookie.get(KEY)
    if kept is None:
        return None
    since = dt.datetime.fromtimestamp(kept["since"], dt.UTC)
    account = current_session().get(Account, uuid.UUID(kept["account"]))
    if account is None or not account.is_active or kept["state"] != _state_of(account):
        return None
    if not since - LIFETIME < now() < since + LIFETIME:
        return None
    target = local_path(kept["next"]) or ""
    return FirstStep(account, SignInWay(kept["way"]), since, target, kept["id_token"])


def admit(
    account: Account, way: SignInWay, next: str = "", *, id_token: str = ""
) -> ResponseReturnValue:
    """Let somebody in who proved the first step, or ask for the second one."""
    target = local_path(next)
    if account.has_second_factor:
        begin(account, way, target or "", id_token=id_token)
        return redirect(url_for("second_factor.ask"))
    enter(account, way, id_token=id_token)
    return redirect(target or url_for("consultations.index"))


def _state_of(account: Account) -> str:
    return fingerprint(account.password_hash, account.email)
