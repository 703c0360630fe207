"""How far people agree with one another and with the machine, over all and by theme."""

from __future__ import annotations

import enum
import time
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.coders import (
    NONE,
    CoderAgreement,
    Pair,
    agreement_by_code,
    agreement_of,
    mixed_up,
)
from app.models import Coding, Theme
from app.themes.agreement.unseen import (
    Unseen,
    pairs_of_people,
    pairs_with_machine,
    unseen_decisions,
)
from app.themes.coding.learning import codebook_number

MOST_MIXED_UP = 10
KEPT_FOR = 60.0
"""Seconds for which a comparison is shown again, where nothing was decided meanwhile."""
MOST_KEPT = 20


class Between(enum.StrEnum):
    """Who is compared: two people, or the machine and a person."""

    PEOPLE = "people"
    MACHINE = "machine"


@dataclass(frozen=True)
class MixedUp:
    """Two themes, of which one was given where the other was; None: that no theme fits.

    Between people in no order; else the machine's stands first.
    """

    first_id: uuid.UUID | None
    second_id: uuid.UUID | None
    excerpts: int


@dataclass(frozen=True)
class Compared:
    """`overall` is None without a pair; `accepted` is how often one theme of both is the same."""

    between: Between
    overall: CoderAgreement | None
    accepted: float
    by_theme: Mapping[uuid.UUID, CoderAgreement]
    mixed_up: tuple[MixedUp, ...]


@dataclass(frozen=True)
class _Kept:
    """Both comparisons, and the last act on the decisions and the codebook that they know."""

    last: tuple[uuid.UUID | None, int]
    made_at: float
    found: dict[Between, Compared]


_KEPT: dict[uuid.UUID, _Kept] = {}
"""By consultation. Each process has its own; it reads ten thousand decisions in half a second,
and one of the pages is everybody's."""


def compared(session: Session, consultation_id: uuid.UUID) -> dict[Between, Compared]:
    """Both comparisons, as the decisions are now; words withdrawn since count for a minute more."""
    last = (_last_coding(session, consultation_id), codebook_number(session, consultation_id))
    kept = _KEPT.get(consultation_id)
    if kept is None or kept.last != last or time.monotonic() - kept.made_at > KEPT_FOR:
        decisions = unseen_decisions(session, consultation_id)
        found = {one: _compared(one, pairs_between(decisions, one)) for one in Between}
        kept = _KEPT[consultation_id] = _Kept(last, time.monotonic(), found)
        while len(_KEPT) > MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
    return kept.found


def _last_coding(session: Session, consultation_id: uuid.UUID) -> uuid.UUID | None:
    mine = sa.select(Coding.id).where(Coding.consultation_id == consultation_id)
    return session.scalar(mine.order_by(Coding.id.desc()).limit(1))


def pairs_between(decisions: list[Unseen], between: Between) -> dict[uuid.UUID, Pair]:
    """What both said of each excerpt, by its identifier."""
    if between is Between.PEOPLE:
        return pairs_of_people(decisions)
    return pairs_with_machine(decisions)


def mixed_up_in(pair: Pair, between: Between) -> set[tuple[uuid.UUID | None, uuid.UUID | None]]:
    """The themes that were mixed up on one excerpt; between people the order says nothing."""
    found = mixed_up(pair)
    if between is Between.PEOPLE:
        found = {(min(both), max(both)) for both in found}
    return {(_theme_id(one), _theme_id(other)) for one, other in found}


def titles_of(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The titles of all themes of the codebook, in its order, those set aside as well."""
    found = sa.select(Theme.id, Theme.title).where(Theme.consultation_id == consultation_id)
    return dict(session.execute(found.order_by(Theme.position, Theme.id)).all())


def _compared(between: Between, pairs: Mapping[uuid.UUID, Pair]) -> Compared:
    said = list(pairs.values())
    counts = Counter(both for pair in said for both in mixed_up_in(pair, between))
    most = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:MOST_MIXED_UP]
    return Compared(
        between,
        agreement_of(said),
        sum(bool(one & other) for one, other in said) / len(said) if said else 0.0,
        {uuid.UUID(code): found for code, found in agreement_by_code(said).items()},
        tuple(MixedUp(first, second, count) for (first, second), count in most),
    )


def _theme_id(code: str) -> uuid.UUID | None:
    return None if code == NONE else uuid.UUID(code)
