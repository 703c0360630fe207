"""How far people agree with one another and with the machine, over all and by theme."""

from __future__ import annotations

import enum
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
from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import Theme
from app.strategy.coverage.changes import changes_in_corpus
from app.themes.agreement.unseen import (
    Unseen,
    pairs_of_people,
    pairs_with_machine,
    unseen_decisions,
)

MOST_MIXED_UP = 10


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
    by_theme: dict[uuid.UUID, CoderAgreement]
    mixed_up: tuple[MixedUp, ...]


@dataclass(frozen=True)
class Comparisons:
    """Both of them."""

    people: Compared
    machine: Compared


def compared(session: Session, consultation_id: uuid.UUID) -> Told[Comparisons]:
    """Both comparisons, as the decisions are now; of a large consultation, as they were last
    made."""
    return told(
        session,
        consultation_id,
        AGREEMENT.name,
        Comparisons,
        lambda: _compared_now(session, consultation_id),
    )


def _compared_now(session: Session, consultation_id: uuid.UUID) -> Comparisons:
    decisions = unseen_decisions(session, consultation_id)
    people, machine = (_compared(one, pairs_between(decisions, one)) for one in Between)
    return Comparisons(people, machine)


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_compared_now(session, consultation_id))


AGREEMENT = Figure("agreement-1", changes_in_corpus, _as_kept)


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
        {uuid.UUID(code): found for code, found in sorted(agreement_by_code(said).items())},
        tuple(MixedUp(first, second, count) for (first, second), count in most),
    )


def _theme_id(code: str) -> uuid.UUID | None:
    return None if code == NONE else uuid.UUID(code)
