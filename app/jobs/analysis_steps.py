"""What a person reads of the steps that the analysis names as it works."""

from __future__ import annotations

from flask_babel import gettext as _


def analysis_step(name: str) -> str | None:
    """The sentence of a step; of "vote 3/40" that of "vote". None for a name that is not known."""
    return _sentences().get(name.rstrip("0123456789/ "))


def _sentences() -> dict[str, str]:
    return {
        "read": _("Reading the texts."),
        "near duplicates": _("Looking for texts that were sent several times."),
        "tokenise": _("Cutting the texts into words."),
        "words": _("Counting the words."),
        "vectors": _("Learning which words go together."),
        "texts": _("Comparing the texts."),
        "encode": _("Comparing what the texts mean."),
        "count": _("Choosing how many themes."),
        "vote": _("Finding the themes."),
        "consensus": _("Keeping the groups that come back most often."),
        "place": _("Placing the other texts."),
        "remake": _("Making the analysis again, to know how sure it is."),
        "labels": _("Naming the themes."),
        "verbatims": _("Choosing the verbatims."),
        "languages": _("Recognising the languages."),
        "voices": _("Counting the voices."),
        "titles": _("Comparing the texts with the objectives."),
        "examples": _("Learning from what was decided."),
        "explain": _("Looking for the words that explain the links."),
        "choose": _("Choosing the texts to read."),
        "votes": _("Reading the votes."),
        "places": _("Placing those who voted."),
        "groups": _("Finding the groups of opinion."),
        "stability": _("Making the groups again, to know how sure they are."),
        "done": _("Finished."),
    }
