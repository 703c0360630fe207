"""What a browser keeps, signed, between leaving for the provider and coming back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
from dataclasses import dataclass

from flask import session as cookie

from app.accounts.openid.refusals import ComingBackRefused
from app.accounts.openid.tokens import Identity
from app.corpus.codes import same_secret
from app.models.types import now

LIFETIME = dt.timedelta(minutes=10)
AWAY, IDENTITY, LEAVING = "openid", "openid_identity", "openid_leaving"


@dataclass(frozen=True)
class Departure:
    """Somebody who left for the provider: what must come back with them, and where they go then."""

    state: str
    nonce: str
    verifier: str
    next: str | None


def leave_for_provider(next: str | None) -> Departure:
    """Remember a departure: one at a time, the last. Each secret has 256 random bits (43 signs)."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    made = Departure(state, nonce, verifier, next)
    cookie[AWAY] = {**dataclasses.asdict(made), "ends": _end()}
    return made


def come_back(state: str) -> Departure:
    """The departure that this state belongs to. It is used up, whatever becomes of it.

    Raises:
        ComingBackRefused: nobody left from this browser with it, or too long ago.
    """
    kept = cookie.pop(AWAY, None)
    if not kept or _is_over(kept.pop("ends")) or not same_secret(kept["state"], state):
        raise ComingBackRefused
    return Departure(**kept)


def keep_identity(identity: Identity) -> None:
    """Keep who the provider named, until its owner links it to their account."""
    cookie[IDENTITY] = {**dataclasses.asdict(identity), "ends": _end()}


def kept_identity() -> Identity | None:
    kept = dict(cookie.get(IDENTITY) or {"ends": 0})
    return None if _is_over(kept.pop("ends")) else Identity(**kept)


def forget_identity() -> None:
    cookie.pop(IDENTITY, None)


def state_of_leaving() -> str:
    """What must come back from the provider once somebody signed out there."""
    cookie[LEAVING] = secrets.token_urlsafe(32)
    return str(cookie[LEAVING])


def has_left(state: str) -> bool:
    """Whether somebody who signed out in this browser comes back from the provider."""
    return same_secret(str(cookie.pop(LEAVING, "")) or secrets.token_urlsafe(8), state)


def _end() -> float:
    return (now() + LIFETIME).timestamp()


def _is_over(end: float) -> bool:
    return end <= now().timestamp()
