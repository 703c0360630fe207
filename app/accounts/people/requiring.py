"""Asking the team of a consultation for a second factor."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.audit.recording import record
from app.models import AccountSession, Consultation, Role


class NoSecondFactor(ValueError):
    """Who asks it of others has not given one in this session: they would shut themselves out."""


def require_second_factor(
    session: Session,
    consultation: Consultation,
    *,
    sign_in: AccountSession | None,
    is_required: bool,
    by: uuid.UUID,
) -> None:
    """Ask writers and stewards for a second factor, or ask them no more.

    Raises:
        NoSecondFactor: it is asked from a session that has none.
    """
    if is_required and (sign_in is None or not sign_in.has_second_factor):
        raise NoSecondFactor(consultation.id)
    if consultation.second_factor_for_team is is_required:
        return
    consultation.second_factor_for_team = is_required
    record(
        session,
        "second_factor.required" if is_required else "second_factor.not_required",
        consultation_id=consultation.id,
        account_id=by,
        role=Role.STEWARD,
    )
