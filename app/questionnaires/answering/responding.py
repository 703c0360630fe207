"""Answering: beginning, saving a page, sending, withdrawing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import digest_of
from app.corpus.receipts.issuing import renew_code
from app.models import (
    Questionnaire,
    QuestionnaireState,
    QuestionnaireVersion,
    Response,
    ResponseOrigin,
)
from app.models.turns import wait_for_others
from app.models.types import midnight, new_id, now
from app.questionnaires.answering.as_read import keep_as_read
from app.questionnaires.answering.corpus_entry import enter_corpus, leave_corpus
from app.questionnaires.answering.posted_page import unseen
from app.questionnaires.answering.uploads import file_keys
from app.questionnaires.codes import code_from, new_code
from app.questionnaires.definitions import stored
from surveys.answers import (
    Missing,
    PageResult,
    Removed,
    complete,
    hidden_by,
    next_page,
    pages,
    validate_page,
)
from surveys.problems import AnswerError
from surveys.types.value import Upload

END = "end"
"""The last look, after the last page, in addresses and as a place to come back to."""


class NotOpen(ValueError):
    """The questionnaire takes no answers now."""


class Changed(Exception):
    """A response, or its questionnaire, is not what was read before."""


@dataclass(frozen=True)
class Saved:
    """What came of a page.

    removed: the earlier answers that it took away, no longer asked for; dropped_files: those that
    were sent or kept before, and that no answer holds any more; unseen: addresses of what it asks
    now and did not show, for a person who goes on.
    """

    result: PageResult
    removed: tuple[Removed, ...]
    dropped_files: frozenset[str]
    unseen: tuple[str, ...] = ()


class Incomplete(ValueError):
    """Answers are missing, or break a rule."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(f"{len(missing)} answers are missing")
        self.missing = missing


@dataclass(frozen=True)
class Beginning:
    """By which way somebody comes to a questionnaire.

    `secret` is what only they hold: an invitation's, or the one of the page they began from. The
    code of the response follows from it, so that beginning twice finds one response, and that no
    row has to tell which secret led to which response.

    `is_personal` says that the secret belongs to a person, who comes back to their answers with
    it. The secret of a page does not: somebody else may press its button later on the same
    device, and begins a response of their own.
    """

    secret: str
    is_personal: bool = True
    origin: ResponseOrigin = ResponseOrigin.ONLINE
    is_test: bool = False
    account_id: uuid.UUID | None = None
    invitation_id: uuid.UUID | None = None
    typed_by_id: uuid.UUID | None = None
    sheet: str | None = None
    language: str = ""


def start_response(
    session: Session,
    questionnaire: Questionnaire,
    version: QuestionnaireVersion,
    beginning: Beginning,
) -> tuple[Response, str]:
    """The response that begins so, a new one unless it was begun before, and its code, which is
    not kept.

    Raises:
        NotOpen: the questionnaire takes no answers.
    """
    wait_for_others(session, questionnaire)
    if not beginning.is_test and beginning.origin is not ResponseOrigin.PAPER:
        refuse_closed(questionnaire)
    code = code_from(beginning.secret)
    begun = session.scalar(sa.select(Response).where(Response.code_digest == digest_of(code)))
    if begun is not None:
        if _is_the_same(begun, questionnaire, beginning):
            return begun, code
        code = new_code()
    elif theirs := _known_to_be_of(session, questionnaire, beginning):
        # The key of the application has changed since, and with it the code.
        renew_code(session, theirs.code_digest, digest_of(code))
        theirs.code_digest = digest_of(code)
        return theirs, code
    response = Response(
        questionnaire_id=questionnaire.id,
        version_id=version.id,
        code_digest=digest_of(code),
        origin=beginning.origin,
        is_test=beginning.is_test,
        typed_by_id=beginning.typed_by_id,
        sheet=beginning.sheet,
        language=beginning.language,
    )
    if questionnaire.is_anonymous:
        # Neither the moment nor the order of beginning may tell who it was.
        response.id, response.created_at = uuid.uuid4(), midnight()
    else:
        response.id = new_id()
        response.account_id = beginning.account_id
        response.invitation_id = beginning.invitation_id
    session.add(response)
    session.flush()
    return response, code


def _known_to_be_of(
    session: Session, questionnaire: Questionnaire, beginning: Beginning
) -> Response | None:
    """The response that bears the account or the invitation of who begins."""
    if beginning.account_id is not None:
        is_theirs = Response.account_id == beginning.account_id
    elif beginning.invitation_id is not None:
        is_theirs = Response.invitation_id == beginning.invitation_id
    else:
        return None
    return session.scalar(
        sa.select(Response).where(Response.questionnaire_id == questionnaire.id, is_theirs)
    )


def _is_the_same(begun: Response, questionnaire: Questionnaire, beginning: Beginning) -> bool:
    """Whether somebody comes to this response again, rather than begins one of their own."""
    if (begun.questionnaire_id, begun.is_test) != (questionnaire.id, beginning.is_test):
        return False
    return beginning.is_personal or begun.saved_at is None


@dataclass(frozen=True)
class Checked:
    """What a page comes to, worked out before anybody has to wait for it; it holds as long as the
    answers kept are `before`."""

    before: Mapping[str, Any]
    result: PageResult


