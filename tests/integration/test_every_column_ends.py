"""Each column that leads to somebody is emptied in time, or says why it is not."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.models.types import now
from app.privacy.retention.enforcer import FORGOTTEN, Scope
from app.privacy.retention.registry import ENFORCERS
from tests.personal_markers import Marked

# What an enforcer does is the same on both databases, and tested on both elsewhere.
pytestmark = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")

NAMES = ("account_id", "participant_id", "recipient", "signature", "device_digest", "needs")
PEOPLE = {"account.id", "participant.id"}
ENDS_OTHERWISE = {
    "with the account, which its owner erases": {
        "account.email",
        "account_session.account_id",
        "basket_item.account_id",
        "desk_comment.account_id",
        "desk_task.account_id",
        "external_identity.account_id",
        "mandate.account_id",
        "mandate.decided_by",
        "membership.account_id",
        "mention.account_id",
        "recovery_code.account_id",
        "role_invitation.accepted_by",
        "role_invitation.invited_by",
        "shown_excerpt.account_id",
        "saved_search.account_id",
        "score.account_id",
        "scorer.account_id",
    },
    "an act of the team, which its account signs until it is erased": {
        "codebook_event.account_id",
        "coding.account_id",
        "desk_task.given_by_id",
        "sure_list.account_id",
        "evidence_link.account_id",
        "moderation_event.account_id",
        "orphan_answer.account_id",
        "point.account_id",
        "questionnaire_draft.account_id",
        "reference.account_id",
        "reference_list.account_id",
        "reference_quote.account_id",
        "run.account_id",
        "scoring.account_id",
        "amendment.answered_by_id",
        "body_member.account_id",
        "consultation_review.account_id",
        "decision.account_id",
        "document_template.account_id",
        "made_document.account_id",
        "measure.account_id",
        "meeting_document.account_id",
        "node_revision.account_id",
        "plan_event.account_id",
        "plan_import.account_id",
        "progress_report.account_id",
        "strategy_node.held_by_id",
        "strategy_version.account_id",
        "version_event.account_id",
        "outgoing_mail.account_id",
    },
    "the log is only added to": {"audit_event.account_id"},
    "`accounts tidy`: two days, or 30 for an invitation that nobody answers": {
        "one_time_link.account_id",
        "one_time_link.email",
        "role_invitation.email",
    },
    "`accounts tidy`: an hour": {"sign_in_failure.device_digest"},
    "`privacy tidy`: seven days": {"personal_export.account_id"},
}


def _personal() -> set[sa.Column[Any]]:
    return {
        column
        for table in db.metadata.tables.values()
        for column in table.columns
        if {key.target_fullname for key in column.foreign_keys} & PEOPLE
        or column.name in NAMES
        or "email" in column.name
    }


def _filled(session) -> set[str]:
    """The personal columns that hold anything that leads to anybody."""
    session.rollback()
    return {
        str(column)
        for column in _personal()
        if any(
            value and not str(value).startswith(FORGOTTEN)
            for value in session.scalars(sa.select(column))
        )
    }


def test_each_personal_column_is_emptied_by_an_enforcer_or_says_what_ends_it(app, session):
    store = app.extensions["store"]
    marked = Marked(session, store)
    scope, before = Scope(marked.consultation.id, now(), store), _filled(session)
    for enforcer in ENFORCERS.values():
        enforcer.anonymise(session, scope)
        enforcer.delete(session, scope)
    session.commit()
    otherwise = set().union(*ENDS_OTHERWISE.values())
    emptied = before - _filled(session)
    personal = {str(column) for column in _personal()}
    assert personal - otherwise - emptied == set(), "no enforcer empties it, and no reason is given"
    assert otherwise - personal == set()
    assert otherwise & emptied == set()
