"""The words of a report in one language, and its numbers as that language writes them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("fr", "en")
_WORDS = Path(__file__).with_name("words.yaml")


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Any]]:
    """Every text by its key, then by language; a list is the texts of one and of several."""
    read: dict[str, dict[str, Any]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return read


class Wording:
    """The texts of one of `LANGUAGES`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **values: Any) -> str:
        """A text. Raises KeyError for a key that the catalogue has not."""
        return _kept_together(catalogue()[key][self.language]).format(**values)

    def count(self, key: str, number: int) -> str:
        """A text that counts things."""
        one, several = catalogue()[key][self.language]
        # French counts 0 as one.
        is_one = number == 1 or (number == 0 and self.language == "fr")
        return _kept_together(one if is_one else several).format(n=self.number(number))

    def number(self, value: float) -> str:
        """A number with two decimals at most."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".")
        if self.language == "en":
            return text
        return text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")

    def share(self, part: float) -> str:
        """A part of 1 as a percentage; small ones have a decimal."""
        percent = 100 * part
        text = self.number(round(percent, 1) if 0 < percent < 10 else round(percent))
        return f"{text}\N{NO-BREAK SPACE}%" if self.language == "fr" else f"{text}%"


def _kept_together(text: str) -> str:
    """A French text whose marks stay on the line of their words."""
    for mark in "»:;?!":
        text = text.replace(f" {mark}", f"\N{NO-BREAK SPACE}{mark}")
    return text.replace("« ", "«\N{NO-BREAK SPACE}")
