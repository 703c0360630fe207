"""How many excerpts of each group lead to each line of the strategy, counted."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, kept_figure
from app.figures.plain import as_json, from_json
from app.figures.told import Told, told
from app.models import Excerpt, NodeKind, Strategy, StrategyNode
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.coverage.groups import VOICE, By, Groups, as_kept, excerpts_by
from app.strategy.ways import ways_to_nodes


@dataclass(frozen=True)
class Tally:
    """Excerpts; `direct`: how many are linked themselves, the others through a finding, a need,
    an action or a theme. `voices`: how many people or bodies said them."""

    excerpts: int = 0
    direct: int = 0
    voices: int = 0

    @property
    def through(self) -> int:
        return self.excerpts - self.direct


@dataclass(frozen=True)
class CoverageTable:
    """By the value of a group; None stands for all groups together. `cells`: by objective too."""

    said: dict[str | None, Tally]
    linked: dict[str | None, Tally]
    cells: dict[tuple[uuid.UUID, str | None], Tally]

    def linked_of(self, value: str | None) -> Tally:
        return self.linked.get(value, Tally())

    def cell(self, node_id: uuid.UUID, value: str | None) -> Tally:
        return self.cells.get((node_id, value), Tally())


@dataclass
class _Counted:
    """Excerpts and who said them, while they are counted: each once."""

    excerpts: set[str] = field(default_factory=set)
    direct: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)

    def add(self, excerpt: str, voice: str, is_direct: bool | int) -> None:
        self.excerpts.add(excerpt)
        self.voices.add(voice)
        if is_direct:
            self.direct.add(excerpt)

    @property
    def tally(self) -> Tally:
        return Tally(len(self.excerpts), len(self.direct), len(self.voices))


def coverage_of(session: Session, consultation_id: uuid.UUID, by: By) -> Told[CoverageTable]:
    """The coverage of the objectives of a consultation: as it is now, or as it was last counted of
    a large one."""
    return told(
        session,
        consultation_id,
        figure_name(by),
        CoverageTable,
        lambda: _counted(session, consultation_id, by),
    )


def kept_as_evidenced(
    session: Session, consultation_id: uuid.UUID
) -> Told[frozenset[uuid.UUID]] | None:
    """The objectives to which an excerpt leads, as they were last counted of a large consultation;
    None of another one."""
    kept = kept_figure(session, consultation_id, figure_name(By.CHANNEL))
    if kept is None:
        return None
    cells = from_json(CoverageTable, kept.value).cells
    nodes = (node_id for (node_id, _value), tally in cells.items() if tally.excerpts)
    return Told(frozenset(nodes), kept.counted_at)


def _counted(session: Session, consultation_id: uuid.UUID, by: By) -> CoverageTable:
    said: dict[Any, _Counted] = defaultdict(_Counted)
    linked: dict[Any, _Counted] = defaultdict(_Counted)
    cells: dict[Any, _Counted] = defaultdict(_Counted)
    groups = Groups(session, consultation_id, by)
    wanted, node_of = set(_objectives(session, consultation_id)), _Identifiers()
    for excerpt, key, voice, end, is_direct in _rows(session, consultation_id, by):
        node_id = node_of[end]
        for value in (groups.value_of_key(key), None):
            said[value].add(excerpt, voice, False)
            if node_id in wanted:
                linked[value].add(excerpt, voice, is_direct)
                cells[node_id, value].add(excerpt, voice, is_direct)
    return CoverageTable(_tallies(said), _tallies(linked), _tallies(cells))


def _tallies(counted: dict[Any, _Counted]) -> dict[Any, Tally]:
    return {key: counted[key].tally for key in sorted(counted, key=repr)}


def _objectives(session: Session, consultation_id: uuid.UUID) -> Iterable[uuid.UUID]:
    return session.scalars(
        sa.select(StrategyNode.id)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, StrategyNode.kind == NodeKind.OBJECTIVE)
    )


def _rows(session: Session, consultation_id: uuid.UUID, by: By) -> sa.Result[*tuple[Any, ...]]:
    """Excerpt, key of its group, who said it, the line to which it leads or None, and whether
    directly: an excerpt once for each group and each line."""
    ways = ways_to_nodes(consultation_id)
    key, found = excerpts_by(by, consultation_id)
    return session.execute(
        found.outerjoin(ways, ways.c.excerpt_id == Excerpt.id).add_columns(
            as_kept(Excerpt.id), key, as_kept(VOICE), as_kept(ways.c.end_id), ways.c.is_direct
        )
    )


class _Identifiers(dict["str | None", "uuid.UUID | None"]):
    """Identifiers by what the database keeps of them: there are few, in many rows."""

    def __missing__(self, kept: str | None) -> uuid.UUID | None:
        self[kept] = None if kept is None else uuid.UUID(kept)
        return self[kept]


def figure_name(by: By) -> str:
    return f"coverage-1-{by}"


def _as_kept(by: By, session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id, by))


COVERAGES = tuple(Figure(figure_name(by), changes_in_corpus, partial(_as_kept, by)) for by in By)
