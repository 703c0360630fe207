"""Codes that an application on a telephone makes, one each thirty seconds (RFC 6238)."""

from __future__ import annotations

import datetime as dt
import re

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import same_secret
from app.models import Account

STEP = 30
"""Seconds."""
DRIFT = 1
"""Steps by which the clock of a telephone may be wrong, either way."""
TIME_CODE = re.compile(r"[0-9]{6}")


def step_of(secret: str, code: str, moment: dt.datetime) -> int | None:
    """The step of which this is the code, near a moment; None where it is none."""
    if not TIME_CODE.fullmatch(code):
        return None
    present = int(moment.timestamp()) // STEP
    made = pyotp.TOTP(secret, interval=STEP)
    steps = range(present - DRIFT, present + DRIFT + 1)
    # Each is compared, so that the time tells nothing.
    found = [step for step in steps if same_secret(made.generate_otp(step), code)]
    return found[-1] if found else None


def take_step(session: Session, account: Account, step: int) -> bool:
    """Use up the code of a step, with all before it. Of two at once, one gets it."""
    taken = session.execute(
        sa.update(Account)
        .where(
            Account.id == account.id,
            sa.or_(Account.totp_last_step.is_(None), Account.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    session.refresh(account)
    return taken is not None
