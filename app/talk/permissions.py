from __future__ import annotations

from app.models import Role

TEAM = (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_talk(role: Role) -> bool:
    """Those who work on the consultation, among themselves."""
    return role in TEAM


def may_take_words_back(role: Role) -> bool:
    """Whoever may have said something: the scorers of a round of priorities as well. Their own."""
    return role is not Role.VISITOR


def may_end_tasks_of_others(role: Role) -> bool:
    return role is Role.STEWARD
