"""What can be taken away: each sheet has its headings and its rows, read as they are written."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    Account,
    Activity,
    Assignment,
    CandidateTheme,
    Contribution,
    EvidenceLink,
    Excerpt,
    Respondent,
    Run,
    Strategy,
    StrategyNode,
    Suggestion,
)
from app.publication.bibliography import references
from app.strategy.decisions import is_superseded
from app.strategy.queries import coverage_of, strategy_of
from app.themes.queries import latest_run
from app.web.labels import label

CHUNK = 1000
Rows = Iterator[tuple[Any, ...]]


@dataclass(frozen=True)
class Sheet:
    """A table to take away. `name` is the file's; `headings` are as many as each row's values."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: Callable[[Session, uuid.UUID], Rows]


def sheets() -> list[Sheet]:
    """Every sheet, with its headings in the language of the page."""
    return [
        Sheet(
            "contributions",
            _("Contributions"),
            (
                _("Identifier"),
                _("Channel"),
                _("Activity"),
                _("Date"),
                _("Respondent"),
                _("Question"),
                _("Title"),
                _("Text"),
            ),
            _contributions,
        ),
        Sheet(
            "excerpts",
            _("Excerpts"),
            (
                _("Identifier"),
                _("Contribution"),
                _("Start"),
                _("End"),
                _("Nature"),
                _("Place"),
                _("Theme"),
                _("Text"),
            ),
            _excerpts,
        ),
        Sheet(
            "themes",
            _("Themes"),
            (
                _("Code"),
                _("Above"),
                _("Label"),
                _("Excerpts"),
                _("Voices"),
                _("Terms"),
                _("Channels"),
            ),
            _themes,
        ),
        Sheet(
            "proposals",
            _("Proposed links"),
            (_("Excerpt"), _("Objective"), _("Rank"), _("Score"), _("Words"), _("Text")),
            _proposals,
        ),
        Sheet(
            "decisions",
            _("Decisions"),
            (
                _("Date"),
                _("Excerpt"),
                _("Objective"),
                _("Decision"),
                _("Reason"),
                _("By"),
                _("In force"),
                _("Text"),
            ),
            _decisions,
        ),
        Sheet(
            "coverage",
            _("Coverage"),
            (_("Objective"), _("Title"), _("Accepted"), _("Set aside"), _("Waiting")),
            _coverage,
        ),
        Sheet(
            "references",
            _("Bibliography"),
            (
                _("Key"),
                _("Kind of document"),
                _("Authors"),
                _("Directed by"),
                _("Title"),
                _("Year"),
                _("Published in"),
                _("Published by"),
                _("Place of publication"),
                "ISBN",
                "DOI",
                _("Address on the web"),
                _("Territory"),
                _("Tags"),
                _("Abstract"),
            ),
            references,
        ),
    ]


def _stream(session: Session, query: sa.Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Rows by the thousand: the memory does not grow with the corpus."""
    yield from session.execute(query.execution_options(yield_per=CHUNK))


def _contributions(session: Session, consultation_id: uuid.UUID) -> Rows:
    query = (
        sa.select(
            Contribution.id,
            Activity.channel,
            Activity.title,
            Contribution.received_on,
            Respondent.id,
            Contribution.question,
            Contribution.title,
            Contribution.text,
        )
        .join(Activity, Contribution.activity_id == Activity.id)
        .outerjoin(Respondent, Contribution.respondent_id == Respondent.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .order_by(Contribution.id)
    )
    for identifier, channel, *rest in _stream(session, query):
        yield (identifier, label(channel), *rest)


def _excerpts(session: Session, consultation_id: uuid.UUID) -> Rows:
    run = latest_run(session, consultation_id)
    query = (
        sa.select(
            Excerpt.id,
            Excerpt.contribution_id,
            Excerpt.start,
            Excerpt.end,
            Excerpt.nature,
            Excerpt.location,
            CandidateTheme.label,
            EXCERPT_TEXT,
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .outerjoin(
            Assignment,
            sa.and_(
                Assignment.excerpt_id == Excerpt.id, Assignment.run_id == (run.id if run else None)
            ),
        )
        .outerjoin(CandidateTheme, Assignment.theme_id == CandidateTheme.id)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .order_by(Excerpt.id)
    )
    for row in _stream(session, query):
        yield (*row[:4], label(row.nature), *row[5:])


def _themes(session: Session, consultation_id: uuid.UUID) -> Rows:
    run = latest_run(session, consultation_id)
    if run is None:
        return
    above = aliased(CandidateTheme)
    query = (
        sa.select(CandidateTheme, above.code)
        .outerjoin(above, CandidateTheme.parent_id == above.id)
        .where(CandidateTheme.run_id == run.id)
        .order_by(CandidateTheme.position)
    )
    for theme, parent in _stream(session, query):
        yield (
            theme.code,
            parent,
            theme.label,
            theme.size,
            theme.voices,
            ", ".join(term["term"] for term in theme.terms),
            ", ".join(f"{channel} {count}" for channel, count in theme.channels.items()),
        )


def _proposals(session: Session, consultation_id: uuid.UUID) -> Rows:
    run = latest_run(session, consultation_id)
    if run is None:
        return
    query = (
        sa.select(
            Excerpt.id,
            StrategyNode.code,
            Suggestion.rank,
            Suggestion.score,
            Suggestion.words,
            EXCERPT_TEXT,
        )
        .select_from(Suggestion)
        .join(Excerpt, Suggestion.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .join(StrategyNode, Suggestion.node_id == StrategyNode.id)
        .where(Suggestion.run_id == run.id, Contribution.state.in_(IN_CORPUS))
        .order_by(Suggestion.excerpt_id, Suggestion.rank)
    )
    for excerpt, code, rank, score, words, text in _stream(session, query):
        yield (excerpt, code, rank, score, ", ".join(words), text)


def _decisions(session: Session, consultation_id: uuid.UUID) -> Rows:
    query = (
        sa.select(
            EvidenceLink.created_at,
            Excerpt.id,
            StrategyNode.code,
            EvidenceLink.status,
            EvidenceLink.motive,
            Account.name,
            is_superseded().label("is_superseded"),
            EXCERPT_TEXT,
        )
        .select_from(EvidenceLink)
        .join(Excerpt, EvidenceLink.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .outerjoin(Account, EvidenceLink.account_id == Account.id)
        .where(EvidenceLink.consultation_id == consultation_id)
        .order_by(EvidenceLink.id)
    )
    for made_at, excerpt, code, status, motive, who, superseded, text in _stream(session, query):
        in_force = _("no") if superseded else _("yes")
        yield (made_at, excerpt, code, label(status), motive, who, in_force, text)


def _coverage(session: Session, consultation_id: uuid.UUID) -> Rows:
    strategy: Strategy | None = strategy_of(session, consultation_id)
    if strategy is None:
        return
    run: Run | None = latest_run(session, consultation_id)
    for line in coverage_of(session, strategy, run):
        yield (line.node.code, line.node.title, line.accepted, line.set_aside, line.waiting)
