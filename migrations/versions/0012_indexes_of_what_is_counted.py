"""What is counted is read quickly: an index of responses, and kept figures whose values stand
behind what is read without them."""

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
    if op.get_bind().dialect.name == "sqlite":
        # It walks through a whole value, tens of megabytes, to what stands behind it.
        with op.batch_alter_table(
            "kept_figure",
            recreate="always",
            partial_reordering=[
                ("consultation_id", "name", "stamp", "counted_at", "seconds", "value")
            ],
        ):
            pass


def downgrade() -> None:
    op.drop_index("ix_response_counted", "response")
