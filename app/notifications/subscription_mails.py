"""What a message to a subscription is about, until its words are made when it leaves."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

ASKED = "asked"
"""Somebody typed the address: to be confirmed, or to be told how to change what it receives."""


@dataclass(frozen=True)
class Range:
    """Notices by their numbers: after the first, up to the last."""

    after: int
    until: int


@dataclass(frozen=True)
class Digest:
    """What a digest tells: notices of their own, and those of everybody, each after what was told
    before."""

    own: tuple[uuid.UUID, ...] = ()
    own_after: int = 0
    own_others: int = 0
    """How many more of their own there are than it tells."""
    everything: Range | None = None


def digest_body(digest: Digest) -> str:
    """What is kept of a digest in the outbox."""
    said: dict[str, Any] = {
        "own": [one.hex for one in digest.own],
        "own_after": digest.own_after,
        "own_others": digest.own_others,
    }
    if digest.everything is not None:
        said["everything"] = [digest.everything.after, digest.everything.until]
    return json.dumps(said)


def digest_of(body: str) -> Digest:
    """The digest that a message is."""
    said = json.loads(body)
    span = said.get("everything")
    own = tuple(uuid.UUID(one) for one in said["own"])
    return Digest(own, said["own_after"], said["own_others"], Range(*span) if span else None)


def newsletter_body(newsletter_id: uuid.UUID) -> str:
    """What is kept of a newsletter in the outbox."""
    return json.dumps({"newsletter": newsletter_id.hex})


def newsletter_of(body: str) -> uuid.UUID | None:
    """The newsletter that a message is; None where it is something else."""
    found = {} if body == ASKED else json.loads(body)
    return uuid.UUID(found["newsletter"]) if "newsletter" in found else None
