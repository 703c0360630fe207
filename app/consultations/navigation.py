"""The sections of a consultation, in the order of the work."""

from __future__ import annotations

from flask_babel import gettext as _

from app.talk.queries import unseen_count
from app.web.navigation import Entry


def navigation_entries() -> list[Entry]:
    """Every section; a page shows those that its reader may open."""
    return [
        Entry(
            _("Overview"),
            "consultations.show",
            ("consultations.show", "subscriptions.", "newsletters."),
        ),
        Entry(_("Desk"), "consultations.desk", ("consultations.desk", "jobs.")),
        Entry(_("Exchanges"), "talk.index", ("talk.", "talk_tasks."), count=unseen_count),
        *_where_words_come_from(_("Collect")),
        *_where_words_are_read(_("Analyse")),
        *_where_words_lead(_("Decide")),
        *_what_is_written(_("Strategy")),
        *_what_is_published(_("Publish")),
        *_what_is_steered(_("Steer")),
        Entry(
            _("Follow my contribution"),
            "receipts.find",
            ("receipts.", "my_space.", "speaking_for."),
            # Others find what they gave beside their name, at the top of every page.
            only_for_strangers=True,
        ),
    ]


def _where_words_come_from(group: str) -> list[Entry]:
    return [
        Entry(
            _("Questionnaires"),
            "questionnaires.index",
            ("questionnaire", "answering.", "invit", "answers_import."),
            group,
        ),
        Entry(_("Ideas"), "ideas.index", ("idea", "own_ideas.", "similar_ideas."), group),
        Entry(
            _("Workshops"), "workshops.index", ("workshop", "tables.", "synthes", "table_"), group
        ),
        Entry(
            _("Conference"),
            "conferences.index",
            ("conference", "registering.", "registrations.", "check_in.", "card"),
            group,
        ),
        Entry(_("Written contributions"), "submissions.index", ("submission",), group),
        Entry(_("Hearings"), "hearings.index", ("hearings.",), group),
        Entry(_("Documents"), "documents.index", ("documents.", "document_"), group),
        Entry(_("Imports"), "imports.index", ("imports.",), group),
        Entry(
            _("Bibliography"),
            "references.index",
            ("references.", "reference_exports.", "reference_imports.", "reference_quotes."),
            group,
        ),
    ]


def _where_words_are_read(group: str) -> list[Entry]:
    return [
        Entry(_("Moderation"), "moderation.index", ("moderati", "charter.edit"), group),
        Entry(_("Contributions"), "corpus.index", ("corpus.",), group),
        Entry(
            _("Themes"),
            "themes.index",
            ("themes.", "who_says_what.", "sensitivity.", "pictures."),
            group,
        ),
        Entry(_("Codebook of themes"), "codebook.index", ("codebook", "exchange."), group),
        Entry(_("Coding"), "coding.show", ("coding", "coded.", "sure.", "agreement."), group),
        Entry(_("Excerpts"), "reading.index", ("reading.", "saved_searches.", "basket."), group),
        Entry(_("Opinions"), "opinions.index", ("opinions.",), group),
    ]


def _where_words_lead(group: str) -> list[Entry]:
    return [
        Entry(_("Links"), "evidence.review", ("evidence.",), group),
        Entry(_("Findings and needs"), "points.index", ("points.",), group),
        Entry(_("Coverage"), "coverage.index", ("coverage.", "strategy.objective"), group),
        Entry(_("Orphans"), "orphans.index", ("orphans.",), group),
        Entry(_("Priorities"), "priorities.index", ("priorities.", "scoring.", "ranking."), group),
    ]


def _what_is_written(group: str) -> list[Entry]:
    return [
        Entry(
            _("Strategy"),
            "strategy.show",
            ("strategy.show", "amendments.", "amendment_c", "objective_indicators."),
            group,
        ),
        Entry(
            _("Writing the strategy"),
            "strategy_writing.tree",
            ("strategy_writing.", "strategy_lines.", "amendment_desk."),
            group,
        ),
        Entry(_("Versions"), "versions.index", ("versions.",), group),
        Entry(
            _("Action plan"),
            "plans.index",
            ("plans.", "plan_", "indicators."),
            group,
        ),
        Entry(
            _("Governance"),
            "governance.index",
            ("governance.", "members.", "meetings.", "meeting_files.", "decisions."),
            group,
        ),
    ]


def _what_is_published(group: str) -> list[Entry]:
    return [
        Entry(_("What became of your words"), "became.index", ("became.",), group),
        Entry(_("Consultation review"), "review.show", ("review.",), group),
        Entry(
            _("Documents to take"),
            "made_documents.index",
            ("made_documents.", "made_templates."),
            group,
        ),
        Entry(_("Open data"), "open_data.index", ("open_data.",), group),
        Entry(_("Exports"), "exports.index", ("exports.",), group),
    ]


def _what_is_steered(group: str) -> list[Entry]:
    return [
        Entry(_("People"), "people.index", ("people.",), group),
        Entry(_("Organisations"), "organisation_desk.index", ("organisation_desk.",), group),
        Entry(_("Representativeness"), "representativeness.show", ("representativeness.",), group),
        Entry(_("Reference lists"), "reference_lists.index", ("reference_lists.",), group),
        Entry(_("Privacy"), "privacy.register", ("privacy.", "consents."), group),
        Entry(
            _("Requests about data"),
            "privacy_requests.index",
            ("privacy_requests.", "breaches."),
            group,
        ),
        Entry(_("Log"), "audit.index", ("audit.index",), group),
    ]
