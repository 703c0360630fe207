"""The application: `create_app` is the only place where its parts are put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, extensions, web
from app import sqlite as _sqlite  # noqa: F401 (it listens to every connection)
from app.accounts.account_views import blueprint as my_account
from app.accounts.openid.views import blueprint as openid
from app.accounts.password_views import blueprint as passwords
from app.accounts.people.accepting_views import blueprint as role_invitations
from app.accounts.people.views import blueprint as people
from app.accounts.second_factor.views import blueprint as second_factor
from app.accounts.session import load_account
from app.accounts.sign_up_views import blueprint as signing_up
from app.accounts.views import blueprint as accounts
from app.api import documentation as api
from app.api.views import blueprint as api_resources
from app.audit.views import blueprint as audit
from app.conference.attendance_views import blueprint as conference_attendance
from app.conference.cards.batch_views import blueprint as card_batches
from app.conference.cards.import_views import blueprint as card_import
from app.conference.cards.making_views import blueprint as card_forms
from app.conference.cards.printing_views import blueprint as card_printing
from app.conference.cards.reactions_views import blueprint as card_reactions
from app.conference.cards.typing_views import blueprint as card_typing
from app.conference.cards.views import blueprint as cards
from app.conference.check_in_views import blueprint as check_in
from app.conference.programme_views import blueprint as conference_programme
from app.conference.registering_views import blueprint as registering
from app.conference.registrations_views import blueprint as registrations
from app.conference.views import blueprint as conferences
from app.consultations.navigation import SECTIONS
from app.consultations.views import blueprint as consultations
from app.corpus.import_views import blueprint as imports
from app.corpus.moderation.appeal_views import blueprint as appeals
from app.corpus.moderation.charter_views import blueprint as charter
from app.corpus.moderation.decision_views import blueprint as moderating
from app.corpus.moderation.log_views import blueprint as moderation_log
from app.corpus.moderation.queue_views import blueprint as moderation
from app.corpus.reading.basket.views import blueprint as basket
from app.corpus.reading.saved_views import blueprint as saved_searches
from app.corpus.reading.views import blueprint as reading
from app.corpus.receipts.own_views import blueprint as my_space
from app.corpus.receipts.views import blueprint as receipts
from app.corpus.views import blueprint as corpus
from app.documents.validation_views import blueprint as document_validation
from app.documents.views import blueprint as documents
from app.ideas.answer_views import blueprint as idea_answers
from app.ideas.box_views import blueprint as idea_boxes
from app.ideas.bursts_views import blueprint as idea_bursts
from app.ideas.comments_views import blueprint as idea_comments
from app.ideas.desk_views import blueprint as idea_desk
from app.ideas.group_views import blueprint as idea_groups
from app.ideas.importing.import_views import blueprint as idea_import
from app.ideas.likeness_views import blueprint as similar_ideas
from app.ideas.open_data_views import blueprint as idea_exports
from app.ideas.own_views import blueprint as own_ideas
from app.ideas.splitting_views import blueprint as idea_splitting
from app.ideas.support_views import blueprint as idea_support
from app.ideas.views import blueprint as ideas
from app.ideas.votes_views import blueprint as idea_votes
from app.jobs.queue import queue
from app.jobs.views import blueprint as jobs
from app.notifications.feed_views import blueprint as feeds
from app.notifications.newsletter_views import blueprint as newsletters
from app.notifications.subscription_views import blueprint as subscriptions
from app.notifications.views import blueprint as mails
from app.organisations.desk_views import blueprint as organisation_desk
from app.organisations.lists.views import blueprint as reference_lists
from app.organisations.representativeness.views import blueprint as representativeness
from app.organisations.speaking_views import blueprint as speaking_for
from app.organisations.views import blueprint as organisations
from app.privacy.breach_views import blueprint as breaches
from app.privacy.consent_views import blueprint as consents
from app.privacy.legal_views import blueprint as legal
from app.privacy.request_views import blueprint as privacy_requests
from app.privacy.rights_views import blueprint as rights
from app.privacy.views import blueprint as privacy
from app.publication.became.views import blueprint as became
from app.publication.documents.template_views import blueprint as made_templates
from app.publication.documents.views import blueprint as made_documents
from app.publication.open_data.views import blueprint as open_data
from app.publication.review.views import blueprint as review
from app.publication.sharing.views import blueprint as sharing
from app.publication.views import blueprint as exports
from app.questionnaires.answering.files_views import blueprint as questionnaire_files
from app.questionnaires.answering.views import blueprint as answering
from app.questionnaires.building.check_views import blueprint as questionnaire_check
from app.questionnaires.building.item_views import blueprint as questionnaire_items
from app.questionnaires.building.list_views import blueprint as questionnaire_lists
from app.questionnaires.building.needs_views import blueprint as questionnaire_needs
from app.questionnaires.building.version_views import blueprint as questionnaire_versions
from app.questionnaires.building.views import blueprint as questionnaire_builder
from app.questionnaires.desk_views import blueprint as questionnaire_desk
from app.questionnaires.exports.import_views import blueprint as answers_import
from app.questionnaires.exports.views import blueprint as questionnaire_export
from app.questionnaires.inviting.arriving_views import blueprint as invited
from app.questionnaires.inviting.views import blueprint as invitations
from app.questionnaires.paper.views import blueprint as questionnaire_paper
from app.questionnaires.results.progress_views import blueprint as questionnaire_progress
from app.questionnaires.results.views import blueprint as questionnaire_results
from app.questionnaires.views import blueprint as questionnaires
from app.references.export_views import blueprint as reference_exports
from app.references.import_views import blueprint as reference_imports
from app.references.quote_views import blueprint as reference_quotes
from app.references.views import blueprint as references
from app.storage.opening import open_store
from app.strategy.amending.code_views import blueprint as amendment_codes
from app.strategy.amending.desk_views import blueprint as amendment_desk
from app.strategy.amending.views import blueprint as amendments
from app.strategy.coverage.views import blueprint as coverage
from app.strategy.evidence_views import blueprint as evidence
from app.strategy.governance.decision_views import blueprint as decisions
from app.strategy.governance.file_views import blueprint as meeting_files
from app.strategy.governance.meeting_views import blueprint as meetings
from app.strategy.governance.member_views import blueprint as members
from app.strategy.governance.views import blueprint as governance
from app.strategy.orphans.views import blueprint as orphans
from app.strategy.plans.action_views import blueprint as plan_actions
from app.strategy.plans.indicators.objective_views import blueprint as objective_indicators
from app.strategy.plans.indicators.views import blueprint as indicators
from app.strategy.plans.leaving_views import blueprint as plan_leaving
from app.strategy.plans.making_views import blueprint as plan_making
from app.strategy.plans.reports.owed_views import blueprint as owed_reports
from app.strategy.plans.reports.views import blueprint as plan_reports
from app.strategy.plans.revising.views import blueprint as plan_revision
from app.strategy.plans.sheets.views import blueprint as plan_sheets
from app.strategy.plans.views import blueprint as plans
from app.strategy.points.views import blueprint as points
from app.strategy.priorities.result_views import blueprint as ranking
from app.strategy.priorities.scoring_views import blueprint as scoring
from app.strategy.priorities.views import blueprint as priorities
from app.strategy.versions.views import blueprint as versions
from app.strategy.views import blueprint as strategy
from app.strategy.writing.line_views import blueprint as strategy_lines
from app.strategy.writing.views import blueprint as strategy_writing
from app.submissions.call_views import blueprint as submission_calls
from app.submissions.checking_views import blueprint as submission_checking
from app.submissions.hearing_views import blueprint as hearings
from app.submissions.sending_views import blueprint as submission_sending
from app.submissions.views import blueprint as submissions
from app.talk.task_views import blueprint as talk_tasks
from app.talk.views import blueprint as talk
from app.themes.agreement.method_views import blueprint as method
from app.themes.agreement.views import blueprint as agreement
from app.themes.codebook.history_views import blueprint as codebook_history
from app.themes.codebook.theme_views import blueprint as codebook_themes
from app.themes.codebook.views import blueprint as codebook
from app.themes.coding.decided_views import blueprint as coded
from app.themes.coding.progress_views import blueprint as coding_progress
from app.themes.coding.sure.views import blueprint as sure
from app.themes.coding.views import blueprint as coding
from app.themes.comparing.parts_views import blueprint as codebook_parts
from app.themes.comparing.views import blueprint as codebook_comparison
from app.themes.exchange.views import blueprint as codes_exchange
from app.themes.opinions.views import blueprint as opinions
from app.themes.pictures.views import blueprint as pictures
from app.themes.sensitivity.views import blueprint as sensitivity
from app.themes.views import blueprint as themes
from app.themes.who_says_what.views import blueprint as who_says_what
from app.watching import lookout
from app.watching.views import blueprint as health
from app.web.navigation import register_navigation
from app.workshops.attendance_views import blueprint as workshop_attendance
from app.workshops.capture_views import blueprint as tables
from app.workshops.opening_views import blueprint as table_opening
from app.workshops.preparation_views import blueprint as workshop_preparation
from app.workshops.printing.views import blueprint as workshop_printing
from app.workshops.seating_views import blueprint as workshop_seating
from app.workshops.series_views import blueprint as workshop_series
from app.workshops.syntheses.history_views import blueprint as synthesis_history
from app.workshops.syntheses.validation_views import blueprint as synthesis_validation
from app.workshops.syntheses.views import blueprint as syntheses
from app.workshops.views import blueprint as workshops
from app.workshops.wall_views import blueprint as table_wall
from config import ROOT, Production, Settings, load

log = structlog.get_logger(__name__)

BLUEPRINTS = (
    accounts,
    organisations,
    organisation_desk,
    speaking_for,
    people,
    role_invitations,
    audit,
    second_factor,
    openid,
    signing_up,
    passwords,
    my_account,
    consultations,
    corpus,
    reading,
    saved_searches,
    basket,
    imports,
    charter,
    moderation,
    moderating,
    moderation_log,
    appeals,
    receipts,
    my_space,
    jobs,
    themes,
    codebook,
    codebook_themes,
    codebook_history,
    codes_exchange,
    codebook_comparison,
    codebook_parts,
    sensitivity,
    pictures,
    opinions,
    coding,
    coded,
    coding_progress,
    sure,
    agreement,
    method,
    who_says_what,
    strategy,
    strategy_lines,
    strategy_writing,
    amendments,
    amendment_desk,
    amendment_codes,
    evidence,
    coverage,
    orphans,
    points,
    governance,
    members,
    meetings,
    meeting_files,
    decisions,
    versions,
    review,
    made_documents,
    made_templates,
    plans,
    plan_revision,
    plan_sheets,
    plan_reports,
    owed_reports,
    plan_making,
    plan_actions,
    plan_leaving,
    indicators,
    objective_indicators,
    priorities,
    scoring,
    ranking,
    talk,
    talk_tasks,
    exports,
    became,
    open_data,
    sharing,
    documents,
    document_validation,
    hearings,
    submissions,
    submission_calls,
    submission_checking,
    submission_sending,
    questionnaires,
    answering,
    questionnaire_desk,
    questionnaire_needs,
    questionnaire_files,
    questionnaire_builder,
    questionnaire_items,
    questionnaire_lists,
    questionnaire_check,
    questionnaire_versions,
    questionnaire_progress,
    questionnaire_results,
    questionnaire_export,
    invitations,
    invited,
    mails,
    subscriptions,
    newsletters,
    feeds,
    questionnaire_paper,
    answers_import,
    conferences,
    conference_programme,
    registering,
    registrations,
    conference_attendance,
    check_in,
    cards,
    card_batches,
    card_forms,
    card_typing,
    card_import,
    card_printing,
    card_reactions,
    ideas,
    idea_groups,
    idea_splitting,
    idea_answers,
    idea_desk,
    tables,
    table_opening,
    table_wall,
    syntheses,
    synthesis_validation,
    synthesis_history,
    workshops,
    workshop_series,
    workshop_preparation,
    workshop_attendance,
    workshop_seating,
    workshop_printing,
    own_ideas,
    idea_boxes,
    references,
    reference_exports,
    reference_imports,
    reference_quotes,
    idea_support,
    idea_comments,
    idea_votes,
    idea_bursts,
    similar_ideas,
    idea_import,
    idea_exports,
    reference_lists,
    representativeness,
    privacy,
    consents,
    legal,
    rights,
    privacy_requests,
    breaches,
    health,
)


F = TypeVar("F", bound=Callable[..., Any])


class Application(Flask):
    """Flask, whose views and hooks here are plain functions."""

    def ensure_sync(self, func: F) -> F:
        """As it is: Flask looks at each, twenty a request, for whether it is a coroutine."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Build an application.

    Raises:
        environment.ConfigError: a setting cannot be used.
    """
    settings = settings or load()
    app = Application(
        "app",
        template_folder=str(ROOT / "templates"),
        instance_path=str(settings.data_directory),
    )
    app.config.from_mapping(settings.flask())
    app.extensions["settings"] = settings
    web.configure_logging(settings)
    web.init_first_hooks(app)

    extensions.db.init_app(app)
    extensions.migrate.init_app(
        app, extensions.db, directory=str(ROOT / "migrations"), render_as_batch=True
    )
    extensions.csrf.init_app(app)
    extensions.bootstrap.init_app(app)
    extensions.limiter.init_app(app)
    extensions.login.init_app(app)
    extensions.login.user_loader(load_account)
    extensions.babel.init_app(app, locale_selector=web.select_language)
    queue.init_app(app, settings.queue_url)
    app.extensions["store"] = open_store(settings)

    web.init_app(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    # One that several modules share comes once.
    for blueprint in dict.fromkeys(BLUEPRINTS):
        app.register_blueprint(blueprint)
    api.init_app(app, api_resources)
    register_navigation(app, SECTIONS)
    cli.init_app(app)
    lookout.init_app(app)
    if settings.untold and isinstance(settings, Production):
        log.warning("legal pages say that this is not told yet", variables=settings.untold)
    return app
