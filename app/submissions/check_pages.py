"""The page of a deposit, as it fits how far that is: read, checked, sent, withdrawn."""

from __future__ import annotations

from flask import render_template, url_for

from app.corpus.codes import as_shown
from app.corpus.moderation.decisions import decision_of
from app.documents.acting import Attempt
from app.documents.checking import checked_page
from app.documents.queries import outcome_of
from app.documents.sentences import trouble_sentence
from app.documents.typing_in import wants_text
from app.extensions import current_session
from app.jobs.sentences import job_told
from app.models import Document, DocumentState, Job, Nature, Submission
from app.models.types import now
from app.settings import current_settings
from app.storage.opening import current_store
from app.submissions.depositing import Storage
from app.submissions.deposits import is_public, is_to_check, may_be_corrected, may_be_sent
from app.web.guard import current_consultation
from app.web.paging import Cursor


def check_address(
    code: str, receipt_code: str, after: str | None = None, anchor: str | None = None
) -> str:
    """The address of the page, after a passage and at a place in it."""
    return url_for(
        "submission_checking.show",
        slug=current_consultation().slug,
        code=code,
        receipt_code=as_shown(receipt_code),
        after=after,
        _anchor=anchor,
    )


def storage() -> Storage:
    """Where the files that are sent to this application are kept."""
    settings = current_settings()
    return Storage(current_store(), settings.upload_limit)


def check_page(
    submission: Submission, receipt_code: str, cursor: Cursor, attempt: Attempt | None = None
) -> str:
    """The page; `attempt` is what could not be done just now."""
    document, receipt = submission.document, as_shown(receipt_code)
    if document is None or not is_to_check(submission):
        return _kept(submission, receipt)
    if document.state is DocumentState.READING:
        job = job_told(current_session().get_one(Job, document.job_id))
        return render_template(
            "submissions/reading.html", submission=submission, receipt=receipt, job=job
        )
    if document.state is DocumentState.REFUSED or wants_text(document):
        return render_template(
            "submissions/refused.html",
            submission=submission,
            receipt=receipt,
            wants_text=wants_text(document),
            sentence=trouble_sentence(document.trouble),
        )
    return _to_check(submission, document, receipt, cursor, attempt)


def _kept(submission: Submission, receipt: str) -> str:
    contribution = submission.contribution
    return render_template(
        "submissions/sent.html",
        decision=decision_of(current_session(), contribution.id) if contribution else None,
        submission=submission,
        contribution=contribution,
        receipt=receipt,
        is_public=contribution is not None and is_public(submission, contribution),
        may_correct=may_be_corrected(current_session(), submission, now()),
    )


def _to_check(
    submission: Submission,
    document: Document,
    receipt: str,
    cursor: Cursor,
    attempt: Attempt | None,
) -> str:
    session = current_session()
    return render_template(
        "submissions/check.html",
        submission=submission,
        document=document,
        receipt=receipt,
        attempt=attempt,
        shown=checked_page(session, document, cursor),
        outcome=outcome_of(session, document.id),
        natures=list(Nature),
        beware=trouble_sentence(document.trouble),
        may_send=may_be_sent(session, submission, now()),
    )
