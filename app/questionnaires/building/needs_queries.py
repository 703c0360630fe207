"""The needs that were said in workshops, as a writer picks among them to make a questionnaire."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    Activity,
    Assignment,
    CandidateTheme,
    Channel,
    Contribution,
    Excerpt,
    Nature,
    Note,
    SynthesisLine,
    SynthesisSource,
)
from app.themes.queries import latest_run

MOST_OF_A_THEME = 8
MOST = 120


@dataclass(frozen=True)
class Need:
    """A need as it was said, and in which workshop."""

    excerpt_id: uuid.UUID
    contribution_id: uuid.UUID
    text: str
    workshop: str


@dataclass(frozen=True)
class NeedGroup:
    """The needs of one theme of the latest analysis; `key` is empty for those that have none."""

    key: str
    theme: str
    needs: tuple[Need, ...]


def needs_said(session: Session, consultation_id: uuid.UUID) -> list[NeedGroup]:
    """The most typical needs of each theme, the largest theme first; `MOST` in all.

    Those of workshops were all validated: nothing else of a workshop enters the corpus. A need
    that a synthesis took up is offered in the words of the synthesis, not in those of its notes.
    """
    run = latest_run(session, consultation_id)
    typical = _placed_needs(consultation_id, run.id if run else None)
    rows = session.execute(
        sa.select(typical)
        .where(typical.c.place <= MOST_OF_A_THEME)
        .order_by(sa.func.coalesce(typical.c.size, 0).desc(), typical.c.theme_id, typical.c.place)
        .limit(MOST)
    )
    groups: dict[tuple[str, str], list[Need]] = defaultdict(list)
    for row in rows:
        key = row.theme_id.hex if row.theme_id else ""
        need = Need(row.excerpt_id, row.contribution_id, row.text, row.workshop)
        groups[key, row.theme or ""].append(need)
    return [NeedGroup(key, theme, tuple(needs)) for (key, theme), needs in groups.items()]


def _placed_needs(consultation_id: uuid.UUID, run_id: uuid.UUID | None) -> sa.Subquery:
    """The needs of workshops, with their themes in that run and their places in these, from 1."""
    place = (
        sa.func.row_number()
        .over(partition_by=CandidateTheme.id, order_by=(Assignment.rank, Excerpt.id))
        .label("place")
    )
    return (
        sa.select(
            Excerpt.id.label("excerpt_id"),
            Excerpt.contribution_id,
            EXCERPT_TEXT,
            Activity.title.label("workshop"),
            CandidateTheme.id.label("theme_id"),
            CandidateTheme.label.label("theme"),
            CandidateTheme.size,
            place,
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .outerjoin(
            Assignment,
            sa.and_(Assignment.excerpt_id == Excerpt.id, Assignment.run_id == run_id),
        )
        .outerjoin(CandidateTheme, Assignment.theme_id == CandidateTheme.id)
        .where(
            Excerpt.consultation_id == consultation_id,
            Excerpt.nature == Nature.NEED,
            Activity.channel == Channel.WORKSHOP,
            Contribution.state.in_(IN_CORPUS),
            ~_is_taken_up_as_a_need(),
        )
        .subquery()
    )


def _is_taken_up_as_a_need() -> sa.ColumnElement[bool]:
    """Whether the contribution is a note out of which a synthesis in the corpus says a need."""
    line, synthesis = aliased(Excerpt), aliased(Contribution)
    return (
        sa.select(Note.id)
        .join(SynthesisSource, SynthesisSource.note_id == Note.id)
        .join(SynthesisLine, SynthesisLine.id == SynthesisSource.line_id)
        .join(line, line.id == SynthesisLine.excerpt_id)
        .join(synthesis, synthesis.id == line.contribution_id)
        .where(
            Note.contribution_id == Contribution.id,
            line.nature == Nature.NEED,
            synthesis.state.in_(IN_CORPUS),
        )
        .correlate(Contribution)
        .exists()
    )
