"""How many excerpts of each group lead to each line of the strategy, counted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, kept_figure
from app.figures.plain import as_json, from_json
from app.figures.reading_once import read_once
from app.figures.told import Told, told
from app.models import Excerpt, NodeKind, Strategy, StrategyNode
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.coverage.groups import OF_RESPONDENTS, VOICE, By, Groups, as_kept, excerpts_by
from app.strategy.ways import ways_to_nodes

SAID, LINKED = "said", "linked"


@dataclass(frozen=True, slots=True)
class Tally:
    """Excerpts; `direct`: how many are linked themselves, the others through a finding, a need,
    an action or a theme. `voices`: how many people or bodies said them."""

    excerpts: int = 0
    direct: int = 0
    voices: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together, where no excerpt and nobody is in both."""
        return Tally(
            self.excerpts + other.excerpts,
            self.direct + other.direct,
            self.voices + other.voices,
        )

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
    groups, table = Groups(session, consultation_id, by), _Table()
    for key, part, tally in _tallies(session, consultation_id, by):
        table.add(groups.value_of_key(key), part, tally)
    for _key, part, tally in _tallies(session, consultation_id, By.ACTOR):
        # By who speaks: nothing that is said is of two people.
        table.add(None, part, tally)
    return table.table


@dataclass
class _Table:
    """Tallies, put together by group and line."""

    tallies: dict[tuple[str | None, uuid.UUID | str], Tally] = field(default_factory=dict)

    def add(self, value: str | None, part: uuid.UUID | str, tally: Tally) -> None:
        known = value, part
        self.tallies[known] = self.tallies.get(known, Tally()).plus(tally)

    @property
    def table(self) -> CoverageTable:
        """In an order that does not depend on that of rows."""
        found = CoverageTable({}, {}, {})
        for (value, part), tally in sorted(self.tallies.items(), key=lambda one: repr(one[0])):
            if isinstance(part, uuid.UUID):
                found.cells[part, value] = tally
            else:
                (found.said if part == SAID else found.linked)[value] = tally
        return found


def _tallies(
    session: Session, consultation_id: uuid.UUID, by: By
) -> list[tuple[str | None, uuid.UUID | str, Tally]]:
    """Key of a group (`excerpts_by`), what of it is counted (an objective, all that it `SAID`, all
    of that which is `LINKED` to an objective), and how much it is."""
    of = By.ACTOR if by in OF_RESPONDENTS else by

    def read() -> list[tuple[str | None, uuid.UUID | str, Tally]]:
        return list(_read_tallies(session, consultation_id, of))

    return read_once(session, ("coverage", consultation_id, of), read)


def _read_tallies(
    session: Session, consultation_id: uuid.UUID, by: By
) -> Iterator[tuple[str | None, uuid.UUID | str, Tally]]:
    key, found = excerpts_by(by, consultation_id)
    voices = sa.func.count(sa.distinct(VOICE))
    excerpts: Any = sa.func.count(sa.distinct(Excerpt.id))
    said = found.add_columns(key, excerpts, voices).group_by(key)
    for kept, number, people in session.execute(said):
        yield kept, SAID, Tally(number, 0, people)
    ways = ways_to_nodes(consultation_id)
    direct = sa.func.count(sa.distinct(sa.case((ways.c.is_direct == 1, Excerpt.id))))
    objectives = sa.select(StrategyNode.id).join(Strategy).where(*_are_objectives(consultation_id))
    linked = found.join(ways, ways.c.excerpt_id == Excerpt.id).where(ways.c.end_id.in_(objectives))
    whole = linked.add_columns(key, excerpts, direct, voices).group_by(key)
    for kept, *numbers in session.execute(whole):
        yield kept, LINKED, Tally(*numbers)
    node_of = _Identifiers()
    end = as_kept(ways.c.end_id)
    cells = linked.add_columns(key, end, excerpts, direct, voices).group_by(key, end)
    for kept, node_id, *numbers in session.execute(cells):
        yield kept, node_of[node_id], Tally(*numbers)


def _are_objectives(consultation_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Strategy.consultation_id == consultation_id,
        StrategyNode.kind == NodeKind.OBJECTIVE,
    )


class _Identifiers(dict[str, uuid.UUID]):
    """Identifiers by what the database keeps of them: there are few, in many rows."""

    def __missing__(self, kept: str) -> uuid.UUID:
        self[kept] = uuid.UUID(kept)
        return self[kept]


def figure_name(by: By) -> str:
    return f"coverage-1-{by}"


def _as_kept(by: By, session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id, by))


COVERAGES = tuple(Figure(figure_name(by), changes_in_corpus, partial(_as_kept, by)) for by in By)
