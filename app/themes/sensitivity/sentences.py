"""What was tried on an analysis, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.models import Channel
from app.themes.sensitivity.findings import Findings, Tried
from app.web.labels import label

SENTENCES = 3
"""As many of the worst effects are told; the others are in the table."""
TOLD = ("again", "channel", "contributors", "campaigns", "vocabulary")
"""What is told in a sentence. Other numbers of themes are meant to change the themes."""


def change(tried: Tried) -> str:
    """What was changed."""
    if tried.kind == "channel":
        return _("Without the channel “%(channel)s”", channel=label(Channel(tried.value)))
    changes = {
        ("again", ""): _("Made again as it was"),
        ("contributors", tried.value): _("Without the %(count)s who wrote most", count=tried.value),
        ("campaigns", ""): _("Without what was sent many times"),
        ("seed", tried.value): _("Drawn from another start (seed %(seed)s)", seed=tried.value),
        ("themes", tried.value): _("With %(count)s themes", count=tried.value),
        ("vocabulary", "rare"): _("Without rare words"),
        ("vocabulary", "families"): _("Without the families of words"),
        ("vocabulary", "stop words"): _("With the words that carry no meaning"),
    }
    return changes.get((tried.kind, tried.value), tried.value)


def fate(name: str) -> str:
    """What becomes of a theme."""
    fates = {
        "split": _("cut in several"),
        "merged": _("joined to a larger one"),
        "scattered": _("scattered"),
        "gone": _("gone with its excerpts"),
    }
    return fates.get(name, name)


def verdict(found: Findings) -> list[str]:
    """What a reader should know first: how many themes stay, how many go by chance, and what
    undoes more of them than chance does, the worst first."""
    count = found.theme_count
    by_chance = max((len(one.lost) for one in found.tried if one.kind == "seed"), default=0)
    worse = [one for one in found.tried if one.kind in TOLD and len(one.lost) > by_chance]
    worse.sort(key=lambda one: (-len(one.lost), TOLD.index(one.kind)))
    return [
        _what_stays(found.untouched, count),
        _what_chance_does(by_chance, count),
        *(_what_goes(one, count) for one in worse[:SENTENCES]),
    ]


def _what_stays(stay: int, count: int) -> str:
    if not stay:
        return _("No theme stays whatever is changed.")
    return ngettext(
        "%(num)s theme of %(all)s stays, whatever was changed.",
        "%(num)s themes of %(all)s stay, whatever was changed.",
        stay,
        all=count,
    )


def _what_chance_does(lost: int, count: int) -> str:
    if not lost:
        return _("Chance alone undoes none of them.")
    return ngettext(
        "By chance alone (another start), %(num)s theme of %(all)s would go.",
        "By chance alone (another start), %(num)s themes of %(all)s would go.",
        lost,
        all=count,
    )


def _what_goes(tried: Tried, count: int) -> str:
    return ngettext(
        "%(change)s, %(num)s theme of %(all)s would go.",
        "%(change)s, %(num)s themes of %(all)s would go.",
        len(tried.lost),
        change=change(tried),
        all=count,
    )
