"""The sections of a consultation, in the order of the work."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.talk.queries import unseen_count
from app.web.navigation import Entry, Group


def _where_words_come_from(group: Group) -> list[Entry]:
    return [
        Entry(
            _l("Questionnaires"),
            "questionnaires.index",
            ("questionnaire", "answering.", "invit", "answers_import."),
            group,
        ),
        Entry(_l("Ideas"), "ideas.index", ("idea", "own_ideas.", "similar_ideas."), group),
        Entry(
            _l("Workshops"), "workshops.index", ("workshop", "tables.", "synthes", "table_"), group
        ),
        Entry(
            _l("Conference"),
            "conferences.index",
            ("conference", "registering.", "registrations.", "check_in.", "card"),
            group,
        ),
        Entry(_l("Written contributions"), "submissions.index", ("submission",), group),
        Entry(_l("Hearings"), "hearings.index", ("hearings.",), group),
        Entry(_l("Documents"), "documents.index", ("documents.", "document_"), group),
        Entry(_l("Imports"), "imports.index", ("imports.",), group),
        Entry(
            _l("Bibliography"),
            "references.index",
            ("references.", "reference_exports.", "reference_imports.", "reference_quotes."),
            group,
        ),
    ]


def _where_words_are_read(group: Group) -> list[Entry]:
    return [
        Entry(_l("Moderation"), "moderation.index", ("moderati", "charter.edit"), group),
        Entry(_l("Contributions"), "corpus.index", ("corpus.",), group),
        Entry(
            _l("Themes"),
            "themes.index",
            ("themes.", "who_says_what.", "sensitivity.", "pictures."),
            group,
        ),
        Entry(_l("Codebook of themes"), "codebook.index", ("codebook", "exchange."), group),
        Entry(_l("Coding"), "coding.show", ("coding", "coded.", "sure.", "agreement."), group),
        Entry(_l("Excerpts"), "reading.index", ("reading.", "saved_searches.", "basket."), group),
        Entry(_l("Opinions"), "opinions.index", ("opinions.",), group),
    ]


def _where_words_lead(group: Group) -> list[Entry]:
    return [
        Entry(_l("Links"), "evidence.review", ("evidence.",), group),
        Entry(_l("Findings and needs"), "points.index", ("points.",), group),
        Entry(_l("Coverage"), "coverage.index", ("coverage.", "strategy.objective"), group),
        Entry(_l("Orphans"), "orphans.index", ("orphans.",), group),
        Entry(_l("Priorities"), "priorities.index", ("priorities.", "scoring.", "ranking."), group),
    ]


def _what_is_written(group: Group) -> list[Entry]:
    return [
        Entry(
            _l("Strategy"),
            "strategy.show",
            ("strategy.show", "amendments.", "amendment_c", "objective_indicators."),
            group,
        ),
        Entry(
            _l("Writing the strategy"),
            "strategy_writing.tree",
            ("strategy_writing.", "strategy_lines.", "amendment_desk."),
            group,
        ),
        Entry(_l("Versions"), "versions.index", ("versions.",), group),
        Entry(
            _l("Action plan"),
            "plans.index",
            ("plans.", "plan_", "indicators."),
            group,
        ),
        Entry(
            _l("Governance"),
            "governance.index",
            ("governance.", "members.", "meetings.", "meeting_files.", "decisions."),
            group,
        ),
    ]


def _what_is_published(group: Group) -> list[Entry]:
    return [
        Entry(_l("What became of your words"), "became.index", ("became.",), group),
        Entry(_l("Consultation review"), "review.show", ("review.",), group),
        Entry(
            _l("Documents to take"),
            "made_documents.index",
            ("made_documents.", "made_templates."),
            group,
        ),
        Entry(_l("Open data"), "open_data.index", ("open_data.",), group),
        Entry(_l("Exports"), "exports.index", ("exports.",), group),
    ]


def _what_is_steered(group: Group) -> list[Entry]:
    return [
        Entry(_l("People"), "people.index", ("people.",), group),
        Entry(_l("Organisations"), "organisation_desk.index", ("organisation_desk.",), group),
        Entry(_l("Representativeness"), "representativeness.show", ("representativeness.",), group),
        Entry(_l("Reference lists"), "reference_lists.index", ("reference_lists.",), group),
        Entry(_l("Privacy"), "privacy.register", ("privacy.", "consents."), group),
        Entry(
            _l("Requests about data"),
            "privacy_requests.index",
            ("privacy_requests.", "breaches."),
            group,
        ),
        Entry(_l("Log"), "audit.index", ("audit.index",), group),
        Entry(_l("Health"), "health.of_consultation", ("health.",), group),
    ]


SECTIONS = (
    Entry(
        _l("Overview"),
        "consultations.show",
        ("consultations.show", "subscriptions.", "newsletters."),
    ),
    Entry(_l("Desk"), "consultations.desk", ("consultations.desk", "jobs.")),
    Entry(_l("Exchanges"), "talk.index", ("talk.", "talk_tasks."), count=unseen_count),
    *_where_words_come_from(Group(_l("Collect"), _l("Take part"))),
    *_where_words_are_read(Group(_l("Analyse"), _l("What was said"))),
    *_where_words_lead(Group(_l("Decide"), _l("What is decided"))),
    *_what_is_written(Group(_l("Strategy"), _l("Strategy"))),
    *_what_is_published(Group(_l("Publish"), _l("The outcome"))),
    *_what_is_steered(Group(_l("Steer"), _l("About the process"))),
    Entry(
        _l("Follow my contribution"),
        "receipts.find",
        ("receipts.", "my_space.", "speaking_for."),
        # Others find what they gave beside their name, at the top of every page.
        only_for_strangers=True,
    ),
)
"""Every section; a page shows those that its reader may open."""
