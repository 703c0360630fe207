"""What is sought among the excerpts: read from an address or a saved search, and written back."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from app.models import Channel, Nature, OrganisationKind
from app.web.forms import UNSTORABLE

LONGEST_WORDS = 200
LONGEST_TERRITORY = 120


class CodingSought(enum.StrEnum):
    """How far the coding of the excerpts sought is."""

    UNCODED = "uncoded"
    CODED = "coded"
    DISPUTED = "disputed"
    SKIPPED = "skipped"
    FLAGGED = "flagged"


class GivenBy(enum.StrEnum):
    """Who gave the theme that is sought."""

    PEOPLE = "people"
    MACHINE = "machine"


class LinkSought(enum.StrEnum):
    """Whether the excerpts sought support something."""

    LINKED = "linked"
    UNLINKED = "unlinked"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A search among the excerpts. What is empty narrows nothing."""

    q: str = ""
    """Words, those within quotes as they were said."""
    family: bool = False
    """Whether a word finds its family as well: all that begins like its stem."""
    theme: uuid.UUID | None = None
    """Of the codebook."""
    by: GivenBy | None = None
    candidate: uuid.UUID | None = None
    """A theme that an analysis proposes; with its sub-themes."""
    activity: uuid.UUID | None = None
    channel: Channel | None = None
    actor: OrganisationKind | None = None
    territory: str = ""
    nature: Nature | None = None
    coding: CodingSought | None = None
    link: LinkSought | None = None
    objective: uuid.UUID | None = None

    def as_args(self) -> dict[str, str]:
        """The arguments of its address: `asked_in` reads the same from them."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: "1" if value is True else str(value) for name, value in found.items() if value
        }

    @property
    def narrows(self) -> int:
        """How many filters are in use, besides the words."""
        return len(self.as_args().keys() - {"q", "family"})


def _text(longest: int) -> Callable[[str], str]:
    return lambda typed: UNSTORABLE.sub("", typed)[:longest].strip()


_READERS: dict[str, Callable[[str], Any]] = {
    "q": _text(LONGEST_WORDS),
    "family": lambda typed: typed == "1",
    "theme": uuid.UUID,
    "by": GivenBy,
    "candidate": uuid.UUID,
    "activity": uuid.UUID,
    "channel": Channel,
    "actor": OrganisationKind,
    "territory": _text(LONGEST_TERRITORY),
    "nature": Nature,
    "coding": CodingSought,
    "link": LinkSought,
    "objective": uuid.UUID,
}


def asked_in(args: Mapping[str, str]) -> Asked:
    """What arguments ask; other names are passed over.

    Raises:
        ValueError: an identifier or a choice is none.
    """
    return Asked(
        **{name: read(args[name]) for name, read in _READERS.items() if args.get(name, "").strip()}
    )
