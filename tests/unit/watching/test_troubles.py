"""What is wrong, and what is not yet."""

from __future__ import annotations

import datetime as dt

import pytest

from app.models import JobKind, MailTrouble, Trouble
from app.watching.figures import Figures, MailFigures, Waiting
from app.watching.machine import Disk
from app.watching.signs import NIGHTLY, WORKERS
from app.watching.troubles import (
    Finding,
    by_gravity,
    troubles_of_machine,
    troubles_of_signs,
    troubles_of_work,
)

NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
NO_MAIL = MailFigures(0, 0, {}, None, None)


def _kinds(found: list[Finding]) -> list[Trouble]:
    return [one.trouble for one in found]


def _work(
    *, waits: int = 0, kind: JobKind = JobKind.IMPORT, broken: int = 0, mail: MailFigures = NO_MAIL
) -> list[Finding]:
    waiting = {kind: Waiting(3, NOW - waits * MINUTE)} if waits else {}
    return troubles_of_work(Figures(NOW, waiting, (), broken, mail))


def test_work_that_waits_a_moment_is_no_trouble_and_work_that_waits_longer_is():
    assert _work(waits=9) == []
    assert _work(waits=11) == [Finding(Trouble.QUEUE, NOW - 11 * MINUTE, 3)]
    assert _work(waits=11, kind=JobKind.ANALYSIS) == [], "another analysis may be before it"
    assert _work(broken=2) == [Finding(Trouble.JOB, number=2)]


@pytest.mark.parametrize(
    ("mail", "is_trouble"),
    [
        (MailFigures(4, 9, {}, NOW - DAY, NOW - MINUTE), True),
        (MailFigures(4, 0, {}, None, NOW - MINUTE), True),
        (MailFigures(0, 9, {}, NOW - MINUTE, NOW - DAY), False),
        (MailFigures(0, 200, {MailTrouble.REFUSED: 12}, NOW, None), False),
        (MailFigures(0, 5, {MailTrouble.LATER: 12}, NOW, None), True),
        (MailFigures(0, 0, {MailTrouble.REFUSED: 3}, None, None), False),
    ],
)
def test_mail_is_in_trouble_when_none_leaves_and_not_when_some_addresses_are_wrong(
    mail, is_trouble
):
    assert (_kinds(_work(mail=mail)) == [Trouble.MAIL]) is is_trouble


def test_a_full_disk_and_an_old_backup_are_told_and_no_backup_is_one_that_is_too_old():
    roomy, full = Disk(free=20, size=100), Disk(free=9, size=100)
    assert troubles_of_machine(roomy, NOW - DAY, NOW) == []
    assert _kinds(troubles_of_machine(full, NOW - DAY, NOW)) == [Trouble.DISK]
    assert _kinds(troubles_of_machine(roomy, NOW - 3 * DAY, NOW)) == [Trouble.BACKUP]
    assert troubles_of_machine(roomy, None, NOW) == [Finding(Trouble.BACKUP)]


def test_a_silent_worker_and_nights_without_tasks_are_told():
    signs = {task.name: NOW - DAY for task in NIGHTLY if task.longest} | dict.fromkeys(
        WORKERS.values(), NOW - MINUTE
    )
    assert troubles_of_signs(signs, NOW) == []
    silent = troubles_of_signs(signs | {"worker mail": NOW - 3 * MINUTE}, NOW)
    assert silent == [Finding(Trouble.WORKER, NOW - 3 * MINUTE, 1)], "the others live"
    late = troubles_of_signs(signs | {"audit forget": NOW - 3 * DAY}, NOW)
    assert late == [Finding(Trouble.NIGHTLY, number=1)]


def test_what_is_gravest_comes_first():
    found = [Finding(Trouble.BACKUP), Finding(Trouble.QUEUE), Finding(Trouble.WORKER)]
    assert _kinds(by_gravity(found)) == [Trouble.WORKER, Trouble.QUEUE, Trouble.BACKUP]
