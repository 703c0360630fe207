"""Ten minutes without a network while somebody types, in a real browser.

In the questionnaire the tab is lost meanwhile, and what was typed is offered afterwards; at a table
of a workshop the page is loaded again without a network, and the notes leave by themselves.
"""

from __future__ import annotations

import difflib
import json
import random
from collections.abc import Iterable, Mapping

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.drills.platform import Platform, platform
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.processes import until
from tests.journeys.browser import find_chromium, launch, visitor

AWAY = "10:00"
"""How long there is no network, for the clock of the page."""
PATIENCE = 60_000
"""Milliseconds."""
SIGNS = "abcdefghijklmnopqrstuvwxyz éèêàçùœ’«»…–,.0123456789€ÉÀ"


def run(database: str, is_small: bool) -> Result:
    executable = find_chromium()
    if executable is None:
        return Result(skipped="no Chromium was found")
    characters, notes = (60, 4) if is_small else (1_000, 60)
    with platform(database) as running, sync_playwright() as playwright:
        places = json.loads(running.module("benchmarks.drills.places", "0"))
        browser = launch(playwright, executable)
        with visitor(browser, running.url) as page:
            answered = list(_answer(running, page, places, _text(characters)))
        with visitor(browser, running.url) as page:
            texts = [_text(30) for _ in range(notes)]
            noted = list(_write_notes(running, page, places, texts))
        browser.close()
    return Result((*answered, *noted))


def _answer(
    running: Platform, page: Page, places: Mapping[str, str], typed: str
) -> Iterable[Figure]:
    """Type an answer without a network, lose the tab, come back and send it."""
    context = page.context
    context.set_default_timeout(PATIENCE)
    page.clock.install()
    page.goto(places["short"])
    page.get_by_role("button", name="Commencer").click()
    page.locator("[name=a]").fill("Une réponse")
    context.set_offline(True)
    page.locator("[name=suite]").focus()
    page.keyboard.type(typed)
    page.clock.fast_forward(AWAY)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("alert")).to_contain_text("La connexion est perdue")
    address = page.url
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Le reprendre").click()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".receipt-code").first.wait_for()
    rows = running.query("SELECT CAST(answers AS TEXT) FROM response WHERE state = 'submitted'")
    kept = [json.loads(answers)["suite"] for (answers,) in rows]
    yield told(f"{len(typed):,} characters of an answer")
    yield asked(_lost(typed, "".join(kept)), "lost")
    yield asked(running.count("response"), "submission", 1)


def _write_notes(
    running: Platform, page: Page, places: Mapping[str, str], notes: list[str]
) -> Iterable[Figure]:
    """Write notes without a network, load the page again in the middle, and let it come back."""
    context = page.context
    context.set_default_timeout(PATIENCE)
    page.clock.install()
    page.goto(places["table"])
    page.locator("body[data-kept-offline]").wait_for()
    context.set_offline(True)
    half = len(notes) // 2
    _type(page, notes[:half])
    page.clock.fast_forward(AWAY)
    page.reload()
    _type(page, notes[half:])
    expect(page.locator("[data-words]")).to_contain_text(f"{len(notes)} notes attendent")
    context.set_offline(False)
    until(lambda: running.count("note") >= len(notes), "the notes to arrive", 120)
    kept = [text for (text,) in running.query("SELECT text FROM note ORDER BY id")]
    yield told(f"{len(notes)} notes of {sum(map(len, notes)):,} characters")
    yield asked(_lost("\n".join(notes), "\n".join(kept)), "lost")
    yield asked(len(kept) - len(notes), "doubled")


def _type(page: Page, notes: Iterable[str]) -> None:
    page.locator("[data-capture] textarea").focus()
    for note in notes:
        page.keyboard.type(note)
        page.keyboard.press("Enter")


def _text(length: int) -> str:
    """So many characters, none of which is a blank at an end."""
    return "D" + "".join(random.choices(SIGNS, k=length - 2)) + "F"


def _lost(typed: str, kept: str) -> int:
    """How many of the characters that were typed are not there, in their order."""
    if typed == kept:
        return 0
    same = difflib.SequenceMatcher(None, typed, kept, autojunk=False).get_matching_blocks()
    return max(1, len(typed) - sum(block.size for block in same))
