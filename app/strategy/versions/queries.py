"""Reading versions: their list, one of them, what was done with it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from app.models import (
    Decision,
    DecisionKind,
    Plan,
    Strategy,
    StrategyVersion,
    VersionEvent,
    VersionState,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

IS_PUBLIC = StrategyVersion.state != VersionState.DRAFT
"""What is under consultation, adopted or published may be read by everybody."""


def strategy_and_version(
    session: Session, consultation_id: uuid.UUID, number: int
) -> tuple[Strategy, StrategyVersion] | None:
    """A version of the strategy of a consultation, by its number; its content, which is long, is
    read once it is asked for."""
    row = session.execute(
        sa.select(Strategy, StrategyVersion)
        .join(StrategyVersion, StrategyVersion.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, StrategyVersion.number == number)
        .options(defer(StrategyVersion.content))
    ).first()
    return (row[0], row[1]) if row else None


def version_of(session: Session, strategy_id: uuid.UUID, number: int) -> StrategyVersion | None:
    """A version by its number."""
    return session.scalar(
        sa.select(StrategyVersion).where(
            StrategyVersion.strategy_id == strategy_id, StrategyVersion.number == number
        )
    )


def version_in_force(session: Session, consultation_id: uuid.UUID) -> StrategyVersion | None:
    """The last version that was published, without its content."""
    found = _published().join(Strategy, StrategyVersion.strategy_id == Strategy.id)
    found = found.where(Strategy.consultation_id == consultation_id)
    return session.scalar(found.options(defer(StrategyVersion.content)))


@dataclass(frozen=True)
class InForce:
    """The version in force, and who adopted it."""

    number: int
    title: str
    decided_on: dt.date
    body_name: str
    decision: int
    """The number of the decision."""


def adopted_in_force(session: Session, strategy_id: uuid.UUID) -> InForce | None:
    """The last published version with the decision that adopted it."""
    row = session.execute(
        sa.select(
            StrategyVersion.number,
            StrategyVersion.title,
            Decision.decided_on,
            Decision.body_name,
            Decision.number.label("decision"),
        )
        .join(Decision, Decision.version_id == StrategyVersion.id)
        .where(
            StrategyVersion.strategy_id == strategy_id,
            StrategyVersion.state == VersionState.PUBLISHED,
            Decision.kind == DecisionKind.ADOPT_VERSION,
        )
        .order_by(StrategyVersion.number.desc())
        .limit(1)
    ).first()
    return InForce(**row._asdict()) if row else None


def _published() -> sa.Select[StrategyVersion]:
    return (
        sa.select(StrategyVersion)
        .where(StrategyVersion.state == VersionState.PUBLISHED)
        .order_by(StrategyVersion.number.desc())
        .limit(1)
    )


def version_before(
    session: Session, version: StrategyVersion, *, with_drafts: bool
) -> StrategyVersion | None:
    """The one with which a version is compared: the last before it that its reader may open."""
    found = sa.select(StrategyVersion).where(
        StrategyVersion.strategy_id == version.strategy_id,
        StrategyVersion.number < version.number,
    )
    if not with_drafts:
        found = found.where(IS_PUBLIC)
    return session.scalar(found.order_by(StrategyVersion.number.desc()).limit(1))


def versions_page(
    session: Session, strategy_id: uuid.UUID, cursor: Cursor, *, with_drafts: bool
) -> Page[StrategyVersion]:
    """The versions of a strategy without their content, the newest first."""
    found = (
        sa.select(StrategyVersion)
        .where(StrategyVersion.strategy_id == strategy_id)
        .options(defer(StrategyVersion.content))
    )
    if not with_drafts:
        found = found.where(IS_PUBLIC)
    number = StrategyVersion.number
    found = paged(found, number, cursor, cursor.as_int(), size=PAGE_SIZE, descending=True)
    rows = session.scalars(found).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.number)


def versions_to_adopt(session: Session, strategy_id: uuid.UUID) -> list[StrategyVersion]:
    """Versions that no body adopted yet, without their content, the newest first."""
    waiting = (VersionState.DRAFT, VersionState.CONSULTED)
    found = (
        sa.select(StrategyVersion)
        .where(StrategyVersion.strategy_id == strategy_id, StrategyVersion.state.in_(waiting))
        .options(defer(StrategyVersion.content))
        .order_by(StrategyVersion.number.desc())
    )
    return list(session.scalars(found.limit(PAGE_SIZE)))


def plans_to_freeze(session: Session, strategy_id: uuid.UUID) -> list[Plan]:
    """The plans of a strategy, the newest first."""
    found = sa.select(Plan).where(Plan.strategy_id == strategy_id)
    return list(session.scalars(found.order_by(Plan.number.desc()).limit(PAGE_SIZE)))


@dataclass(frozen=True)
class LastSeal:
    """The last link of the chain of a strategy."""

    number: int
    sha256: str


def last_seal(session: Session, strategy_id: uuid.UUID) -> LastSeal | None:
    row = session.execute(
        sa.select(VersionEvent.number, VersionEvent.sha256)
        .where(VersionEvent.strategy_id == strategy_id)
        .order_by(VersionEvent.number.desc())
        .limit(1)
    ).first()
    return LastSeal(row.number, row.sha256) if row else None


def has_seal(session: Session, strategy_id: uuid.UUID, sha256: str) -> bool:
    """Whether a seal is one of the chain of a strategy."""
    found = sa.select(VersionEvent.id).where(
        VersionEvent.strategy_id == strategy_id, VersionEvent.sha256 == sha256
    )
    return session.scalar(found) is not None


def events_of(session: Session, version_id: uuid.UUID) -> list[VersionEvent]:
    """What was done with a version, in its order."""
    found = sa.select(VersionEvent).where(VersionEvent.version_id == version_id)
    return list(session.scalars(found.order_by(VersionEvent.number)))
