"""What people wrote in answer to a question, and where it went."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.intake import source_key
from app.models import IN_CORPUS, Contribution
from app.questionnaires.answering.corpus_answers import is_open
from app.questionnaires.results.answers import Answered
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page
from surveys.answers import address
from surveys.model import Question
from surveys.types.other import other_of


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
    answered: Answered,
    cursor: Cursor,
) -> Page[WrittenBy]:
    """Words given in answer to a question, a page of responses at a time."""
    texts: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for response_id, where, value in _given(question, answered):
        if text := text_of(question, value):
            texts.setdefault(response_id, []).append((where, text))
    ids = sorted(texts)
    start = cursor.as_uuid()
    if cursor.backwards:
        found = [one for one in reversed(ids) if start is None or one < start]
    else:
        found = [one for one in ids if start is None or one > start]
    page = make_page(found[: PAGE_SIZE + 1], cursor, size=PAGE_SIZE, key_of=str)
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
    )
    return Page(rows, page.previous_key, page.next_key)


def text_of(question: Question, value: Any) -> str:
    """The words in an answer, empty when there are none."""
    if question.type == "text":
        return str(value).strip() if value else ""
    if question.type in {"organisation", "file"}:
        return str(value.get("name", "")) if isinstance(value, dict) else ""
    return other_of(value) if question.or_other else ""


def _given(question: Question, answered: Answered) -> Iterator[tuple[uuid.UUID, str, Any]]:
    name = question.name
    if name in answered.entries:
        for entry in answered.entries[name]:
            yield answered.ids[entry.response], address(entry.path, name), entry.value
    else:
        for response_id, value in zip(answered.ids, answered.columns[name], strict=True):
            yield response_id, name, value


def _contributions(
    session: Session, activity_id: uuid.UUID, keys: list[str]
) -> dict[str, uuid.UUID]:
    found = sa.select(Contribution.source_key, Contribution.id).where(
        Contribution.activity_id == activity_id,
        Contribution.source_key.in_(keys),
        Contribution.state.in_(IN_CORPUS),
    )
    return dict(session.execute(found).all())
