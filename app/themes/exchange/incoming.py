"""What a file says of codes and of excerpts, whatever its format."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.models import CodingStance, Nature

MOST_EXAMPLES = 50
"""Of what is not taken: the others are counted."""


@dataclass(frozen=True)
class FileCode:
    """A code of a file that stands for a theme. Parents come before their children."""

    key: str
    path: tuple[str, ...]
    """Its title after those above it."""
    above: str | None = None
    description: str = ""
    is_loose: bool = False
    """Whether the file names the title alone, and not what stands above it."""

    @property
    def title(self) -> str:
        return self.path[-1]

    @property
    def told_path(self) -> str:
        return " › ".join(self.path)


@dataclass
class Given:
    """What a file gives to one excerpt."""

    codes: set[str] = field(default_factory=set)
    natures: set[Nature] = field(default_factory=set)
    stances: set[CodingStance] = field(default_factory=set)
    is_near: bool = False
    """Whether nothing fell on its very span: more than half of it was coded."""

    @property
    def nature(self) -> Nature | None:
        """None where the file says nothing, or contradicts itself."""
        return next(iter(self.natures)) if len(self.natures) == 1 else None

    @property
    def stance(self) -> CodingStance | None:
        return next(iter(self.stances)) if len(self.stances) == 1 else None


@dataclass
class Left:
    """What a file says and is not taken: counts by reason, and the first of them in words."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str]] = field(default_factory=list)
    """A reason, and where or what it was."""

    def add(self, reason: str, what: str, count: int = 1) -> None:
        self.counts[reason] += count
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append((reason, what[:200]))


@dataclass(frozen=True)
class Incoming:
    """A file compared with the corpus. `texts` are those of it that are in the corpus too."""

    codes: tuple[FileCode, ...]
    given: Mapping[uuid.UUID, Given]
    left: Left
    texts: int
    people: tuple[str, ...] = ()
    """Who coded, as the file calls them."""


def told_people(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip()[:100] for name in names if name.strip()))
