"""Which work belongs to which kind of job."""

from __future__ import annotations

from app.corpus import import_job
from app.documents import reading_job
from app.jobs.runner import Errand, Work
from app.models import JobKind
from app.notifications.mail_job import mail_errand
from app.questionnaires.exports import import_job as answers_import_job
from app.questionnaires.inviting.letters import complete
from app.themes import run_job

WORKS: dict[JobKind, Work | Errand] = {
    JobKind.IMPORT: import_job.WORK,
    JobKind.ANALYSIS: run_job.WORK,
    JobKind.MAIL: mail_errand(complete),
    JobKind.ANSWERS: answers_import_job.WORK,
    JobKind.DOCUMENT: reading_job.WORK,
}
