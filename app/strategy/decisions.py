"""Which decision counts: the newest one of each pair of an excerpt and a line of the strategy."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.models import EvidenceLink, EvidenceStatus


def is_in_force(link: type[EvidenceLink] | Any = EvidenceLink) -> sa.ColumnElement[bool]:
    """Whether a decision is the newest of its pair, and was not taken back."""
    return sa.and_(link.status != EvidenceStatus.UNDECIDED, ~is_superseded(link))


def is_superseded(link: type[EvidenceLink] | Any = EvidenceLink) -> sa.ColumnElement[bool]:
    """Whether a newer decision stands on the same pair."""
    newer = aliased(EvidenceLink)
    return sa.exists().where(newer.pair == link.pair, newer.id > link.id)


def has_decision(excerpt_id: Any) -> sa.ColumnElement[bool]:
    """Whether an excerpt (a column of the enclosing query) has a decision, on whatever line."""
    link = aliased(EvidenceLink)
    return sa.exists().where(
        link.excerpt_id == excerpt_id, link.node_id.is_not(None), is_in_force(link)
    )
