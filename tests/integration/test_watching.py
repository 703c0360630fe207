"""Watching the platform: by programs, by those who operate it, and by stewards."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask, Response

from app.backups.making import LAST_BACKUP
from app.cli.processes import serve_until_stopped
from app.extensions import db
from app.jobs.queues import QueueName
from app.models import (
    Alert,
    Job,
    JobKind,
    JobState,
    MailState,
    MailTrouble,
    OutgoingMail,
    Role,
    SignOfLife,
)
from app.models.types import new_id, now
from app.watching import looking, lookout, readiness
from app.watching.looking import look
from app.watching.machine import Disk
from app.watching.signs import WORKERS
from app.web.counting import FIGURES, READINESS
from benchmarks.smtp_server import smtp_server
from environment.services import SmtpServer
from tests.factories import AccountFactory, ConsultationFactory
from tests.integration.counting import MOST, counted
from tests.invited_people import MailBox

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_kept(app):
    """Nothing that another test was answered."""
    for name in (FIGURES, READINESS):
        app.extensions[name].forget()


def _job(consultation, state: JobState = JobState.QUEUED, **values: object) -> Job:
    return Job(
        kind=JobKind.IMPORT,
        subject_id=new_id(),
        consultation_id=consultation.id,
        state=state,
        **values,
    )


def _serve_all(session) -> None:
    session.add_all([SignOfLife(name=sign, seen_at=now()) for sign in WORKERS.values()])
    session.commit()


def test_a_process_lives_without_a_database_and_is_not_ready_without_one(app, client, monkeypatch):
    assert client.get("/readyz").json == {"status": "ok", "failing": []}
    with monkeypatch.context() as broken:
        engines = db._app_engines[app]
        away = sa.create_engine("sqlite:////nowhere/at/all.db")
        broken.setitem(engines, None, away)
        app.extensions[READINESS].forget()
        assert client.get("/healthz").json == {"status": "ok"}
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json["failing"] == ["database", "migrations"]
        assert "nowhere" not in answer.text
        app.extensions[FIGURES].forget()
        assert "sillage_database_up 0" in client.get("/metrics").text


def test_what_is_not_ready_is_named(app, client, monkeypatch):
    monkeypatch.setattr(readiness, "_wanted", lambda _: frozenset({"9999"}))
    monkeypatch.setattr(readiness, "keeps_files", lambda _: False)
    monkeypatch.setattr(readiness, "_queue_answers", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["failing"]) == (503, ["migrations", "files", "queue"])


def test_figures_name_what_is_asked_and_what_waits_and_nobody(app, session, client):
    consultation = ConsultationFactory(slug="marked-slug")
    session.add(_job(consultation, created_at=now() - 5 * MINUTE))
    session.add(SignOfLife(name="worker mail", seen_at=now()))
    session.commit()
    client.get(f"/consultations/{consultation.slug}/strategy?q=marked-words")
    client.open("/marked-path", method="MARKED")
    figures = client.get("/metrics").text
    asked = re.search(
        r'sillage_requests_total\{endpoint="strategy.show",method="GET",status="200"\} (\d+)',
        figures,
    )
    assert asked is not None
    assert int(asked[1]) >= 1
    assert 'sillage_request_seconds_bucket{endpoint="strategy.show",le="+Inf"}' in figures
    assert 'sillage_jobs_waiting{queue="imports",kind="import"} 1' in figures
    age = re.search(r'sillage_job_oldest_seconds\{queue="imports",kind="import"\} (\d+)', figures)
    assert age is not None
    assert 300 <= int(age[1]) < 400
    assert 'sillage_mails_failed{reason="later"} 0' in figures
    assert 'sillage_worker_silent_seconds{queue="mail"}' in figures
    assert "marked" not in figures.lower()
    assert {line.split("{")[0].split(" ")[0] for line in figures.splitlines()} >= {
        "sillage_database_up",
        "sillage_database_bytes",
        "sillage_disk_free_bytes",
        "sillage_drafts",
    }


def _with(app: Flask, monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    settings = dataclasses.replace(app.extensions["settings"], **values)
    monkeypatch.setitem(app.extensions, "settings", settings)


def test_figures_are_for_this_machine_or_for_who_has_the_token(app, client, monkeypatch):
    def status(address: str = "127.0.0.1", **headers: str) -> int:
        environ = {"REMOTE_ADDR": address}
        return client.get("/metrics", headers=headers, environ_base=environ).status_code

    assert status() == 200
    assert status("203.0.113.9") == 404
    assert status(**{"X-Forwarded-For": "127.0.0.1"}) == 404, "a proxy stands in front"
    _with(app, monkeypatch, metrics_token="t" * 32)
    assert status() == 404
    assert status("203.0.113.9", Authorization="Bearer " + "u" * 32) == 404
    assert status("203.0.113.9", Authorization="Bearer " + "t" * 32) == 200


def test_the_server_tells_the_application_that_a_proxy_stands_in_front(app, monkeypatch):
    """Else the figures would be for whoever asks the proxy."""
    given: dict[str, object] = {}
    monkeypatch.setattr("waitress.serve", lambda _app, **values: given.update(values))
    with app.app_context():
        serve_until_stopped()
    assert given["clear_untrusted_proxy_headers"] is False
    assert "trusted_proxy" not in given


def test_a_steward_reads_what_waits_and_failed_in_their_consultation_only(session, sign_in):
    mine, other = ConsultationFactory(), ConsultationFactory()
    steward = sign_in(mine, Role.STEWARD)
    page = f"/consultations/{mine.slug}/health"
    _serve_all(session)
    assert "Tout va bien" in steward.get(page).text
    session.add_all(
        [
            _job(mine, created_at=now() - 20 * MINUTE),
            _job(mine, JobState.FAILED, ended_at=now(), error={"code": "bad_rows", "count": 12}),
            _job(other, JobState.FAILED, ended_at=now(), error={"code": "unexpected"}),
            OutgoingMail(
                consultation_id=mine.id,
                batch_id=new_id(),
                recipient="marked@region.example",
                subject="",
                body="",
                state=MailState.FAILED,
                trouble=MailTrouble.REFUSED,
            ),
        ]
    )
    session.commit()
    with counted(session.get_bind()) as statements:
        shown = steward.get(page).text
    assert len(statements) <= MOST
    assert "Le travail de fond a du retard" in shown
    assert "12 lignes" in shown
    assert "Adresse refusée" in shown
    assert "marked@" not in shown
    assert "Des tâches de fond ont échoué" not in shown, "that is of the other one"
    assert "Santé de la démarche" in shown
    assert "Tâches de nuit" not in shown
    assert sign_in(mine, Role.WRITER).get(page).status_code == 403


def test_those_who_operate_the_platform_read_all_of_it(session, sign_in, app):
    (app.extensions["settings"].data_directory / LAST_BACKUP).unlink(missing_ok=True)
    session.add(
        _job(ConsultationFactory(), JobState.FAILED, ended_at=now(), error={"code": "lost"})
    )
    assert sign_in().get("/health").status_code == 403
    operator = sign_in(account=AccountFactory(may_create_consultations=True))
    assert app.test_cli_runner().invoke(args=["audit", "forget"]).exit_code == 0
    shown = operator.get("/health").text
    assert "Le travail de fond n’est pas fait" in shown
    assert "Des tâches de fond ont échoué" in shown
    assert "Aucune sauvegarde n’est connue" in shown
    assert "Santé de la plateforme" in shown
    assert re.search(r"\d\s[MGT]o sur [\d,]+\s[MGT]o", shown), "the room on the disk"
    assert re.search(r"audit forget</div></td><td[^>]*><div>\d", shown), "the command ran just now"


def test_a_command_that_fails_or_only_tries_is_not_one_that_ran(session, app, monkeypatch):
    flask = app.test_cli_runner()
    assert flask.invoke(args=["privacy", "enforce-retention", "--dry-run"]).exit_code == 0
    assert flask.invoke(args=["strategy", "verify"]).exit_code == 2
    assert session.scalars(sa.select(SignOfLife)).all() == []


@pytest.fixture
def watched(app, session, monkeypatch):
    """A worker of all queues that looks; the disk is full. The subjects of what leaves."""
    _with(app, monkeypatch, alert_email="astreinte@region.example", mail_from="a@region.example")
    disk = {"free": 1}
    monkeypatch.setattr(looking, "disk_of", lambda _: Disk(free=disk["free"], size=100))
    monkeypatch.setattr(looking, "last_backup", lambda _: now())
    mails = MailBox(app)

    def seen(
        moment: dt.datetime, free: int = 1, served: Collection[QueueName] = (*QueueName,)
    ) -> list[str]:
        disk["free"] = free
        mails.empty()
        with app.app_context():
            look(moment, served)
            db.session.remove()
        return [str(one["Subject"]) for one in mails.messages()]

    return seen


TOLD, OVER = (
    "Sillage – À regarder : Le disque est presque plein",
    "Sillage – Réglé : Le disque est presque plein",
)


def test_a_trouble_is_told_once_a_day_and_its_end_once(watched):
    begun = now()
    assert watched(begun) == [TOLD]
    assert watched(begun + MINUTE) == []
    assert watched(begun + 2 * MINUTE, free=50) == [OVER]
    assert watched(begun + 3 * MINUTE, free=50) == []
    assert watched(begun + 4 * MINUTE) == [], "it comes and goes: once a day is enough"
    assert watched(begun + 5 * MINUTE, free=50) == [], "its end neither"
    assert watched(begun + DAY + MINUTE) == [], "nor a day after it was told: its end was later"
    assert watched(begun + DAY + 2 * MINUTE) == [TOLD]


def test_a_message_that_cannot_leave_is_tried_an_hour_later_and_makes_no_other(
    watched, app, session, monkeypatch, caplog
):
    with smtp_server() as (port, accidents):
        _with(app, monkeypatch, mail=SmtpServer("127.0.0.1", port, "none"))
        accidents.sender_refused = "550 no"
        begun = now()
        for later in (0, 1, 59):
            watched(begun + later * MINUTE)
        assert accidents.connections == 1
        assert "alert not sent" in caplog.text
        assert session.scalars(sa.select(OutgoingMail)).all() == []
        accidents.sender_refused = ""
        watched(begun + 61 * MINUTE)
        assert accidents.recipients == ["astreinte@region.example"]
        session.rollback()
        assert session.scalars(sa.select(Alert.is_told)).one() is True
        accidents.sender_refused = "550 no"
        for later in (62, 63, 121):
            watched(begun + later * MINUTE, free=50)
        assert len(accidents.recipients) == 1
        accidents.sender_refused = ""
        watched(begun + 122 * MINUTE, free=50)
        assert len(accidents.recipients) == 2, "the end of a trouble is tried again too"
        watched(begun + 2 * DAY, free=50)
        assert len(accidents.recipients) == 2


def test_an_end_that_could_not_be_told_is_not_told_once_the_trouble_is_back(
    watched, app, monkeypatch
):
    begun = now()
    assert len(watched(begun)) == 1
    with smtp_server() as (port, accidents), monkeypatch.context() as away:
        _with(app, away, mail=SmtpServer("127.0.0.1", port, "none"))
        accidents.sender_refused = "550 no"
        watched(begun + MINUTE, free=50)
    assert watched(begun + 2 * MINUTE) == []
    assert watched(begun + 3 * MINUTE, free=50) == [OVER], (
        "they know of the trouble: its end is due"
    )


SILENT = "Sillage – À regarder : Le travail de fond n’est pas fait"


@pytest.fixture
def web_process(watched, app, monkeypatch):
    """A web process that looks for workers; the subjects of what leaves."""
    mails = MailBox(app)

    def seen(moment: dt.datetime) -> list[str]:
        monkeypatch.setattr(lookout, "now", lambda: moment)
        mails.empty()
        with app.app_context():
            lookout.look_for_workers()
            db.session.remove()
        return [str(one["Subject"]) for one in mails.messages()]

    return seen


def test_a_worker_that_is_gone_is_told_by_a_web_process_and_its_return_by_itself(
    watched, web_process
):
    begun = now()
    assert watched(begun, free=50) == []
    assert web_process(begun + MINUTE) == [], "a worker lives, and looks"
    assert web_process(begun + 3 * MINUTE) == [], "perhaps it is only started again"
    assert web_process(begun + 5 * MINUTE) == []
    assert web_process(begun + 6 * MINUTE) == [SILENT]
    assert web_process(begun + 7 * MINUTE) == []
    assert watched(begun + 8 * MINUTE, free=50) == [SILENT.replace("À regarder", "Réglé")]


def test_a_queue_that_nobody_serves_is_told_by_the_worker_of_another(watched):
    begun = now()
    for later in range(3):
        assert watched(begun + later * MINUTE, free=50, served=[QueueName.MAIL]) == []
    assert watched(begun + 3 * MINUTE, free=50, served=[QueueName.MAIL]) == [SILENT]


def test_of_several_that_look_at_once_one_tells(app, watched):
    moment, mails = now(), MailBox(app)
    mails.empty()
    start = threading.Barrier(4)

    def look_too() -> None:
        with app.app_context():
            start.wait(30)
            look(moment)
            db.session.remove()

    with ThreadPoolExecutor(4) as processes:
        for done in [processes.submit(look_too) for _ in range(4)]:
            done.result()
    assert [str(one["Subject"]) for one in mails.messages()] == [TOLD]


def test_a_web_process_looks_once_a_minute_beside_its_requests(app, monkeypatch):
    looked, seen = [], threading.Event()
    monkeypatch.setattr(lookout, "look_for_workers", lambda: (looked.append(1), seen.set()))
    watching = lookout.Lookout(app)
    with app.app_context():
        watching.after(Response())
        assert not seen.wait(0.1), "nobody is to be told"
        _with(app, monkeypatch, alert_email="astreinte@region.example")
        for _ in range(3):
            watching.after(Response())
        assert seen.wait(30)
        monkeypatch.setattr(watching, "_next_at", 0.0)
        seen.clear()
        watching.after(Response())
        assert seen.wait(30)
    assert len(looked) == 2


def test_a_command_tells_where_nothing_else_runs(app, watched, monkeypatch):
    flask, mails = app.test_cli_runner(), MailBox(app)
    mails.empty()
    assert flask.invoke(args=["alerts"]).output == "Told: disk.\n"
    assert [str(one["Subject"]) for one in mails.messages()] == [TOLD]
    assert flask.invoke(args=["alerts"]).output == "Nothing to tell.\n"
    _with(app, monkeypatch, mail=None)
    later = now() + 2 * DAY
    monkeypatch.setattr("app.cli.keeping_watch.now", lambda: later)
    lost = flask.invoke(args=["alerts"])
    assert lost.exit_code == 1
    assert "Not told, no mail leaves: disk." in lost.output.splitlines()
    with monkeypatch.context() as broken:
        broken.setitem(db._app_engines[app], None, sa.create_engine("sqlite:////nowhere/at/all.db"))
        away = flask.invoke(args=["alerts"])
    assert (away.exit_code, "does not answer" in away.output) == (2, True)
    _with(app, monkeypatch, alert_email="")
    assert flask.invoke(args=["alerts"]).output == "ALERT_EMAIL is not set: nobody is told.\n"


def test_the_doctor_says_what_to_mend_and_ends_with_one(app, session):
    _serve_all(session)
    flask = app.test_cli_runner()
    done = flask.invoke(args=["doctor"])
    assert done.exit_code == 1
    for line in ("ok    migrations", "ok    clock", "ok    worker", "MEND  nightly tasks"):
        assert line in done.output
    assert "→ Put them into cron" in done.output
    mails = MailBox(app)
    mails.empty()
    told = flask.invoke(args=["doctor", "--json", "--mail", "marked@region.example"])
    checks = {one["name"]: one["state"] for one in json.loads(told.output)["checks"]}
    assert checks["trial message"] == "ok"
    assert [str(one["To"]) for one in mails.messages()] == ["marked@region.example"]
