"""access to questionnaires, invitations, drafts, mail"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "answers_import",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("skip_bad_rows", sa.Boolean(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_answers_import_account_id_account")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_answers_import_job_id_job")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_answers_import_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers_import")),
    )
    with op.batch_alter_table("answers_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answers_import_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("has_begun", sa.Boolean(), nullable=False),
        sa.Column("has_declined", sa.Boolean(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_invitation_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "questionnaire_id", "email", name=op.f("uq_invitation_questionnaire_id_email")
        ),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_invitation_questionnaire_id_id", ["questionnaire_id", "id"], unique=False
        )

    op.create_table(
        "questionnaire_draft",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("change", JSON, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_questionnaire_draft_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_draft_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_draft")),
        sa.UniqueConstraint(
            "questionnaire_id",
            "number",
            name=op.f("uq_questionnaire_draft_questionnaire_id_number"),
        ),
    )
    op.create_table(
        "invitation_link",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_link_invitation_id_invitation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitation_link_digest")),
    )
    with op.batch_alter_table("invitation_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_link_invitation_id"), ["invitation_id"], unique=False
        )

    op.create_table(
        "outgoing_mail",
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("trouble", sa.String(length=32), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_outgoing_mail_activity_id_activity"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_outgoing_mail_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_outgoing_mail_invitation_id_invitation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outgoing_mail_batch_id_state", ["batch_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_invitation_id"), ["invitation_id"], unique=False
        )

    op.create_table(
        "question_origin",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_question_origin_excerpt_id_excerpt")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_question_origin_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_origin")),
        sa.UniqueConstraint(
            "questionnaire_id",
            "question",
            "excerpt_id",
            name=op.f("uq_question_origin_questionnaire_id_question_excerpt_id"),
        ),
    )
    with op.batch_alter_table("question_origin", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_origin_excerpt_id"), ["excerpt_id"], unique=False
        )

    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("access", sa.String(length=32), nullable=False, server_default="link")
        )
        batch_op.add_column(
            sa.Column("is_anonymous", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("introduction", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("thanks", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("targets", JSON, nullable=False, server_default="{}"))
        batch_op.add_column(
            sa.Column("results_are_public", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.add_column(sa.Column("correction", JSON, nullable=True))
        batch_op.add_column(sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("origin", sa.String(length=32), nullable=False, server_default="online")
        )
        batch_op.add_column(
            sa.Column("language", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("is_test", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("account_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("invitation_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("typed_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("sheet", sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f("ix_response_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_response_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_response_typed_by_id"), ["typed_by_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_response_questionnaire_id_account_id"),
            ["questionnaire_id", "account_id"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_response_questionnaire_id_invitation_id"),
            ["questionnaire_id", "invitation_id"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_response_questionnaire_id_sheet"), ["questionnaire_id", "sheet"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_response_invitation_id_invitation"),
            "invitation",
            ["invitation_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_response_typed_by_id_account"), "account", ["typed_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_response_account_id_account"), "account", ["account_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_response_account_id_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_response_typed_by_id_account"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_response_invitation_id_invitation"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_response_questionnaire_id_sheet"), type_="unique")
        batch_op.drop_constraint(
            batch_op.f("uq_response_questionnaire_id_invitation_id"), type_="unique"
        )
        batch_op.drop_constraint(
            batch_op.f("uq_response_questionnaire_id_account_id"), type_="unique"
        )
        batch_op.drop_index(batch_op.f("ix_response_typed_by_id"))
        batch_op.drop_index(batch_op.f("ix_response_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_response_account_id"))
        batch_op.drop_column("sheet")
        batch_op.drop_column("typed_by_id")
        batch_op.drop_column("invitation_id")
        batch_op.drop_column("account_id")
        batch_op.drop_column("is_test")
        batch_op.drop_column("language")
        batch_op.drop_column("origin")
        batch_op.drop_column("saved_at")
        batch_op.drop_column("correction")

    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_column("results_are_public")
        batch_op.drop_column("targets")
        batch_op.drop_column("thanks")
        batch_op.drop_column("introduction")
        batch_op.drop_column("closes_at")
        batch_op.drop_column("opens_at")
        batch_op.drop_column("is_anonymous")
        batch_op.drop_column("access")

    with op.batch_alter_table("question_origin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_origin_excerpt_id"))

    op.drop_table("question_origin")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_activity_id"))
        batch_op.drop_index("ix_outgoing_mail_batch_id_state")

    op.drop_table("outgoing_mail")
    with op.batch_alter_table("invitation_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_link_invitation_id"))

    op.drop_table("invitation_link")
    op.drop_table("questionnaire_draft")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_invitation_questionnaire_id_id")

    op.drop_table("invitation")
    with op.batch_alter_table("answers_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_import_questionnaire_id"))

    op.drop_table("answers_import")
