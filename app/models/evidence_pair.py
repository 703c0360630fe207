"""What a decision links, in one value: the rows of `evidence_link` on the same pair share it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One source (an excerpt, a theme of the codebook, a point) and one end (a line of the
    strategy, a point)."""

    excerpt_id: uuid.UUID | None = None
    theme_id: uuid.UUID | None = None
    from_point_id: uuid.UUID | None = None
    node_id: uuid.UUID | None = None
    point_id: uuid.UUID | None = None

    def __post_init__(self) -> None:
        sources = (self.excerpt_id, self.theme_id, self.from_point_id)
        ends = (self.node_id, self.point_id)
        if (
            sum(one is not None for one in sources) != 1
            or sum(one is not None for one in ends) != 1
        ):
            raise ValueError("a link has one source and one end")
        if self.from_point_id is not None and self.from_point_id == self.point_id:
            raise ValueError("a point is no evidence of itself")

    @property
    def key(self) -> str:
        """`e<excerpt>>n<node>` and the like, identifiers in hexadecimal; at most 67 signs."""
        source = _named(e=self.excerpt_id, t=self.theme_id, p=self.from_point_id)
        return f"{source}>{_named(n=self.node_id, p=self.point_id)}"


def _named(**ids: uuid.UUID | None) -> str:
    return "".join(f"{name}{one.hex}" for name, one in ids.items() if one is not None)
