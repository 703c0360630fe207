"""A questionnaire out of needs: a table of them for each theme, and a place to add others."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from surveys.model import Choice, Group, Item, Question, Survey
from surveys.texts import Texts
from surveys.types.likert import OUTSIDE, SCALE_COLUMN

SCALE = "importance"


@dataclass(frozen=True)
class KeptNeed:
    """A need as it will be asked, and the excerpt that said it."""

    excerpt_id: uuid.UUID
    wording: str


@dataclass(frozen=True)
class KeptTheme:
    """A theme and the needs said about it that are asked about."""

    title: str
    needs: tuple[KeptNeed, ...]


def survey_from_needs(
    title: str, themes: Sequence[KeptTheme], language: str, identity: Survey | None = None
) -> tuple[Survey, dict[str, uuid.UUID]]:
    """The questionnaire, and for each question that asks a need the excerpt it comes from.

    `identity` gives its first section, with its lists: who answers.
    """
    origins: dict[str, uuid.UUID] = {}
    sections: list[Item] = [identity.items[0]] if identity else []
    lists: dict[str, tuple[Choice, ...]] = {SCALE: _scale(language)}
    for number, theme in enumerate(themes, start=1):
        rows = []
        for place, need in enumerate(theme.needs, start=1):
            name = f"besoin_{number}_{place}"
            origins[name] = need.excerpt_id
            rows.append(Question(name, "likert", Texts({language: need.wording}), list_name=SCALE))
        sections.append(_section(number, theme.title, tuple(rows), language))
    if identity:
        lists |= _lists_of(identity)
    survey = Survey(
        code="besoins",
        title=Texts({language: title}),
        languages=(language,),
        default_language=language,
        items=tuple(sections),
        choice_lists=lists,
    )
    return survey, origins


def _section(number: int, title: str, rows: tuple[Question, ...], language: str) -> Group:
    def said(text: str) -> Texts:
        return Texts({language: text})

    table = Group(
        f"besoins_{number}",
        rows,
        said(_("How important are these needs for you?")),
        appearance="table-list",
    )
    missing = Question(
        f"manque_{number}",
        "text",
        said(_("Which need is missing from this list?")),
        appearance="multiline",
    )
    return Group(f"theme_{number}", (table, missing), said(title or _("Other needs")))


def _scale(language: str) -> tuple[Choice, ...]:
    def choice(name: str, label: str, filters: Mapping[str, str] | None = None) -> Choice:
        return Choice(name, Texts({language: label}), filters or {})

    return (
        choice("1", _("Not important")),
        choice("2", _("A little important")),
        choice("3", _("Important")),
        choice("4", _("A priority")),
        choice("0", _("No opinion"), {SCALE_COLUMN: OUTSIDE}),
    )


def _lists_of(survey: Survey) -> dict[str, tuple[Choice, ...]]:
    """The lists that the first section of a questionnaire uses."""
    section = survey.items[0]
    used: set[str] = set()
    for name, place in survey.places.items():
        if section in place.containers and name in survey.questions:
            question = survey.questions[name]
            used |= {question.list_name, question.parameters.get("territories", "")}
    return {name: choices for name, choices in survey.choice_lists.items() if name in used}
