"""The answers of a response in words: for a last look before sending, and for its receipt."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.models import Response
from app.models.types import today
from app.questionnaires.answering.page_parts import Field
from app.questionnaires.answering.presentation import page_view
from app.questionnaires.definitions import stored
from surveys.answers import State, given, pages, settle


def summary_of(state: State, language: str) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """The name and the title of each page, and the answers given on it."""
    found = []
    for page in pages(state.survey):
        lines = [
            (str(one.label), answer_text(one)) for one in page_view(state, page, language).fields
        ]
        answered = [(label, text) for label, text in lines if text]
        if answered:
            found.append((page.name, page.labels.text(language), answered))
    return found


def answer_text(one: Field) -> str:
    """An answer in words."""
    labels = {choice.code: choice.label for choice in one.spec.choices}
    labels |= {choice.code: choice.label for part in one.spec.parts for choice in part.choices}
    if one.file_name:
        return one.file_name
    if one.spec.widget == "checkbox":
        return _("Yes") if one.values else ""
    said = [labels.get(value, value) for value in one.values if value]
    if one.spec.widget != "rank":
        said += [labels.get(text, text) for text in one.parts.values() if text]
    return ", ".join(said)


def sent_answers(response: Response, language: str) -> list[tuple[str, str]]:
    """Each question that was answered, and the answer that was sent, in words."""
    survey = stored(response.version.definition)
    shown = language if language in survey.languages else survey.default_language
    state = settle(survey, response.answers, today())
    return [line for _name, _title, lines in summary_of(state, shown) for line in lines]


def sent_files(response: Response) -> list[tuple[str, str]]:
    """The name and the SHA-256 of each file that was sent with a response."""
    survey = stored(response.version.definition)
    return [
        (str(value.get("name") or name), str(value["key"]))
        for _path, name, value in given(survey, response.answers)
        if survey.questions[name].type == "file" and value
    ]
