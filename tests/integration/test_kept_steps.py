"""An analysis whose worker was killed goes on from the last step that it had finished."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in
from app.jobs.queue import queue
from app.jobs.runner import execute
from app.jobs.works import WORKS
from app.models import Job, JobKind, JobState, Run, RunState, RunStep
from app.models.types import new_id, now
from app.themes import kept_steps
from app.themes.kept_steps import RunSteps
from app.themes.measures import measure_of
from app.themes.sensitivity.asking import ask
from app.themes.services import start_run
from tests.factories import ActivityFactory, ConsultationFactory, new_contribution
from tests.integration.counting import count_of
from tests.unit.analysis.french_answers import answers


class Killed(BaseException):
    """Nothing of the application catches it, as nothing outlives a process."""


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id)
    take_in(session, activity, [new_contribution(text) for _, text in answers(per_subject=5)])
    session.commit()
    return consultation


def _start(session, consultation, themes=3) -> Run:
    """Ask for an analysis; the same one asked for twice would be one."""
    run = start_run(session, consultation_id=consultation.id, account_id=None, theme_count=themes)
    session.commit()
    return run


def _result_hash(session, run) -> str:
    session.rollback()
    assert session.get_one(Run, run.id).state is RunState.DONE
    return measure_of(session, run.id, "manifest")["result_hash"]


def test_another_worker_goes_on_after_the_last_step_to_the_same_result(
    app, session, work, consultation, monkeypatch
):
    whole = _start(session, consultation)
    work()
    run = _start(session, consultation)
    asked: dict[str, bool] = {}
    save, load = RunSteps.save, RunSteps.load

    def save_and_die(steps, name, content):
        save(steps, name, content)
        raise Killed

    def remember(steps, name):
        found = load(steps, name)
        asked[name] = found is not None
        return found

    monkeypatch.setattr(RunSteps, "save", save_and_die)
    with app.app_context():
        for huey in queue.hueys.values():
            huey.flush()
        with pytest.raises(Killed):
            execute(run.job_id, WORKS)
    session.rollback()
    job = session.get_one(Job, run.job_id)
    assert (job.state, count_of(session, RunStep)) == (JobState.RUNNING, 1)
    job.alive_at = now() - dt.timedelta(minutes=5)
    session.commit()
    monkeypatch.setattr(RunSteps, "save", save)
    monkeypatch.setattr(RunSteps, "load", remember)
    work()
    assert next(iter(asked.values())) is True
    assert _result_hash(session, run) == _result_hash(session, whole)
    assert session.get_one(Job, run.job_id).attempts == 2
    assert count_of(session, RunStep) == 0


def test_a_step_is_kept_once_and_goes_with_the_end_of_its_run(
    app, session, consultation, monkeypatch
):
    waiting, cancelled, late = (_start(session, consultation, n) for n in (3, 4, 5))
    engine = session.get_bind()
    for run in (waiting, cancelled, late):
        RunSteps(engine, run.id).save("votes", b"first")
    kept = RunSteps(engine, waiting.id)
    kept.save("votes", b"second")
    assert (kept.load("votes"), count_of(session, RunStep)) == (b"second", 3)
    # What cannot be kept is left, and the analysis goes on.
    RunSteps(engine, new_id()).save("votes", b"of a run that is gone")
    monkeypatch.setattr(kept_steps, "LARGEST_STEP", 3)
    kept.save("large", b"four")
    assert (kept.load("large"), count_of(session, RunStep)) == (None, 3)
    session.get_one(Job, late.job_id).end(JobState.DONE)
    session.commit()
    done = app.test_cli_runner().invoke(args=["forget-analysis-steps"])
    assert done.output == "Steps forgotten: 1.\n"
    give_up = WORKS[JobKind.ANALYSIS].give_up
    give_up(session, cancelled.id, JobState.CANCELLED)
    session.commit()
    assert session.scalars(sa.select(RunStep.run_id)).all() == [waiting.id]


def test_the_steps_of_a_job_on_an_analysis_that_is_done_stay_when_another_ends(
    session, consultation
):
    analysed, other = (_start(session, consultation, n) for n in (3, 4))
    session.get_one(Run, analysed.id).end(RunState.DONE)
    session.get_one(Job, analysed.job_id).end(JobState.DONE)
    trying = ask(session, session.get_one(Run, analysed.id), account_id=None)
    trying.state = JobState.RUNNING
    session.commit()
    RunSteps(session.get_bind(), analysed.id).save("variation", b"half an hour of work")
    WORKS[JobKind.ANALYSIS].give_up(session, other.id, JobState.CANCELLED)
    session.commit()
    assert count_of(session, RunStep) == 1
    WORKS[JobKind.SENSITIVITY].give_up(session, analysed.id, JobState.CANCELLED)
    session.commit()
    assert count_of(session, RunStep) == 0
