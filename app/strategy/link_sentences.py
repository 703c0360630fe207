"""What is said of decisions on links, and why some cannot be made."""

from __future__ import annotations

from flask_babel import gettext as _

from app.models import EvidenceStatus
from app.strategy.evidence import Linked
from app.strategy.linkable import (
    ExcerptWithdrawn,
    GoesInCircles,
    LinkRefused,
    PointIsAside,
    PointOfItself,
    ThemeNotApproved,
)


def refused(error: LinkRefused) -> str:
    """Why nothing was decided."""
    return {
        ExcerptWithdrawn: _("This excerpt was withdrawn meanwhile: nothing was decided."),
        ThemeNotApproved: _("This theme is no longer in the codebook: nothing was decided."),
        PointIsAside: _("This finding, need or action was set aside. Restore it first."),
        PointOfItself: _("A finding, need or action is no evidence of itself."),
        GoesInCircles: _(
            "This one is evidence of the other already: linked this way as well, they would only"
            " rest on one another."
        ),
    }[type(error)]


def decided(status: EvidenceStatus, linked: Linked) -> str:
    """What a decision did."""
    return {
        EvidenceStatus.KEPT: _("Link accepted."),
        EvidenceStatus.REWORDED: _("Link accepted, reworded."),
        EvidenceStatus.PARTLY_KEPT: _("Link accepted in part."),
        EvidenceStatus.SET_ASIDE: _("Link rejected."),
        EvidenceStatus.UNDECIDED: _("Decision taken back: the excerpt waits again.")
        if linked.get("excerpt_id") and linked.get("node_id")
        else _("Decision taken back."),
    }[status]


def motive_of(status: EvidenceStatus, typed: str | None) -> str:
    """The reason for a decision; one is needed to set aside, and said for who gave none."""
    return typed or (_("Not the same subject") if status is EvidenceStatus.SET_ASIDE else "")
