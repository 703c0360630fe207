"""The responses that are taken away, read a few at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import QuestionnaireVersion, Response, ResponseOrigin
from app.questionnaires.codes import number_from
from app.questionnaires.queries import sent_to

CHUNK = 200


@dataclass(frozen=True)
class Wanted:
    """Which responses: of one origin, sent from one day to another (both included, in UTC)."""

    origin: ResponseOrigin | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class ExportedResponse:
    """A response that was sent. `number` names it and leads to nothing else."""

    number: str
    submitted_at: dt.datetime
    origin: ResponseOrigin
    version: int
    language: str
    answers: dict[str, Any]


def exported_responses(
    session: Session, questionnaire_id: uuid.UUID, wanted: Wanted
) -> Iterator[ExportedResponse]:
    """The responses that were sent, tests left out; the memory does not grow with their number."""
    query = (
        sa.select(
            Response.id,
            Response.sheet,
            Response.submitted_at,
            Response.origin,
            QuestionnaireVersion.number,
            Response.language,
            Response.answers,
        )
        .join(QuestionnaireVersion, Response.version_id == QuestionnaireVersion.id)
        .where(*_are(questionnaire_id, wanted))
        .order_by(Response.id)
        .execution_options(yield_per=CHUNK)
    )
    for identifier, sheet, submitted_at, origin, *others in session.execute(query):
        is_imported = origin is ResponseOrigin.IMPORT and sheet
        number = sheet if is_imported else number_from(identifier)
        yield ExportedResponse(number, submitted_at, origin, *others)


def count_exported(session: Session, questionnaire_id: uuid.UUID, wanted: Wanted) -> int:
    """How many responses `exported_responses` gives."""
    query = sa.select(sa.func.count(Response.id)).where(*_are(questionnaire_id, wanted))
    return session.scalar(query) or 0


def _are(questionnaire_id: uuid.UUID, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = [*sent_to(questionnaire_id)]
    if wanted.origin is not None:
        found.append(Response.origin == wanted.origin)
    if wanted.since is not None:
        found.append(Response.submitted_at >= _start_of(wanted.since))
    if wanted.until is not None and wanted.until < dt.date.max:
        found.append(Response.submitted_at < _start_of(wanted.until + dt.timedelta(days=1)))
    return found


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
