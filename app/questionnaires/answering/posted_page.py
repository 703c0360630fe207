"""What a page says about itself when it is posted: what it asked, which entry to take out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from surveys.answers import InstancePath, Page, State, address
from surveys.answers.address import instances_of
from surveys.model import Item, Question, Repeat
from surveys.types import type_named

ASKED = "#asked"
"""The input that holds the addresses of what the page asked, by spaces."""

ADD, REMOVE, LANGUAGE = "add:", "remove:", "language:"
"""How the values of buttons start that save a page and show it again."""

_ENTRY = re.compile(rf"{REMOVE}(?P<repeat>.+)/(?P<index>[0-9]{{1,6}})\Z")

Sent = TypeVar("Sent")


def unseen(state: State, page: Page, raw: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What a page asks now and did not ask when it was sent: addresses of questions and repeats.

    Without a script, an answer that calls for another question on the same page shows it only
    once the page was posted. A form that does not say what it asked is taken at its word.
    """
    if ASKED not in raw:
        return ()
    asked = set(" ".join(raw[ASKED]).split())
    return tuple(
        where for where in _askable(state, page.items, state.answers, ()) if where not in asked
    )


def without_entry(fields: Mapping[str, Sent], go: str) -> dict[str, Sent]:
    """The fields without those of the entry that a person asked to take out, if they did.

    The entries after it move up by one.
    """
    found = _ENTRY.match(go)
    if found is None:
        return dict(fields)
    start, taken_out = f"{found['repeat']}/", int(found["index"])
    kept = {}
    for name, value in fields.items():
        index, slash, rest = name.removeprefix(start).partition("/")
        if not (name.startswith(start) and slash and index.isdecimal()) or int(index) < taken_out:
            kept[name] = value
        elif int(index) > taken_out:
            kept[f"{start}{int(index) - 1}/{rest}"] = value
    return kept


def _askable(
    state: State, items: Sequence[Item], answers: Mapping[str, object], path: InstancePath
) -> Iterator[str]:
    for item in items:
        if not state.asks(path, item.name):
            continue
        if isinstance(item, Question):
            if type_named(item.type).answered and item.type != "hidden":
                yield address(path, item.name)
        elif isinstance(item, Repeat):
            if item.count is None:
                yield address(path, item.name)
            for index, instance in enumerate(instances_of(answers, item.name)):
                yield from _askable(state, item.items, instance, (*path, (item.name, index)))
        else:
            yield from _askable(state, item.items, answers, path)
