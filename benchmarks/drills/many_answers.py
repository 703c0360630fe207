"""As many answers as asked, in bulk: `python -m benchmarks.drills.many_answers COUNT`.

Each is a response to the shipped questionnaire, with the contribution, the excerpt and the words of
the index that come of it.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import create_app
from app.cli.writing import transaction
from app.consultations.services import create_consultation
from app.corpus.search.indexing import SearchableExcerpt, add_entries
from app.models import Contribution, Excerpt, Questionnaire, Response, ResponseState
from app.models.types import new_id, now
from app.questionnaires.definitions import read_shipped
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version

BATCH = 1000
TEXT = "Réponse {} : il faut former les bénévoles, « près » de chez eux ; c’est ↗ nécessaire 🌊."


def main(arguments: list[str]) -> int:
    app = create_app()
    with app.app_context(), transaction() as session:
        questionnaire = _questionnaire(session)
        for first in range(0, int(arguments[0]), BATCH):
            _add(session, questionnaire, range(first, min(first + BATCH, int(arguments[0]))))
    return 0


def _questionnaire(session: Session) -> Questionnaire:
    consultation = create_consultation(session, slug="foule", title="Foule")
    consultation.open()
    session.flush()
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Foule", survey=read_shipped().survey
    )
    made.open()
    session.flush()
    return made


def _add(session: Session, questionnaire: Questionnaire, numbers: range) -> None:
    version = latest_version(session, questionnaire.id)
    rows: dict[type[Any], list[dict[str, Any]]] = {Response: [], Contribution: [], Excerpt: []}
    searchable = []
    for number in numbers:
        text, contribution_id, excerpt_id = TEXT.format(number), new_id(), new_id()
        owner = questionnaire.activity.consultation_id
        rows[Response].append(_response(questionnaire, version.id, number, text))
        rows[Contribution].append(
            {
                "id": contribution_id,
                "consultation_id": owner,
                "activity_id": questionnaire.activity_id,
                "source_key": f"{number:064d}",
                "text": text,
            }
        )
        rows[Excerpt].append(
            {
                "id": excerpt_id,
                "consultation_id": owner,
                "contribution_id": contribution_id,
                "start": 0,
                "end": len(text),
            }
        )
        searchable.append(SearchableExcerpt(owner, excerpt_id, text))
    for model, values in rows.items():
        session.execute(sa.insert(model), values)
    add_entries(session, searchable)


def _response(
    questionnaire: Questionnaire, version_id: uuid.UUID, number: int, text: str
) -> dict[str, Any]:
    return {
        "questionnaire_id": questionnaire.id,
        "version_id": version_id,
        "code_digest": f"{number:064d}",
        "state": ResponseState.SUBMITTED,
        "answers": dict(_answers(text)),
        "submitted_at": now(),
    }


def _answers(text: str) -> Iterator[tuple[str, Any]]:
    for n in range(30):
        yield f"question_{n}", [text, n, n / 7, None, True, [f"choix_{n}"]][n % 6]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
