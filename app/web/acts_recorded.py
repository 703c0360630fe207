"""Writing down what somebody does with their role, without any page having to think of it.

What is open to everybody is left out, whoever does it: nobody learns from the log who answered.
"""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, g, request
from flask_login import current_user
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.audit.acts import QUIET, TAKEN_AWAY
from app.audit.recording import record
from app.extensions import db
from app.models import Role

SECRETS = frozenset({"secret", "token", "receipt_code"})
"""Parts of addresses that open a door: they stand in no log."""
HAS_WRITTEN = "has_written"


@event.listens_for(db.session, "after_flush")
def _note_flush(session: Session, _context: Any) -> None:
    session.info[HAS_WRITTEN] = True


@event.listens_for(db.session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[HAS_WRITTEN] = True


def write_down_act(session: Session) -> None:
    """One line of the log for a request that changed something, in its own transaction."""
    endpoint = request.endpoint or ""
    if endpoint in QUIET or not _is_of_a_role_or_account(endpoint):
        return
    session.flush()
    if session.info.get(HAS_WRITTEN):
        _write_down(session, endpoint)


def takes_away(response: Response) -> bool:
    """Whether this answer hands over what people said or who they are."""
    return (
        request.method == "GET"
        and request.endpoint in TAKEN_AWAY
        # A part of a file (206) is taken away as well.
        and response.status_code < 300
        and current_user.is_authenticated
    )


def write_down_taking_away(session: Session) -> None:
    """One line of the log for what is handed over."""
    _write_down(session, request.endpoint or "")


def _is_of_a_role_or_account(endpoint: str) -> bool:
    """Whether a role, or an account, opens the page: not everybody, and not a link."""
    guard: Any = getattr(current_app.view_functions.get(endpoint), "guard", "public")
    if guard == "public" or not current_user.is_authenticated:
        return False
    return g.get("consultation") is None or not guard(Role.VISITOR)


def _write_down(session: Session, endpoint: str) -> None:
    consultation = g.get("consultation")
    record(
        session,
        endpoint,
        consultation_id=None if consultation is None else consultation.id,
        account_id=current_user.id,
        role=g.get("role"),
        things={
            name: str(value)
            for name, value in (request.view_args or {}).items()
            if name != "slug" and name not in SECRETS
        },
    )
