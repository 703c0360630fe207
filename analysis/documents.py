"""What goes into an analysis: documents, targets of a strategy, examples of links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """One plain text to analyse.

    Attributes
    ----------
    id : unique in a run; how the results name the document.
    respondent : who speaks, the same for all that one person or organisation wrote. A document
        without one is a voice of its own.
    channel : how it came (workshop, questionnaire…); empty when nobody knows.
    attributes : what is known of who speaks or of what was asked, by name: "type of actor",
        "territory", "question"… They never reach the grouping; they are counted afterwards.
    day : when it was said.
    """

    id: str
    text: str
    respondent: str | None = None
    channel: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    day: dt.date | None = None

    @property
    def voice(self) -> str:
        """Who speaks, known in this run only."""
        return self.respondent if self.respondent is not None else f"document {self.id}"


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
    """A text that a person has linked to the target `code`, or refused to.

    A text that is about several targets has several examples. `accepted` is False where a person
    set the proposed link aside.
    """

    text: str
    code: str
    accepted: bool = True
