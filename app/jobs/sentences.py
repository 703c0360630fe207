"""What a person reads of a job: its steps, and why it failed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.corpus.table_sentences import table_sentence
from app.corpus.tables import TableReason
from app.jobs.analysis_steps import analysis_step
from app.models import Job, JobKind, JobState
from app.publication.documents.sentences import template_sentence

TOLD_BY_STEP = ("themes", "links", "opinions")
"""Stages whose steps have sentences of their own: "themes:vote 3/40"."""


def job_told(job: Job, result_address: str | None = None) -> dict[str, Any]:
    """What a page that follows the job is told: its state, how far it is, where to go then."""
    return {
        "state": job.state,
        "ended": job.has_ended,
        "value": round(job.progress * 100),
        "max": 100,
        "message": step_sentence(job),
        "next": result_address if job.state is JobState.DONE else None,
    }


def step_sentence(job: Job) -> str:
    """What the job does now."""
    if job.state is JobState.QUEUED:
        return _("Waiting for its turn.")
    if job.state is JobState.DONE:
        return _("Finished.")
    if job.state is JobState.CANCELLED and job.kind is JobKind.MAIL:
        return _("Cancelled: what had not left will not be sent.")
    if job.state is JobState.CANCELLED and job.kind is JobKind.CODING_IMPORT:
        return _("Cancelled: what was coded already stays. Import the file again for the rest.")
    if job.state is JobState.CANCELLED:
        return _("Cancelled: nothing was changed.")
    if job.state is JobState.FAILED:
        return failure_sentence(job.error)
    if job.cancel_asked:
        return _("Stopping…")
    steps = {
        "read": _("Reading the file."),
        "check": _("Checking the rows."),
        "cut": _("Cutting the texts into excerpts."),
        "load": _("Loading the excerpts."),
        "themes": _("Finding the themes."),
        "links": _("Proposing links to the objectives."),
        "measure": _("Measuring what was found."),
        "try": _("Trying what would change the themes."),
        "votes": _("Reading the votes."),
        "opinions": _("Finding the groups of opinion."),
        "compare": _("Comparing with what is here."),
        "store": _("Writing the results."),
        "send": _("Sending the messages."),
        "gather": _("Gathering what the document says."),
        "write": _("Writing the document."),
    }
    stage, _colon, step = job.step.partition(":")
    if stage in TOLD_BY_STEP and step != "done":
        return analysis_step(step) or steps[stage]
    return steps.get(stage, _("Starting."))


def failure_sentence(error: dict[str, Any]) -> str:
    """Why the job failed and what to do. An unknown reason has a sentence too."""
    sentences = {
        "lost": _("The worker stopped several times during this job. Tell a steward."),
        "original_lost": _("The file is no longer kept here: send it again."),
        "no_column": _("No column of this file belongs to the questionnaire."),
        "no_vote": _("Nobody voted here yet, or the votes were taken back."),
        "no_text": _("There is no text to analyse here: import contributions first."),
        "no_theme": _("No theme is approved yet: approve one first."),
        "codes_refused": _(
            "A theme that the file would add has no place in the codebook: open the import again"
            " to read why."
        ),
        "theme_gone": _(
            "A theme was set aside meanwhile. What was coded already stays: import the file again"
            " for the rest."
        ),
        "one_theme": _("With fewer than two themes there is nothing to compare."),
        "bad_rows": _(
            "%(count)s rows cannot be read: correct the file, or leave these rows out.",
            count=error.get("count", 0),
        ),
        "unreadable": _table_sentence(error),
        "mail_off": _("No mail server is set here: messages wait until there is one."),
        "mail_unreachable": _(
            "The mail server does not take our messages (%(why)s). Those that were not sent wait:"
            " send them again later.",
            why=error.get("why", ""),
        ),
        "no_strategy": _("This consultation has no strategy yet."),
        "no_plan": _("There is no action plan of which a document could be made."),
        "template": template_sentence(error.get("fault", ""), error.get("detail", "")),
        "analysis": _("The analysis refused these texts: %(why)s", why=error.get("why", "")),
    }
    return sentences.get(
        error.get("code", ""), _("Something went wrong on our side. Nothing was changed.")
    )


def _table_sentence(error: dict[str, Any]) -> str:
    reason = error.get("reason")
    return table_sentence(TableReason(reason), error.get("details", {})) if reason else ""
