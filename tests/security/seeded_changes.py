"""Changes suggested for a line of the strategy: one that everybody reads, one that waits."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.corpus.codes import digest_of, new_secret
from app.corpus.receipts.issuing import receipt_code
from app.models import Amendment, AmendmentState
from app.models.types import new_id
from tests.security.markers import AUTHOR, EVERYBODY, HOLDER, TEAM, Markers


def add_changes(session: Session, mark: Markers, added: dict[str, Any], key: str) -> dict[str, Any]:
    waiting_id = new_id()

    def suggested(readers: Any, **values: Any) -> Amendment:
        return Amendment(
            consultation_id=added["here"].id,
            node_id=added["node"].id,
            participant_id=added["author"].id,
            key=new_secret(),
            made_from=1,
            title=mark("amendment.title", readers),
            text=mark("amendment.text", readers),
            reason=mark("amendment.reason", readers),
            author=mark("amendment.author", readers),
            **values,
        )

    waiting = suggested(
        AUTHOR | TEAM | HOLDER,
        id=waiting_id,
        digest=digest_of(receipt_code(key, waiting_id)),
    )
    told = suggested(
        EVERYBODY,
        digest=digest_of(new_secret()),
        state=AmendmentState.REFUSED,
        answer=mark("amendment.answer", EVERYBODY),
        is_public=True,
    )
    session.add_all([waiting, told])
    session.flush()
    return {"change": waiting, "change_code": receipt_code(key, waiting_id)}
