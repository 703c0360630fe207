"""What else follows when a contribution comes to be read by everybody, or no longer is."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.models import Contribution

Consequence = Callable[[Session, Contribution], None]

CONSEQUENCES: tuple[Consequence, ...] = ()
"""Called after each change of state that a moderator decides: the counters of ideas."""


def follow(session: Session, contribution: Contribution) -> None:
    """Let everything that counts or shows a contribution know its new state."""
    session.flush()
    for consequence in CONSEQUENCES:
        consequence(session, contribution)
