"""Bringing answers back: a file is kept, checked, and its responses taken in at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus import originals
from app.corpus.codes import digest_of
from app.corpus.intake import NewContribution, NewRespondent, add_respondents, take_in
from app.jobs import services as jobs
from app.models import (
    Activity,
    AnswersImport,
    Job,
    JobKind,
    Questionnaire,
    QuestionnaireState,
    Response,
    ResponseOrigin,
    ResponseState,
)
from app.models.types import new_id, now, today
from app.questionnaires.answering.corpus_answers import (
    contributions_of,
    respondent_key,
    respondent_of,
)
from app.questionnaires.codes import new_code, number_from
from app.questionnaires.definitions import stored
from app.questionnaires.exports.answers_file import (
    Reading,
    ReadResponse,
    Report,
    read_answers_file,
)
from app.questionnaires.queries import latest_version
from app.storage.store import Store
from surveys.model import Survey

BATCH = 500


@dataclass(frozen=True)
class Prepared:
    """What a check found, and what it would add: rows of responses with what they give to the
    corpus."""

    report: Report
    responses: list[dict[str, Any]]
    respondents: list[NewRespondent]
    contributions: list[NewContribution]


def receive(
    session: Session,
    questionnaire: Questionnaire,
    *,
    account_id: uuid.UUID | None,
    stream: BinaryIO,
    filename: str,
    store: Store,
    limit: int,
) -> tuple[AnswersImport, Job]:
    """Keep a file and have it checked.

    Raises:
        app.corpus.originals.OriginalTooLarge: it has more than `limit` bytes.
    """
    original = originals.keep(stream, store, limit=limit)
    received = AnswersImport(
        questionnaire=questionnaire,
        account_id=account_id,
        filename=originals.told_name(filename) or "import",
        sha256=original.sha256,
    )
    session.add(received)
    session.flush()
    job = _schedule(session, received, account_id)
    received.job_id = job.id
    return received, job


def start(
    session: Session,
    received: AnswersImport,
    *,
    skip_bad_rows: bool,
    account_id: uuid.UUID | None,
) -> Job:
    """Have the responses of a checked file taken in.

    Raises:
        app.models.ImportAlreadyStarted: it was started before, or is not checked yet.
    """
    job = _schedule(session, received, account_id)
    received.start(job.id, skip_bad_rows=skip_bad_rows)
    session.flush()
    return job


def may_take_answers_back(questionnaire: Questionnaire) -> bool:
    """Whether its questions are settled: a draft may still lose the question of an answer."""
    return questionnaire.state is not QuestionnaireState.DRAFT


def import_of(
    session: Session, consultation_id: uuid.UUID, import_id: uuid.UUID
) -> AnswersImport | None:
    """An import of this consultation, its questionnaire with it."""
    return session.scalar(
        sa.select(AnswersImport)
        .join(AnswersImport.questionnaire)
        .join(Questionnaire.activity)
        .options(joinedload(AnswersImport.questionnaire).joinedload(Questionnaire.activity))
        .where(AnswersImport.id == import_id, Activity.consultation_id == consultation_id)
    )


def prepare(
    session: Session, received: AnswersImport, store: Store, progress: Callable[[float], None]
) -> Prepared | None:
    """Read and check every row, and cut the open answers; None when no column is ours.

    Raises:
        app.corpus.originals.OriginalLost: the file is not kept any more.
        app.corpus.tables.TableError: it cannot be read.
    """
    questionnaire = received.questionnaire
    version = latest_version(session, questionnaire.id)
    survey = stored(version.definition)
    with originals.on_disk(store, received.sha256) as path:
        file = read_answers_file(path, survey)
    if not file.has_answers:
        return None
    making = _Making(questionnaire, version.id, survey)
    reading = Reading(file, today(), _numbers_there(session, questionnaire.id))
    count = max(1, len(file.table.rows))
    for place, read in enumerate(reading.responses()):
        if place % 100 == 0:
            progress(place / count)
        making.add(read)
    return Prepared(reading.report(), making.responses, making.respondents, making.contributions)


def store(session: Session, received: AnswersImport, prepared: Prepared) -> None:
    """Add the responses, in the caller's transaction; those that came in meanwhile are left."""
    questionnaire = session.scalars(
        sa.select(Questionnaire)
        .where(Questionnaire.id == received.questionnaire_id)
        .with_for_update()
    ).one()
    there = _numbers_there(session, questionnaire.id)
    fresh = [row for row in prepared.responses if row["sheet"] not in there]
    for start_ in range(0, len(fresh), BATCH):
        session.execute(sa.insert(Response), fresh[start_ : start_ + BATCH])
    if len(fresh) == len(prepared.responses):
        respondents, contributions = prepared.respondents, prepared.contributions
    else:
        keys = {respondent_key(row["id"]) for row in fresh}
        respondents = [one for one in prepared.respondents if one.key in keys]
        contributions = [
            one for one in prepared.contributions if one.respondent and one.respondent.key in keys
        ]
    activity = session.get_one(Activity, questionnaire.activity_id)
    add_respondents(session, activity.id, respondents)
    take_in(session, activity, contributions)
    received.finish(added=len(fresh))


class _Making:
    """Makes rows of what was read, without a database."""

    def __init__(self, questionnaire: Questionnaire, version_id: uuid.UUID, survey: Survey) -> None:
        self.questionnaire, self.version_id, self.survey = questionnaire, version_id, survey
        self.responses: list[dict[str, Any]] = []
        self.respondents: list[NewRespondent] = []
        self.contributions: list[NewContribution] = []

    def add(self, read: ReadResponse) -> None:
        moment = read.submitted_at or now()
        is_anonymous = self.questionnaire.is_anonymous
        if is_anonymous:
            moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        response = Response(
            id=uuid.uuid4() if is_anonymous else new_id(), answers=read.result.answers
        )
        self.responses.append(
            {
                "id": response.id,
                "questionnaire_id": self.questionnaire.id,
                "version_id": self.version_id,
                # Nobody is given this code: the person who answered has no way here.
                "code_digest": digest_of(new_code()),
                "state": ResponseState.SUBMITTED,
                "answers": response.answers,
                "submitted_at": moment,
                "saved_at": moment,
                "created_at": moment,
                "origin": ResponseOrigin.IMPORT,
                "language": read.language,
                "sheet": read.number,
            }
        )
        self.respondents.append(respondent_of(self.survey, response))
        self.contributions += contributions_of(self.survey, response, moment.date())


def _numbers_there(session: Session, questionnaire_id: uuid.UUID) -> set[str]:
    """The numbers of the responses that the questionnaire has, whatever became of them."""
    rows = session.execute(
        sa.select(Response.id, Response.sheet)
        .where(Response.questionnaire_id == questionnaire_id)
        .execution_options(yield_per=1000)
    )
    numbers: set[str] = set()
    for identifier, sheet in rows:
        numbers.add(number_from(identifier))
        if sheet:
            numbers.add(sheet)
    return numbers


def _schedule(session: Session, received: AnswersImport, account_id: uuid.UUID | None) -> Job:
    return jobs.schedule(
        session,
        kind=JobKind.ANSWERS,
        subject_id=received.id,
        consultation_id=received.questionnaire.activity.consultation_id,
        account_id=account_id,
    )
