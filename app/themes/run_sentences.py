"""How an analysis was made, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from app.models import Run
from app.web.labels import label

TOO_SHORT = "?"
"""The language of texts that are too short to tell it."""


def note_of(run: Run) -> str | None:
    """What the analysis found odd; in the words of the library where these are new."""
    note = str(run.settings.get("note", ""))
    if not note:
        return None
    if note == "No text holds a word.":
        return _("No text holds a word: there is no theme.")
    if note.endswith("there are not more texts of different words."):
        return _("Fewer themes than asked for: there are not more texts of different words.")
    return note


def about(run: Run, *, activity: str = "", theme: str = "") -> str:
    """What an analysis is about: the whole corpus, or which part of it. `activity` and `theme` are
    the titles of those that it names, where they are known."""
    if run.theme_id is not None:
        return _("One theme, to split it: “%(theme)s”", theme=theme)
    if run.nature is not None:
        return _("Excerpts of one nature: %(nature)s", nature=label(run.nature))
    if run.question:
        return run.question
    if run.activity_id is not None:
        return activity or _("One activity")
    return _("The whole corpus")


def theme_count_of(run: Run) -> str:
    """How many themes were asked for."""
    if run.theme_count is None:
        return _("Chosen by the analysis")
    return _("%(count)s, as asked", count=run.theme_count)


def fitted_on(run: Run) -> tuple[int, int] | None:
    """How many distinct texts made the themes, of how many; the others were placed in them.

    None when all of them did.
    """
    fitted, texts = run.settings.get("fitted_on"), run.settings.get("texts")
    if isinstance(fitted, int) and isinstance(texts, int) and fitted < texts:
        return fitted, texts
    return None


def languages_of(run: Run) -> list[tuple[str, int]]:
    """The languages that were recognised and their texts, those of most texts first."""
    counts: dict[str, Any] = run.settings.get("languages", {})
    locale = get_locale()
    names = dict(locale.languages) if locale else {}
    most_first = sorted(counts.items(), key=lambda line: (-line[1], line[0]))
    return [
        (_("too short to tell") if code == TOO_SHORT else names.get(code, code), count)
        for code, count in most_first
    ]
