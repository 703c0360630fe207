"""Answers quoted in the text of a later question: `You said that ${town} …`."""

import re
from collections.abc import Collection
from itertools import zip_longest

from surveys.answers.address import InstancePath, instance_at
from surveys.answers.settling import State
from surveys.types.other import codes_of, offered, other_of

# Names are far shorter; the limit keeps the search quick in a text full of open braces.
REFERENCE = re.compile(r"\$\{([^{}]{1,200})\}")


def quoted_names(text: str) -> tuple[str, ...]:
    """Return the names of the questions that a text quotes."""
    return tuple(name.strip() for name in REFERENCE.findall(text))


def without(text: str, names: Collection[str]) -> str:
    """Replace by an ellipsis the quotes of these questions."""
    return REFERENCE.sub(lambda found: "…" if found[1].strip() in names else found[0], text)


def pipe(text: str, state: State, path: InstancePath = (), language: str | None = None) -> str:
    """Replace each `${name}` by its answer, in words; no answer leaves an ellipsis."""
    return "".join(words for words, _name in piped(text, state, path, language))


def piped(
    text: str, state: State, path: InstancePath = (), language: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the text as `pipe` does, in pieces: words, and the question they quote or nothing."""
    if "${" not in text:
        return ((text, ""),)
    plain_then_name = REFERENCE.split(text)
    pieces = []
    for plain, name in zip_longest(plain_then_name[::2], map(str.strip, plain_then_name[1::2])):
        if plain:
            pieces.append((plain, ""))
        if name:
            pieces.append((_words(name, state, path, language), name))
    return tuple(pieces)


def _words(name: str, state: State, path: InstancePath, language: str | None) -> str:
    question = state.survey.questions.get(name)
    inside = next(
        (
            path[:depth]
            for depth in range(len(path), -1, -1)
            if name in instance_at(state.answers, path[:depth])
        ),
        None,
    )
    if question is None or inside is None:
        return "…"
    value = instance_at(state.answers, inside)[name]
    if value is None:
        return "…"
    if isinstance(value, dict) and "name" in value:
        return str(value["name"])
    labels = {
        choice.name: choice.label(language)
        for choice in offered(question, state.survey.choices(question))
    }
    words = [labels.get(code, code) for code in codes_of(value)]
    return ", ".join([*words, other_of(value)] if other_of(value) else words)
