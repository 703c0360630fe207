"""Keeping a page in one statement, where nothing changed since the response was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.models import Questionnaire, Response

_TABLE: Any = Response.__table__
_RESPONSE, _QUESTIONNAIRE = _TABLE.c, Questionnaire.__table__.c
_KEEP = (
    sa.update(_TABLE)
    .where(
        _RESPONSE.id == sa.bindparam("of"),
        _RESPONSE.state == sa.bindparam("in_state"),
        _RESPONSE.answers == sa.bindparam("before"),
        _RESPONSE.correction.is_(None),
        sa.exists().where(
            _QUESTIONNAIRE.id == _RESPONSE.questionnaire_id,
            _QUESTIONNAIRE.state == sa.bindparam("of_state"),
        ),
    )
    .values(
        answers=sa.bindparam("answers"),
        page=sa.bindparam("page"),
        saved_at=sa.bindparam("saved_at"),
    )
)


def keep_as_read(
    session: Session,
    questionnaire: Questionnaire,
    response: Response,
    answers: Mapping[str, Any],
    page: str,
    saved_at: dt.datetime,
) -> bool:
    """Keep the answers of a response that is not sent yet, and the page to come back to.

    Return whether that was done: not where the answers, the state of the response or that of its
    questionnaire are not those that were read, nor where a response that was sent is corrected.
    """
    if response.correction is not None:
        return False
    new = {"answers": dict(answers), "page": page, "saved_at": saved_at}
    known = {
        "of": response.id,
        "in_state": response.state,
        "before": response.answers,
        "of_state": questionnaire.state,
    }
    kept: Any = session.execute(_KEEP, {**known, **new})
    if kept.rowcount != 1:
        return False
    for name, value in new.items():
        set_committed_value(response, name, value)
    return True
