"""One at a time: who changes a workshop, its series or its room waits for the others."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy.orm import Session

from app.models import Activity, Consultation, WorkshopSeries, turns


class ChangedMeanwhile(ValueError):
    """Somebody else changed this since it was shown; nothing was stored."""


class StillUsed(ValueError):
    """Something hangs on it: it cannot go."""


def wait_for_others(session: Session, row: Activity | Consultation | WorkshopSeries) -> None:
    """Wait for whoever changes this at this moment. All that was read before is read again.

    Notes may be added meanwhile.
    """
    session.expire_all()
    turns.wait_for_others(session, row)


def fingerprint(*values: object) -> str:
    """What a form says of the state that it was made from: another state has another one."""
    text = json.dumps(values, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
