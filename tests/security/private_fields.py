"""What stands in the text columns that no mark is put into; a test finds the columns that are new.

Whoever adds a column of text says here that everybody may read it, or that it holds no words, or
gives it a mark in the seed and says who may read that.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PUBLISHED = _names(
    """
    activity.attendance activity.place activity.subject candidate_theme.channels
    candidate_theme.lacking candidate_theme.shares candidate_theme.terms
    card_form.directions card_form.introduction card_form.prompts
    coding.note coding_proposal.others coding_proposal.words
    card_form.title charter.text charter_reason.text charter_reason.title
    conference_session.presentation conference_session.room conference_session.speakers
    conference_session.title consent_text.language consent_text.purpose consultation.territory
    contribution.question document_passage.location excerpt.location external_identity.issuer
    idea_answer.reason idea_box.framing idea_box.questions idea_box_theme.title
    known_population.source known_population.territory phase.goal phase.title
    privacy_policy.anonymise_after privacy_policy.bases privacy_policy.contact
    privacy_policy.controller privacy_policy.controller_address privacy_policy.delete_after
    privacy_policy.officer question_origin.question questionnaire.introduction
    questionnaire.targets questionnaire.thanks questionnaire_draft.change
    questionnaire_draft.definition questionnaire_version.definition reference.abstract
    reference.author_order reference.authors reference.container reference.doi reference.extra
    reference.isbn reference.issue reference.key reference.pages reference.place
    reference.publisher reference.territory reference.title reference.url reference.volume
    reference.year reference_list.entries reference_list.source reference_quote.page
    reference_tag.name room_table.title round.question run_measure.content strategy.kind_labels
    strategy.source strategy.title strategy_node.title submission_call.framing suggestion.words
    workshop_series.presentation workshop_series.title workshop_theme.title
    body.name
    body.role body_member.name body_member.organisation body_member.post college.name
    consultation_review.words decision.body_name decision.text decision.title
    document_template.filename document_template.title
    made_document.filename meeting.agenda meeting.place meeting.title
    node_revision.reason
    strategy.summary
    strategy_node.reason strategy_node.text strategy_version.note strategy_version.title
    """
)
"""What the pages of everybody, or of the whole team, show on purpose."""

CODED = _names(
    """
    account.language activity.code answers_import.report audit_event.act candidate_theme.code
    codebook_event.changes
    evidence_link.pair orphan_answer.subject
    coding.key coding_round.measured sure_list.excerpts sure_list.sample
    coding_import.report
    card.territory cards_import.columns consent.purpose consultation.slug contribution.alerts
    corpus_import.licence corpus_import.reading corpus_import.roles document.format
    document.trouble idea.territory job.error job.step moderation_event.details note.author_key
    organisation.epci organisation.legal_form organisation.sector organisation.siret
    organisation.territory outgoing_mail.error participant.territory phase.code
    external_identity.siret privacy_request.answer privacy_request.language kept_original.copies
    appeal.reply
    registration.territory respondent.attributes respondent.key response.correction
    response.language response.page response.sheet retention_report.numbers run.corpus_hash
    opinion_map.content run.settings run.versions run_measure.name run_step.name
    search_entry.stems strategy.code strategy_node.code
    scoring.ranking scoring.subjects sign_of_life.name
    submission.alerts submission.territory subscription.language synthesis_event.before
    synthesis_event.key
    amendment.alerts amendment.key body.code body.key consultation_review.content
    consultation_review.hidden
    decision.key decision.quorum document_template.sha256 made_document.cited made_document.key
    kept_figure.name kept_figure.stamp
    made_document.language made_document.sha256 made_document.trouble measure.key meeting.key
    meeting_document.sha256 node_revision.became node_revision.key outgoing_mail.letter plan.key
    plan_action.kinds plan_action.territories plan_event.changes plan_event.key plan_import.key
    plan_import.made_from plan_import.rows plan_import.sha256 strategy_version.content
    strategy_version.key strategy_version.sha256 version_event.facts version_event.previous
    version_event.sha256
    """
)
"""Names of kinds, places and steps, numbers, and words whose twin column is marked."""

SECRET = _names(
    """
    account.password_hash account_session.secret_digest answers_import.sha256 card.key
    amendment.digest codebook_event.key coding_import.sha256
    cards_import.sha256 consent.text_digest consent_text.digest contribution.source_key
    corpus_import.sha256 document.sha256 idea.key idea_answer.key idea_comment.key
    idea_support.origin idea_vote.origin invitation_link.digest note.key
    one_time_link.browser_digest participant.device_digest point.key receipt.digest
    reference_import.sha256
    registration.key desk_comment.key scoring.key response.code_digest sign_in_failure.device_digest
    submission.key subscription.newsletter_consent
    """
)
"""Digests and keys: what they hold is looked for in every answer, and no answer shows it."""
