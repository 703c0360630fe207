"""Where an answer stands: `projects/0/title`, and how a form names its inputs.

Answers are nested mappings: `{"town": "Dijon", "projects": [{"title": "…"}, {"title": "…"}]}`.
A question that was never shown is absent; one that was left empty is there with None.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from surveys.model import Item, Question, Repeat, Survey

Answers: TypeAlias = dict[str, Any]

# The instances of the repeats around an item, from the outside in: (("projects", 0),).
InstancePath: TypeAlias = tuple[tuple[str, int], ...]


def address(path: InstancePath, name: str) -> str:
    """Return the address of an item in one instance.

    >>> address((("projects", 0),), "title")
    'projects/0/title'
    """
    if not path:
        return name
    return "/".join([*(f"{repeat}/{index}" for repeat, index in path), name])


def instance_at(answers: Mapping[str, Any], path: InstancePath) -> Mapping[str, Any]:
    """Return the answers of one instance, an empty mapping when it is not stored."""
    here: Mapping[str, Any] = answers
    for repeat, index in path:
        instances = instances_of(here, repeat)
        here = instances[index] if 0 <= index < len(instances) else {}
    return here


def value_at(answers: Mapping[str, Any], where: str) -> Any:
    """Return what stands at an address; None when nothing does.

    >>> value_at({"projects": [{"title": "Un lieu"}]}, "projects/0/title")
    'Un lieu'
    """
    *steps, name = where.split("/")
    if len(steps) % 2 or not all(index.isdecimal() for index in steps[1::2]):
        return None
    path = tuple((steps[n], int(steps[n + 1])) for n in range(0, len(steps), 2))
    return instance_at(answers, path).get(name)


def instances_of(answers: Mapping[str, Any], repeat: str) -> list[Mapping[str, Any]]:
    """Return the stored instances of a repeat; none for anything else that stands there."""
    stored = answers.get(repeat)
    if not isinstance(stored, list):
        return []
    return [each if isinstance(each, Mapping) else {} for each in stored]


def given(survey: Survey, answers: Mapping[str, Any]) -> Iterator[tuple[InstancePath, str, Any]]:
    """Yield every stored answer to a known question: its instance, its name, its value."""
    yield from _given(survey.items, answers, ())


def _given(
    items: Sequence[Item], answers: Mapping[str, Any], path: InstancePath
) -> Iterator[tuple[InstancePath, str, Any]]:
    for item in items:
        if isinstance(item, Question):
            if item.name in answers:
                yield path, item.name, answers[item.name]
        elif isinstance(item, Repeat):
            for index, instance in enumerate(instances_of(answers, item.name)):
                yield from _given(item.items, instance, (*path, (item.name, index)))
        else:
            yield from _given(item.items, answers, path)
