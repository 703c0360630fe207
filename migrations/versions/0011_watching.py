"""Signs of life, and what was said of troubles to those who operate the platform."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEGUN = "state = 'in_progress'"


def upgrade() -> None:
    op.create_table(
        "sign_of_life",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sign_of_life")),
    )
    op.create_table(
        "alert",
        sa.Column("trouble", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("may_tell_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("trouble", name=op.f("pk_alert")),
    )
    op.create_index(
        "ix_response_begun",
        "response",
        ["questionnaire_id"],
        sqlite_where=sa.text(BEGUN),
        postgresql_where=sa.text(BEGUN),
    )


def downgrade() -> None:
    op.drop_index("ix_response_begun", "response")
    op.drop_table("alert")
    op.drop_table("sign_of_life")
