"""An index from which the responses of a questionnaire are counted, without reading them."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_response_counted",
        "response",
        ["questionnaire_id", "state", "is_test", "origin", "submitted_at"],
    )


def downgrade() -> None:
    op.drop_index("ix_response_counted", "response")
