"""Troubles in plain words: what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.jobs.queues import QueueName
from app.models import Trouble
from app.watching.troubles import Finding
from app.web.filters import size
from app.web.labels import label

Words = tuple[str, str]
"""What it is, and what to do."""


@dataclass(frozen=True)
class Told:
    """A trouble as a steward reads it."""

    title: str
    text: str
    advice: str


def told(finding: Finding) -> Told:
    """The words of a finding."""
    return Told(label(finding.trouble), *_WORDS[finding.trouble](finding))


def over_sentence(trouble: Trouble) -> str:
    """That a trouble is over."""
    return {
        Trouble.WORKER: _("Background work is being done again."),
        Trouble.DISK: _("There is room on the disk again."),
        Trouble.MAIL: _("Messages leave again."),
        Trouble.QUEUE: _("No background work is late any more."),
        Trouble.JOB: _("No background work has failed for a day."),
        Trouble.BACKUP: _("There is a recent backup again."),
        Trouble.NIGHTLY: _("The nightly tasks run again."),
    }[trouble]


def _worker(finding: Finding) -> Words:
    return (
        _("Imports, analyses and messages wait. The pages work.")
        if finding.number == len(QueueName)
        else _("Some of it waits: imports, analyses or messages. The pages work."),
        _("Ask whoever keeps the machine to start the worker again: flask worker."),
    )


def _disk(finding: Finding) -> Words:
    return (
        _(
            "%(room)s are left. When nothing is left, nothing can be saved.",
            room=size(finding.number),
        ),
        _("Ask whoever keeps the machine to make room, or to give a larger disk."),
    )


def _mail(finding: Finding) -> Words:
    return (
        ngettext("%(num)s message waits.", "%(num)s messages wait or came back.", finding.number),
        _(
            "Ask whoever keeps the machine to check the mail server: flask doctor says what it"
            " answers. Then send again what failed."
        ),
    )


def _queue(finding: Finding) -> Words:
    return (
        ngettext(
            "%(num)s job waits, longer than it should.",
            "%(num)s jobs wait, the first of them longer than it should.",
            finding.number,
        ),
        _(
            "If an analysis is running, wait for its end. Otherwise ask whoever keeps the machine"
            " to start one more worker."
        ),
    )


def _job(finding: Finding) -> Words:
    return (
        ngettext(
            "%(num)s job failed in the last day, for a reason that is ours.",
            "%(num)s jobs failed in the last day, for a reason that is ours.",
            finding.number,
        ),
        _(
            "Ask for it once more. If it fails again, give its time to whoever keeps the machine:"
            " the log says why."
        ),
    )


def _backup(finding: Finding) -> Words:
    if finding.since is None:
        text = _("No backup is known: what is lost could not be found again.")
    else:
        text = _("The last backup is more than two days old.")
    return (
        text,
        _("Ask whoever keeps the machine to run flask backup, and to have it run each night."),
    )


def _nightly(finding: Finding) -> Words:
    return (
        ngettext(
            "%(num)s task did not come to its end for two days.",
            "%(num)s tasks did not come to their end for two days.",
            finding.number,
        ),
        _(
            "Until they run, personal data may be kept longer than was promised. Ask whoever keeps"
            " the machine to look at cron."
        ),
    )


_WORDS = {
    Trouble.WORKER: _worker,
    Trouble.DISK: _disk,
    Trouble.MAIL: _mail,
    Trouble.QUEUE: _queue,
    Trouble.JOB: _job,
    Trouble.BACKUP: _backup,
    Trouble.NIGHTLY: _nightly,
}
