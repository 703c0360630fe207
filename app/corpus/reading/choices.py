"""What the filters of a search among the excerpts offer."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.reading.asking import CodingSought, GivenBy, LinkSought
from app.models import (
    Activity,
    CandidateTheme,
    Channel,
    Nature,
    NodeKind,
    NodeState,
    OrganisationKind,
    Run,
    Strategy,
    StrategyNode,
    Theme,
    ThemeState,
)
from app.themes.queries import select_latest_run
from app.web.labels import label

LONGEST = 80
"""Signs of a choice."""
INDENT = "\N{EM SPACE}"


@dataclass(frozen=True)
class Choice:
    value: str
    text: str


@dataclass(frozen=True)
class Filter:
    """A filter: `name` is its argument, `everything` what it says when it narrows nothing."""

    name: str
    label: str
    everything: str
    choices: tuple[Choice, ...]


def filters_of(session: Session, consultation_id: uuid.UUID) -> list[Filter]:
    """The filters in which there is something to choose."""
    offered = [
        Filter("theme", _("Theme of the codebook"), _("Any"), _themes(session, consultation_id)),
        Filter("by", _("Theme given by"), _("People or the machine"), _given_by()),
        Filter(
            "candidate",
            _("Proposed theme (latest analysis)"),
            _("Any"),
            _candidates(session, consultation_id),
        ),
        Filter("coding", _("Coding"), _("Any"), _coding()),
        Filter("nature", _("Nature"), _("Any"), _labelled(Nature)),
        Filter("link", _("Link"), _("Linked or not"), _links()),
        Filter(
            "objective",
            _("Linked to the objective"),
            _("Any"),
            _objectives(session, consultation_id),
        ),
        Filter("channel", _("Channel"), _("All the channels"), _labelled(Channel)),
        Filter(
            "activity",
            _("Activity"),
            _("All the activities"),
            _activities(session, consultation_id),
        ),
        Filter("actor", _("Type of actor"), _("Any"), _labelled(OrganisationKind)),
    ]
    return [one for one in offered if one.choices]


def _labelled(kind: Any) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), label(value)) for value in kind)


def _given_by() -> tuple[Choice, ...]:
    return (
        Choice(GivenBy.PEOPLE, _("People only")),
        Choice(GivenBy.MACHINE, _("The machine only")),
    )


def _coding() -> tuple[Choice, ...]:
    return (
        Choice(CodingSought.UNCODED, _("Nobody decided yet")),
        Choice(CodingSought.CODED, _("Coded")),
        Choice(CodingSought.DISPUTED, _("To settle")),
        Choice(CodingSought.SKIPPED, _("Skipped")),
        Choice(CodingSought.FLAGGED, _("Flagged")),
    )


def _links() -> tuple[Choice, ...]:
    return (
        Choice(LinkSought.LINKED, _("Linked")),
        Choice(LinkSought.UNLINKED, _("Linked to nothing")),
    )


def _activities(session: Session, consultation_id: uuid.UUID) -> tuple[Choice, ...]:
    rows = session.execute(
        sa.select(Activity.id, Activity.title)
        .where(Activity.consultation_id == consultation_id)
        .order_by(Activity.starts_on.is_(None), Activity.starts_on, Activity.code)
    )
    return tuple(_choice(identifier, title) for identifier, title in rows)


def _themes(session: Session, consultation_id: uuid.UUID) -> tuple[Choice, ...]:
    rows = session.execute(
        sa.select(Theme.id, Theme.parent_id, Theme.title)
        .where(Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED)
        .order_by(Theme.position, Theme.id)
    )
    return tuple(_as_tree(rows))


def _candidates(session: Session, consultation_id: uuid.UUID) -> tuple[Choice, ...]:
    latest = select_latest_run(consultation_id).with_only_columns(Run.id)
    rows = session.execute(
        sa.select(CandidateTheme.id, CandidateTheme.parent_id, CandidateTheme.label)
        .where(CandidateTheme.run_id == latest.scalar_subquery())
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    )
    return tuple(_as_tree(rows))


def _objectives(session: Session, consultation_id: uuid.UUID) -> tuple[Choice, ...]:
    rows = session.execute(
        sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(
            Strategy.consultation_id == consultation_id,
            StrategyNode.kind == NodeKind.OBJECTIVE,
            StrategyNode.state == NodeState.OPEN,
        )
        .order_by(StrategyNode.position)
    )
    return tuple(_choice(identifier, f"{code} – {title}") for identifier, code, title in rows)


def _as_tree(rows: Iterable[Any]) -> Iterator[Choice]:
    """Each row below its parent, set in; one whose parent is not offered stands at the top."""
    found = [tuple(row) for row in rows]
    ids = {identifier for identifier, _parent, _title in found}
    below: dict[uuid.UUID | None, list[tuple[Any, ...]]] = defaultdict(list)
    for row in found:
        below[row[1] if row[1] in ids else None].append(row)

    def walk(parent: uuid.UUID | None, depth: int) -> Iterator[Choice]:
        for identifier, _parent, title in below[parent]:
            yield _choice(identifier, INDENT * depth + title)
            yield from walk(identifier, depth + 1)

    return walk(None, 0)


def _choice(identifier: uuid.UUID, text: str) -> Choice:
    return Choice(str(identifier), text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
