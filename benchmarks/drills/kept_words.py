"""What the database holds of what was said in a drill, to compare with what was acknowledged."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from benchmarks.drills.platform import Visited
from benchmarks.drills.sayings import BEGINNING, ENTIRE, Said

IDEAS = "SELECT title, text FROM idea JOIN contribution ON contribution.id = contribution_id"


def kept_words(running: Visited) -> Counter[Said]:
    """Each thing that is stored, as it would have been acknowledged. What is damaged, or was begun
    and never sent, is told by words that nobody said."""
    return Counter(
        [
            *_answers(running),
            *_ideas(running),
            *(Said("note", text) for (text,) in running.query("SELECT text FROM note")),
            # Nobody reads the words of a vote.
            *[Said("vote", "")] * running.count("idea_vote"),
        ]
    )


def _answers(running: Visited) -> Iterator[Said]:
    for state, answers in running.query("SELECT state, answers FROM response"):
        read = json.loads(answers) if isinstance(answers, str) else answers
        words = {text.split(" à ")[0] for text in _texts(read) if text.startswith(BEGINNING)}
        is_whole = state == "submitted" and len(words) == 1
        yield Said("questionnaire", words.pop() if is_whole else f"{state}: {words}")


def _ideas(running: Visited) -> Iterator[Said]:
    for title, text in running.query(IDEAS):
        # The others were there before.
        if title.startswith(BEGINNING):
            yield Said("idea", title if text == title + ENTIRE else text)


def _texts(value: object) -> Iterator[str]:
    """Every text in some JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
