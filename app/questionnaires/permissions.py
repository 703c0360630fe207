from __future__ import annotations

from app.models import Role


def may_answer(_role: Role) -> bool:
    """Anybody, with or without an account."""
    return True


def may_read_results(role: Role) -> bool:
    """Stewards: they answer for the law, and see groups of any size."""
    return role is Role.STEWARD


def may_read_masked_results(role: Role) -> bool:
    """Those who work on the consultation: small groups are masked for all but stewards."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_manage_questionnaires(role: Role) -> bool:
    """Opening, closing, inviting and settings."""
    return role is Role.STEWARD


def may_write_questionnaires(role: Role) -> bool:
    """Writers prepare the questions; a steward opens the questionnaire."""
    return role in (Role.WRITER, Role.STEWARD)


def may_type_in_answers(role: Role) -> bool:
    """Those who meet people and gather their sheets."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)
