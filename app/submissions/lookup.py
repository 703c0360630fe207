"""The call and the contribution of an address, for those who may see them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import abort

from app.corpus.moderation.permissions import may_moderate
from app.corpus.permissions import may_read_corpus
from app.extensions import current_session
from app.models import IN_CORPUS, Contribution, Role, Submission, SubmissionCall
from app.submissions.calls import call_of
from app.submissions.contribution_page import Reader
from app.submissions.deposits import is_public, submission_of, submission_with
from app.submissions.permissions import may_prepare_calls
from app.web.guard import current_consultation, current_role
from app.web.limits import take_time
from app.web.taking_part import current_participant


def call_or_404(code: str) -> SubmissionCall:
    """The call with this code; one that is not published is there for those who prepare it."""
    call = call_of(current_session(), current_consultation().id, code)
    if call is None or not (call.is_published or may_prepare_calls(current_role())):
        abort(404)
    return call


def deposit_or_404(code: str, receipt_code: str) -> Submission:
    """The deposit whose receipt has this code, also while its call is not published. A code that
    is none costs time."""
    call = call_of(current_session(), current_consultation().id, code)
    if call is None:
        abort(404)
    found = submission_with(current_session(), call, receipt_code)
    if found is None:
        current_session().rollback()  # nobody has to wait for a lock meanwhile
        take_time()
        abort(404)
    return found


@dataclass(frozen=True)
class Reading:
    """A contribution to a call, and as whom it is read."""

    call: SubmissionCall
    submission: Submission
    contribution: Contribution
    is_public: bool
    by_author: bool
    reader: Reader

    @property
    def by_team(self) -> bool:
        return self.reader is not Reader.ANYBODY


def reading_or_404(code: str, submission_id: uuid.UUID) -> Reading:
    """A contribution that everybody reads. Its author reads it in any state, the team what is in
    the corpus, and those who moderate all that was sent."""
    call = call_or_404(code)
    submission = submission_of(current_session(), call, submission_id)
    if submission is None or submission.contribution is None:
        abort(404)
    contribution, role = submission.contribution, current_role()
    participant = current_participant()
    reading = Reading(
        call,
        submission,
        contribution,
        is_public=is_public(submission, contribution),
        by_author=participant is not None and participant.id == submission.participant_id,
        reader=_reader(role, contribution),
    )
    if not (reading.is_public or reading.by_author or reading.by_team):
        abort(404)
    return reading


def _reader(role: Role, contribution: Contribution) -> Reader:
    if may_moderate(role):
        return Reader.STEWARD
    is_team = may_read_corpus(role) and contribution.state in IN_CORPUS
    return Reader.TEAM if is_team else Reader.ANYBODY
