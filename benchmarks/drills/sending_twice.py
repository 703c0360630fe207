"""The answer is lost after the platform has committed, and the person presses again.

Each form that everybody may fill in, each of its steps: thanked, and one row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from benchmarks.drills.platform import Visited, platform
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.sayings import (
    BEGINNING,
    Saying,
    answer,
    comment,
    contribute,
    note,
    note_without_script,
    post_idea,
    register,
    support,
    vote,
)
from benchmarks.drills.visitors import NO_ANSWER, Answer, GaveUp, Refused, Visitor

IDEAS = 3
"""Those that are there from the beginning, to support, to judge and to comment."""
MOST_TOLD = 300
"""Characters."""
PATIENCE = 20.0
"""Seconds."""
FORMS: Mapping[str, tuple[Saying, str]] = {
    "questionnaire": (partial(answer, name="short"), "response"),
    "idea": (post_idea, "idea WHERE key NOT LIKE 'first-%'"),
    "note": (note, "note"),
    "note without script": (note_without_script, "note"),
    "contribution": (contribute, "submission"),
    "registration": (register, "registration"),
    "support": (support, "idea_support"),
    "vote": (vote, "idea_vote"),
    "comment": (comment, "idea_comment"),
}
"""How each is sent, and the rows that it leaves."""


@dataclass
class Unlucky(Visitor):
    """Loses the first answer to each thing that they send, with the cookies that came with it."""

    lost: set[tuple[str, bytes | None]] = field(default_factory=set)

    def attempt(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer | None:
        before = dict(self.cookies)
        answer = super().attempt(method, path, body, headers)
        if method == "GET" or answer is None or (path, body) in self.lost:
            return answer
        self.lost.add((path, body))
        self.cookies = before
        self.accidents[NO_ANSWER] += 1
        return None


def run(database: str, _is_small: bool) -> Result:
    """The small form is the whole one: each form is sent once."""
    with platform(database) as running:
        places = json.loads(running.module("benchmarks.drills.places", str(IDEAS)))
        return drill(running, places)


def drill(running: Visited, places: Mapping[str, str]) -> Result:
    """Fill in each form of a platform that runs, every answer lost once."""
    lost, wrong = 0, []
    for name, (say, rows) in FORMS.items():
        before = running.count(rows)
        person = Unlucky(running.port, patience=PATIENCE)
        try:
            say(person, places, f"{BEGINNING} {name}")
        except (GaveUp, Refused) as error:
            wrong.append(f"{name} not thanked ({str(error)[:MOST_TOLD]})")
        lost += len(person.lost)
        if (added := running.count(rows) - before) != 1:
            wrong.append(f"{name} leaves {added} rows")
    return Result(
        (
            told(f"{len(FORMS)} forms"),
            told(f"{lost} answers lost and sent again"),
            asked(len(wrong), "not thanked or not one row"),
            *(Figure(one, False) for one in wrong),
        )
    )
