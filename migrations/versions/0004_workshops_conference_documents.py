"""workshops, conference, documents, references"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

KINDS = {
    "Association": "association",
    "Coopérative": "cooperative",
    "Mutuelle": "mutual",
    "Fondation": "foundation",
    "Société commerciale de l’ESS": "social_company",
    "Collectivité": "local_authority",
    "Service de l’État": "state",
    "Réseau": "network",
    "Chambre consulaire": "chamber",
    "Financeur": "funder",
    "Entreprise": "enterprise",
}
"""Under which names people were counted, and the values of `OrganisationKind` instead."""


def upgrade() -> None:
    op.create_table(
        "reference",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("authors", JSON, nullable=False),
        sa.Column("year", sa.String(length=20), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("container", sa.Text(), nullable=False),
        sa.Column("volume", sa.String(length=40), nullable=False),
        sa.Column("issue", sa.String(length=40), nullable=False),
        sa.Column("pages", sa.String(length=40), nullable=False),
        sa.Column("isbn", sa.String(length=40), nullable=False),
        sa.Column("doi", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("accessed_on", sa.Date(), nullable=True),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("extra", JSON, nullable=False),
        sa.Column("author_order", sa.String(length=300), nullable=False),
        sa.Column("year_order", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reference_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_reference_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
        sa.UniqueConstraint(
            "consultation_id", "key", name=op.f("uq_reference_consultation_id_key")
        ),
    )
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reference_consultation_id_id", ["consultation_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_reference_consultation_id_author_order_id",
            ["consultation_id", "author_order", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_reference_consultation_id_year_order_id",
            ["consultation_id", "year_order", "id"],
            unique=False,
        )

    op.create_table(
        "reference_import",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added", sa.Integer(), nullable=True),
        sa.Column("completed", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reference_import_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_reference_import_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_import")),
    )
    with op.batch_alter_table("reference_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reference_import_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reference_import_sha256"), ["sha256"], unique=False)

    op.create_table(
        "reference_tag",
        sa.Column("reference_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference.id"], name=op.f("fk_reference_tag_reference_id_reference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_tag")),
        sa.UniqueConstraint(
            "reference_id", "name", name=op.f("uq_reference_tag_reference_id_name")
        ),
    )
    with op.batch_alter_table("reference_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_tag_name"), ["name"], unique=False)

    op.create_table(
        "workshop_series",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("phase_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("presentation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_workshop_series_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_workshop_series_phase_id_phase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_series")),
    )
    with op.batch_alter_table("workshop_series", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshop_series_consultation_id"), ["consultation_id"], unique=False
        )

    op.create_table(
        "attendee",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_attendee_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
    )
    with op.batch_alter_table("attendee", schema=None) as batch_op:
        batch_op.create_index("ix_attendee_activity_id_id", ["activity_id", "id"], unique=False)

    op.create_table(
        "card_form",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("prompts", JSON, nullable=False),
        sa.Column("directions", JSON, nullable=False),
        sa.Column("asks_session", sa.Boolean(), nullable=False),
        sa.Column("asks_kind", sa.Boolean(), nullable=False),
        sa.Column("asks_territory", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_card_form_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_form")),
    )
    with op.batch_alter_table("card_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_form_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "conference",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("presentation", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("takes_registrations", sa.Boolean(), nullable=False),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_counted_by_hand", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_conference_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_conference_activity_id")),
    )
    op.create_table(
        "round",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_round_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("activity_id", "number", name=op.f("uq_round_activity_id_number")),
    )
    op.create_table(
        "workshop_theme",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["workshop_series.id"],
            name=op.f("fk_workshop_theme_series_id_workshop_series"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_theme")),
    )
    with op.batch_alter_table("workshop_theme", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshop_theme_series_id"), ["series_id"], unique=False
        )

    op.create_table(
        "cards_import",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("added", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_cards_import_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["card_form.id"], name=op.f("fk_cards_import_form_id_card_form")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards_import")),
    )
    with op.batch_alter_table("cards_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cards_import_form_id"), ["form_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cards_import_sha256"), ["sha256"], unique=False)

    op.create_table(
        "conference_session",
        sa.Column("conference_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("presentation", sa.Text(), nullable=False),
        sa.Column("speakers", sa.Text(), nullable=False),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_debate", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_conference_session_conference_id_conference"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_session")),
    )
    with op.batch_alter_table("conference_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conference_session_conference_id"), ["conference_id"], unique=False
        )

    op.create_table(
        "registration",
        sa.Column("conference_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_in_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_in_by"], ["account.id"], name=op.f("fk_registration_checked_in_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_registration_conference_id_conference"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint(
            "conference_id", "email", name=op.f("uq_registration_conference_id_email")
        ),
        sa.UniqueConstraint("conference_id", "key", name=op.f("uq_registration_conference_id_key")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(
            "ix_registration_conference_id_id", ["conference_id", "id"], unique=False
        )

    op.create_table(
        "workshop",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_workshop_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["account.id"], name=op.f("fk_workshop_facilitator_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["workshop_series.id"],
            name=op.f("fk_workshop_series_id_workshop_series"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["workshop_theme.id"], name=op.f("fk_workshop_theme_id_workshop_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_workshop_activity_id")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshop_facilitator_id"), ["facilitator_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_workshop_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshop_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "card",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("sheet", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_card_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["card_form.id"], name=op.f("fk_card_form_id_card_form")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_card_respondent_id_respondent")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["conference_session.id"],
            name=op.f("fk_card_session_id_conference_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("form_id", "key", name=op.f("uq_card_form_id_key")),
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index("ix_card_form_id_id", ["form_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_card_respondent_id"), ["respondent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_card_session_id"), ["session_id"], unique=False)

    op.create_table(
        "reference_quote",
        sa.Column("reference_id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reference_quote_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_reference_quote_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["reference.id"],
            name=op.f("fk_reference_quote_reference_id_reference"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_quote")),
    )
    with op.batch_alter_table("reference_quote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reference_quote_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reference_quote_reference_id"), ["reference_id"], unique=False
        )

    op.create_table(
        "room_table",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_room_table_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["account.id"], name=op.f("fk_room_table_facilitator_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["conference_session.id"],
            name=op.f("fk_room_table_session_id_conference_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_table")),
        sa.UniqueConstraint("activity_id", "number", name=op.f("uq_room_table_activity_id_number")),
        sa.UniqueConstraint("session_id", name=op.f("uq_room_table_session_id")),
    )
    with op.batch_alter_table("room_table", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_table_facilitator_id"), ["facilitator_id"], unique=False
        )

    op.create_table(
        "synthesis",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("validated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("validated_by", sa.Uuid(), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_synthesis_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_synthesis_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["validated_by"], ["account.id"], name=op.f("fk_synthesis_validated_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_synthesis_activity_id")),
    )
    op.create_table(
        "document",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=True),
        sa.Column("round_number", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("trouble", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("validated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("validated_by", sa.Uuid(), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_document_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_document_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_document_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_document_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_document_job_id_job")),
        sa.ForeignKeyConstraint(
            ["table_id"], ["room_table.id"], name=op.f("fk_document_table_id_room_table")
        ),
        sa.ForeignKeyConstraint(
            ["validated_by"], ["account.id"], name=op.f("fk_document_validated_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_document_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_document_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_document_sha256"), ["sha256"], unique=False)

    op.create_table(
        "note_group",
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["table_id"], ["room_table.id"], name=op.f("fk_note_group_table_id_room_table")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_group")),
    )
    with op.batch_alter_table("note_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_group_table_id"), ["table_id"], unique=False)

    op.create_table(
        "reaction",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("stance", sa.String(length=32), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_reaction_card_id_card")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_reaction_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["strategy_node.id"], name=op.f("fk_reaction_node_id_strategy_node")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reaction")),
        sa.UniqueConstraint("card_id", "node_id", name=op.f("uq_reaction_card_id_node_id")),
    )
    with op.batch_alter_table("reaction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reaction_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reaction_node_id"), ["node_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_seat_attendee_id_attendee")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_seat_round_id_round")),
        sa.ForeignKeyConstraint(
            ["table_id"], ["room_table.id"], name=op.f("fk_seat_table_id_room_table")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("attendee_id", "round_id", name=op.f("uq_seat_attendee_id_round_id")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_table_id"), ["table_id"], unique=False)

    op.create_table(
        "synthesis_event",
        sa.Column("synthesis_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_synthesis_event_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["synthesis_id"],
            ["synthesis.id"],
            name=op.f("fk_synthesis_event_synthesis_id_synthesis"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis_event")),
        sa.UniqueConstraint(
            "synthesis_id", "number", name=op.f("uq_synthesis_event_synthesis_id_number")
        ),
    )

    op.create_table(
        "synthesis_line",
        sa.Column("synthesis_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("nature", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_synthesis_line_excerpt_id_excerpt")
        ),
        sa.ForeignKeyConstraint(
            ["synthesis_id"],
            ["synthesis.id"],
            name=op.f("fk_synthesis_line_synthesis_id_synthesis"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis_line")),
    )
    with op.batch_alter_table("synthesis_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_synthesis_line_excerpt_id"), ["excerpt_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_synthesis_line_synthesis_id"), ["synthesis_id"], unique=False
        )

    op.create_table(
        "document_passage",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Text(), nullable=True),
        sa.Column("nature", sa.String(length=32), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=True),
        sa.Column("round_number", sa.Integer(), nullable=True),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_passage_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_passage")),
        sa.UniqueConstraint(
            "document_id", "start", name=op.f("uq_document_passage_document_id_start")
        ),
    )
    op.create_table(
        "note",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=True),
        sa.Column("round_number", sa.Integer(), nullable=True),
        sa.Column("nature", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("author_key", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_note_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_note_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_note_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_note_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["note_group.id"], name=op.f("fk_note_group_id_note_group")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["room_table.id"], name=op.f("fk_note_table_id_room_table")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("activity_id", "key", name=op.f("uq_note_activity_id_key")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_activity_id_id", ["activity_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_note_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_note_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_note_table_id_id", ["table_id", "id"], unique=False)

    op.create_table(
        "synthesis_source",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["synthesis_line.id"],
            name=op.f("fk_synthesis_source_line_id_synthesis_line"),
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_synthesis_source_note_id_note")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis_source")),
        sa.UniqueConstraint("line_id", "note_id", name=op.f("uq_synthesis_source_line_id_note_id")),
    )
    with op.batch_alter_table("synthesis_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_synthesis_source_note_id"), ["note_id"], unique=False)

    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registration_id", sa.Uuid(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_mail_registration_id_registration"),
            "registration",
            ["registration_id"],
            ["id"],
        )

    count_people_by_kind()


def count_people_by_kind() -> None:
    """Attendance was kept under names on the screen."""
    activity = sa.table("activity", sa.column("id", sa.Uuid()), sa.column("attendance", JSON))
    found = op.get_bind().execute(sa.select(activity.c.id, activity.c.attendance)).all()
    for identifier, attendance in found:
        counted = {KINDS.get(name, name): number for name, number in attendance.items()}
        if counted != attendance:
            op.execute(
                activity.update().where(activity.c.id == identifier).values(attendance=counted)
            )


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_outgoing_mail_registration_id_registration"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_registration_id"))
        batch_op.drop_column("registration_id")

    with op.batch_alter_table("synthesis_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_synthesis_source_note_id"))

    op.drop_table("synthesis_source")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_table_id_id")
        batch_op.drop_index(batch_op.f("ix_note_group_id"))
        batch_op.drop_index(batch_op.f("ix_note_document_id"))
        batch_op.drop_index(batch_op.f("ix_note_contribution_id"))
        batch_op.drop_index("ix_note_activity_id_id")

    op.drop_table("note")
    op.drop_table("document_passage")
    with op.batch_alter_table("synthesis_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_synthesis_line_synthesis_id"))
        batch_op.drop_index(batch_op.f("ix_synthesis_line_excerpt_id"))

    op.drop_table("synthesis_line")
    op.drop_table("synthesis_event")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_table_id"))
        batch_op.drop_index(batch_op.f("ix_seat_round_id"))

    op.drop_table("seat")
    with op.batch_alter_table("reaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reaction_node_id"))
        batch_op.drop_index(batch_op.f("ix_reaction_contribution_id"))

    op.drop_table("reaction")
    with op.batch_alter_table("note_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_group_table_id"))

    op.drop_table("note_group")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_sha256"))
        batch_op.drop_index(batch_op.f("ix_document_contribution_id"))
        batch_op.drop_index(batch_op.f("ix_document_consultation_id"))
        batch_op.drop_index(batch_op.f("ix_document_activity_id"))

    op.drop_table("document")
    op.drop_table("synthesis")
    with op.batch_alter_table("room_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_table_facilitator_id"))

    op.drop_table("room_table")
    with op.batch_alter_table("reference_quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_quote_reference_id"))
        batch_op.drop_index(batch_op.f("ix_reference_quote_contribution_id"))

    op.drop_table("reference_quote")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_session_id"))
        batch_op.drop_index(batch_op.f("ix_card_respondent_id"))
        batch_op.drop_index("ix_card_form_id_id")

    op.drop_table("card")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_theme_id"))
        batch_op.drop_index(batch_op.f("ix_workshop_series_id"))
        batch_op.drop_index(batch_op.f("ix_workshop_facilitator_id"))

    op.drop_table("workshop")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index("ix_registration_conference_id_id")

    op.drop_table("registration")
    with op.batch_alter_table("conference_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conference_session_conference_id"))

    op.drop_table("conference_session")
    with op.batch_alter_table("cards_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cards_import_sha256"))
        batch_op.drop_index(batch_op.f("ix_cards_import_form_id"))

    op.drop_table("cards_import")
    with op.batch_alter_table("workshop_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_theme_series_id"))

    op.drop_table("workshop_theme")
    op.drop_table("round")
    op.drop_table("conference")
    with op.batch_alter_table("card_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_form_activity_id"))

    op.drop_table("card_form")
    with op.batch_alter_table("attendee", schema=None) as batch_op:
        batch_op.drop_index("ix_attendee_activity_id_id")

    op.drop_table("attendee")
    with op.batch_alter_table("workshop_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_series_consultation_id"))

    op.drop_table("workshop_series")
    with op.batch_alter_table("reference_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_tag_name"))

    op.drop_table("reference_tag")
    with op.batch_alter_table("reference_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_import_sha256"))
        batch_op.drop_index(batch_op.f("ix_reference_import_consultation_id"))

    op.drop_table("reference_import")
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.drop_index("ix_reference_consultation_id_year_order_id")
        batch_op.drop_index("ix_reference_consultation_id_author_order_id")
        batch_op.drop_index("ix_reference_consultation_id_id")

    op.drop_table("reference")
