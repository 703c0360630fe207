"""Deciding of candidate themes: approve, join to an approved one, pass over."""

from __future__ import annotations

import uuid
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CandidateTheme, CodebookAct, CodebookEvent, Run, ThemeSource
from app.models.types import new_id
from app.themes.codebook.acts import approving
from app.themes.codebook.acts.describing import LONGEST_TITLE, Description
from app.themes.codebook.keys import key_for
from app.themes.codebook.refusals import NoReason
from app.themes.codebook.state import Codebook
from app.themes.codebook.tree import LEVELS, above
from app.themes.codebook.writing import Act, Editor, act_once


def candidate_of(
    session: Session, consultation_id: uuid.UUID, candidate_id: uuid.UUID
) -> CandidateTheme | None:
    """A candidate theme of this consultation, of whatever analysis."""
    return session.scalar(
        sa.select(CandidateTheme)
        .join(Run, CandidateTheme.run_id == Run.id)
        .where(CandidateTheme.id == candidate_id, Run.consultation_id == consultation_id)
    )


def approve(
    session: Session,
    editor: Editor,
    candidate: CandidateTheme,
    *,
    title: str = "",
    parent_id: uuid.UUID | None = None,
) -> CodebookEvent | None:
    """Make a candidate a theme of the codebook: called as the machine does without a title; under
    the theme that the candidate above it became without a parent, if a tree is deep enough.

    Raises:
        Refused: it was decided before, or there is no place for it.
    """
    described = Description(title or _title_of(candidate))
    above_it = candidate.parent_id
    became = session.get(ThemeSource, above_it) if above_it and parent_id is None else None
    theme_id = new_id()

    def wanted(codebook: Codebook) -> Act:
        under = parent_id or _under(codebook, became.theme_id if became else None)
        changes = approving.approved(codebook, candidate.id, theme_id, under, described)
        return Act(CodebookAct.APPROVED, theme_id, changes)

    return act_once(session, editor, wanted, candidates=[candidate.id])


def approve_below(session: Session, editor: Editor, candidate: CandidateTheme) -> int:
    """Approve all the sub-themes of a candidate of which nothing was decided; how many.

    Each by an event of its own, so that each can be taken back.

    Raises:
        Refused: there is no place for one of them: none is approved.
    """
    undecided = (
        sa.select(CandidateTheme)
        .outerjoin(ThemeSource, ThemeSource.candidate_id == CandidateTheme.id)
        .where(
            CandidateTheme.parent_id == candidate.id,
            sa.or_(ThemeSource.candidate_id.is_(None), ThemeSource.overlap.is_not(None)),
        )
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    )
    children = session.scalars(undecided).all()
    for child in children:
        approve(session, replace(editor, key=key_for(editor.key, "approve", child.id)), child)
    return len(children)


def join(
    session: Session, editor: Editor, candidate: CandidateTheme, theme_id: uuid.UUID
) -> CodebookEvent | None:
    """Make a candidate part of a theme of the codebook.

    Raises:
        Refused: it was decided before, or the theme is not there.
    """

    def wanted(codebook: Codebook) -> Act:
        changes = approving.joined(codebook, candidate.id, theme_id)
        return Act(CodebookAct.JOINED, theme_id, changes)

    return act_once(session, editor, wanted, candidates=[candidate.id])


def pass_over(
    session: Session, editor: Editor, candidate: CandidateTheme, reason: str
) -> CodebookEvent | None:
    """Set a candidate aside, for a reason.

    Raises:
        Refused: it was decided before, or nobody said why.
    """
    if not reason.strip():
        raise NoReason

    def wanted(codebook: Codebook) -> Act:
        changes = approving.passed_over(codebook, candidate.id)
        return Act(CodebookAct.PASSED_OVER, None, changes, reason)

    return act_once(session, editor, wanted, candidates=[candidate.id])


def _title_of(candidate: CandidateTheme) -> str:
    label = candidate.label.strip()[:LONGEST_TITLE]
    return label[:1].upper() + label[1:]


def _under(codebook: Codebook, theme_id: uuid.UUID | None) -> uuid.UUID | None:
    """The theme that counts for another, if something may stand below it."""
    if theme_id is None:
        return None
    standing_id = codebook.themes[theme_id].stands_for_id
    if not codebook.themes[standing_id].is_approved:
        return None
    return standing_id if len(list(above(codebook, standing_id))) < LEVELS else None
