"""Figures of agreement in words, so that nobody has to know the scales by heart."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.coders import CoderAgreement, Estimate
from app.themes.agreement.comparing import Compared
from app.web.filters import decimal, share

FEW = 10
"""Excerpts below which a figure says little, and is shown as such."""


def kappa_in_words(kappa: float) -> str:
    """The scale of Landis and Koch (1977)."""
    if kappa < 0:
        return _("less than chance")
    steps = (
        (0.2, _("slight")),
        (0.4, _("fair")),
        (0.6, _("moderate")),
        (0.8, _("substantial")),
    )
    return next((word for most, word in steps if kappa <= most), _("almost perfect"))


def alpha_in_words(alpha: float) -> str:
    """The bounds of Krippendorff (2004): .8 to rely on, .667 to conclude with care."""
    if alpha >= 0.8:
        return _("reliable")
    return _("to be used with care") if alpha >= 0.667 else _("not reliable enough")


@dataclass(frozen=True)
class Told:
    """Figures with the words beside them.

    Attributes
    ----------
    pairs : excerpts of which both decided.
    excerpts : from which the figures come: of a theme, those to which one of both gave it.
    is_few : whether that is too little to take them at their word.
    """

    pairs: int
    excerpts: int
    same: str
    kappa: str
    kappa_word: str
    alpha: str
    alpha_word: str
    is_few: bool


@dataclass(frozen=True)
class ThemeLine:
    """A theme in both comparisons; None where neither of both gave it."""

    theme_id: uuid.UUID
    title: str
    people: Told | None
    machine: Told | None


def told(agreement: CoderAgreement | None) -> Told | None:
    """An agreement in figures and words; None without an excerpt."""
    if agreement is None:
        return None
    kappa, alpha = agreement.kappa, agreement.alpha
    return Told(
        agreement.pairs,
        agreement.given,
        share(agreement.same),
        _figure(kappa),
        kappa_in_words(kappa.value) if kappa else "",
        _figure(alpha),
        alpha_in_words(alpha.value) if alpha else "",
        agreement.given < FEW,
    )


def lines_of(
    titles: Mapping[uuid.UUID, str], people: Compared, machine: Compared
) -> list[ThemeLine]:
    """The themes that anybody gave, in the order of the codebook."""
    return [
        ThemeLine(
            theme_id,
            title,
            told(people.by_theme.get(theme_id)),
            told(machine.by_theme.get(theme_id)),
        )
        for theme_id, title in titles.items()
        if theme_id in people.by_theme or theme_id in machine.by_theme
    ]


def _figure(estimate: Estimate | None) -> str:
    if estimate is None:
        return _("not to be computed: the same was said everywhere")
    if estimate.low is None or estimate.high is None:
        return decimal(estimate.value)
    return _(
        "%(value)s (%(low)s to %(high)s)",
        value=decimal(estimate.value),
        low=decimal(estimate.low),
        high=decimal(estimate.high),
    )
