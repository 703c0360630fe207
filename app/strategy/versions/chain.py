"""The chain that seals the versions of a strategy: each act on a version is a link.

A link holds the SHA-256 of the one before, of what it says and of the content of its version. Who
changes, removes, inserts or reorders something by hand in the database leaves a chain that does not
fit. Whoever could write the whole chain anew would have to change the last seal as well, which the
public pages show and `flask strategy verify` prints: keep it somewhere else.
"""

from __future__ import annotations

import enum
import uuid
from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import sqlalchemy as sa
from cachetools import TTLCache
from sqlalchemy.orm import Session, defer

from app.models import Decision, StrategyVersion, VersionAct, VersionEvent, VersionState
from app.strategy.versions.queries import LastSeal, last_seal
from app.strategy.versions.sealing import NotSealable, seal_of

BEGINNING = "0" * 64
STATES = {
    VersionAct.MADE: VersionState.DRAFT,
    VersionAct.OPENED: VersionState.CONSULTED,
    VersionAct.ADOPTED: VersionState.ADOPTED,
    VersionAct.PUBLISHED: VersionState.PUBLISHED,
}
"""What a version is after each act."""


HOLDS_FOR = 300.0
MOST_KEPT = 20
_HELD: TTLCache[tuple[uuid.UUID, LastSeal | None], bool] = TTLCache(MOST_KEPT, HOLDS_FOR)
"""The strategies whose chain held, each with where it stood. Each process has its own; only what
held is kept, so that what was repaired is seen at once."""
_HELD_LOCK = Lock()


class Fault(enum.StrEnum):
    """What does not fit."""

    CONTENT = "content"
    """The content of a version is not the one that was sealed."""
    DESCRIPTION = "description"
    """Its title, its note, its plan or its state."""
    EVENT = "event"
    """What a link of the chain says was changed."""
    LINK = "link"
    """A link does not follow the one before: something was removed, inserted or moved."""
    VERSION_MISSING = "version_missing"
    DECISION = "decision"
    """The decision that adopted it does not say the same any more."""


@dataclass(frozen=True)
class Broken:
    """A place where the chain does not hold. `version` is the number of the version that it is
    about, `event` that of the link; 0 where there is none."""

    fault: Fault
    version: int
    event: int = 0


def add_link(
    session: Session,
    version: StrategyVersion,
    act: VersionAct,
    *,
    moment: str,
    account_id: uuid.UUID | None,
    decision: Decision | None = None,
) -> VersionEvent:
    """Seal an act on a version: the caller waited for the others who act on its strategy.

    `moment` is what is sealed of the time, in ISO 8601.
    """
    last = session.scalar(
        sa.select(VersionEvent)
        .where(VersionEvent.strategy_id == version.strategy_id)
        .order_by(VersionEvent.number.desc())
        .limit(1)
    )
    event = VersionEvent(
        strategy_id=version.strategy_id,
        number=last.number + 1 if last else 1,
        version_id=version.id,
        act=act,
        decision_id=decision.id if decision else None,
        facts={
            "version": version.number,
            **_described(version),
            "content": version.sha256,
            "moment": moment,
            "decision": facts_of_decision(decision) if decision else None,
        },
        previous=last.sha256 if last else BEGINNING,
        account_id=account_id,
    )
    event.sha256 = _seal(event)
    session.add(event)
    session.flush()
    return event


