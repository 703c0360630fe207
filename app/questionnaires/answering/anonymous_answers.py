"""What stays of a response once nothing may lead to who gave it."""

from __future__ import annotations

import copy
from typing import Any

from app.models import Response
from app.questionnaires.answering.corpus_answers import NOT_ATTRIBUTES, is_open
from app.questionnaires.answering.uploads import file_keys
from app.questionnaires.definitions import stored
from surveys.answers import given
from surveys.answers.address import instance_at
from surveys.model import Question

WHO_PARTS = ("name", "siret")
"""What names an organisation in the answer about it."""


def make_answers_anonymous(response: Response) -> set[str]:
    """Take out names, addresses and files; the caller erases the files of the keys given back.

    A short text is a name, a town, an address, also beside a choice: open answers and closed ones
    stay.
    """
    survey = stored(response.version.definition)
    files = file_keys(survey, response.answers) | file_keys(survey, response.latest_answers)
    answers = copy.deepcopy(response.answers)
    for path, name, value in list(given(survey, response.answers)):
        instance: Any = instance_at(answers, path)
        stays = _what_stays(survey.questions[name], value)
        if stays is None:
            del instance[name]
        else:
            instance[name] = stays
    response.answers, response.correction = answers, None
    return files


def _what_stays(question: Question, value: Any) -> Any:
    if question.type == "organisation" and isinstance(value, dict):
        return {part: said for part, said in value.items() if part not in WHO_PARTS} or None
    if isinstance(value, dict) and "codes" in value:
        return value["codes"][0] if question.type == "select_one" else value["codes"]
    if is_open(question) or question.type not in NOT_ATTRIBUTES:
        return value
    return None
