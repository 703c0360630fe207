"""Which work belongs to which kind of job."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts import letters as account_letters
from app.accounts.people import letters as role_letters
from app.conference import letters as registration_letters
from app.corpus import import_job
from app.corpus.receipts import mailing
from app.documents import reading_job
from app.figures import counting_job
from app.ideas.importing import import_job as ideas_import_job
from app.jobs.runner import Errand, Work
from app.models import JobKind, OutgoingMail
from app.notifications import digest_job, newsletters, subscription_letters
from app.notifications.letter import Letter
from app.notifications.mail_job import mail_errand
from app.notifications.outbox import Completion
from app.privacy import request_letters
from app.privacy.exports import letters as export_letters
from app.privacy.exports import making_job
from app.publication.documents import making_job as documents_job
from app.questionnaires.exports import import_job as answers_import_job
from app.questionnaires.inviting import letters as invitation_letters
from app.strategy.amending import letters as amendment_letters
from app.strategy.governance import letters as governance_letters
from app.strategy.governance import reminding
from app.strategy.plans.reports import reminding as report_letters
from app.talk import letters as desk_letters
from app.talk.news import NEWS
from app.themes import run_job
from app.themes.coding import learning_job
from app.themes.exchange import import_job as coding_import_job
from app.themes.opinions import making_job as opinions_job
from app.themes.sensitivity import trying_job

LETTERS: dict[str, Completion] = {
    amendment_letters.ABOUT_SUGGESTION: amendment_letters.complete_about_suggestion,
    governance_letters.ABOUT_MEETING: governance_letters.complete_about_meeting,
    governance_letters.ABOUT_LATE_BODIES: governance_letters.complete_about_late_bodies,
    report_letters.ABOUT_REPORTS: report_letters.complete_about_reports,
}
"""Who fills in a message that names its letter."""


def _complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """Fill in a message by what it is about."""
    if mail.link_id is not None or account_letters.is_notice(mail):
        return account_letters.complete(session, mail)
    if mail.registration_id is not None:
        return registration_letters.complete(session, mail)
    if mail.receipt_id is not None:
        return mailing.complete(session, mail)
    if mail.subscription_id is not None:
        return subscription_letters.complete(session, mail)
    if mail.invitation_id is not None:
        return invitation_letters.complete(session, mail)
    if mail.role_invitation_id is not None:
        return role_letters.complete(session, mail)
    if mail.privacy_request_id is not None:
        return request_letters.complete(session, mail)
    if mail.letter in LETTERS:
        return LETTERS[mail.letter](session, mail)
    if mail.body == NEWS:
        return desk_letters.complete(session, mail)
    if mail.body == export_letters.READY:
        return export_letters.complete(session, mail)
    return newsletters.complete_test(session, mail)


WORKS: dict[JobKind, Work | Errand] = {
    JobKind.IMPORT: import_job.WORK,
    JobKind.ANALYSIS: run_job.WORK,
    JobKind.SENSITIVITY: trying_job.WORK,
    JobKind.MAIL: mail_errand(_complete),
    JobKind.ANSWERS: answers_import_job.WORK,
    JobKind.DOCUMENT: reading_job.WORK,
    JobKind.IDEAS: ideas_import_job.WORK,
    JobKind.DIGEST: digest_job.ERRAND,
    JobKind.PERSONAL_EXPORT: making_job.WORK,
    JobKind.OPINIONS: opinions_job.WORK,
    JobKind.LEARNING: learning_job.WORK,
    JobKind.MAKING: documents_job.WORK,
    JobKind.REMINDERS: reminding.ERRAND,
    JobKind.CODING_IMPORT: coding_import_job.WORK,
    JobKind.FIGURES: counting_job.WORK,
}
