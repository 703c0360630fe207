"""What a question about one's organisation is filled with, from the sheet of that organisation."""

from __future__ import annotations

from collections.abc import Sequence

from app.ideas.importing.values import folded, kind_of
from app.models import Organisation, OrganisationKind
from surveys.model import Choice, Survey


def asks_organisation(survey: Survey) -> bool:
    """Whether any question asks for one's organisation."""
    return any(question.type == "organisation" for question in survey.questions.values())


def answers_of_organisation(
    survey: Survey, organisation: Organisation
) -> dict[str, dict[str, str]]:
    """The answer to each question of that type, by its name: a proposal, which people change."""
    return {
        name: _answer(survey, name, organisation)
        for name, question in survey.questions.items()
        if question.type == "organisation"
    }


def _answer(survey: Survey, name: str, organisation: Organisation) -> dict[str, str]:
    """The name, and what is known besides; a family or territory that the lists of the question do
    not hold is left to be chosen."""
    choices = survey.choices(survey.questions[name])
    parts = {
        "name": organisation.name,
        "siret": organisation.siret or "",
        "actor_type": _kind_code(choices.options, organisation.kind),
        "territory": _territory_code(choices.territories, organisation.territory),
    }
    return {part: value for part, value in parts.items() if value}


def _kind_code(options: Sequence[Choice], kind: OrganisationKind) -> str:
    """The first choice that names this family; what is another body for one list may be none of
    those of another."""
    if kind is OrganisationKind.OTHER:
        return ""
    named = (one.name for one in options if kind in (kind_of(one.name), kind_of(one.label("fr"))))
    return next(named, "")


def _territory_code(territories: Sequence[Choice], territory: str) -> str:
    """The code of a list; the name itself where anything may be typed."""
    if not territories:
        return territory
    named = (one.name for one in territories if folded(one.label("fr")) == folded(territory))
    return next(named, "") if territory else ""
