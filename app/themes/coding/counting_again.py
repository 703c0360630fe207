"""What counts of excerpts once a theme stands for another, or left the codebook, or came back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Coding, CodingTheme, Excerpt
from app.themes.coding.what_counts import count_again

AT_ONCE = 500


def count_again_with(
    session: Session, consultation_id: uuid.UUID, theme_ids: Sequence[uuid.UUID]
) -> None:
    """Write anew what counts of all excerpts to which somebody ever gave one of these themes."""
    if not theme_ids:
        return
    named = (
        sa.select(Coding.excerpt_id)
        .join(CodingTheme, CodingTheme.coding_id == Coding.id)
        .where(CodingTheme.theme_id.in_(theme_ids), Coding.consultation_id == consultation_id)
        .distinct()
        .order_by(Coding.excerpt_id)
    )
    excerpt_ids = list(session.scalars(named))
    for place in range(0, len(excerpt_ids), AT_ONCE):
        some = excerpt_ids[place : place + AT_ONCE]
        held = sa.select(Excerpt.id).where(Excerpt.id.in_(some)).order_by(Excerpt.id)
        session.execute(held.with_for_update(key_share=True))
        count_again(session, consultation_id, some)
