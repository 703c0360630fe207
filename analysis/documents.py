"""What goes into an analysis: documents, targets of a strategy, examples of links."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One plain text to analyse. `id` is unique in a run and is how the results name it."""

    id: str
    text: str
    respondent: str | None = None


@dataclass(frozen=True)
class Target:
    """One line of a strategy that a text may be linked to.

    `context` holds what helps to understand a short title: titles of the parents, findings, needs.
    """

    code: str
    title: str
    parent: str | None = None
    context: str = ""


@dataclass(frozen=True)
class Example:
    """A text that a person has linked to the target `code`."""

    text: str
    code: str
