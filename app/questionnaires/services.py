"""Publishing questionnaires, and answering them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.importing import add_activity
from app.corpus.intake import add_respondents, take_in
from app.models import (
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Questionnaire,
    QuestionnaireState,
    QuestionnaireVersion,
    Respondent,
    Response,
)
from app.questionnaires.codes import digest_of, new_code
from app.questionnaires.corpus_answers import contributions_of, respondent_of
from app.questionnaires.definitions import stored, to_store
from surveys.answers import (
    Missing,
    PageResult,
    Removed,
    complete,
    hidden_by,
    pages,
    validate_page,
)
from surveys.model import Survey
from surveys.types.value import Upload


class NotOpen(ValueError):
    """The questionnaire takes no answers now."""


@dataclass(frozen=True)
class Saved:
    """What came of a page, and the earlier answers that it took away: no longer asked for."""

    result: PageResult
    removed: tuple[Removed, ...]


class Incomplete(ValueError):
    """Answers are missing, or break a rule."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(f"{len(missing)} answers are missing")
        self.missing = missing


def add_questionnaire(
    session: Session, *, consultation_id: uuid.UUID, title: str, survey: Survey
) -> Questionnaire:
    """Add a questionnaire to a consultation; it takes no answers until it is opened."""
    activity = add_activity(
        session, consultation_id=consultation_id, channel=Channel.QUESTIONNAIRE, title=title
    )
    questionnaire = Questionnaire(activity=activity)
    session.add(questionnaire)
    session.flush()
    session.add(
        QuestionnaireVersion(
            questionnaire_id=questionnaire.id, number=1, definition=to_store(survey)
        )
    )
    session.flush()
    return questionnaire


def start_response(
    session: Session, questionnaire: Questionnaire, version: QuestionnaireVersion
) -> tuple[Response, str]:
    """A new response and its code, which is not kept: it is told once.

    Raises:
        NotOpen: the questionnaire takes no answers.
    """
    _refuse_closed(questionnaire)
    code = new_code()
    response = Response(
        questionnaire_id=questionnaire.id, version_id=version.id, code_digest=digest_of(code)
    )
    session.add(response)
    session.flush()
    return response, code


def save_page(
    session: Session,
    questionnaire: Questionnaire,
    response: Response,
    *,
    page: int,
    raw: Mapping[str, Sequence[str]],
    uploads: Mapping[str, Upload],
    today: dt.date,
) -> Saved:
    """Keep what is right on a page, and tell what is not.

    Raises:
        NotOpen: the questionnaire takes no answers any more.
    """
    _refuse_closed(questionnaire)
    survey = stored(response.version.definition)
    before = response.answers
    result = validate_page(survey, page, raw, before, today, uploads)
    changed = {**before, **result.answers}
    has_lost = changed.keys() != result.answers.keys()
    removed = hidden_by(survey, before, changed, today) if has_lost else ()
    response.answers = dict(result.answers)
    response.page = pages(survey)[page].name
    session.flush()
    return Saved(result, removed)


def submit(
    session: Session, questionnaire: Questionnaire, response: Response, today: dt.date
) -> None:
    """End a response: its open answers enter the corpus, those that were there before leave it
    when they were changed.

    Raises:
        NotOpen: the questionnaire takes no answers any more.
        Incomplete: something is missing.
        app.models.InvalidTransition: it was submitted before.
    """
    _refuse_closed(questionnaire)
    survey = stored(response.version.definition)
    missing = complete(survey, response.answers, today)
    if missing:
        raise Incomplete(missing)
    response.submit()
    activity = session.get_one(Activity, questionnaire.activity_id)
    respondent = respondent_of(survey, response)
    respondent_id = add_respondents(session, activity.id, [respondent])[respondent.key]
    session.get_one(Respondent, respondent_id).attributes = respondent.attributes
    wanted = contributions_of(survey, response, today)
    _withdraw(session, respondent_id, keep={new.key for new in wanted})
    session.execute(
        sa.update(Contribution)
        .where(
            Contribution.respondent_id == respondent_id,
            Contribution.source_key.in_([new.key for new in wanted]),
        )
        .values(state=ContributionState.SUBMITTED)
    )
    take_in(session, activity, wanted)
    session.flush()


def withdraw(session: Session, questionnaire: Questionnaire, response: Response) -> None:
    """Take a response out of the questionnaire and of the corpus."""
    key = f"response:{response.id.hex}"
    respondent = session.scalar(
        sa.select(Respondent).where(
            Respondent.activity_id == questionnaire.activity_id, Respondent.key == key
        )
    )
    if respondent is not None:
        _withdraw(session, respondent.id, keep=set())
        respondent.attributes = {}
    response.withdraw()
    session.flush()


def _withdraw(session: Session, respondent_id: uuid.UUID, keep: set[str]) -> None:
    session.execute(
        sa.update(Contribution)
        .where(Contribution.respondent_id == respondent_id, Contribution.source_key.not_in(keep))
        .values(state=ContributionState.WITHDRAWN)
    )


def _refuse_closed(questionnaire: Questionnaire) -> None:
    if questionnaire.state is not QuestionnaireState.OPEN:
        raise NotOpen(questionnaire.state)
