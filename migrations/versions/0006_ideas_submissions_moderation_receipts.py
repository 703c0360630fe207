"""ideas, written contributions, moderation, receipts, subscriptions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "charter",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("decisions_are_public", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_charter_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_charter_consultation_id")),
    )
    op.create_table(
        "participant",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("device_digest", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("has_told", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (device_digest IS NULL)",
            name=op.f("ck_participant_one_of_two"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_participant_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_participant_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint(
            "consultation_id", "account_id", name=op.f("uq_participant_consultation_id_account_id")
        ),
        sa.UniqueConstraint(
            "consultation_id",
            "device_digest",
            name=op.f("uq_participant_consultation_id_device_digest"),
        ),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_account_id"), ["account_id"], unique=False)

    op.create_table(
        "subscription",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("own", sa.String(length=32), nullable=False),
        sa.Column("everything", sa.String(length=32), nullable=False),
        sa.Column("takes_newsletter", sa.Boolean(), nullable=False),
        sa.Column("newsletter_consent", sa.String(length=64), nullable=False),
        sa.Column("newsletter_sent_until", sa.Integer(), nullable=False),
        sa.Column("own_sent_until", sa.Integer(), nullable=False),
        sa.Column("everything_sent_until", sa.Integer(), nullable=False),
        sa.Column("own_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("everything_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_subscription_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_subscription_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "consultation_id", "email", name=op.f("uq_subscription_consultation_id_email")
        ),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscription_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "charter_reason",
        sa.Column("charter_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name=op.f("fk_charter_reason_charter_id_charter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_reason")),
        sa.UniqueConstraint("charter_id", "title", name=op.f("uq_charter_reason_charter_id_title")),
    )
    op.create_table(
        "idea_box",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("framing", sa.Text(), nullable=False),
        sa.Column("questions", JSON, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("wants_account", sa.Boolean(), nullable=False),
        sa.Column("takes_comments", sa.Boolean(), nullable=False),
        sa.Column("takes_votes", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_idea_box_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_box")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_idea_box_activity_id")),
    )
    op.create_table(
        "receipt",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_receipt_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_receipt_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_receipt_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("digest", name=op.f("uq_receipt_digest")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_receipt_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(
            "ix_receipt_participant_id_id", ["participant_id", "id"], unique=False
        )

    op.create_table(
        "submission_call",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("framing", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("wants_account", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_call_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_call")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_submission_call_activity_id")),
    )
    op.create_table(
        "idea_box_theme",
        sa.Column("box_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["box_id"], ["idea_box.id"], name=op.f("fk_idea_box_theme_box_id_idea_box")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_box_theme")),
        sa.UniqueConstraint("box_id", "title", name=op.f("uq_idea_box_theme_box_id_title")),
    )
    op.create_table(
        "receipt_follower",
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_follower_receipt_id_receipt")
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_receipt_follower_subscription_id_subscription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_follower")),
        sa.UniqueConstraint(
            "receipt_id",
            "subscription_id",
            name=op.f("uq_receipt_follower_receipt_id_subscription_id"),
        ),
    )
    with op.batch_alter_table("receipt_follower", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipt_follower_subscription_id"), ["subscription_id"], unique=False
        )

    op.create_table(
        "appeal",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_appeal_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_appeal_contribution_id")),
    )
    op.create_table(
        "idea",
        sa.Column("box_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("grouped_under_id", sa.Uuid(), nullable=True),
        sa.Column("split_from_id", sa.Uuid(), nullable=True),
        sa.Column("imported_supporters", sa.Integer(), nullable=False),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("all_supporters", sa.Integer(), nullable=False),
        sa.Column("unverified_supporters", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lead_id <> id", name=op.f("ck_idea_not_its_own_lead")),
        sa.ForeignKeyConstraint(["box_id"], ["idea_box.id"], name=op.f("fk_idea_box_id_idea_box")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_idea_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["idea.id"], name=op.f("fk_idea_lead_id_idea")),
        sa.ForeignKeyConstraint(
            ["grouped_under_id"], ["idea.id"], name=op.f("fk_idea_grouped_under_id_idea")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_idea_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["split_from_id"], ["idea.id"], name=op.f("fk_idea_split_from_id_idea")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["idea_box_theme.id"], name=op.f("fk_idea_theme_id_idea_box_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("box_id", "key", name=op.f("uq_idea_box_id_key")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_idea_contribution_id")),
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.create_index(
            "ix_idea_box_id_all_supporters_id", ["box_id", "all_supporters", "id"], unique=False
        )
        batch_op.create_index(
            "ix_idea_box_id_comments_id", ["box_id", "comments", "id"], unique=False
        )
        batch_op.create_index("ix_idea_box_id_id", ["box_id", "id"], unique=False)
        batch_op.create_index(
            "ix_idea_box_id_votes_draw", ["box_id", "votes", "draw"], unique=False
        )
        batch_op.create_index(
            "ix_idea_box_id_territory_id", ["box_id", "territory", "id"], unique=False
        )
        batch_op.create_index(
            "ix_idea_box_id_participant_id_id", ["box_id", "participant_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_idea_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_idea_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_idea_split_from_id"), ["split_from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "kept_original",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("copies", JSON, nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_kept_original_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_original")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_kept_original_contribution_id")),
    )
    with op.batch_alter_table("kept_original", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_original_erase_on"), ["erase_on"], unique=False)

    op.create_table(
        "moderation_event",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("reason_id", sa.Uuid(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_moderation_event_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_moderation_event_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_moderation_event_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["reason_id"],
            ["charter_reason.id"],
            name=op.f("fk_moderation_event_reason_id_charter_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_event")),
    )
    with op.batch_alter_table("moderation_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_moderation_event_consultation_id_id", ["consultation_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_moderation_event_contribution_id_id", ["contribution_id", "id"], unique=False
        )

    op.create_table(
        "notice",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_notice_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_notice_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_notice_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_notice_consultation_id_number")
        ),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(
            "ix_notice_consultation_id_id", ["consultation_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_notice_contribution_id_id", ["contribution_id", "id"], unique=False
        )

    op.create_table(
        "idea_answer",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idea_answer_account_id_account")
        ),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_answer_idea_id_idea")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_answer")),
        sa.UniqueConstraint("idea_id", "key", name=op.f("uq_idea_answer_idea_id_key")),
    )
    with op.batch_alter_table("idea_answer", schema=None) as batch_op:
        batch_op.create_index("ix_idea_answer_idea_id_id", ["idea_id", "id"], unique=False)

    op.create_table(
        "idea_comment",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_idea_comment_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_comment_idea_id_idea")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_idea_comment_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_comment")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_idea_comment_contribution_id")),
        sa.UniqueConstraint("idea_id", "key", name=op.f("uq_idea_comment_idea_id_key")),
    )
    with op.batch_alter_table("idea_comment", schema=None) as batch_op:
        batch_op.create_index("ix_idea_comment_idea_id_id", ["idea_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_idea_comment_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "idea_support",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_support_idea_id_idea")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_idea_support_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_support")),
        sa.UniqueConstraint(
            "idea_id", "participant_id", name=op.f("uq_idea_support_idea_id_participant_id")
        ),
    )
    with op.batch_alter_table("idea_support", schema=None) as batch_op:
        batch_op.create_index(
            "ix_idea_support_idea_id_created_at", ["idea_id", "created_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_idea_support_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "idea_vote",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("judgement", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_vote_idea_id_idea")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_idea_vote_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_vote")),
        sa.UniqueConstraint(
            "idea_id", "participant_id", name=op.f("uq_idea_vote_idea_id_participant_id")
        ),
    )
    with op.batch_alter_table("idea_vote", schema=None) as batch_op:
        batch_op.create_index(
            "ix_idea_vote_idea_id_created_at", ["idea_id", "created_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_idea_vote_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "submission",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=200), nullable=False),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("may_be_published", sa.Boolean(), nullable=False),
        sa.Column("alerts", JSON, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["submission_call.id"], name=op.f("fk_submission_call_id_submission_call")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_submission_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_submission_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_submission_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_submission_receipt_id_receipt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_submission_call_id_key")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_submission_contribution_id")),
        sa.UniqueConstraint("document_id", name=op.f("uq_submission_document_id")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_submission_receipt_id")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index("ix_submission_call_id_id", ["call_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_submission_participant_id"), ["participant_id"], unique=False
        )

    # Not by a batch, which would write the whole corpus again.
    identifier = "CHAR(32)" if op.get_bind().dialect.name == "sqlite" else "UUID"
    op.execute(
        f"ALTER TABLE contribution ADD COLUMN receipt_id {identifier}"
        " CONSTRAINT fk_contribution_receipt_id_receipt REFERENCES receipt (id)"
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alerts", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("has_alerts", sa.Boolean(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_contribution_consultation_id_state_id",
            ["consultation_id", "state", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_receipt_id"), ["receipt_id"], unique=False
        )
        batch_op.create_index(
            "ix_contribution_to_look_at",
            ["consultation_id", "has_alerts", "id"],
            unique=False,
            sqlite_where=sa.text("looked_at IS NULL"),
            postgresql_where=sa.text("looked_at IS NULL"),
        )

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("receipt_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("subscription_id", sa.Uuid(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_receipt_id"), ["receipt_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_subscription_id"), ["subscription_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_receipt_id_receipt"), "receipt", ["receipt_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_subscription_id_subscription"),
            "subscription",
            ["subscription_id"],
            ["id"],
        )

    with op.batch_alter_table("corpus_import", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_of_ideas", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("source", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("licence", sa.String(length=120), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("corpus_import", schema=None) as batch_op:
        for column in ("licence", "source", "is_of_ideas"):
            batch_op.drop_column(column)

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_subscription_id_subscription"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_receipt_id_receipt"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_subscription_id"))
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_receipt_id"))
        batch_op.drop_column("subscription_id")
        batch_op.drop_column("receipt_id")

    op.drop_index("ix_contribution_to_look_at", "contribution")
    op.drop_index("ix_contribution_receipt_id", "contribution")
    op.drop_index("ix_contribution_consultation_id_state_id", "contribution")
    for column in ("looked_at", "has_alerts", "alerts", "receipt_id"):
        op.execute(f"ALTER TABLE contribution DROP COLUMN {column}")

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_participant_id"))
        batch_op.drop_index("ix_submission_call_id_id")

    op.drop_table("submission")
    with op.batch_alter_table("idea_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_vote_participant_id"))
        batch_op.drop_index("ix_idea_vote_idea_id_created_at")

    op.drop_table("idea_vote")
    with op.batch_alter_table("idea_support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_support_participant_id"))
        batch_op.drop_index("ix_idea_support_idea_id_created_at")

    op.drop_table("idea_support")
    with op.batch_alter_table("idea_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_comment_participant_id"))
        batch_op.drop_index("ix_idea_comment_idea_id_id")

    op.drop_table("idea_comment")
    with op.batch_alter_table("idea_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_idea_answer_idea_id_id")

    op.drop_table("idea_answer")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_contribution_id_id")
        batch_op.drop_index("ix_notice_consultation_id_id")

    op.drop_table("notice")
    with op.batch_alter_table("moderation_event", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_event_contribution_id_id")
        batch_op.drop_index("ix_moderation_event_consultation_id_id")

    op.drop_table("moderation_event")
    with op.batch_alter_table("kept_original", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_original_erase_on"))

    op.drop_table("kept_original")
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_theme_id"))
        batch_op.drop_index(batch_op.f("ix_idea_split_from_id"))
        batch_op.drop_index(batch_op.f("ix_idea_participant_id"))
        batch_op.drop_index(batch_op.f("ix_idea_lead_id"))
        batch_op.drop_index("ix_idea_box_id_participant_id_id")
        batch_op.drop_index("ix_idea_box_id_territory_id")
        batch_op.drop_index("ix_idea_box_id_votes_draw")
        batch_op.drop_index("ix_idea_box_id_id")
        batch_op.drop_index("ix_idea_box_id_comments_id")
        batch_op.drop_index("ix_idea_box_id_all_supporters_id")

    op.drop_table("idea")
    op.drop_table("appeal")
    with op.batch_alter_table("receipt_follower", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_follower_subscription_id"))

    op.drop_table("receipt_follower")
    op.drop_table("idea_box_theme")
    op.drop_table("submission_call")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index("ix_receipt_participant_id_id")
        batch_op.drop_index(batch_op.f("ix_receipt_consultation_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_activity_id"))

    op.drop_table("receipt")
    op.drop_table("idea_box")
    op.drop_table("charter_reason")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscription_account_id"))

    op.drop_table("subscription")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_account_id"))

    op.drop_table("participant")
    op.drop_table("charter")
