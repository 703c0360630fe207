"""accounts, organisations, privacy, audit"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


ONE_YEAR = "365 days"


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("act", sa.String(length=80), nullable=False),
        sa.Column("things", JSON, nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_account_id_id", ["account_id", "id"], unique=False)
        batch_op.create_index(
            "ix_audit_event_consultation_id_act_id", ["consultation_id", "act", "id"], unique=False
        )
        batch_op.create_index(
            "ix_audit_event_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "consent_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_text")),
        sa.UniqueConstraint("digest", name=op.f("uq_consent_text_digest")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("account_digest", sa.String(length=64), nullable=False),
        sa.Column("origin_digest", sa.String(length=64), nullable=False),
        sa.Column("device_digest", sa.String(length=64), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sign_in_failure_account_created_at", ["account_digest", "created_at"], unique=False
        )
        batch_op.create_index("ix_sign_in_failure_created_at", ["created_at"], unique=False)
        batch_op.create_index(
            "ix_sign_in_failure_origin_created_at", ["origin_digest", "created_at"], unique=False
        )

    op.create_table(
        "account_session",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("has_second_factor", sa.Boolean(), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id_token", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_session_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_session")),
    )
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_session_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "consent",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("subscription_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_consent_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consent_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "ix_consent_consultation_id_purpose", ["consultation_id", "purpose", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consent_subscription_id"), ["subscription_id"], unique=False
        )

    op.create_table(
        "external_identity",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_external_identity_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_external_identity_issuer_subject")),
    )
    with op.batch_alter_table("external_identity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_external_identity_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "known_population",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_known_population_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_population")),
        sa.UniqueConstraint(
            "consultation_id",
            "kind",
            "territory",
            name=op.f("uq_known_population_consultation_id_kind_territory"),
        ),
    )
    op.create_table(
        "one_time_link",
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("browser_digest", sa.String(length=64), nullable=True),
        sa.Column("details", JSON, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_one_time_link_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_one_time_link_email"), ["email"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_one_time_link_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "privacy_policy",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("controller", sa.String(length=200), nullable=False),
        sa.Column("controller_address", sa.String(length=300), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("officer", sa.String(length=254), nullable=False),
        sa.Column("bases", JSON, nullable=False),
        sa.Column("anonymise_after", JSON, nullable=False),
        sa.Column("delete_after", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_privacy_policy_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_policy")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_privacy_policy_consultation_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint(
            "account_id", "digest", name=op.f("uq_recovery_code_account_id_digest")
        ),
    )
    op.create_table(
        "reference_list",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("entries", JSON, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reference_list_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_reference_list_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_list")),
    )
    with op.batch_alter_table("reference_list", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reference_list_consultation_id_kind",
            ["consultation_id", "kind", "id"],
            unique=False,
        )

    op.create_table(
        "retention_report",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("numbers", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_retention_report_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_report")),
    )
    with op.batch_alter_table("retention_report", schema=None) as batch_op:
        batch_op.create_index(
            "ix_retention_report_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "role_invitation",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["account.id"], name=op.f("fk_role_invitation_accepted_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_role_invitation_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["account.id"], name=op.f("fk_role_invitation_invited_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_invitation")),
    )
    with op.batch_alter_table("role_invitation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_role_invitation_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "mandate",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_mandate_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_mandate_decided_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_mandate_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint(
            "account_id", "organisation_id", name=op.f("uq_mandate_account_id_organisation_id")
        ),
    )
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mandate_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "personal_export",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_personal_export_account_id_account")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_personal_export_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_export")),
    )
    with op.batch_alter_table("personal_export", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_personal_export_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "privacy_request",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("right", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_privacy_request_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_privacy_request_answered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_privacy_request_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_privacy_request_receipt_id_receipt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_request")),
        sa.UniqueConstraint(
            "consultation_id", "key", name=op.f("uq_privacy_request_consultation_id_key")
        ),
    )
    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_privacy_request_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            "ix_privacy_request_consultation_id_state",
            ["consultation_id", "state", "due_on"],
            unique=False,
        )

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("language", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("totp_secret", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("totp_last_step", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("password_hash", existing_type=sa.String(length=255), nullable=True)
        batch_op.drop_column("session_key")

    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "second_factor_for_team", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.alter_column("consultation_id", existing_type=sa.Uuid(), nullable=True)

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("siret", sa.String(length=14), nullable=True))
        batch_op.add_column(
            sa.Column("legal_form", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("is_esus", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("sector", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("headcount", sa.String(length=32), nullable=True))
        batch_op.add_column(
            sa.Column("epci", sa.String(length=9), nullable=False, server_default="")
        )
        batch_op.alter_column("consultation_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.create_unique_constraint(batch_op.f("uq_organisation_siret"), ["siret"])

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("role_invitation_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("privacy_request_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_outgoing_mail_link_id"), ["link_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_privacy_request_id"), ["privacy_request_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_role_invitation_id"), ["role_invitation_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_link_id_one_time_link"),
            "one_time_link",
            ["link_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_role_invitation_id_role_invitation"),
            "role_invitation",
            ["role_invitation_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_privacy_request_id_privacy_request"),
            "privacy_request",
            ["privacy_request_id"],
            ["id"],
        )

    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("had_account", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_participant_organisation_id_organisation"),
            "organisation",
            ["organisation_id"],
            ["id"],
        )

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_submission_organisation_id_organisation"),
            "organisation",
            ["organisation_id"],
            ["id"],
        )

    _refuse_changes_of_the_log()


def downgrade() -> None:
    _take_away_what_had_no_place()
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_submission_organisation_id_organisation"), type_="foreignkey"
        )
        batch_op.drop_column("organisation_id")

    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_participant_organisation_id_organisation"), type_="foreignkey"
        )
        batch_op.drop_column("had_account")
        batch_op.drop_column("organisation_id")

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_privacy_request_id_privacy_request"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_role_invitation_id_role_invitation"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_link_id_one_time_link"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_role_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_privacy_request_id"))
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_link_id"))
        batch_op.drop_column("privacy_request_id")
        batch_op.drop_column("role_invitation_id")
        batch_op.drop_column("link_id")

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_organisation_siret"), type_="unique")
        batch_op.alter_column("consultation_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column("epci")
        batch_op.drop_column("headcount")
        batch_op.drop_column("sector")
        batch_op.drop_column("is_esus")
        batch_op.drop_column("legal_form")
        batch_op.drop_column("siret")

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.alter_column("consultation_id", existing_type=sa.Uuid(), nullable=False)

    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("second_factor_for_team")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("session_key", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.alter_column("password_hash", existing_type=sa.String(length=255), nullable=False)
        batch_op.drop_column("erased_at")
        batch_op.drop_column("signed_in_at")
        batch_op.drop_column("totp_last_step")
        batch_op.drop_column("totp_since")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("language")
    # It was there for the rows of now; the column had none.
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.alter_column(
            "session_key", existing_type=sa.String(length=64), server_default=None
        )

    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.drop_index("ix_privacy_request_consultation_id_state")
        batch_op.drop_index(batch_op.f("ix_privacy_request_account_id"))

    op.drop_table("privacy_request")
    with op.batch_alter_table("personal_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_export_account_id"))

    op.drop_table("personal_export")
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandate_organisation_id"))

    op.drop_table("mandate")
    with op.batch_alter_table("role_invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_role_invitation_consultation_id_id")

    op.drop_table("role_invitation")
    with op.batch_alter_table("retention_report", schema=None) as batch_op:
        batch_op.drop_index("ix_retention_report_consultation_id_id")

    op.drop_table("retention_report")
    with op.batch_alter_table("reference_list", schema=None) as batch_op:
        batch_op.drop_index("ix_reference_list_consultation_id_kind")

    op.drop_table("reference_list")
    op.drop_table("recovery_code")
    op.drop_table("privacy_policy")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_expires_at"))
        batch_op.drop_index(batch_op.f("ix_one_time_link_email"))
        batch_op.drop_index(batch_op.f("ix_one_time_link_account_id"))

    op.drop_table("one_time_link")
    op.drop_table("known_population")
    with op.batch_alter_table("external_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_external_identity_account_id"))

    op.drop_table("external_identity")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_subscription_id"))
        batch_op.drop_index("ix_consent_consultation_id_purpose")
        batch_op.drop_index(batch_op.f("ix_consent_account_id"))

    op.drop_table("consent")
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_session_account_id"))

    op.drop_table("account_session")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_failure_origin_created_at")
        batch_op.drop_index("ix_sign_in_failure_created_at")
        batch_op.drop_index("ix_sign_in_failure_account_created_at")

    op.drop_table("sign_in_failure")
    op.drop_table("consent_text")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_consultation_id_id")
        batch_op.drop_index("ix_audit_event_consultation_id_act_id")
        batch_op.drop_index("ix_audit_event_account_id_id")

    op.drop_table("audit_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_event_stays()")


def _refuse_changes_of_the_log() -> None:
    """What was written in the log is never changed, and stays for a year at least."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'DELETE' AND OLD.created_at < now() - interval '{ONE_YEAR}'"
            " THEN RETURN OLD; END IF;"
            " RAISE EXCEPTION 'the log is never changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event"
            " FOR EACH ROW EXECUTE FUNCTION audit_event_stays()"
        )
        return
    op.execute(
        "CREATE TRIGGER audit_event_is_never_changed BEFORE UPDATE ON audit_event"
        " BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_event_stays BEFORE DELETE ON audit_event"
        f" WHEN OLD.created_at > datetime('now', '-{ONE_YEAR}')"
        " BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
    )


def _take_away_what_had_no_place() -> None:
    """What belongs to no consultation, or to an account without a password, was not known before."""
    op.execute(
        "UPDATE respondent SET organisation_id = NULL WHERE organisation_id IN"
        " (SELECT id FROM organisation WHERE consultation_id IS NULL)"
    )
    op.execute("UPDATE participant SET organisation_id = NULL")
    op.execute("UPDATE submission SET organisation_id = NULL")
    op.execute("DELETE FROM mandate")
    op.execute("DELETE FROM organisation WHERE consultation_id IS NULL")
    op.execute("DELETE FROM personal_export")
    op.execute("DELETE FROM outgoing_mail WHERE consultation_id IS NULL")
    op.execute("DELETE FROM job WHERE consultation_id IS NULL")
    op.execute("UPDATE account SET password_hash = '' WHERE password_hash IS NULL")
