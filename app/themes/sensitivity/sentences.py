"""What was tried on an analysis, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.models import Channel
from app.themes.sensitivity.findings import Findings, Tried
from app.web.labels import label

SENTENCES = 4
"""As many of the worst effects are told; the others are in the table."""
TOLD_FIRST = ("again", "channel", "contributors", "campaigns", "vocabulary", "seed")
"""What stands in a sentence of its own; other numbers of themes are meant to change themes."""


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
    """What a reader should know first: how many themes stay, then what undoes most of them."""
    count = found.theme_count
    told = [
        ngettext(
            "%(num)s theme of %(all)s stays, whatever was changed.",
            "%(num)s themes of %(all)s stay, whatever was changed.",
            found.untouched,
            all=count,
        )
        if found.untouched
        else _("No theme stays, whatever is changed: read each change below.")
    ]
    of_their_own = [one for one in found.tried if one.kind in TOLD_FIRST and one.lost]
    worst = sorted(of_their_own, key=lambda one: (-len(one.lost), TOLD_FIRST.index(one.kind)))
    return told + [
        ngettext(
            "%(change)s, %(num)s theme of %(all)s would go.",
            "%(change)s, %(num)s themes of %(all)s would go.",
            len(one.lost),
            change=change(one),
            all=count,
        )
        for one in worst[:SENTENCES]
    ]
