from __future__ import annotations

import enum
from dataclasses import dataclass


class State(enum.StrEnum):
    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing has to be done."""
    MEND = "mend"


@dataclass(frozen=True)
class Verdict:
    """What a check found: its name, one sentence, and what to do. No secret stands in any."""

    name: str
    state: State
    said: str
    mend: str = ""


def ok(name: str, said: str) -> Verdict:
    return Verdict(name, State.OK, said)


def note(name: str, said: str, advice: str = "") -> Verdict:
    return Verdict(name, State.NOTE, said, advice)


def mend(name: str, said: str, advice: str) -> Verdict:
    return Verdict(name, State.MEND, said, advice)


def wrong_in_production(is_production: bool, name: str, said: str, advice: str) -> Verdict:
    """To be mended where people are served; only worth knowing at a desk."""
    return Verdict(name, State.MEND if is_production else State.NOTE, said, advice)
