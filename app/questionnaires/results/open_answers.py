"""What people wrote in answer to a question, and where it went."""

from __future__ import annotations

import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from app.corpus.intake import source_key
from app.models import IN_CORPUS, Contribution, Response
from app.questionnaires.answering.corpus_answers import is_open
from app.questionnaires.results.answers import Answered
from app.questionnaires.results.results import Results
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page
from surveys.answers import address, given
from surveys.model import Question
from surveys.types.other import other_of
from surveys.variables import NOT_ASKED


@dataclass(frozen=True)
class Written:
    """Words of one person; `contribution_id` is where they stand in the corpus, if they do."""

    text: str
    contribution_id: uuid.UUID | None


@dataclass(frozen=True)
class WrittenBy:
    """What one response says in answer to a question, in each entry of a repeat."""

    response_id: uuid.UUID
    texts: tuple[Written, ...]


def written_answers(
    session: Session,
    activity_id: uuid.UUID,
    question: Question,
    found: Results,
    cursor: Cursor,
) -> Page[WrittenBy]:
    """Words given in answer to a question, a page of responses at a time."""
    page = make_page(
        _ids(question, found.answered, cursor)[: PAGE_SIZE + 1],
        cursor,
        size=PAGE_SIZE,
        key_of=str,
    )
    texts = _texts(session, question, found, page.rows)
    keys = {
        (one, where): source_key("response", str(one), where, text)
        for one in page.rows
        for where, text in texts[one]
    }
    known = _contributions(session, activity_id, list(keys.values())) if is_open(question) else {}
    rows = tuple(
        WrittenBy(
            one, tuple(Written(text, known.get(keys[one, where])) for where, text in texts[one])
        )
        for one in page.rows
        if texts[one]
    )
    return Page(rows, page.previous_key, page.next_key)


def _ids(question: Question, answered: Answered, cursor: Cursor) -> list[uuid.UUID]:
    """The responses that hold words, from where a page begins on."""
    name = question.name
    holds_words, entries = partial(_has_words, question), answered.entries.get(name)
    places: NDArray[np.integer[Any]]
    if entries is not None:
        places = np.unique(entries.responses[entries.answers.where(holds_words)])
    else:
        places = np.flatnonzero(answered.column(name).where(holds_words))

    def key_at(place: int) -> bytes:
        return bytes(answered.ids[place].tobytes())

    start = cursor.as_uuid()
    if cursor.backwards:
        end = len(places) if start is None else bisect_left(places, start.bytes, key=key_at)
        wanted = places[max(0, end - PAGE_SIZE - 1) : end][::-1]
    else:
        begin = 0 if start is None else bisect_right(places, start.bytes, key=key_at)
        wanted = places[begin : begin + PAGE_SIZE + 1]
    return [uuid.UUID(bytes=key_at(place)) for place in wanted]


def _has_words(question: Question, value: Any) -> bool:
    """Whether somebody wrote something, in an answer without its words (`without_words`)."""
    if isinstance(value, int):
        return value > 0
    return value is not NOT_ASKED and bool(text_of(question, value))


def _texts(
    session: Session, question: Question, found: Results, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[str, str]]]:
    """By response, where the words stand and what they are."""
    texts: dict[uuid.UUID, list[tuple[str, str]]] = {one: [] for one in ids}
    rows = session.execute(sa.select(Response.id, Response.answers).where(Response.id.in_(ids)))
    for response_id, answers in rows:
        for path, name, value in given(found.survey, answers):
            if name == question.name and (text := text_of(question, value)):
                texts[response_id].append((address(path, name), text))
    return texts


def text_of(question: Question, value: Any) -> str:
    """The words in an answer, empty when there are none."""
    if question.type == "text":
        return str(value).strip() if value else ""
    if question.type in {"organisation", "file"}:
        return str(value.get("name", "")) if isinstance(value, dict) else ""
    return other_of(value) if question.or_other else ""


def _contributions(
    session: Session, activity_id: uuid.UUID, keys: list[str]
) -> dict[str, uuid.UUID]:
    found = sa.select(Contribution.source_key, Contribution.id).where(
        Contribution.activity_id == activity_id,
        Contribution.source_key.in_(keys),
        Contribution.state.in_(IN_CORPUS),
    )
    return dict(session.execute(found).all())
