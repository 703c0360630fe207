"""A questionnaire as a list of lines, for whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.questionnaires.building.condition_words import condition_in_words
from app.questionnaires.building.type_names import name_of_type
from app.web.paging import Cursor, Page, make_page
from surveys.model import Group, Item, Place, Question, Survey

LINES_SHOWN = 100
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Line:
    """A question, a section or a repeat: how deep it stands, what it asks, and when."""

    order: int
    name: str
    title: str
    type_name: str
    depth: int
    is_container: bool
    is_required: bool
    condition: str


def outline_page(survey: Survey, cursor: Cursor, language: str) -> Page[Line]:
    """A part of the questionnaire, in its order."""
    places = list(survey.places.values())
    key = cursor.as_int()
    if cursor.backwards and key is not None:
        found = places[max(0, key - LINES_SHOWN - 1) : key][::-1]
    else:
        start = 0 if key is None else key + 1
        found = places[start : start + LINES_SHOWN + 1]
    page = make_page(found, cursor, size=LINES_SHOWN, key_of=lambda place: place.order)
    lines = tuple(_line(place, survey, language) for place in page.rows)
    return Page(lines, page.previous_key, page.next_key)


def page_key(survey: Survey, name: str) -> str | None:
    """After which line the page starts that shows this item; nothing for the first page.

    A form that is sent twice names an item that was not added again: the first page, then.
    """
    if name not in survey.places:
        return None
    before = survey.places[name].order // LINES_SHOWN * LINES_SHOWN
    return str(before - 1) if before else None


def _line(place: Place, survey: Survey, language: str) -> Line:
    item = place.item
    return Line(
        order=place.order,
        name=item.name,
        title=title_of(item, language)[:LONGEST_TITLE],
        type_name=name_of_type(kind_of(item)),
        depth=min(len(place.containers), 3),
        is_container=not isinstance(item, Question),
        is_required=isinstance(item, Question) and item.required is not None,
        condition=condition_in_words(item.relevant, survey, language) if item.relevant else "",
    )


def kind_of(item: Item) -> str:
    """The type of a question, or `group`, `table` or `repeat`."""
    if isinstance(item, Question):
        return item.type
    if isinstance(item, Group):
        return "table" if item.is_table else "group"
    return "repeat"


def title_of(item: Item, language: str) -> str:
    """The text of an item on one line; its name when it has none."""
    return " ".join(item.labels.text(language).split()) or _("(%(name)s)", name=item.name)
