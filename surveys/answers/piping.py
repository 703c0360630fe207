"""Answers quoted in the text of a later question: `You said that ${town} …`."""

import re
from collections.abc import Collection

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
    if "${" not in text:
        return text
    return REFERENCE.sub(lambda found: _words(found[1].strip(), state, path, language), text)


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
