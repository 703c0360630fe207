"""Themes that look alike and that people said to be two, so that nobody asks again."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CodebookAct, CodebookEvent
from app.themes.codebook.acts.telling_apart import told_apart as apart
from app.themes.codebook.state import Codebook
from app.themes.codebook.writing import Act, Editor, act_once


def tell_apart(
    session: Session, editor: Editor, theme_id: uuid.UUID, other_id: uuid.UUID, *, reason: str = ""
) -> CodebookEvent | None:
    """Say that two themes are two.

    Raises:
        ThemeChanged: somebody changed one of them meanwhile.
        Refused: one of them is not there, or they are one.
    """

    def wanted(codebook: Codebook) -> Act:
        changes = apart(codebook, theme_id, other_id)
        return Act(CodebookAct.TOLD_APART, theme_id, changes, reason)

    return act_once(session, editor, wanted)


def told_apart(session: Session, consultation_id: uuid.UUID) -> list[frozenset[uuid.UUID]]:
    """The pairs of themes that people said to be two, as they named them then."""
    is_one = CodebookEvent.act == CodebookAct.TOLD_APART
    found = sa.select(
        CodebookEvent.id, CodebookEvent.undoes_id, sa.case((is_one, CodebookEvent.changes))
    ).where(
        CodebookEvent.consultation_id == consultation_id,
        sa.or_(is_one, CodebookEvent.undoes_id.is_not(None)),
    )
    rows = session.execute(found).all()
    undoes = {undone: event_id for event_id, undone, _changes in rows if undone}
    return [
        frozenset(uuid.UUID(one["id"]) for one in changes)
        for event_id, _undone, changes in rows
        if changes and not _is_undone(undoes, event_id)
    ]


def _is_undone(undoes: dict[uuid.UUID, uuid.UUID], event_id: uuid.UUID) -> bool:
    """Whether an event counts no more: taken back, and that not taken back itself."""
    undone = False
    while event_id in undoes:
        event_id, undone = undoes[event_id], not undone
    return undone
