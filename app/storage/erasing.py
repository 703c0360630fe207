"""Files go once the transaction that lets them go is committed, and never when it is not."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.storage.store import Store

TO_ERASE = "files_to_erase"
"""Where a session keeps them."""

log = structlog.get_logger(__name__)


def erase_after_commit(session: Session, store: Store, keys: Iterable[str]) -> None:
    """Erase files at the end of this transaction, unless it is rolled back."""
    session.info.setdefault(TO_ERASE, []).extend((store, key) for key in keys)


@event.listens_for(Session, "after_commit")
def _erase(session: Session) -> None:
    """What cannot be erased now is an orphan: what it belonged to is gone already."""
    if session.in_nested_transaction():
        return
    for store, key in session.info.pop(TO_ERASE, []):
        try:
            store.erase(key)
        except OSError as error:
            log.warning("file not erased", key=key, error=error)


@event.listens_for(Session, "after_rollback")
def _keep(session: Session) -> None:
    session.info.pop(TO_ERASE, None)
