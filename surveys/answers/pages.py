"""The pages of a questionnaire, and the way from one to the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from surveys.answers.address import InstancePath, instances_of
from surveys.answers.plan import once_for_each_survey
from surveys.answers.settling import State
from surveys.model import Group, Item, Question, Repeat, Survey, walk
from surveys.texts import NO_TEXT, Texts

NOT_PAGES = frozenset({"correct", "end", "keep", "withdraw"})
"""What stands beside the pages in the address of a response: no page is called so."""

LONGEST_NAME = 100


@dataclass(frozen=True, eq=False)
class Page:
    """One page: a section (a top-level group), a repeat, or questions that stand in none.

    `index` counts from 0; `name` is its own in addresses, that of its first item as a rule;
    `section` is the group or the repeat, when there is one.
    """

    index: int
    name: str
    labels: Texts
    items: tuple[Item, ...]
    section: Group | Repeat | None = None

    @cached_property
    def files(self) -> frozenset[str]:
        """The names of the questions that take a file."""
        return frozenset(one.name for one in self.questions() if one.type == "file")

    def questions(self) -> Iterator[Question]:
        for place in walk(self.items):
            if isinstance(place.item, Question):
                yield place.item


def next_page(state: State, page: int) -> int | None:
    """Return the next page that asks something, None at the end; -1 is before the first."""
    every = pages(state.survey)
    return next((p.index for p in every[page + 1 :] if shows_something(state, p)), None)


def previous_page(state: State, page: int) -> int | None:
    """Return the page before that asks something, None at the beginning."""
    every = pages(state.survey)[:page]
    return next((p.index for p in reversed(every) if shows_something(state, p)), None)


def shows_something(state: State, page: Page) -> bool:
    """Whether a page has anything to show: a question, a note or a repeat to open."""
    return any(_shown(state, item, state.answers, ()) for item in page.items)


def questions_on(state: State, page: Page) -> Iterator[tuple[InstancePath, Question]]:
    """Yield the questions of a page that are asked, in every instance of its repeats."""
    for item in page.items:
        yield from _asked(state, item, state.answers, ())


def _asked(
    state: State, item: Item, answers: Mapping[str, Any], path: InstancePath
) -> Iterator[tuple[InstancePath, Question]]:
    if not state.asks(path, item.name):
        return
    if isinstance(item, Question):
        yield path, item
    elif isinstance(item, Group):
        for child in item.items:
            yield from _asked(state, child, answers, path)
    else:
        for index, instance in enumerate(instances_of(answers, item.name)):
            for child in item.items:
                yield from _asked(state, child, instance, (*path, (item.name, index)))


def _shown(state: State, item: Item, answers: Mapping[str, Any], path: InstancePath) -> bool:
    if not state.asks(path, item.name):
        return False
    if isinstance(item, Question):
        return item.type not in {"calculate", "hidden"}
    if isinstance(item, Repeat):
        return item.count is None or bool(instances_of(answers, item.name))
    return any(_shown(state, child, answers, path) for child in item.items)


@once_for_each_survey
def pages(survey: Survey) -> tuple[Page, ...]:
    """A section is a page, a top-level repeat too; questions between two sections are one."""
    found: list[Page] = []
    loose: list[Item] = []

    def close() -> None:
        if loose:
            found.append(Page(len(found), _name(len(found), loose[0]), NO_TEXT, tuple(loose)))
            loose.clear()

    for item in survey.items:
        if isinstance(item, Question) or (isinstance(item, Group) and item.is_table):
            loose.append(item)
            continue
        close()
        found.append(Page(len(found), _name(len(found), item), item.labels, (item,), item))
    close()
    return tuple(found)


def _name(index: int, item: Item) -> str:
    """The name of a page. One made from its place starts with a digit, as no item's does."""
    if item.name in NOT_PAGES or len(item.name) > LONGEST_NAME:
        return f"{index + 1}-{item.name[:LONGEST_NAME]}"
    return item.name
