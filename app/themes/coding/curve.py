"""The curve of the rounds: how good the machine became as people decided."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.themes.coding.how_far import Learned
from charts.model import Intervals


def curve_of(rounds: Sequence[Learned]) -> Intervals | None:
    """A row a round, its agreement with the interval beside the part that was decided by then."""
    if not rounds:
        return None
    return Intervals(
        [ngettext("%(num)s decision", "%(num)s decisions", one.round.decisions) for one in rounds],
        [_percent(one.agreement.share) for one in rounds],
        [_percent(one.agreement.low) for one in rounds],
        [_percent(one.agreement.high) for one in rounds],
        [_percent(one.round.decisions / max(one.round.excerpts, 1)) for one in rounds],
        (_("Agreement, with its interval"), _("Excerpts decided")),
    )


def _percent(part: float) -> float:
    return round(100 * part, 1)
