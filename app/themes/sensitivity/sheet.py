"""What was tried on an analysis, as a table to take away."""

from __future__ import annotations

from flask_babel import gettext as _

from app.publication.sheets import Sheet
from app.themes.sensitivity.findings import Findings
from app.themes.sensitivity.sentences import change


def sensitivity_sheet(found: Findings) -> Sheet:
    """A row for each thing that was changed."""
    return Sheet(
        name="sensitivity",
        title=_("Sensitivity"),
        headings=(
            _("What was changed"),
            _("Agreement (ARI)"),
            _("Agreement (AMI)"),
            _("Excerpts left out"),
            _("Excerpts compared"),
            _("Excerpts that moved"),
            _("Number of themes"),
            _("Themes that went"),
            _("New themes"),
            _("Codes of the themes that went"),
        ),
        rows=lambda _session, _of: (
            (
                change(one),
                one.ari,
                one.ami,
                one.left_out,
                one.compared,
                one.moved,
                one.themes,
                len(one.lost),
                one.new,
                " ".join(one.lost),
            )
            for one in found.tried
        ),
    )
