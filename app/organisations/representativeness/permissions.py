from __future__ import annotations

from app.models import Role


def may_read_representativeness(role: Role) -> bool:
    """Those who write from what was said: small groups are masked for all but stewards."""
    return role in (Role.WRITER, Role.STEWARD)


def may_set_population(role: Role) -> bool:
    """Stewards, who answer for the figures. They see groups of any size."""
    return role is Role.STEWARD
