"""The draft as respondents see it, without its conditions: everything is there to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.models.types import today
from app.questionnaires.answering.page_parts import PageView
from app.questionnaires.answering.presentation import page_view
from surveys.answers import Page, pages, settle
from surveys.editing import always_asked
from surveys.model import Question, Repeat, Survey


@dataclass(frozen=True)
class Preview:
    """A page as it is shown, and the names of those before and after it."""

    view: PageView
    name: str
    previous: str | None
    next: str | None


def preview_of(survey: Survey, name: str, language: str) -> Preview | None:
    """The page of this name, the first one when no page bears it; None without any page."""
    shown = always_asked(survey)
    every = pages(shown)
    if not every:
        return None
    page = next((each for each in every if each.name == name or _holds(each, name)), every[0])
    state = settle(shown, {}, today())
    return Preview(
        page_view(state, page, language),
        page.name,
        every[page.index - 1].name if page.index else None,
        every[page.index + 1].name if page.index + 1 < len(every) else None,
    )


def fragment(survey: Survey, name: str, language: str) -> PageView | None:
    """One question alone, or one section, as it is shown; None for what nobody sees."""
    place = survey.places[name]
    item = place.item
    within = next((each for each in place.containers if isinstance(each, Repeat)), None)
    alone = item if within is None else replace(within, items=(item,))
    shown = always_asked(replace(survey, items=(alone,)))
    if isinstance(item, Question) and item.type in ("calculate", "hidden"):
        return None
    return page_view(settle(shown, {}, today()), pages(shown)[0], language)


def _holds(page: Page, name: str) -> bool:
    return any(question.name == name for question in page.questions())
