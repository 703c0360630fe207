"""The answers of a response in words, for a last look before sending."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.questionnaires.answering.page_parts import Field
from app.questionnaires.answering.presentation import page_view
from surveys.answers import State, pages


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
