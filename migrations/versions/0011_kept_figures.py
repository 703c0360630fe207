"""Figures of large consultations as they were last counted, and indexes of what pages look for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_figure",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_kept_figure_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("consultation_id", "name", name=op.f("pk_kept_figure")),
    )
    op.create_index(
        "ix_evidence_link_of_no_excerpt",
        "evidence_link",
        ["consultation_id", "id"],
        sqlite_where=sa.text("excerpt_id IS NULL"),
        postgresql_where=sa.text("excerpt_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_evidence_link_of_no_excerpt", "evidence_link")
    op.drop_table("kept_figure")
