"""Signs of life and alerts; what was done with an action that left a plan; figures of large
consultations as they were last counted, and an index of what pages look for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEGUN = "state = 'in_progress'"


def upgrade() -> None:
    _add_signs_of_life()
    _add_actions_that_left()
    _add_kept_figures()


def downgrade() -> None:
    op.drop_index("ix_evidence_link_of_no_excerpt", "evidence_link")
    op.drop_table("kept_figure")
    op.execute("DELETE FROM plan_event WHERE plan_action_id IS NULL")
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_event_node_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_plan_event_node_id_strategy_node"), type_="foreignkey"
        )
        batch_op.drop_column("node_id")
        batch_op.alter_column("plan_action_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_index("ix_response_begun", "response")
    op.drop_table("alert")
    op.drop_table("sign_of_life")


def _add_signs_of_life() -> None:
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


def _add_actions_that_left() -> None:
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.alter_column("plan_action_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("node_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_plan_event_node_id_strategy_node"), "strategy_node", ["node_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_plan_event_node_id"), ["node_id"], unique=False)


def _add_kept_figures() -> None:
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
