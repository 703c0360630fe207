"""Which document is made of what."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.jobs.runner import JobFailure
from app.models import Consultation, MadeDocument, MadeKind, Plan, Strategy, StrategyVersion
from app.models.types import now
from app.publication.documents.bibliography_part import bibliography
from app.publication.documents.comparison_document import comparison_document
from app.publication.documents.plan_document import market_document, plan_document
from app.publication.documents.review_document import review_document
from app.publication.documents.site import Cover
from app.publication.documents.strategy_document import strategy_document
from app.publication.review.editing import review_of
from app.publication.review.generating import generated, shown
from app.strategy.plans.revising.comparing import compare
from app.strategy.queries import strategy_of
from app.strategy.versions.content import content_of
from app.strategy.versions.reading import frozen_notes
from app.web.filters import day
from documents.writing import Document


def built(session: Session, made: MadeDocument) -> tuple[Document, list[str]]:
    """The document, and the excerpts whose words it holds.

    Raises:
        JobFailure: what it is made of is not there.
    """
    consultation = session.get_one(Consultation, made.consultation_id)
    cover = Cover.of(consultation, made.language, now().date())
    if made.kind is MadeKind.REVIEW:
        return _of_review(session, consultation, cover)
    strategy = strategy_of(session, consultation.id)
    if strategy is None:
        raise JobFailure("no_strategy")
    if made.kind is MadeKind.PLANS_COMPARED:
        plans = [_plan(session, made.plan_id), _plan(session, made.other_plan_id)]
        before, after = sorted(plans, key=lambda one: one.number)
        return comparison_document(compare(session, after, before), cover), []
    return _of_content(session, made, strategy, cover)


def _of_review(
    session: Session, consultation: Consultation, cover: Cover
) -> tuple[Document, list[str]]:
    """As it was published; until then, as it would be now."""
    row, subtitle = review_of(session, consultation.id), _("Working document: as it would be now")
    if row is not None and row.published_at is not None:
        content = row.content
        subtitle = _("Published on %(day)s", day=day(row.published_at.date()))
    else:
        content = generated(session, consultation, row)
    review = shown(session, consultation, content)
    annex = bibliography(session, consultation.id)
    return review_document(review, cover, subtitle=subtitle, annex=annex), list(review.verbatims)


def _of_content(
    session: Session, made: MadeDocument, strategy: Strategy, cover: Cover
) -> tuple[Document, list[str]]:
    content = _content(session, made, strategy)
    notes = frozen_notes(session, strategy.consultation_id, content)
    annex = bibliography(session, strategy.consultation_id)
    if made.kind is MadeKind.STRATEGY:
        document = strategy_document(
            content, notes, cover, subtitle=_subtitle(session, made), annex=annex
        )
    else:
        if content["plan"] is None:
            raise JobFailure("no_plan")
        write = market_document if made.kind is MadeKind.MARKET_PART else plan_document
        document = write(content, notes, cover, annex=annex)
    called = document.numbers_of_notes()
    cited = [
        note.cited.excerpt_id.hex
        for note in notes.list
        if note.cited.excerpt_id and note.source.words and str(note.number) in called
    ]
    return document, cited


def _content(session: Session, made: MadeDocument, strategy: Strategy) -> dict[str, Any]:
    """As it was frozen, or as it is now with the plan that was named."""
    if made.version_id is not None:
        content = session.get_one(StrategyVersion, made.version_id).content
        if made.plan_id is None or content["plan"] is not None:
            return content
    plan = session.get(Plan, made.plan_id) if made.plan_id else None
    return content_of(session, strategy, plan)


def _plan(session: Session, plan_id: uuid.UUID | None) -> Plan:
    plan = session.get(Plan, plan_id) if plan_id else None
    if plan is None:
        raise JobFailure("no_plan")
    return plan


def _subtitle(session: Session, made: MadeDocument) -> str:
    if made.version_id is None:
        return _("Working document: as the strategy stands on this day")
    version = session.get_one(StrategyVersion, made.version_id)
    return _("Version %(number)s – %(title)s", number=version.number, title=version.title)
