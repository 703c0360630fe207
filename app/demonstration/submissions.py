"""The written contributions of the demonstration: those of 2016, and a call that is open now."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.intake import organisation_named
from app.corpus.receipts.issuing import issue
from app.demonstration import files
from app.demonstration.document_files import docx_of, odt_of
from app.demonstration.kinds import ORGANISATION_KINDS
from app.documents import reading_job, receiving
from app.documents.typing_in import keep_typed
from app.documents.validating import looked_at
from app.models import (
    Contribution,
    Document,
    DocumentKind,
    Organisation,
    Respondent,
    Submission,
    SubmissionCall,
)
from app.models.types import PARIS
from app.settings import current_settings
from app.storage.opening import current_store
from app.submissions.calls import Plan, add_call
from app.submissions.sending import enter_corpus

WRITERS = {"docx": docx_of, "odt": odt_of}


def load_submissions(
    session: Session,
    past: dict[str, Any],
    to_try: dict[str, Any],
    *,
    consultation_id: uuid.UUID,
    phase_id: uuid.UUID,
) -> None:
    """Add both calls, and what was sent to the first as its depositors would have."""
    plan = Plan(
        title=past["title"],
        framing=past["framing"],
        opens_at=_moment(past["starts_on"], 0),
        closes_at=_moment(past["ends_on"], 23),
        wants_account=False,
        is_published=True,
    )
    call = add_call(
        session,
        consultation_id=consultation_id,
        code=past["code"],
        plan=plan,
        phase_id=phase_id,
    )
    for file in files.submissions():
        is_public = file["code"] not in past["not_public"]
        document = _document(session, call, file, past["as_files"].get(file["code"]))
        _send(session, call, document, file, may_be_published=is_public)
    open_now = Plan(
        title=to_try["title"],
        framing=to_try["framing"],
        opens_at=None,
        closes_at=None,
        wants_account=False,
        is_published=True,
    )
    add_call(session, consultation_id=consultation_id, code=to_try["code"], plan=open_now)


def _send(
    session: Session,
    call: SubmissionCall,
    document: Document,
    file: dict[str, Any],
    *,
    may_be_published: bool,
) -> None:
    kind = ORGANISATION_KINDS[file["kind"]]
    submission = Submission(
        call=call,
        key=file["code"],
        receipt_id=issue(session, call.activity, key=current_settings().secret_key).id,
        document=document,
        title=file["title"],
        on_behalf_of=file["organisation"],
        kind=kind,
        territory=file["department"],
        may_be_published=may_be_published,
    )
    session.add(submission)
    session.flush()
    document, passages = looked_at(session, document.id, document.version)
    moment = _moment(file["date"], 10)
    contribution = enter_corpus(session, submission, document, passages, moment)
    organisation = Organisation(
        consultation_id=contribution.consultation_id,
        name=file["organisation"],
        kind=kind,
        territory=file["department"],
    )
    _speaks(session, contribution, organisation_named(session, organisation))


def _speaks(session: Session, contribution: Contribution, organisation: Organisation) -> None:
    respondent = session.get_one(Respondent, contribution.respondent_id)
    respondent.organisation_id = organisation.id


def _document(
    session: Session, call: SubmissionCall, file: dict[str, Any], written_as: str | None
) -> Document:
    """The document of a contribution, read: a file of this format, or else what was typed."""
    settings = current_settings()
    store, limit = current_store(), settings.upload_limit
    if written_as is None:
        return keep_typed(
            session,
            call.activity,
            kind=DocumentKind.SUBMISSION,
            typed=file["text"],
            store=store,
            limit=limit,
            title=file["title"],
        )
    content = io.BytesIO(WRITERS[written_as](file["title"], file["text"]))
    document = receiving.keep(
        session,
        call.activity,
        kind=DocumentKind.SUBMISSION,
        original=originals.keep(content, store, limit=limit),
        filename=f"contribution-{file['code']}.{written_as}",
        account_id=None,
        title=file["title"],
    )
    outcome = reading_job.compute(session, document.id, lambda _fraction, _step: None)
    reading_job.store(session, document.id, outcome)
    return document


def _moment(day: dt.date, hour: int) -> dt.datetime:
    """An hour of a day, on the clock of the platform."""
    return dt.datetime.combine(day, dt.time(hour), PARIS).astimezone(dt.UTC)
