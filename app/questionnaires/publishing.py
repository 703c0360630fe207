"""Adding questionnaires to a consultation, and what they ask at each moment.

Versions are numbered from 1. One that is made to try a draft has the number of that draft below
zero: nobody is ever sent to it, and it goes with the answers of the trial.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus.importing import add_activity
from app.models import (
    Channel,
    InvalidTransition,
    Questionnaire,
    QuestionnaireState,
    QuestionnaireVersion,
    QuestionOrigin,
    Response,
)
from app.models.turns import wait_for_others
from app.questionnaires.answering.uploads import file_keys
from app.questionnaires.building.drafting import ChangedMeanwhile
from app.questionnaires.building.queries import Draft, present_draft
from app.questionnaires.definitions import stored, to_store
from app.questionnaires.queries import latest_version
from surveys.changes import Change, changes_between
from surveys.model import Survey
from surveys.problems import Problem
from surveys.structure import structure_problems
from surveys.types import type_named


class NotReady(ValueError):
    """Nobody could answer the questions as they are; without problems, there is no question."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class NotHarmless(ValueError):
    """Answers were given, and some changes would make them mean something else."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__(f"{len(changes)} changes")
        self.changes = tuple(changes)


class NothingToPublish(ValueError):
    """The draft is what is answered already."""


def add_questionnaire(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    title: str,
    survey: Survey,
    origins: Mapping[str, uuid.UUID] | None = None,
) -> Questionnaire:
    """Add a questionnaire to a consultation; it takes no answers until it is opened.

    `origins` tells from which excerpt a question comes, by its name.
    """
    activity = add_activity(
        session, consultation_id=consultation_id, channel=Channel.QUESTIONNAIRE, title=title
    )
    questionnaire = Questionnaire(activity=activity)
    session.add(questionnaire)
    session.flush()
    _add_version(session, questionnaire, 1, to_store(survey))
    session.add_all(
        QuestionOrigin(questionnaire_id=questionnaire.id, question=name, excerpt_id=excerpt_id)
        for name, excerpt_id in (origins or {}).items()
    )
    session.flush()
    return questionnaire


def open_to_answers(session: Session, questionnaire: Questionnaire) -> frozenset[str]:
    """Take answers to the draft, when it was never opened; what was answered as a test is erased.
    Return the files that the tests held.

    Raises:
        NotReady: nobody could answer the questions as they are.
        InvalidTransition: it takes answers already.
    """
    wait_for_others(session, questionnaire)
    if questionnaire.state is QuestionnaireState.DRAFT:
        draft = present_draft(session, questionnaire.id)
        _refuse_unready(draft.survey)
        _answer_from_now_on(session, questionnaire, draft)
    questionnaire.open()
    return erase_tests(session, questionnaire)


def publish_changes(
    session: Session, questionnaire: Questionnaire, made_from: int
) -> frozenset[str]:
    """Make a version of the draft, for those who begin from now on. Return the files that tests of
    it held: they are erased.

    Raises:
        ChangedMeanwhile: the draft is not the one that was looked at.
        NothingToPublish: the draft is the present version.
        NotReady: nobody could answer the questions as they are.
        NotHarmless: some changes are not for a questionnaire that was opened.
        InvalidTransition: it was never opened, and the draft needs no publishing.
    """
    wait_for_others(session, questionnaire)
    if questionnaire.state is QuestionnaireState.DRAFT:
        raise InvalidTransition("the draft is published by the opening")
    draft = present_draft(session, questionnaire.id)
    if draft.number != made_from:
        raise ChangedMeanwhile
    version = latest_version(session, questionnaire.id)
    if version.definition == draft.definition:
        raise NothingToPublish
    _refuse_unready(draft.survey)
    changes = changes_between(stored(version.definition), draft.survey)
    if harmful := [change for change in changes if not change.harmless]:
        raise NotHarmless(harmful)
    dropped = erase_tests(session, questionnaire)
    _add_version(session, questionnaire, version.number + 1, draft.definition)
    return dropped


def trial_version(session: Session, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """The version that a test of the draft answers: the one that is offered, when it is the same.

    Raises:
        NotReady: there is nothing to answer.
    """
    wait_for_others(session, questionnaire)
    draft = present_draft(session, questionnaire.id)
    _refuse_unready(draft.survey)
    latest = latest_version(session, questionnaire.id)
    if latest.definition == draft.definition:
        return latest
    made = session.scalar(
        sa.select(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire_id == questionnaire.id,
            QuestionnaireVersion.number == -draft.number,
        )
    )
    return made or _add_version(session, questionnaire, -draft.number, draft.definition)


def erase_tests(session: Session, questionnaire: Questionnaire) -> frozenset[str]:
    """Erase the answers that were given as a test, and the versions made for them; return the
    files that they held."""
    tests = session.scalars(
        sa.select(Response)
        .options(joinedload(Response.version))
        .where(Response.questionnaire_id == questionnaire.id, Response.is_test)
    )
    files = {
        key
        for one in tests
        for answers in (one.answers, one.latest_answers)
        for key in file_keys(stored(one.version.definition), answers)
    }
    session.execute(
        sa.delete(Response).where(Response.questionnaire_id == questionnaire.id, Response.is_test)
    )
    session.execute(
        sa.delete(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire_id == questionnaire.id,
            QuestionnaireVersion.number < 0,
        )
    )
    return frozenset(files)


def has_questions(survey: Survey) -> bool:
    """Whether there is anything to answer."""
    return any(type_named(question.type).answered for question in survey.questions.values())


def _refuse_unready(survey: Survey) -> None:
    problems = structure_problems(survey)
    if problems or not has_questions(survey):
        raise NotReady(problems)


def _answer_from_now_on(session: Session, questionnaire: Questionnaire, draft: Draft) -> None:
    """A version that nobody answers is written anew; another one is made beside it otherwise."""
    version = latest_version(session, questionnaire.id)
    if version.definition == draft.definition:
        return
    is_answered = session.scalar(
        sa.select(sa.exists().where(Response.version_id == version.id, ~Response.is_test))
    )
    if is_answered:
        _add_version(session, questionnaire, version.number + 1, draft.definition)
    else:
        version.definition = draft.definition
        session.flush()


def _add_version(
    session: Session, questionnaire: Questionnaire, number: int, definition: str
) -> QuestionnaireVersion:
    version = QuestionnaireVersion(
        questionnaire_id=questionnaire.id, number=number, definition=definition
    )
    session.add(version)
    session.flush()
    return version
