"""The log tells what happened, and nothing that a person gave: not even where something fails."""

from __future__ import annotations

import dataclasses
import io
import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from app.extensions import current_session
from app.jobs.runner import Work
from app.jobs.works import WORKS
from app.models import Account, Job, JobKind, JobState, Role
from app.models.types import new_id
from app.web.logs import configure_logging
from tests.account_people import STRONG, Arriving
from tests.factories import AccountFactory, ConsultationFactory
from tests.integration.test_answering import FORM, Answering
from tests.posting import OpenBox
from tests.questionnaires import opened_questionnaire
from tests.submissions import Calling

NAME, WORDS = "Honorine Quatremarque", "Les zébulons mauves du marais"
ADDRESS = "honorine.quatremarque@region.example"


@pytest.fixture
def logged(app, monkeypatch) -> Iterator[Callable[[], str]]:
    """All that is logged from now on, as in production, at INFO."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    settings = app.extensions["settings"]
    configure_logging(dataclasses.replace(settings, log_format="json", log_level="INFO"))
    stream = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    yield stream.getvalue
    root.handlers = handlers
    root.setLevel(level)


def _holds_nothing_of(said: str, *secrets: str) -> None:
    for one in ("honorine", "quatremarque", "zébulons", "marais", *secrets):
        assert one.lower() not in said.lower(), one


def test_what_people_do_leaves_none_of_their_words_in_the_log(app, session, work, sign_in, logged):
    client, arriving = app.test_client(), Arriving(app, session, work)
    arriving.sign_up(client, ADDRESS, name=NAME, password=STRONG)
    link = arriving.link()
    assert client.post(link).status_code == 302
    app.test_client().post("/sign-in", data={"email": ADDRESS, "password": WORDS})
    box = OpenBox(app, session)
    assert box.post(client, title=WORDS, text=WORDS, signature=NAME).status_code == 302
    calling = Calling(app, session)
    check = calling.send(client, title=WORDS, text=WORDS, organisation=NAME, email=ADDRESS)
    made = opened_questionnaire(session, FORM)
    answering = Answering(client, f"/consultations/{made.consultation.slug}", made.activity.code)
    answering.answer_everything(frein=WORDS)
    assert answering.send().status_code == 302
    steward = sign_in(box.consultation, Role.STEWARD)
    found = steward.get(f"{box.root}/contributions", query_string={"q": WORDS})
    assert "zébulons" in found.text
    work()
    _holds_nothing_of(
        logged(), STRONG, link.rsplit("/", 1)[1], check.rsplit("/", 1)[1], answering.token
    )


def _kept_twice() -> str:
    """What PostgreSQL tells with the whole row, and SQLAlchemy with its parameters."""
    current_session().add(AccountFactory.build(email=ADDRESS, name=NAME))
    current_session().flush()
    return ""


def _too_long() -> str:
    update = sa.update(Account).values(name=sa.cast(WORDS, sa.Integer))
    current_session().execute(update)
    raise ValueError(f"{NAME} said {WORDS!r}")


def test_what_fails_is_told_by_a_code_without_the_words_that_made_it_fail(
    app, session, client, work, logged, monkeypatch
):
    AccountFactory(email=ADDRESS)
    consultation = ConsultationFactory()
    job = Job(kind=JobKind.IMPORT, subject_id=new_id(), consultation_id=consultation.id)
    session.add(job)
    session.commit()

    def fails(*_: object) -> None:
        raise KeyError(WORDS) from FileNotFoundError(2, "No such file", f"{NAME}.ods")

    broken = Work(compute=fails, store=fails, give_up=lambda *_: None)
    monkeypatch.setitem(WORKS, JobKind.IMPORT, broken)
    work()
    codes = []
    for view in (_kept_twice, _too_long):
        monkeypatch.setitem(app.view_functions, "web.switch_language", view)
        answer = client.post("/language", data={"next": WORDS})
        assert answer.status_code == 500
        code = re.search(r"<code>([2-9A-Z]{8})</code>", answer.text)
        assert code is not None
        codes.append(code[1])
    said = [json.loads(line) for line in logged().splitlines()]
    failed = [one for one in said if one["event"] == "request failed"]
    assert [one["request"] for one in failed] == codes
    assert failed[0]["endpoint"] == "web.switch_language"
    assert "IntegrityError" in failed[0]["exception"]
    (of_job,) = [one for one in said if one["event"] == "job failed"]
    assert of_job["job"] == str(job.id)
    assert "FileNotFoundError: No such file" in of_job["exception"]
    _holds_nothing_of(logged())
    session.rollback()
    assert session.get_one(Job, job.id).state is JobState.FAILED
