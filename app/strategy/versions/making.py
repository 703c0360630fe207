"""A version on its way: made, put under consultation, adopted by a decision, published.

Each step is a link of the chain. Asked twice, each is done once.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Decision, Plan, Strategy, StrategyVersion, VersionAct, VersionState
from app.models.turns import wait_for_others
from app.models.types import now
from app.notifications.noticing import note_of_version
from app.strategy.versions.chain import add_link, fresh_seal
from app.strategy.versions.content import content_of
from app.strategy.versions.sealing import seal_of

LONGEST_TITLE = 200
LONGEST_NOTE = 2_000


class VersionRefused(ValueError):
    """This cannot be done with this version."""


class NotInOrder(VersionRefused):
    """It is not in the state from which this step is made."""


class SealBroken(VersionRefused):
    """Its content is not the one that was sealed: nobody adopts or publishes that."""


@dataclass(frozen=True)
class NewVersion:
    title: str
    note: str = ""
    plan: Plan | None = None


def make(
    session: Session,
    strategy: Strategy,
    wanted: NewVersion,
    *,
    account_id: uuid.UUID | None,
    key: str,
) -> StrategyVersion:
    """Freeze the strategy as it stands. `key` was made with the page: sent twice, it is made once.

    Raises:
        VersionRefused: the plan is not one of this strategy.
    """
    wait_for_others(session, strategy)
    ours = StrategyVersion.strategy_id == strategy.id
    there = session.scalar(sa.select(StrategyVersion).where(ours, StrategyVersion.key == key))
    if there is not None:
        return there
    if wanted.plan is not None and wanted.plan.strategy_id != strategy.id:
        raise VersionRefused(wanted.plan.id)
    if wanted.plan is not None:
        # It is read in several queries: nobody changes an action between them.
        wait_for_others(session, wanted.plan)
    content = content_of(session, strategy, wanted.plan)
    last = session.scalar(sa.select(sa.func.max(StrategyVersion.number)).where(ours)) or 0
    version = StrategyVersion(
        strategy_id=strategy.id,
        number=last + 1,
        key=key,
        title=wanted.title,
        note=wanted.note,
        plan_id=wanted.plan.id if wanted.plan else None,
        state=VersionState.DRAFT,
        content=content,
        sha256=seal_of(content),
        account_id=account_id,
    )
    session.add(version)
    session.flush()
    _link(session, version, VersionAct.MADE, account_id)
    return version


def open_to_consultation(
    session: Session, version: StrategyVersion, *, account_id: uuid.UUID | None
) -> None:
    """Let everybody read a draft, and say what they think of it.

    Raises:
        NotInOrder: it was adopted already.
        SealBroken: its content was changed by hand.
    """
    if _is_already(session, version, VersionState.CONSULTED, after=(VersionState.DRAFT,)):
        return
    version.state = VersionState.CONSULTED
    _link(session, version, VersionAct.OPENED, account_id)


def adopt(session: Session, version: StrategyVersion, decision: Decision) -> None:
    """A body adopts a version: called by its decision only.

    Raises:
        NotInOrder: another decision adopted it.
        SealBroken: its content was changed by hand.
    """
    waiting = (VersionState.DRAFT, VersionState.CONSULTED)
    if _is_already(session, version, None, after=waiting):
        return
    version.state = VersionState.ADOPTED
    _link(session, version, VersionAct.ADOPTED, decision.account_id, decision)


def publish(
    session: Session,
    version: StrategyVersion,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
) -> None:
    """Make an adopted version the one in force, and tell those who follow the consultation.

    Raises:
        NotInOrder: no body adopted it.
        SealBroken: its content was changed by hand.
    """
    if _is_already(session, version, VersionState.PUBLISHED, after=(VersionState.ADOPTED,)):
        return
    version.state = VersionState.PUBLISHED
    _link(session, version, VersionAct.PUBLISHED, account_id)
    note_of_version(session, consultation_id, version.content)


def _is_already(
    session: Session,
    version: StrategyVersion,
    state: VersionState | None,
    *,
    after: tuple[VersionState, ...],
) -> bool:
    """Wait for the others; whether the step was made. Else the version is ready for it."""
    wait_for_others(session, session.get_one(Strategy, version.strategy_id))
    session.refresh(version)
    if version.state is state:
        return True
    if version.state not in after:
        raise NotInOrder(version.state)
    if fresh_seal(version) != version.sha256:
        raise SealBroken(version.id)
    return False


def _link(
    session: Session,
    version: StrategyVersion,
    act: VersionAct,
    account_id: uuid.UUID | None,
    decision: Decision | None = None,
) -> None:
    session.flush()
    moment = now().isoformat(timespec="seconds")
    add_link(session, version, act, moment=moment, account_id=account_id, decision=decision)
