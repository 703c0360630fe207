"""An open answer as its response keeps it, for those who mask words in the corpus."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus.intake import source_key
from app.models import Contribution, Respondent, Response
from app.questionnaires.answering.corpus_answers import respondent_key
from app.questionnaires.definitions import stored
from surveys.answers import InstancePath, address, given
from surveys.answers.address import instance_at

Write = Callable[[str], None]


def answer_behind(session: Session, contribution: Contribution) -> tuple[str, str, Write] | None:
    """Where the answer stands that a contribution comes from, its words, and what writes others.

    The contribution takes the key of the new words along: it stays that of the answer.
    """
    response = _response(session, contribution)
    if response is None:
        return None
    survey = stored(response.version.definition)
    for path, name, value in given(survey, response.answers):
        where = address(path, name)
        if _key(response.id, where, value) == contribution.source_key:
            write = _writing(contribution, response, path, name)
            return f"response:{response.id}:{where}", value, write
    return None


def _writing(
    contribution: Contribution, response: Response, path: InstancePath, name: str
) -> Write:
    def write(words: str) -> None:
        answers = copy.deepcopy(response.answers)
        instance_at(answers, path)[name] = words  # type: ignore[index]
        response.answers = answers
        contribution.source_key = _key(response.id, address(path, name), words)

    return write


def _key(response_id: uuid.UUID, where: str, value: object) -> str:
    return source_key("response", str(response_id), where, value) if isinstance(value, str) else ""


def _response(session: Session, contribution: Contribution) -> Response | None:
    """The response that a contribution comes from, kept from changing meanwhile."""
    key = session.scalar(
        sa.select(Respondent.key).where(Respondent.id == contribution.respondent_id)
    )
    prefix, _colon, identifier = (key or "").partition(":")
    if prefix != "response" or len(identifier) != 32:
        return None
    response_id = uuid.UUID(identifier)
    assert respondent_key(response_id) == key
    return session.scalar(
        sa.select(Response)
        .options(joinedload(Response.version))
        .where(Response.id == response_id)
        .with_for_update(of=Response)
        .execution_options(populate_existing=True)
    )
