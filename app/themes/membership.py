"""The excerpts of a theme of the codebook: those people gave it, those the machine gives it."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from app.models import CodedState, CodingProposal, ExcerptCoding, ExcerptTheme, Theme


def coded_in(theme_id: uuid.UUID) -> sa.Select[Any]:
    """The excerpts that people gave a theme, by those merged into it as well."""
    return (
        sa.select(ExcerptTheme.excerpt_id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .where(Theme.stands_for_id == theme_id)
    )


def proposed_for(theme_id: uuid.UUID) -> sa.Select[Any]:
    """The excerpts that the machine gives a theme, of which nobody decided."""
    return (
        sa.select(CodingProposal.excerpt_id)
        .join(Theme, CodingProposal.theme_id == Theme.id)
        .where(Theme.stands_for_id == theme_id, is_open())
    )


def is_open() -> sa.ColumnElement[bool]:
    """Whether nobody decided of the excerpt of a proposal of the machine."""
    return ~sa.exists().where(
        ExcerptCoding.excerpt_id == CodingProposal.excerpt_id,
        ExcerptCoding.state != CodedState.SKIPPED,
    )


def members_of(theme_id: uuid.UUID) -> sa.CompoundSelect[Any]:
    """Both: what a theme is about, as far as anybody knows."""
    return sa.union(coded_in(theme_id), proposed_for(theme_id))
