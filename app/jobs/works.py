"""Which work belongs to which kind of job."""

from __future__ import annotations

from app.corpus import import_job
from app.jobs.runner import Work
from app.models import JobKind
from app.questionnaires import answers_import_job
from app.themes import run_job

WORKS: dict[JobKind, Work] = {
    JobKind.IMPORT: import_job.WORK,
    JobKind.ANALYSIS: run_job.WORK,
    JobKind.ANSWERS: answers_import_job.WORK,
}
