"""The excerpts on which two themes were mixed up."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import Excerpt
from app.themes.agreement.comparing import Between, mixed_up_in, pairs_between
from app.themes.agreement.unseen import unseen_decisions
from app.themes.coding.deciding import Coder
from app.themes.coding.queue import is_unseen_by
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True, kw_only=True)
class Confused(Verbatim):
    """An excerpt, and the themes that one and the other gave it; empty: that none fits."""

    first: tuple[uuid.UUID, ...]
    second: tuple[uuid.UUID, ...]


def confused_page(
    session: Session,
    consultation_id: uuid.UUID,
    between: Between,
    themes: tuple[uuid.UUID | None, uuid.UUID | None],
    cursor: Cursor,
    *,
    reader: Coder | None = None,
    size: int = PAGE_SIZE,
) -> Page[Confused]:
    """Those on which the first theme was given by one, and the second by the other, but for those
    that the reader is still to code unseen."""
    pairs = pairs_between(unseen_decisions(session, consultation_id), between)
    chosen = [one for one, pair in pairs.items() if themes in mixed_up_in(pair, between)]
    found = paged(
        select_verbatims().where(Excerpt.id.in_(chosen), ~is_unseen_by(session, reader)),
        Excerpt.id,
        cursor,
        cursor.as_uuid(),
        size=size,
    )
    rows = [
        Confused(
            **row._asdict(),
            first=tuple(uuid.UUID(one) for one in sorted(pairs[row.excerpt_id][0])),
            second=tuple(uuid.UUID(one) for one in sorted(pairs[row.excerpt_id][1])),
        )
        for row in session.execute(found)
    ]
    return make_page(rows, cursor, size=size, key_of=lambda one: one.excerpt_id)
