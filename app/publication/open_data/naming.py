"""Identifiers for the open data: those of the database tell when each row was made."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from app.corpus.codes import derived_secret
from app.strategy.citing import MARK

LENGTH = 32


@dataclass(frozen=True)
class Names:
    """Names rows by what they are and their identifier: the same each time, and by nobody without
    the key of the application."""

    key: str = field(repr=False)

    def name(self, what: str, row_id: uuid.UUID) -> str:
        """HMAC-SHA-256, cut to 128 bits, hexadecimal."""
        return derived_secret(self.key, f"open data {what}:".encode() + row_id.bytes)[:LENGTH]

    def renamed(self, text: str, public: Collection[uuid.UUID]) -> str:
        """A text whose marks name excerpts as the files do; those that are not there are named no
        more."""

        def mark(found: re.Match[str]) -> str:
            if found[1] is None:
                return found[0]
            excerpt_id = uuid.UUID(found[1])
            return f"[[e:{self.name('excerpt', excerpt_id)}]]" if excerpt_id in public else ""

        return MARK.sub(mark, text)
