"""A map of opinions as its page shows it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.opinions.mapping import FEWEST_VOTERS, FEWEST_VOTES
from app.models import Firmness, OpinionMap
from app.themes.opinions.sources import SourceKind, Statement, kind_of, statements_named

MOST_TOLD = 5
"""Statements that tell a group from the others."""
MOST_LISTED = 100


@dataclass(frozen=True)
class Received:
    """How a statement was received: percentages that agree and disagree, of everybody and of each
    group, in the order of the groups."""

    statement: Statement
    everybody: tuple[int, int]
    groups: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class GroupShown:
    """A group; `x` and `y` are its place on the map, `telling` the statements that mark it.

    Each with whether the group agrees.
    """

    name: str
    size: int
    x: float
    y: float
    firmness: Firmness | None
    telling: tuple[tuple[Statement, bool], ...]


@dataclass(frozen=True)
class MapShown:
    """What a map says. `hidden` statements have too few votes to be told."""

    kind: SourceKind
    voters: int
    grouped: int
    needed: int
    fewest_votes: int
    groups: tuple[GroupShown, ...]
    agreed: tuple[Received, ...]
    rejected: tuple[Received, ...]
    divides: tuple[Received, ...]
    all: tuple[Received, ...]
    hidden: int


def map_of(session: Session, consultation_id: uuid.UUID, map_id: uuid.UUID) -> OpinionMap | None:
    """A map of this consultation."""
    return session.scalar(
        sa.select(OpinionMap).where(
            OpinionMap.id == map_id, OpinionMap.consultation_id == consultation_id
        )
    )


def map_shown(session: Session, found: OpinionMap) -> MapShown | None:
    """What a map says; None while it was never made."""
    content = found.content
    if found.computed_at is None:
        return None
    named = statements_named(session, found, [one["id"] for one in content["statements"]])
    received = {
        one["id"]: _received(named[one["id"]], one, [each["name"] for each in content["groups"]])
        for one in content["statements"]
        if one["id"] in named
    }

    def listed(key: str) -> tuple[Received, ...]:
        return tuple(received[one] for one in content[key] if one in received)

    return MapShown(
        kind=kind_of(found),
        voters=found.voters,
        grouped=content["grouped"],
        needed=FEWEST_VOTERS,
        fewest_votes=min(FEWEST_VOTES, content["statements_voted"]),
        groups=tuple(_group(one, named) for one in content["groups"]),
        agreed=listed("agreed"),
        rejected=listed("rejected"),
        divides=listed("divides"),
        all=tuple(sorted(received.values(), key=_most_agreed_first))[:MOST_LISTED],
        hidden=content["statements_voted"] - len(content["statements"]),
    )


def _received(statement: Statement, one: dict[str, Any], names: list[str]) -> Received:
    agree, disagree = one["everybody"]
    return Received(
        statement, (agree, disagree), tuple((g[0], g[1]) for g in map(one["groups"].get, names))
    )


def _most_agreed_first(one: Received) -> tuple[int, str, str]:
    return -one.everybody[0], one.statement.code, one.statement.title


def _group(one: dict[str, Any], named: dict[str, Statement]) -> GroupShown:
    telling = [
        (named[each["id"]], each["agrees"]) for each in one["telling"] if each["id"] in named
    ]
    firmness = Firmness(one["firmness"]) if one["firmness"] else None
    return GroupShown(
        one["name"], one["size"], one["x"], one["y"], firmness, tuple(telling[:MOST_TOLD])
    )
