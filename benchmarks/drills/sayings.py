"""What somebody says in a drill, by each form that everybody may fill in.

Each comes from a browser that was never here before, ends on a page (or an answer to the script)
that thanks, and is told by its words, which nobody else says.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.drills.visitors import Answer, Refused, Visitor, form_with, words_of
from benchmarks.respondent import fill

RECEIPT = re.compile(r"[2-9A-Z]{5}(?:-[2-9A-Z]{5}){3}")
BEGINNING, ENTIRE = "Parole", ", en entier."
"""How all words begin, and how the text of an idea ends that begins as its title."""
MOST_ATTEMPTS = 5
PLACEHOLDER = "Une réponse à "
_filled: dict[tuple[str, int], dict[str, str]] = {}
"""What is answered on each page, worked out once: reading pages is no work of the server."""


@dataclass(frozen=True)
class Said:
    """What was acknowledged: its kind, and its words."""

    kind: str
    words: str


Saying = Callable[[Visitor, Mapping[str, str], str], Said]


def answer(visitor: Visitor, places: Mapping[str, str], words: str, name: str) -> Said:
    """Answer the questionnaire of this name page by page; `words` stand in each text."""
    home = places[name]
    page = visitor.open(home)
    page = visitor.send(f"{home}/start", form_with(page.body, "start_key"))
    while not page.path.endswith("/end"):
        page = _go_on(visitor, page, words)
    page = visitor.send(page.path, {"send": "1"})
    _expect(page, "receipt-code" in page.body)
    return Said("questionnaire", words)


def _go_on(visitor: Visitor, page: Answer, words: str) -> Answer:
    """Answer a page, and again what its answers brought up."""
    path = page.path
    for attempt in range(MOST_ATTEMPTS):
        where = (path.rsplit("/", 1)[1], attempt)
        if where not in _filled:
            _filled[where] = {**fill(page.body), "go": "next"}
        told = {
            name: value.replace(PLACEHOLDER, f"{words} à ")
            for name, value in _filled[where].items()
        }
        page = visitor.send(path, told)
        if page.path != path:
            return page
    raise Refused(f"{path} is never satisfied\n{words_of(page.body)[:500]}")


def post_idea(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
    """Post an idea in two steps."""
    here = f"{places['ideas']}/new"
    page = visitor.open(here)
    told = {"title": words, "text": words + ENTIRE}
    page = visitor.send(here, {**form_with(page.body, "title"), **told, "step": "similar"})
    page = visitor.send(here, {**form_with(page.body, "title"), "step": "post"})
    _expect(page, bool(RECEIPT.search(page.body)))
    return Said("idea", words)


def note(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
    """Write a note at the table, as its script sends it."""
    here = places["table"]
    visitor.open(here)
    item = {"key": secrets.token_hex(16), "text": words, "nature": "finding", "round": "1"}
    for result in visitor.send_json(f"{here}/batch", {"items": [item]})["results"]:
        if result["state"] != "kept":
            raise Refused(f"note: {result}")
    return Said("note", words)


def vote(visitor: Visitor, places: Mapping[str, str], _words: str) -> Said:
    """Say what one thinks of the idea that is shown; nobody reads the words of a vote."""
    here = f"{places['ideas']}/votes"
    page = visitor.open(here)
    page = visitor.send(here, {**form_with(page.body, "idea"), "judgement": "agree"})
    _expect(page, "judging__last" in page.body)
    return Said("vote", "")


def _expect(page: Answer, is_thanked: bool) -> None:
    if not is_thanked:
        raise Refused(f"no thanks at {page.path}\n{words_of(page.body)[:500]}")


def contribute(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
    """Deposit a written contribution, look at what was read of it, and send it."""
    here = f"{places['call']}/new"
    page = visitor.open(here)
    told = {
        "title": words,
        "speaks_for": "oneself",
        "kind": "",
        "text": words,
        "may_be_published": "yes",
    }
    page = visitor.send(here, {**form_with(page.body, "title"), **told})
    page = visitor.send(f"{page.path}/send", form_with(page.body, "version"))
    _expect(page, bool(RECEIPT.search(page.body)))
    return Said("submission", words)


def register(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
    """Register for the conference."""
    here = f"{places['conference']}/register"
    page = visitor.open(here)
    told = {"name": words, "kind": "association", "email": "claire@region.example"}
    page = visitor.send(here, {**form_with(page.body, "name"), **told})
    _expect(page, page.path.endswith("/registered"))
    return Said("registration", words)


def support(visitor: Visitor, places: Mapping[str, str], _words: str) -> Said:
    """Support the first idea of the box."""
    page = visitor.open(_an_idea(visitor, places))
    page = visitor.send(f"{page.path}/support", {**form_with(page.body, "wanted"), "wanted": "yes"})
    _expect(page, 'name="wanted" value="no"' in page.body)
    return Said("support", "")


def comment(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
    """Comment the first idea of the box."""
    idea = _an_idea(visitor, places)
    page = visitor.open(idea)
    page = visitor.send(f"{idea}/comments", {**form_with(page.body, "key"), "text": words})
    _expect(page, bool(RECEIPT.search(page.body)))
    return Said("comment", words)


def note_without_script(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
    """Write a note at the table by the form of its page."""
    here = places["table"]
    page = visitor.open(here)
    told = {"text": words, "nature": "finding", "round": "1"}
    page = visitor.send(here, {**form_with(page.body, "key"), **told})
    _expect(page, words in page.body)
    return Said("note", words)


def _an_idea(visitor: Visitor, places: Mapping[str, str]) -> str:
    box = places["ideas"]
    found = re.search(rf'href="({re.escape(box)}/[0-9a-f-]{{36}})"', visitor.open(box).body)
    if found is None:
        raise Refused(f"{box} shows no idea")
    return found[1]
