"""The strategy as it is written, its versions, its plans, its bodies, and what is published."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
import uuid_utils.compat
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

READ = ("id", "strategy_id", "parent_id", "kind", "code", "title", "position")
FILLED = {
    "outgoing_mail": ("letter",),
    "strategy": ("summary", "takes_amendments", "version"),
    "strategy_node": ("text", "state", "reason", "version"),
}
"""Columns that are new in tables which may hold rows: filled while they are added."""

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("reports_to_id", sa.Uuid(), nullable=True),
        sa.Column("rhythm", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("told_late_since", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_body_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["reports_to_id"], ["body.id"], name=op.f("fk_body_reports_to_id_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("consultation_id", "code", name=op.f("uq_body_consultation_id_code")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_body_consultation_id_key")),
    )
    op.create_table(
        "consultation_review",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("words", JSON, nullable=False),
        sa.Column("hidden", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_consultation_review_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_review_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_review")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_consultation_review_consultation_id")),
    )
    op.create_table(
        "document_template",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_document_template_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_document_template_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_template")),
        sa.UniqueConstraint(
            "consultation_id",
            "kind",
            "sha256",
            name=op.f("uq_document_template_consultation_id_kind_sha256"),
        ),
    )
    with op.batch_alter_table("document_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_template_sha256"), ["sha256"], unique=False)

    op.create_table(
        "college",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_college_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college")),
        sa.UniqueConstraint("body_id", "name", name=op.f("uq_college_body_id_name")),
    )
    op.create_table(
        "meeting",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_are_public", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("body_id", "key", name=op.f("uq_meeting_body_id_key")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_meeting_body_id_starts_at", ["body_id", "starts_at"], unique=False
        )

    op.create_table(
        "plan",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("report_every", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_plan_strategy_id_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("strategy_id", "key", name=op.f("uq_plan_strategy_id_key")),
        sa.UniqueConstraint("strategy_id", "number", name=op.f("uq_plan_strategy_id_number")),
    )
    op.create_table(
        "amendment",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("alerts", JSON, nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_amendment_answered_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_amendment_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_amendment_node_id_strategy_node")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_amendment_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_amendment_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint(
            "consultation_id", "key", name=op.f("uq_amendment_consultation_id_key")
        ),
        sa.UniqueConstraint("digest", name=op.f("uq_amendment_digest")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_amendment_consultation_id_state_id",
            ["consultation_id", "state", "id"],
            unique=False,
        )
        batch_op.create_index("ix_amendment_node_id_id", ["node_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_amendment_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "body_member",
        sa.Column("college_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_body_member_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["college_id"], ["college.id"], name=op.f("fk_body_member_college_id_college")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_body_member_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_member")),
    )
    with op.batch_alter_table("body_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_member_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_body_member_college_id_id", ["college_id", "id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("baseline", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_indicator_node_id_strategy_node")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("node_id", "name", name=op.f("uq_indicator_node_id_name")),
    )
    op.create_table(
        "meeting_document",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_meeting_document_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_document_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_document")),
        sa.UniqueConstraint(
            "meeting_id", "sha256", name=op.f("uq_meeting_document_meeting_id_sha256")
        ),
    )
    with op.batch_alter_table("meeting_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_document_sha256"), ["sha256"], unique=False)

    op.create_table(
        "plan_action",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fate", sa.String(length=32), nullable=False),
        sa.Column("fate_reason", sa.Text(), nullable=False),
        sa.Column("is_specific", sa.Boolean(), nullable=False),
        sa.Column("territories", JSON, nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("is_market", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_plan_action_percent")),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_plan_action_node_id_strategy_node")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_action_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
        sa.UniqueConstraint("plan_id", "node_id", name=op.f("uq_plan_action_plan_id_node_id")),
    )
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.create_index("ix_plan_action_node_id", ["node_id"], unique=False)
        batch_op.create_index(
            "ix_plan_action_plan_id_position", ["plan_id", "position"], unique=False
        )

    op.create_table(
        "plan_import",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("made_from", sa.String(length=64), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_plan_import_account_id_account")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_import_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_import")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_plan_import_plan_id_key")),
    )
    op.create_table(
        "strategy_version",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_strategy_version_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_strategy_version_plan_id_plan")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_strategy_version_strategy_id_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_version")),
        sa.UniqueConstraint("strategy_id", "key", name=op.f("uq_strategy_version_strategy_id_key")),
        sa.UniqueConstraint(
            "strategy_id", "number", name=op.f("uq_strategy_version_strategy_id_number")
        ),
    )
    op.create_table(
        "decision",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("body_name", sa.String(length=200), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("abstentions", sa.Integer(), nullable=True),
        sa.Column("quorum", JSON, nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_decision_account_id_account")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_decision_body_id_body")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_decision_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_decision_node_id_strategy_node")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decision_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_decision_strategy_id_strategy")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["strategy_version.id"],
            name=op.f("fk_decision_version_id_strategy_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_decision_consultation_id_key")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_decision_consultation_id_number")
        ),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_body_id_id", ["body_id", "id"], unique=False)
        batch_op.create_index("ix_decision_meeting_id", ["meeting_id"], unique=False)
        batch_op.create_index("ix_decision_node_id", ["node_id"], unique=False)
        batch_op.create_index("ix_decision_plan_id", ["plan_id"], unique=False)
        batch_op.create_index("ix_decision_version_id", ["version_id"], unique=False)

    op.create_table(
        "made_document",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("other_plan_id", sa.Uuid(), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("cited", JSON, nullable=False),
        sa.Column("trouble", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_made_document_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_made_document_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_made_document_job_id_job")),
        sa.ForeignKeyConstraint(
            ["other_plan_id"], ["plan.id"], name=op.f("fk_made_document_other_plan_id_plan")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_made_document_plan_id_plan")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["document_template.id"],
            name=op.f("fk_made_document_template_id_document_template"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["strategy_version.id"],
            name=op.f("fk_made_document_version_id_strategy_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_document")),
        sa.UniqueConstraint(
            "consultation_id", "key", name=op.f("uq_made_document_consultation_id_key")
        ),
    )
    with op.batch_alter_table("made_document", schema=None) as batch_op:
        batch_op.create_index(
            "ix_made_document_consultation_id_kind_id",
            ["consultation_id", "kind", "id"],
            unique=False,
        )
        batch_op.create_index("ix_made_document_version_id", ["version_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_measure_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_measure_indicator_id_indicator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("indicator_id", "key", name=op.f("uq_measure_indicator_id_key")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_measure_indicator_id_measured_on_id",
            ["indicator_id", "measured_on", "id"],
            unique=False,
        )

    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("presence", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_attendance_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["body_member.id"],
            name=op.f("fk_meeting_attendance_member_id_body_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
        sa.UniqueConstraint(
            "meeting_id", "member_id", name=op.f("uq_meeting_attendance_meeting_id_member_id")
        ),
    )
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_attendance_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "node_revision",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("became", JSON, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("amendment_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_node_revision_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_node_revision_amendment_id_amendment")
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_node_revision_node_id_strategy_node")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_node_revision_strategy_id_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_revision")),
        sa.UniqueConstraint("node_id", "number", name=op.f("uq_node_revision_node_id_number")),
        sa.UniqueConstraint("strategy_id", "key", name=op.f("uq_node_revision_strategy_id_key")),
    )
    with op.batch_alter_table("node_revision", schema=None) as batch_op:
        batch_op.create_index(
            "ix_node_revision_strategy_id_id", ["strategy_id", "id"], unique=False
        )

    op.create_table(
        "plan_action_objective",
        sa.Column("plan_action_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["strategy_node.id"],
            name=op.f("fk_plan_action_objective_node_id_strategy_node"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_action_id"],
            ["plan_action.id"],
            name=op.f("fk_plan_action_objective_plan_action_id_plan_action"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action_objective")),
        sa.UniqueConstraint(
            "plan_action_id",
            "node_id",
            name=op.f("uq_plan_action_objective_plan_action_id_node_id"),
        ),
    )
    with op.batch_alter_table("plan_action_objective", schema=None) as batch_op:
        batch_op.create_index("ix_plan_action_objective_node_id", ["node_id"], unique=False)

    op.create_table(
        "plan_action_partner",
        sa.Column("plan_action_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_plan_action_partner_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_action_id"],
            ["plan_action.id"],
            name=op.f("fk_plan_action_partner_plan_action_id_plan_action"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action_partner")),
        sa.UniqueConstraint(
            "plan_action_id",
            "part",
            "name",
            name=op.f("uq_plan_action_partner_plan_action_id_part_name"),
        ),
    )
    with op.batch_alter_table("plan_action_partner", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_action_partner_organisation_id", ["organisation_id"], unique=False
        )

    op.create_table(
        "plan_event",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("plan_action_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_plan_event_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_action_id"],
            ["plan_action.id"],
            name=op.f("fk_plan_event_plan_action_id_plan_action"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_event_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_event")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_plan_event_plan_id_key")),
    )
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_event_plan_action_id_id", ["plan_action_id", "id"], unique=False
        )

    op.create_table(
        "progress_report",
        sa.Column("plan_action_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_progress_report_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_action_id"],
            ["plan_action.id"],
            name=op.f("fk_progress_report_plan_action_id_plan_action"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_report")),
        sa.UniqueConstraint(
            "plan_action_id", "due_on", name=op.f("uq_progress_report_plan_action_id_due_on")
        ),
    )
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.create_index("ix_progress_report_due_on", ["due_on"], unique=False)

    op.create_table(
        "version_event",
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_version_event_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_version_event_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_version_event_strategy_id_strategy")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["strategy_version.id"],
            name=op.f("fk_version_event_version_id_strategy_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_event")),
        sa.UniqueConstraint(
            "strategy_id", "number", name=op.f("uq_version_event_strategy_id_number")
        ),
    )
    with op.batch_alter_table("version_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_event_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "citation",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=True),
        sa.Column("reference_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(excerpt_id IS NULL) <> (reference_id IS NULL)", name=op.f("ck_citation_one_source")
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_citation_excerpt_id_excerpt")
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_citation_node_id_strategy_node")
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference.id"], name=op.f("fk_citation_reference_id_reference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("node_id", "position", name=op.f("uq_citation_node_id_position")),
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index("ix_citation_excerpt_id", ["excerpt_id"], unique=False)
        batch_op.create_index("ix_citation_reference_id", ["reference_id"], unique=False)

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("letter", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_account_id"), ["account_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_account_id_account"), "account", ["account_id"], ["id"]
        )

    with op.batch_alter_table("strategy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("summary", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("takes_amendments", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("strategy_node", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("state", sa.String(length=32), nullable=False, server_default="open")
        )
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("held_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_strategy_node_held_by_id_account"), "account", ["held_by_id"], ["id"]
        )

    for table, names in FILLED.items():
        with op.batch_alter_table(table) as batch_op:
            for name in names:
                batch_op.alter_column(name, server_default=None)
    _begin_histories()


def _begin_histories() -> None:
    """The lines that are there already came with a reference: their history begins so."""
    node = sa.table("strategy_node", *(sa.column(name) for name in READ))
    revision = sa.table(
        "node_revision",
        sa.column("id", sa.Uuid()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("strategy_id", sa.Uuid()),
        sa.column("node_id", sa.Uuid()),
        sa.column("number"),
        sa.column("key"),
        sa.column("act"),
        sa.column("became", JSON),
        sa.column("reason"),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(node)).mappings().all()
    if rows:
        connection.execute(
            sa.insert(revision),
            [
                {
                    "id": uuid_utils.compat.uuid7(),
                    "created_at": dt.datetime.now(dt.UTC),
                    "strategy_id": _uuid(row["strategy_id"]),
                    "node_id": _uuid(row["id"]),
                    "number": 1,
                    "key": f"loaded-{_uuid(row['id']).hex}",
                    "act": "loaded",
                    "became": {
                        "parent": _uuid(row["parent_id"]).hex if row["parent_id"] else None,
                        "kind": row["kind"],
                        "code": row["code"],
                        "title": row["title"],
                        "text": "",
                        "position": row["position"],
                        "state": "open",
                    },
                    "reason": "",
                }
                for row in rows
            ],
        )


def _uuid(value: uuid.UUID | str) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def downgrade() -> None:
    with op.batch_alter_table("strategy_node", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_strategy_node_held_by_id_account"), type_="foreignkey"
        )
        batch_op.drop_column("held_until")
        batch_op.drop_column("held_by_id")
        batch_op.drop_column("version")
        batch_op.drop_column("reason")
        batch_op.drop_column("state")
        batch_op.drop_column("text")

    with op.batch_alter_table("strategy", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("takes_amendments")
        batch_op.drop_column("frozen_at")
        batch_op.drop_column("ends_on")
        batch_op.drop_column("starts_on")
        batch_op.drop_column("summary")

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_account_id_account"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_account_id"))
        batch_op.drop_column("letter")
        batch_op.drop_column("account_id")

    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.drop_index("ix_citation_reference_id")
        batch_op.drop_index("ix_citation_excerpt_id")

    op.drop_table("citation")
    with op.batch_alter_table("version_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_event_version_id"))

    op.drop_table("version_event")
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.drop_index("ix_progress_report_due_on")

    op.drop_table("progress_report")
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_event_plan_action_id_id")

    op.drop_table("plan_event")
    with op.batch_alter_table("plan_action_partner", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_action_partner_organisation_id")

    op.drop_table("plan_action_partner")
    with op.batch_alter_table("plan_action_objective", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_action_objective_node_id")

    op.drop_table("plan_action_objective")
    with op.batch_alter_table("node_revision", schema=None) as batch_op:
        batch_op.drop_index("ix_node_revision_strategy_id_id")

    op.drop_table("node_revision")
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_attendance_member_id"))

    op.drop_table("meeting_attendance")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index("ix_measure_indicator_id_measured_on_id")

    op.drop_table("measure")
    with op.batch_alter_table("made_document", schema=None) as batch_op:
        batch_op.drop_index("ix_made_document_version_id")
        batch_op.drop_index("ix_made_document_consultation_id_kind_id")

    op.drop_table("made_document")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_version_id")
        batch_op.drop_index("ix_decision_plan_id")
        batch_op.drop_index("ix_decision_node_id")
        batch_op.drop_index("ix_decision_meeting_id")
        batch_op.drop_index("ix_decision_body_id_id")

    op.drop_table("decision")
    op.drop_table("strategy_version")
    op.drop_table("plan_import")
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_action_plan_id_position")
        batch_op.drop_index("ix_plan_action_node_id")

    op.drop_table("plan_action")
    with op.batch_alter_table("meeting_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_document_sha256"))

    op.drop_table("meeting_document")
    op.drop_table("indicator")
    with op.batch_alter_table("body_member", schema=None) as batch_op:
        batch_op.drop_index("ix_body_member_college_id_id")
        batch_op.drop_index(batch_op.f("ix_body_member_account_id"))

    op.drop_table("body_member")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_participant_id"))
        batch_op.drop_index("ix_amendment_node_id_id")
        batch_op.drop_index("ix_amendment_consultation_id_state_id")

    op.drop_table("amendment")
    op.drop_table("plan")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_body_id_starts_at")

    op.drop_table("meeting")
    op.drop_table("college")
    with op.batch_alter_table("document_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_template_sha256"))

    op.drop_table("document_template")
    op.drop_table("consultation_review")
    op.drop_table("body")
