"""A consultation that asks its writers and stewards for a second factor."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.audit.recording import record
from app.models import Account, AccountSession, Consultation, Role


class OwnSecondFactorMissing(ValueError):
    """Whoever asks it of a team gives a code first: they would shut themselves out."""


def require_second_factor(
    session: Session,
    consultation: Consultation,
    *,
    is_required: bool,
    account: Account,
    sign_in: AccountSession | None,
) -> None:
    """Ask the team for a second factor, or no longer. `sign_in`: the session of the steward.

    Raises:
        OwnSecondFactorMissing: the steward gave no code in this session.
    """
    if is_required and (sign_in is None or not sign_in.has_second_factor):
        raise OwnSecondFactorMissing(account.id)
    if consultation.second_factor_for_team is is_required:
        return
    consultation.second_factor_for_team = is_required
    record(
        session,
        "second_factor.required" if is_required else "second_factor.not_required",
        consultation_id=consultation.id,
        account_id=account.id,
        role=Role.STEWARD,
    )
