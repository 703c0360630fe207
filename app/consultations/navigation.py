"""The sections of a consultation, in the order of the work."""

from __future__ import annotations

from flask_babel import gettext as _

from app.web.navigation import Entry


def navigation_entries() -> list[Entry]:
    """Every section; a page shows those that its reader may open."""
    return [
        Entry(_("Overview"), "consultations.show", ("consultations.show",)),
        Entry(
            _("Questionnaires"),
            "questionnaires.index",
            ("questionnaire", "answering.", "invit", "answers_import."),
        ),
        Entry(
            _("Conference"),
            "conferences.index",
            ("conference", "registering.", "registrations.", "check_in."),
        ),
        Entry(_("Desk"), "consultations.desk", ("consultations.desk", "jobs.")),
        Entry(_("Contributions"), "corpus.index", ("corpus.",)),
        Entry(_("Imports"), "imports.index", ("imports.",)),
        Entry(_("Themes"), "themes.index", ("themes.",)),
        Entry(_("Links"), "evidence.review", ("evidence.",)),
        Entry(
            _("Coverage"),
            "strategy.coverage",
            ("strategy.coverage", "strategy.objective"),
        ),
        Entry(_("Strategy"), "strategy.show", ("strategy.show",)),
        Entry(_("Exports"), "exports.index", ("exports.",)),
    ]