def verify(
    session: Session, strategy_id: uuid.UUID, *, content_of: int | None = None
) -> list[Broken]:
    """Every place where the chain of a strategy does not hold; none: nothing was touched.
    `content_of`: the number of the only version whose content is read, as contents are long."""
    events = session.scalars(
        sa.select(VersionEvent)
        .where(VersionEvent.strategy_id == strategy_id)
        .order_by(VersionEvent.number)
        .execution_options(populate_existing=True)
    ).all()
    versions = session.scalars(
        sa.select(StrategyVersion)
        .where(StrategyVersion.strategy_id == strategy_id)
        .order_by(StrategyVersion.number)
        .options(*([] if content_of is None else [defer(StrategyVersion.content)]))
        .execution_options(populate_existing=True)
    ).all()
    by_id = {version.id: version for version in versions}
    decisions = _decisions(session, events)
    broken, previous = [], BEGINNING
    for place, event in enumerate(events, start=1):
        about = by_id.get(event.version_id)
        number = about.number if about else 0
        if event.previous != previous or event.number != place:
            broken.append(Broken(Fault.LINK, number, event.number))
        if not _fits(event):
            broken.append(Broken(Fault.EVENT, number, event.number))
        if about is None:
            broken.append(Broken(Fault.VERSION_MISSING, number, event.number))
        if _contradicts(event, decisions):
            broken.append(Broken(Fault.DECISION, number, event.number))
        previous = event.sha256
    return broken + _broken_versions(versions, events, content_of)


def held_lately(session: Session, strategy_id: uuid.UUID) -> bool:
    """Whether the whole chain holds. Where it did, it is read again once something is added to it,
    and after `HOLDS_FOR` seconds: pages that many people open do not read every content."""
    chain = strategy_id, last_seal(session, strategy_id)
    with _HELD_LOCK:
        if chain in _HELD:
            return True
    if verify(session, strategy_id):
        return False
    with _HELD_LOCK:
        _HELD[chain] = True
    return True


def _fits(event: VersionEvent) -> bool:
    try:
        return event.sha256 == _seal(event)
    except NotSealable:
        return False


def _seal(event: VersionEvent) -> str:
    return seal_of(
        {
            "strategy": event.strategy_id.hex,
            "number": event.number,
            "version": event.version_id.hex,
            "act": event.act.value,
            "decision": event.decision_id.hex if event.decision_id else None,
            "facts": event.facts,
            "previous": event.previous,
        }
    )


def _broken_versions(versions: Any, events: Any, content_of: int | None) -> list[Broken]:
    """Versions that are not as the links about them say."""
    by_version: dict[uuid.UUID, list[VersionEvent]] = defaultdict(list)
    for event in events:
        by_version[event.version_id].append(event)
    broken = []
    for place, version in enumerate(versions, start=1):
        told = by_version[version.id]
        if version.number != place or not told:
            broken.append(Broken(Fault.VERSION_MISSING, version.number))
            continue
        is_read = content_of in (None, version.number)
        sealed = fresh_seal(version) if is_read else version.sha256
        if any(one.facts.get("content") != sealed for one in told):
            broken.append(Broken(Fault.CONTENT, version.number))
        described = {"version": version.number, **_described(version)}
        is_described = all(described.items() <= one.facts.items() for one in told)
        if not is_described or STATES[told[-1].act] is not version.state:
            broken.append(Broken(Fault.DESCRIPTION, version.number))
    return broken


def fresh_seal(version: StrategyVersion) -> str:
    """The SHA-256 of the content as it stands now; empty where it cannot have been sealed."""
    try:
        return seal_of(version.content)
    except NotSealable:
        return ""


def _described(version: StrategyVersion) -> dict[str, Any]:
    return {
        "title": version.title,
        "note": version.note,
        "plan": version.plan_id.hex if version.plan_id else None,
    }


def facts_of_decision(decision: Decision) -> dict[str, Any]:
    """What is sealed of a decision."""
    return {
        "number": decision.number,
        "body": decision.body_name,
        "decided_on": decision.decided_on.isoformat(),
        "title": decision.title,
        "text": decision.text,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "abstentions": decision.abstentions,
    }


def _decisions(session: Session, events: Any) -> dict[uuid.UUID, Decision]:
    named = [event.decision_id for event in events if event.decision_id]
    if not named:
        return {}
    found = sa.select(Decision).where(Decision.id.in_(named))
    rows = session.scalars(found.execution_options(populate_existing=True))
    return {decision.id: decision for decision in rows}


def _contradicts(event: VersionEvent, decisions: dict[uuid.UUID, Decision]) -> bool:
    if event.decision_id is None:
        return False
    decision = decisions.get(event.decision_id)
    return decision is None or event.facts.get("decision") != facts_of_decision(decision)
