"""What was done with an action that left a plan is told of its line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.alter_column("plan_action_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("node_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_plan_event_node_id_strategy_node"), "strategy_node", ["node_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_plan_event_node_id"), ["node_id"], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM plan_event WHERE plan_action_id IS NULL")
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_event_node_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_plan_event_node_id_strategy_node"), type_="foreignkey"
        )
        batch_op.drop_column("node_id")
        batch_op.alter_column("plan_action_id", existing_type=sa.Uuid(), nullable=False)
