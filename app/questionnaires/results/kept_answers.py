"""The answers that results are made of: read now, or as a worker last read those of a large
questionnaire."""

from __future__ import annotations

import io
import json
import uuid
from dataclasses import replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, Kept
from app.figures.loaded import Loaded
from app.models import Questionnaire, Response
from app.questionnaires import queries
from app.questionnaires.results.answers import Answered, Entries, read_answers
from app.questionnaires.results.columns import Column
from surveys.model import Survey
from surveys.variables import NOT_ASKED

_ABSENT = {"": "not asked"}
"""Stands for `NOT_ASKED`: no question has a part without a name."""


def sent_answers(session: Session, questionnaire: Questionnaire, survey: Survey) -> Answered:
    """Every response that was sent; tests do not count."""
    home = questionnaire.activity.consultation_id
    kept = _LOADED.value(session, home, _name(questionnaire.id))
    return read_answers(session, questionnaire.id, survey) if kept is None else kept


def answers_figure(questionnaire_id: uuid.UUID) -> Figure:
    """What is kept of a questionnaire."""

    def changes(session: Session, _consultation_id: uuid.UUID) -> object:
        sent = sa.select(sa.func.count(), sa.func.max(Response.submitted_at)).where(
            *queries.sent_to(questionnaire_id)
        )
        version = queries.latest_version(session, questionnaire_id)
        return tuple(session.execute(sent).one()), version.id

    def count(session: Session, _consultation_id: uuid.UUID) -> bytes:
        survey = queries.latest_survey(session, questionnaire_id)
        return as_bytes(read_answers(session, questionnaire_id, survey))

    return Figure(_name(questionnaire_id), changes, count)


def _name(questionnaire_id: uuid.UUID) -> str:
    return f"answers-2-{questionnaire_id.hex}"


def as_bytes(answered: Answered) -> bytes:
    """Answers as one value: arrays as numpy writes them, the rest as JSON among them."""
    told = {
        "columns": {name: _told(column) for name, column in answered.columns.items()},
        "entries": {name: _told(entries.answers) for name, entries in answered.entries.items()},
    }
    arrays: dict[str, Any] = {
        f"codes-{place}": column.codes for place, column in enumerate(answered.columns.values())
    }
    for place, entries in enumerate(answered.entries.values()):
        arrays[f"responses-of-entries-{place}"] = entries.responses
        arrays[f"codes-of-entries-{place}"] = entries.answers.codes
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    file = io.BytesIO()
    np.savez(
        file,
        allow_pickle=False,
        told=np.frombuffer(written, dtype=np.uint8),
        ids=np.frombuffer(answered.ids.tobytes(), dtype=np.uint8),
        days=answered.days,
        **arrays,
    )
    return file.getvalue()


def _told(column: Column) -> list[Any]:
    return [_ABSENT if value is NOT_ASKED else value for value in column.values]


def _column(told: list[Any], codes: NDArray[np.integer[Any]]) -> Column:
    return Column([NOT_ASKED if one == _ABSENT else one for one in told], codes)


def from_bytes(value: bytes) -> Answered:
    """The answers that `as_bytes` wrote."""
    with np.load(io.BytesIO(value), allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        columns = {
            name: _column(values, arrays[f"codes-{place}"])
            for place, (name, values) in enumerate(told["columns"].items())
        }
        entries = {
            name: Entries(
                arrays[f"responses-of-entries-{place}"],
                _column(values, arrays[f"codes-of-entries-{place}"]),
            )
            for place, (name, values) in enumerate(told["entries"].items())
        }
        return Answered(
            np.frombuffer(arrays["ids"].tobytes(), dtype="V16"),
            arrays["days"],
            columns,
            entries,
        )


def _from_kept(kept: Kept) -> Answered:
    return replace(from_bytes(kept.value), counted_at=kept.counted_at)


_LOADED = Loaded(_from_kept)
"""About 40 bytes an answered question."""