def check_page(
    response: Response,
    page: int,
    raw: Mapping[str, Sequence[str]],
    uploads: Mapping[str, Upload],
    today: dt.date,
) -> Checked:
    """Read what was posted for a page, and check it; nothing is written."""
    survey, before = stored(response.version.definition), response.latest_answers
    result = validate_page(survey, page, raw, before, today, uploads)
    if may_stay_blank(response):
        wrong = {where: error for where, error in result.errors.items() if not is_blank(error)}
        result = replace(result, errors=wrong)
    return Checked(before, result)


def save_page(
    session: Session,
    questionnaire: Questionnaire,
    response: Response,
    *,
    page: int,
    raw: Mapping[str, Sequence[str]],
    uploads: Mapping[str, Upload],
    today: dt.date,
    goes_on: bool = True,
    checked: Checked | None = None,
    as_read: bool = False,
) -> Saved:
    """Keep what is right on a page, and tell what is not; `checked` spares checking it again,
    unless the answers have changed since. What was read before the transaction began is written
    `as_read`, by one statement.

    The place to come back to is the next page when the person `goes_on` and this one has nothing
    wrong and nothing left to show, else this one.

    Raises:
        NotOpen: the questionnaire takes no answers any more.
        Changed: nothing is written, because what is to be written `as_read` has changed.
    """
    refuse_unless_taken(questionnaire, response)
    survey = stored(response.version.definition)
    before = response.latest_answers
    if checked is None or checked.before != before:
        checked = check_page(response, page, raw, uploads, today)
    result = checked.result
    changed = {**before, **result.answers}
    has_lost = changed.keys() != result.answers.keys()
    removed = hidden_by(survey, before, changed, today) if has_lost else ()
    more = unseen(result.state, pages(survey)[page], raw) if goes_on else ()
    stays = result.errors or more or not goes_on
    following = page if stays else next_page(result.state, page)
    name = END if following is None else pages(survey)[following].name
    moment = _moment(questionnaire)
    if as_read:
        if not keep_as_read(session, questionnaire, response, result.answers, name, moment):
            raise Changed(response.id)
    else:
        response.save(dict(result.answers))
        response.page, response.saved_at = name, moment
        session.flush()
    sent = {upload.key for upload in uploads.values()} | file_keys(survey, before)
    return Saved(result, removed, frozenset(sent - file_keys(survey, result.answers)), more)


def submit(
    session: Session, questionnaire: Questionnaire, response: Response, today: dt.date
) -> frozenset[str]:
    """End a response: its open answers enter the corpus, those that were there before leave it
    when they were changed. Return the files that a correction replaced.

    Raises:
        NotOpen: the questionnaire takes no answers any more.
        Incomplete: something is missing.
        app.models.InvalidTransition: it was submitted before.
    """
    refuse_unless_taken(questionnaire, response)
    survey = stored(response.version.definition)
    missing = complete(survey, response.latest_answers, today)
    if may_stay_blank(response):
        missing = tuple(one for one in missing if not is_blank(one.error))
    if missing:
        raise Incomplete(missing)
    sent_before = file_keys(survey, response.answers)
    response.submit(_moment(questionnaire))
    if not response.is_test:
        enter_corpus(session, questionnaire, survey, response, today)
    session.flush()
    return frozenset(sent_before - file_keys(survey, response.answers))


def keep_as_sent(response: Response) -> frozenset[str]:
    """Give up a correction; return the files that came with it only."""
    survey = stored(response.version.definition)
    corrected = file_keys(survey, response.latest_answers)
    response.keep_as_sent()
    return frozenset(corrected - file_keys(survey, response.answers))


def withdraw(session: Session, questionnaire: Questionnaire, response: Response) -> frozenset[str]:
    """Take a response out of the questionnaire and of the corpus; return the files it held."""
    survey = stored(response.version.definition)
    files = file_keys(survey, response.answers) | file_keys(survey, response.latest_answers)
    leave_corpus(session, questionnaire, response)
    response.withdraw()
    session.flush()
    return frozenset(files)


def may_stay_blank(response: Response) -> bool:
    """Whether required questions may be unanswered: people leave blanks on paper, and who types
    them in cannot ask. What they did answer still follows the rules."""
    return response.origin is ResponseOrigin.PAPER


def is_blank(error: AnswerError) -> bool:
    """Whether nothing was answered where something had to be."""
    return error.code == "required"


def refuse_unless_taken(questionnaire: Questionnaire, response: Response) -> None:
    """Raise NotOpen unless this response may be answered now.

    A test is answered before the opening; a paper answer is typed in until after the closing.
    """
    if response.is_test:
        return
    if response.origin is ResponseOrigin.PAPER and (
        questionnaire.state is not QuestionnaireState.DRAFT
    ):
        return
    refuse_closed(questionnaire)


def refuse_closed(questionnaire: Questionnaire) -> None:
    """Raise NotOpen when the questionnaire takes no answers now."""
    if not questionnaire.takes_answers(now()):
        raise NotOpen(questionnaire.state)


def _moment(questionnaire: Questionnaire) -> dt.datetime:
    return midnight() if questionnaire.is_anonymous else now()
