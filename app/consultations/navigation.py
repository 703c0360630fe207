"""The sections of a consultation, in the order of the work."""

from __future__ import annotations

from flask_babel import gettext as _

from app.consultations.permissions import may_open_desk, may_visit
from app.corpus.permissions import may_import, may_read_corpus
from app.publication.permissions import may_export
from app.strategy.permissions import may_read_evidence, may_read_strategy
from app.themes.permissions import may_read_themes
from app.web.navigation import Entry


def navigation_entries() -> list[Entry]:
    """The entries that a role may be given; those it may not open are left out of the page."""
    return [
        Entry(_("Overview"), "consultations.show", may_visit, ("consultations.show",)),
        Entry(_("Desk"), "consultations.desk", may_open_desk, ("consultations.desk", "jobs.")),
        Entry(_("Contributions"), "corpus.index", may_read_corpus, ("corpus.",)),
        Entry(_("Imports"), "imports.index", may_import, ("imports.",)),
        Entry(_("Themes"), "themes.index", may_read_themes, ("themes.",)),
        Entry(_("Links"), "evidence.review", may_read_evidence, ("evidence.",)),
        Entry(
            _("Coverage"),
            "strategy.coverage",
            may_read_evidence,
            ("strategy.coverage", "strategy.objective"),
        ),
        Entry(_("Strategy"), "strategy.show", may_read_strategy, ("strategy.show",)),
        Entry(_("Exports"), "exports.index", may_export, ("exports.",)),
    ]
