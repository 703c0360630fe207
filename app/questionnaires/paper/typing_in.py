"""Answers that came on paper: typing them in, once each, and those typed in so far."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import digest_of
from app.models import (
    Account,
    Questionnaire,
    QuestionnaireState,
    Response,
    ResponseOrigin,
    ResponseState,
    Role,
)
from app.models.turns import wait_for_others
from app.questionnaires.answering.responding import Beginning, NotOpen, start_response
from app.questionnaires.codes import code_from, sheet_secret
from app.questionnaires.queries import latest_version
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page


class SheetTaken(ValueError):
    """An answer with this number is there already, since `since`."""

    def __init__(self, since: dt.datetime) -> None:
        super().__init__(f"typed in on {since:%Y-%m-%d}")
        self.since = since


@dataclass(frozen=True)
class Typist:
    """Who types in. `key` is the application's: the code of a paper answer follows from it and
    from the sheet, so that a lost reply loses no answer."""

    account_id: uuid.UUID
    key: str
    language: str


@dataclass(frozen=True)
class PaperLine:
    """A paper answer in the list, and who typed it in."""

    id: uuid.UUID
    sheet: str | None
    state: ResponseState
    begun_at: dt.datetime
    typed_by_id: uuid.UUID | None
    typed_by: str | None


def begin_sheet(
    session: Session, questionnaire: Questionnaire, sheet: str, typist: Typist
) -> tuple[Response, str]:
    """The response of a sheet, and its code; the one that the same person began and has not
    finished is taken up again.

    Raises:
        NotOpen: the questionnaire was never opened.
        SheetTaken: somebody typed in this sheet, or it is finished.
    """
    if questionnaire.state is QuestionnaireState.DRAFT:
        raise NotOpen(questionnaire.state)
    wait_for_others(session, questionnaire)
    secret = sheet_secret(typist.key, questionnaire.id, sheet)
    there = _with_sheet(session, questionnaire.id, sheet)
    if there is not None:
        return _taken_up_again(there, secret, typist)
    beginning = Beginning(
        secret,
        origin=ResponseOrigin.PAPER,
        typed_by_id=typist.account_id,
        sheet=sheet,
        language=typist.language,
    )
    version = latest_version(session, questionnaire.id)
    return start_response(session, questionnaire, version, beginning)


def paper_answers(session: Session, questionnaire_id: uuid.UUID, cursor: Cursor) -> Page[PaperLine]:
    """The paper answers that were typed in, a page at a time."""
    query = (
        sa.select(
            Response.id,
            Response.sheet,
            Response.state,
            Response.created_at,
            Response.typed_by_id,
            Account.name,
        )
        .outerjoin(Account, Response.typed_by_id == Account.id)
        .where(*_are_paper(questionnaire_id))
        .limit(PAGE_SIZE + 1)
    )
    key = cursor.as_uuid()
    if key is not None:
        query = query.where(Response.id > key if cursor.backwards else Response.id < key)
    query = query.order_by(Response.id if cursor.backwards else Response.id.desc())
    found = [PaperLine(*row) for row in session.execute(query)]
    return make_page(found, cursor, size=PAGE_SIZE, key_of=lambda line: line.id)


def paper_answer(
    session: Session, questionnaire_id: uuid.UUID, response_id: uuid.UUID
) -> Response | None:
    """A paper answer of this questionnaire."""
    return session.scalar(
        sa.select(Response).where(Response.id == response_id, *_are_paper(questionnaire_id))
    )


def code_of_sheet(response: Response, key: str) -> str | None:
    """The code of a paper answer; None when the application has another key since."""
    code = code_from(sheet_secret(key, response.questionnaire_id, response.sheet or ""))
    return code if digest_of(code) == response.code_digest else None


def may_open_sheet(typed_by_id: uuid.UUID | None, account_id: uuid.UUID | None, role: Role) -> bool:
    """Whoever typed it in, and stewards: they may correct it and withdraw it."""
    return role is Role.STEWARD or (account_id is not None and typed_by_id == account_id)


def tidy_sheet(written: str) -> str:
    """The number of a sheet without needless blanks: `A  12` is `A 12`."""
    return " ".join(written.split())


def _taken_up_again(there: Response, secret: str, typist: Typist) -> tuple[Response, str]:
    code = code_from(secret)
    is_theirs = there.typed_by_id == typist.account_id and there.code_digest == digest_of(code)
    if is_theirs and there.state is ResponseState.IN_PROGRESS:
        return there, code
    raise SheetTaken(there.created_at)


def _with_sheet(session: Session, questionnaire_id: uuid.UUID, sheet: str) -> Response | None:
    return session.scalar(
        sa.select(Response).where(
            Response.questionnaire_id == questionnaire_id, Response.sheet == sheet
        )
    )


def _are_paper(questionnaire_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Response.questionnaire_id == questionnaire_id,
        Response.origin == ResponseOrigin.PAPER,
        ~Response.is_test,
    )
