"""Sections, questions and repeats: added, replaced, moved, duplicated, deleted."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from surveys.editing.errors import EditError
from surveys.editing.naming import unused_name
from surveys.editing.references import users_of, with_names
from surveys.model import Item, Question, Survey, walk

TOP = ""
"""The place outside every section."""

Items = tuple[Item, ...]


def children_of(survey: Survey, container: str) -> Items:
    """Return what stands directly in a section or a repeat, or outside all of them.

    Raises EditError: unknown_item.
    """
    if container == TOP:
        return survey.items
    item = _item(survey, container)
    if isinstance(item, Question):
        raise EditError("unknown_item", name=container)
    return item.items


def insert_item(survey: Survey, item: Item, into: str = TOP) -> Survey:
    """Add an item at the end of a section. Raises EditError: unknown_item, name_taken."""
    taken = {name.casefold() for name in survey.places}
    if item.name.casefold() in taken:
        raise EditError("name_taken", name=item.name)
    children_of(survey, into)
    return _with_children(survey, into, lambda children: (*children, item))


def replace_item(survey: Survey, name: str, item: Item) -> Survey:
    """Put an item in the place of another; when it bears another name, references follow.

    Raises EditError: unknown_item, name_taken.
    """
    _item(survey, name)
    taken = {each.casefold() for each in survey.places if each != name}
    if item.name.casefold() in taken:
        raise EditError("name_taken", name=item.name)
    survey = _with_item(survey, name, lambda _: (item,))
    if item.name == name:
        return survey
    names = {name: item.name}
    return replace(survey, items=tuple(with_names(each, names) for each in survey.items))


def delete_item(survey: Survey, name: str) -> Survey:
    """Take an item out, with all it holds. Raises EditError: unknown_item, used."""
    item = _item(survey, name)
    gone = {place.item.name for place in walk((item,))}
    if users := users_of(survey, gone):
        raise EditError("used", name=name, users=users)
    return _with_item(survey, name, lambda _: ())


def duplicate_item(survey: Survey, name: str) -> tuple[Survey, str]:
    """Put a copy after an item; return the name of the copy too.

    Everything in the copy has a new name, and its references to what was copied with it follow.
    Raises EditError: unknown_item.
    """
    item = _item(survey, name)
    taken = set(survey.places)
    names: dict[str, str] = {}
    for place in walk((item,)):
        names[place.item.name] = unused_name(place.item.name, taken)
        taken.add(names[place.item.name])
    copy = with_names(_renamed(item, names), names)
    return _with_item(survey, name, lambda old: (old, copy)), copy.name


def move_item(survey: Survey, name: str, step: int) -> Survey:
    """Move an item up (-1) or down (1) by one; at the end of its section it enters the next one.

    Raises EditError: unknown_item, at_the_edge.
    """
    item = _item(survey, name)
    containers = survey.places[name].containers
    inside = containers[-1].name if containers else TOP
    siblings = list(children_of(survey, inside))
    at = next(n for n, each in enumerate(siblings) if each.name == name)
    if 0 <= at + step < len(siblings):
        siblings.insert(at + step, siblings.pop(at))
        moved = tuple(siblings)
        return _with_children(survey, inside, lambda _: moved)
    if not containers:
        raise EditError("at_the_edge", name=name)
    return _leave(survey, item, inside, step)


def _leave(survey: Survey, item: Item, inside: str, step: int) -> Survey:
    """Into the neighbour of its section when that is a section too, else beside its section."""
    around = survey.places[inside].containers
    outer = around[-1].name if around else TOP
    siblings = children_of(survey, outer)
    beside = next(n for n, each in enumerate(siblings) if each.name == inside) + step
    survey = _with_item(survey, item.name, lambda _: ())
    neighbour = siblings[beside] if 0 <= beside < len(siblings) else None
    if neighbour is not None and not isinstance(neighbour, Question):
        return _with_children(
            survey,
            neighbour.name,
            lambda children: (item, *children) if step > 0 else (*children, item),
        )
    return _with_item(
        survey, inside, lambda section: (section, item) if step > 0 else (item, section)
    )


def move_into(survey: Survey, name: str, container: str) -> Survey:
    """Move an item to the end of a section. Raises EditError: unknown_item, inside_itself."""
    item = _item(survey, name)
    children_of(survey, container)
    if container in {place.item.name for place in walk((item,))}:
        raise EditError("inside_itself", name=name)
    without = _with_item(survey, name, lambda _: ())
    return _with_children(without, container, lambda children: (*children, item))


def _item(survey: Survey, name: str) -> Item:
    place = survey.places.get(name)
    if place is None:
        raise EditError("unknown_item", name=name)
    return place.item


def _with_children(survey: Survey, container: str, change: Callable[[Items], Items]) -> Survey:
    if container == TOP:
        return replace(survey, items=change(survey.items))

    def changed(item: Item) -> Items:
        assert not isinstance(item, Question)
        return (replace(item, items=change(item.items)),)

    return _with_item(survey, container, changed)


def _with_item(survey: Survey, name: str, change: Callable[[Item], Items]) -> Survey:
    """Put what `change` returns in the place of an item, wherever it stands."""
    path = {each.name for each in survey.places[name].containers}

    def changed(items: Items) -> Iterator[Item]:
        for item in items:
            if item.name == name:
                yield from change(item)
            elif item.name in path and not isinstance(item, Question):
                yield replace(item, items=tuple(changed(item.items)))
            else:
                yield item

    return replace(survey, items=tuple(changed(survey.items)))


def _renamed(item: Item, names: dict[str, str]) -> Item:
    if isinstance(item, Question):
        return replace(item, name=names[item.name])
    inside = tuple(_renamed(child, names) for child in item.items)
    return replace(item, name=names[item.name], items=inside)
