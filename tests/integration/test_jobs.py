"""Background work: done once, cancelled at once, never half done."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from app.jobs import control, services
from app.jobs.progress import Cancelled, ProgressReporter
from app.jobs.runner import JobFailure, Work, execute, writing
from app.models import Consultation, CorpusImport, ImportState, Job, JobKind, JobState, Role
from app.models.types import now
from tests.factories import ConsultationFactory


@pytest.fixture
def job(session):
    consultation = ConsultationFactory(title="before")
    scheduled = services.schedule(
        session,
        kind=JobKind.IMPORT,
        subject_id=consultation.id,
        consultation_id=consultation.id,
        account_id=None,
    )
    session.commit()
    return scheduled


class Trial:
    """A work that renames its consultation, with the accidents that a test asks for."""

    def __init__(
        self,
        compute=lambda session, progress: None,
        store=lambda session: None,
        accident=lambda session: None,
    ):
        self._compute, self._store, self._accident = compute, store, accident
        self.given_up: list[JobState] = []
        self.stored = 0

    def work(self) -> dict[JobKind, Work]:
        return {JobKind.IMPORT: Work(self._do, self._write, self._give_up)}

    def _do(self, session, subject_id, progress):
        return self._compute(session, progress)

    def _write(self, session, subject_id, result):
        self.stored += 1
        session.get_one(Consultation, subject_id).title = "after"
        session.flush()
        self._store(session)

    def _give_up(self, session, subject_id, state):
        self.given_up.append(state)
        self._accident(session)


def _run(app, session, job, trial) -> Job:
    with app.app_context():
        execute(job.id, trial.work())
    session.rollback()
    return session.get_one(Job, job.id)


def _title(session, job) -> str:
    return session.get_one(Consultation, job.subject_id).title


def test_a_job_stores_its_result_and_its_end_together(app, session, job):
    trial = Trial()
    done = _run(app, session, job, trial)
    assert (done.state, done.progress, done.attempts) == (JobState.DONE, 1.0, 1)
    assert _title(session, job) == "after"


def test_a_job_that_is_told_of_twice_is_done_once(app, session, job):
    trial = Trial()
    _run(app, session, job, trial)
    _run(app, session, job, trial)
    assert trial.stored == 1


def test_a_job_that_fails_leaves_nothing_and_says_why(app, session, job):
    def refuse(session, progress):
        raise JobFailure("bad_rows", count=3)

    trial = Trial(refuse)
    failed = _run(app, session, job, trial)
    assert failed.state is JobState.FAILED
    assert failed.error == {"code": "bad_rows", "count": 3}
    assert trial.given_up == [JobState.FAILED]
    assert _title(session, job) == "before"


def test_an_accident_while_storing_undoes_what_was_stored(app, session, job):
    def breaks(session):
        raise RuntimeError("the disk is full")

    failed = _run(app, session, job, Trial(store=breaks))
    assert failed.error == {"code": "unexpected"}
    assert _title(session, job) == "before"


def test_progress_is_seen_while_the_job_runs(app, session, job):
    seen = []

    def compute(own, progress):
        progress(0.4, "cut")
        session.rollback()
        running = session.get_one(Job, job.id, populate_existing=True)
        seen.append((running.state, running.progress, running.step))

    _run(app, session, job, Trial(compute))
    assert seen == [(JobState.RUNNING, 0.4, "cut")]


@pytest.mark.parametrize("is_last", [False, True], ids=["on the way", "after the last step"])
def test_a_running_job_stops_when_asked(app, session, job, is_last):
    job_id = job.id
    session.rollback()

    def compute(own, progress):
        own.rollback()
        with writing():
            control.cancel(own, own.get_one(Job, job_id, populate_existing=True), {})
            own.commit()
        if not is_last:
            progress(0.5, "cut")
            pytest.fail("the job went on")

    trial = Trial(compute)
    cancelled = _run(app, session, job, trial)
    assert cancelled.state is JobState.CANCELLED
    assert trial.given_up == [JobState.CANCELLED]
    assert _title(session, job) == "before"


def test_a_waiting_job_is_cancelled_at_once_and_never_run(app, session, job):
    trial = Trial()
    control.cancel(session, job, trial.work())
    session.commit()
    assert trial.given_up == [JobState.CANCELLED]
    assert _run(app, session, job, trial).state is JobState.CANCELLED
    assert trial.stored == 0


def test_a_job_whose_worker_was_lost_is_done_by_another(app, session, job):
    job.state, job.attempts = JobState.RUNNING, 1
    job.alive_at = now() - dt.timedelta(minutes=5)
    session.commit()
    assert control.recover(session, Trial().work()) == [(job.id, JobKind.IMPORT)]
    session.commit()
    assert _run(app, session, job, Trial()).state is JobState.DONE


def test_a_job_whose_worker_is_alive_is_left_to_it(session, job):
    job.state, job.alive_at = JobState.RUNNING, now()
    session.commit()
    assert control.recover(session, Trial().work()) == []


def test_a_job_that_loses_its_worker_three_times_is_given_up(session, job):
    job.state, job.attempts = JobState.RUNNING, control.MOST_ATTEMPTS
    job.alive_at = now() - dt.timedelta(minutes=5)
    session.commit()
    trial = Trial()
    assert control.recover(session, trial.work()) == []
    assert trial.given_up == [JobState.FAILED]
    assert (job.state, job.error) == (JobState.FAILED, {"code": "lost"})


def _subject_is_gone(*_about: object) -> None:
    raise LookupError("the subject is gone")


def test_a_job_whose_subject_cannot_be_told_ends_all_the_same(app, session, job):
    trial = Trial(_subject_is_gone, accident=_subject_is_gone)
    failed = _run(app, session, job, trial)
    assert (failed.state, failed.error) == (JobState.FAILED, {"code": "unexpected"})


def test_one_lost_job_whose_subject_is_gone_keeps_no_other_from_being_done(session, job):
    other = services.schedule(
        session,
        kind=JobKind.IMPORT,
        subject_id=job.subject_id,
        consultation_id=job.consultation_id,
        account_id=None,
    )
    for lost, attempts in ((job, control.MOST_ATTEMPTS), (other, 1)):
        lost.state, lost.attempts = JobState.RUNNING, attempts
        lost.alive_at = now() - dt.timedelta(minutes=5)
    session.commit()
    works = Trial(accident=_subject_is_gone).work()
    assert control.recover(session, works) == [(other.id, JobKind.IMPORT)]
    assert (job.state, job.error) == (JobState.FAILED, {"code": "lost"})


def test_the_reporter_raises_when_the_job_was_asked_to_stop(session, job):
    job.cancel_asked, job.state, job.attempts = True, JobState.RUNNING, 1
    session.commit()
    reporter = ProgressReporter(session.get_bind(), job.id, attempt=1)
    with pytest.raises(Cancelled):
        reporter(0.1, "read")


@pytest.mark.parametrize("is_ended", [False, True], ids=["in the middle", "at the end"])
def test_a_worker_that_was_silent_too_long_stores_nothing_beside_the_next(
    app, session, job, is_ended
):
    """It was frozen; another one took the job, and did it or does it."""
    job_id = job.id
    session.rollback()

    def compute(own, progress):
        own.rollback()
        with writing():
            own.execute(sa.update(Job).values(alive_at=now() - dt.timedelta(minutes=5)))
            assert control.recover(own, {}) == [(job_id, JobKind.IMPORT)]
            own.commit()
            assert services.claim(own, job_id) is not None
            if is_ended:
                own.get_one(Job, job_id).end(JobState.CANCELLED)
            own.commit()
        if not is_ended:
            progress(0.5, "cut")
            pytest.fail("the job went on")

    trial = Trial(compute)
    left = _run(app, session, job, trial)
    assert left.attempts == 2
    assert left.state is (JobState.CANCELLED if is_ended else JobState.RUNNING)
    assert (_title(session, job), trial.given_up) == ("before", [])


def test_work_that_is_rolled_back_is_never_sent(session):
    consultation = ConsultationFactory()
    session.commit()
    services.schedule(
        session,
        kind=JobKind.IMPORT,
        subject_id=consultation.id,
        consultation_id=consultation.id,
        account_id=None,
    )
    session.rollback()
    assert services.TO_SEND not in session.info
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_the_page_of_a_job_tells_how_far_it_is(session, sign_in, job):
    consultation = session.get_one(Consultation, job.consultation_id)
    received = CorpusImport(
        consultation_id=consultation.id, filename="a.csv", sha256="0" * 64, size=1
    )
    session.add(received)
    session.flush()
    received.start(job.id)
    job.subject_id = received.id
    client = sign_in(consultation, Role.WRITER)
    address = f"/consultations/{consultation.slug}/jobs/{job.id}"
    assert "En attente de son tour." in client.get(address).text
    status = client.get(f"{address}.json").json
    assert (status["state"], status["value"], status["next"]) == ("queued", 0, None)
    client.post(f"{address}/cancel")
    assert client.get(f"{address}.json").json["state"] == "cancelled"
    assert "rien n’a été modifié" in client.get(address).text
    session.rollback()
    assert received.state is ImportState.FAILED, "the file can be tried again"


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR])
def test_only_those_who_may_start_a_job_follow_and_cancel_it(session, sign_in, job, role):
    consultation = session.get_one(Consultation, job.consultation_id)
    client = sign_in(consultation, role)
    address = f"/consultations/{consultation.slug}/jobs/{job.id}"
    assert client.get(address).status_code == 403
    assert client.post(f"{address}/cancel").status_code == 403


def test_a_job_of_another_consultation_does_not_exist_here(session, sign_in, job):
    other = ConsultationFactory()
    client = sign_in(other, Role.STEWARD)
    assert client.get(f"/consultations/{other.slug}/jobs/{job.id}").status_code == 404
    assert client.get(f"/consultations/{other.slug}/jobs/{uuid.uuid4()}").status_code == 404
