"""Between the two steps of signing in: who proved the first one, for ten minutes, in the signed
cookie of this browser. Nobody is signed in meanwhile."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import session as cookie

from app.extensions import current_session
from app.models import Account, SignInWay
from app.models.types import now

KEY = "second_step"
LIFETIME = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Pending:
    """The first step that was proved, and where to go after the second."""

    account: Account
    way: SignInWay
    next: str


def begin(account: Account, way: SignInWay, next: str) -> None:
    """Remember that somebody proved the first step, and owes the second."""
    ends = int((now() + LIFETIME).timestamp())
    cookie[KEY] = {"account": str(account.id), "way": way.value, "next": next, "ends": ends}


def pending() -> Pending | None:
    """The first step that was proved in this browser, while it lasts."""
    kept = cookie.get(KEY)
    if not kept or kept["ends"] <= now().timestamp():
        return None
    account = current_session().get(Account, uuid.UUID(kept["account"]))
    if account is None or not account.is_active:
        return None
    return Pending(account, SignInWay(kept["way"]), kept["next"])


def finish() -> None:
    """Forget the first step: the second was given, or somebody gave up."""
    cookie.pop(KEY, None)
