"""The codebook as its history left it, without a database: what an act changed, and its contrary.

A theme is never taken out: what undoes the making of one sets it aside. The order of themes under
one parent is that of their `position`, then of their identifiers, which grow with time.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from app.models import ThemeState

Themes = Mapping[uuid.UUID, "ThemeNow"]


@dataclass(frozen=True, kw_only=True)
class ThemeNow:
    """A theme as an event left it."""

    parent_id: uuid.UUID | None
    stands_for_id: uuid.UUID
    state: ThemeState
    position: int
    title: str
    belongs: str = ""
    excludes: str = ""
    example: str = ""

    @property
    def is_approved(self) -> bool:
        return self.state is ThemeState.APPROVED

    def as_json(self) -> dict[str, Any]:
        parent = str(self.parent_id) if self.parent_id else None
        return {**asdict(self), "parent_id": parent, "stands_for_id": str(self.stands_for_id)}

    @classmethod
    def from_json(cls, read: Mapping[str, Any]) -> ThemeNow:
        parent = uuid.UUID(read["parent_id"]) if read["parent_id"] else None
        standing = uuid.UUID(read["stands_for_id"])
        state = ThemeState(read["state"])
        return cls(**{**read, "parent_id": parent, "stands_for_id": standing, "state": state})


@dataclass(frozen=True)
class SourceNow:
    """What became of a candidate theme. Without a theme, it was passed over."""

    theme_id: uuid.UUID | None
    overlap: float | None = None
    """Where the machine matched it, and no person decided."""

    def as_json(self) -> dict[str, Any]:
        return {"theme_id": str(self.theme_id) if self.theme_id else None, "overlap": self.overlap}

    @classmethod
    def from_json(cls, read: Mapping[str, Any]) -> SourceNow:
        return cls(uuid.UUID(read["theme_id"]) if read["theme_id"] else None, read["overlap"])


@dataclass(frozen=True)
class ThemeChange:
    """A theme as it was, `None` where there was none, and as it became."""

    id: uuid.UUID
    before: ThemeNow | None
    after: ThemeNow
    row: Literal["theme"] = "theme"


@dataclass(frozen=True)
class SourceChange:
    """A candidate theme as it was and as it became, `None` where nothing was decided of it."""

    id: uuid.UUID
    before: SourceNow | None
    after: SourceNow | None
    row: Literal["candidate"] = "candidate"


Change = ThemeChange | SourceChange
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Codebook:
    """All the themes that ever were, and the candidates of which something was decided."""

    themes: Themes = field(default_factory=dict)
    sources: Mapping[uuid.UUID, SourceNow] = field(default_factory=dict)


def applied(codebook: Codebook, changes: Iterable[Change]) -> Codebook:
    """The codebook after some changes."""
    themes, sources = dict(codebook.themes), dict(codebook.sources)
    for one in changes:
        if isinstance(one, ThemeChange):
            themes[one.id] = one.after
        elif one.after is None:
            sources.pop(one.id, None)
        else:
            sources[one.id] = one.after
    return Codebook(themes, sources)


def inverted(changes: Changes) -> Changes:
    """What takes some changes back. A theme that they made is set aside."""
    return tuple(_inverted(one) for one in reversed(changes))


def _inverted(change: Change) -> Change:
    if isinstance(change, SourceChange):
        return SourceChange(change.id, before=change.after, after=change.before)
    former = change.before or replace(change.after, state=ThemeState.SET_ASIDE)
    return ThemeChange(change.id, before=change.after, after=former)


def replayed(history: Iterable[Changes]) -> Codebook:
    """The codebook that a history makes, its events in their order."""
    codebook = Codebook()
    for changes in history:
        codebook = applied(codebook, changes)
    return codebook


def not_as_left(codebook: Codebook, changes: Changes) -> Iterator[uuid.UUID]:
    """The rows that are no longer as these changes left them."""
    for one in changes:
        rows: Mapping[uuid.UUID, Any] = (
            codebook.themes if isinstance(one, ThemeChange) else codebook.sources
        )
        if rows.get(one.id) != one.after:
            yield one.id


def written(changes: Changes) -> list[dict[str, Any]]:
    """Changes as the history keeps them."""
    return [
        {
            "row": one.row,
            "id": str(one.id),
            "before": one.before.as_json() if one.before else None,
            "after": one.after.as_json() if one.after else None,
        }
        for one in changes
    ]


def read(kept: Iterable[Mapping[str, Any]]) -> Changes:
    """The contrary of `written`."""
    return tuple(_read(one) for one in kept)


def _read(kept: Mapping[str, Any]) -> Change:
    row_id, before, after = uuid.UUID(kept["id"]), kept["before"], kept["after"]
    if kept["row"] == "theme":
        former = ThemeNow.from_json(before) if before else None
        return ThemeChange(row_id, former, ThemeNow.from_json(after))
    return SourceChange(
        row_id,
        SourceNow.from_json(before) if before else None,
        SourceNow.from_json(after) if after else None,
    )
