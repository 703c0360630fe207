"""Texts that are hard to keep, in each kind of input: the same back, or a clear refusal.

Most texts that are typed are put in the composed form (NFC), so that two ways to write "é" are one;
nothing else of them may change.
"""

from __future__ import annotations

import json
import unicodedata

from benchmarks.drills.inputs import KINDS, Outcome
from benchmarks.drills.platform import Platform, platform
from benchmarks.drills.results import Result, asked, told

TEN_MEGABYTES = 10 * 2**20
TEXTS = {
    "NFC": "Élèves à Nîmes, œuvre ; ﬁn",
    "NFD": unicodedata.normalize("NFD", "Élèves à Nîmes, où l’été"),
    "emoji": "Pour 👩‍👩‍👧‍👦 et 🇫🇷, 🌊 👍🏽 ☺️",
    "right to left": "نص عربي ‏(‎abc‎)‏ ועברית \u2067isolé\u2069 \u202eécrit\u202c",
    "beyond": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010fffd \u0378 \ufffd zéro\u200bespace a\u0301\u0323",
    "NUL": "avant\0après",
    "half a pair": "avant \ud83d après",
    "10 MB": "é" * (TEN_MEGABYTES // 2),
}
KEPT = {"NFC", "NFD", "emoji", "right to left", "beyond"}
"""Those that every input must take."""
REFUSALS = (400, 413, 414, 422, 431)


def run(database: str, _is_small: bool) -> Result:
    """The small form is the whole one."""
    with platform(database) as running:
        places = json.loads(running.module("benchmarks.drills.places", "1"))
        wrong = [
            f"{name}, {label}: {fault}"
            for name, kind in KINDS.items()
            for label, text in TEXTS.items()
            if (fault := _fault(label, text, kind(running, places, text)))
        ]
        wrong += _faults_in(running)
    for line in wrong:
        print(f"  {line}")
    return Result(
        (
            told(f"{len(TEXTS)} texts in {len(KINDS)} kinds of input"),
            asked(len(wrong), "neither the same nor refused"),
        )
    )


def _fault(label: str, text: str, found: Outcome) -> str:
    """What is wrong with an outcome; nothing when it is as it should be."""
    if found.status in REFUSALS:
        if label in KEPT:
            return f"refused with {found.status}"
        return "kept although it was refused" if _is_same(text, found.kept) else ""
    if not 200 <= found.status < 400:
        return f"answered with {found.status}"
    return "" if _is_same(text, found.kept) else f"kept as {(found.kept or '')[:60]!r}"


def _is_same(text: str, kept: str | None) -> bool:
    return kept in (text, unicodedata.normalize("NFC", text))


def _faults_in(running: Platform) -> list[str]:
    return [line[:300] for line in running.logs().splitlines() if "request failed" in line]
