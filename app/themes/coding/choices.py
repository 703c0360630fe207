"""The themes of the codebook as a person chooses among them, in the order of the tree."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Theme, ThemeState


@dataclass(frozen=True)
class Choice:
    """A theme that may be given; `depth` is 0 at the top of the tree."""

    id: uuid.UUID
    title: str
    depth: int
    belongs: str
    excludes: str


@dataclass(frozen=True)
class Choices:
    """The approved themes, and for which of them any theme of this consultation stands."""

    listed: tuple[Choice, ...]
    stands_for: dict[uuid.UUID, uuid.UUID]

    def now(self, theme_ids: Iterable[uuid.UUID]) -> list[Choice]:
        """The approved themes for which some themes stand, each once, in the order given."""
        by_id = {choice.id: choice for choice in self.listed}
        standing = dict.fromkeys(self.stands_for.get(one, one) for one in theme_ids)
        return [by_id[one] for one in standing if one in by_id]


def choices_of(session: Session, consultation_id: uuid.UUID) -> Choices:
    """The themes of a consultation as it has them now."""
    themes = session.scalars(
        sa.select(Theme)
        .where(Theme.consultation_id == consultation_id)
        .order_by(Theme.position, Theme.id)
    ).all()
    approved = [theme for theme in themes if theme.state is ThemeState.APPROVED]
    known = {theme.id for theme in approved}
    below: dict[uuid.UUID | None, list[Theme]] = defaultdict(list)
    for theme in approved:
        # Below one that is no longer there, it stands at the top.
        below[theme.parent_id if theme.parent_id in known else None].append(theme)
    return Choices(
        tuple(_listed(below, None, 0)), {theme.id: theme.stands_for_id for theme in themes}
    )


def _listed(
    below: dict[uuid.UUID | None, list[Theme]], parent_id: uuid.UUID | None, depth: int
) -> Sequence[Choice]:
    listed = []
    for theme in below[parent_id]:
        listed.append(Choice(theme.id, theme.title, depth, theme.belongs, theme.excludes))
        listed += _listed(below, theme.id, depth + 1)
    return listed
