"""What counts of excerpts once a theme stands for another, or left the codebook, or came back.

The caller changes the codebook, alone: nobody codes meanwhile (`wait_for_codebook`).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    Coding,
    CodingTheme,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
    ThemeState,
)
from app.themes.coding.what_counts import count_again

AT_ONCE = 500


def count_again_with(
    session: Session,
    consultation_id: uuid.UUID,
    theme_ids: Sequence[uuid.UUID],
    *,
    is_renaming: bool = False,
) -> None:
    """Write anew what counts of all excerpts to which somebody ever gave one of these themes.

    `is_renaming`: each of them counted for a theme of the codebook before, and does now, for
    another one. Which decision counts may then be another one only where several people decided:
    the others, thousands perhaps, get their themes by two statements.
    """
    if not theme_ids:
        return
    named = (
        sa.select(Coding.excerpt_id)
        .join(CodingTheme, CodingTheme.coding_id == Coding.id)
        .where(CodingTheme.theme_id.in_(theme_ids), Coding.consultation_id == consultation_id)
        .distinct()
        .order_by(Coding.excerpt_id)
    )
    if is_renaming:
        alone = _decided_by_one(consultation_id, theme_ids)
        _name_again(session, alone)
        named = named.where(Coding.excerpt_id.not_in(alone))
    excerpt_ids = list(session.scalars(named))
    for place in range(0, len(excerpt_ids), AT_ONCE):
        count_again(session, consultation_id, excerpt_ids[place : place + AT_ONCE])


def _decided_by_one(
    consultation_id: uuid.UUID, theme_ids: Sequence[uuid.UUID]
) -> sa.Select[*tuple[Any, ...]]:
    """The excerpts of which one person's decision stands, which names one of some themes."""
    names = sa.exists().where(
        CodingTheme.coding_id == ExcerptCoding.coding_id, CodingTheme.theme_id.in_(theme_ids)
    )
    return sa.select(ExcerptCoding.excerpt_id).where(
        ExcerptCoding.consultation_id == consultation_id, ExcerptCoding.coders == 1, names
    )


def _name_again(session: Session, excerpt_ids: sa.Select[*tuple[Any, ...]]) -> None:
    """Give excerpts the themes for which those stand that the decision which counts names."""
    standing = aliased(Theme)
    counting = (
        sa.select(ExcerptCoding.excerpt_id, standing.id)
        .join(CodingTheme, CodingTheme.coding_id == ExcerptCoding.coding_id)
        .join(Theme, CodingTheme.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(ExcerptCoding.excerpt_id.in_(excerpt_ids), standing.state == ThemeState.APPROVED)
        .distinct()
    )
    gone = sa.delete(ExcerptTheme).where(ExcerptTheme.excerpt_id.in_(excerpt_ids))
    session.execute(gone, execution_options={"synchronize_session": False})
    session.execute(sa.insert(ExcerptTheme).from_select(["excerpt_id", "theme_id"], counting))
