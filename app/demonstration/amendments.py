"""A second version of the strategy under consultation, and changes that people suggest to it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.participants import add_participant
from app.demonstration import files
from app.models import Account, Amendment, AmendmentState, Role, Strategy, StrategyNode
from app.models.types import now
from app.settings import current_settings
from app.strategy.amending.answering import Answer, answer
from app.strategy.amending.opening import open_or_close
from app.strategy.amending.suggesting import Suggested, suggest
from app.strategy.versions.making import NewVersion, make, open_to_consultation
from app.strategy.writing.history import Writer


def load_amendments(
    session: Session,
    strategy: Strategy,
    nodes: Mapping[str, uuid.UUID],
    accounts: Mapping[Role, Account],
) -> None:
    """One suggestion is taken in in part and keeps its author, one is refused, one waits."""
    file, steward_id = files.read("amendments.yaml"), accounts[Role.STEWARD].id
    wanted = NewVersion(**file["version"])
    version = make(
        session, strategy, wanted, account_id=steward_id, key="demonstration-under-consultation"
    )
    open_to_consultation(session, version, account_id=steward_id)
    open_or_close(session, strategy, is_open=True)
    for number, told in enumerate(file["suggestions"]):
        node = session.get_one(StrategyNode, nodes[told["line"]])
        key = f"demonstration-suggestion-{number}"
        account = accounts[Role.PARTICIPANT] if told.get("has_account") else None
        made = _suggest(session, strategy, node, told, key=key, account=account)
        if "state" in told:
            by = Writer(accounts[Role.WRITER].id, f"{key}-answer")
            _answer(session, made, node, told, by)


def _suggest(
    session: Session,
    strategy: Strategy,
    node: StrategyNode,
    told: Mapping[str, Any],
    *,
    key: str,
    account: Account | None,
) -> Amendment:
    participant = add_participant(
        session,
        strategy.consultation_id,
        account_id=account.id if account else None,
        device=None if account else key,
    )
    new = Suggested(
        key=key,
        made_from=node.version,
        title=node.title,
        text=node.text.replace(told["instead"], told["say"]),
        reason=told["reason"],
        signature=told.get("signature", ""),
    )
    app_key = current_settings().secret_key
    return suggest(
        session, strategy, node, new, participant=participant, app_key=app_key, moment=now()
    )


def _answer(
    session: Session, made: Amendment, node: StrategyNode, told: Mapping[str, Any], by: Writer
) -> None:
    said = told.get("becomes", told["instead"])
    new = Answer(
        AmendmentState(told["state"]),
        told["answer"],
        title=node.title,
        text=node.text.replace(told["instead"], said),
    )
    answer(session, made, new, by, version=node.version, moment=now())
