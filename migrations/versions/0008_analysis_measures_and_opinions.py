"""analysis measures and opinions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "opinion_map",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("idea_box_id", sa.Uuid(), nullable=True),
        sa.Column("conference_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(idea_box_id IS NULL) <> (conference_id IS NULL)",
            name=op.f("ck_opinion_map_one_source"),
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"],
            ["conference.id"],
            name=op.f("fk_opinion_map_conference_id_conference"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_opinion_map_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_box_id"], ["idea_box.id"], name=op.f("fk_opinion_map_idea_box_id_idea_box")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_opinion_map_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_map")),
        sa.UniqueConstraint("conference_id", name=op.f("uq_opinion_map_conference_id")),
        sa.UniqueConstraint("idea_box_id", name=op.f("uq_opinion_map_idea_box_id")),
    )
    with op.batch_alter_table("opinion_map", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opinion_map_consultation_id"), ["consultation_id"], unique=False
        )

    op.create_table(
        "run_measure",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_measure_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_measure")),
        sa.UniqueConstraint("run_id", "name", name=op.f("uq_run_measure_run_id_name")),
    )
    op.create_table(
        "run_step",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_step_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_step")),
        sa.UniqueConstraint("run_id", "name", name=op.f("uq_run_step_run_id_name")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contrast_rank", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("divisive_rank", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("stability", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("firmness", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("campaign", sa.Integer(), nullable=True))
        batch_op.create_index("ix_assignment_run_id_campaign", ["run_id", "campaign"], unique=False)

    with op.batch_alter_table("candidate_theme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lacking", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("distinct_texts", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("shares", JSON, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("stability", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("firmness", sa.String(length=32), nullable=True))

    # Themes that were there get something to hold; the models give it from now on.
    with op.batch_alter_table("candidate_theme", schema=None) as batch_op:
        for name in ("lacking", "distinct_texts", "shares"):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sensitivity_job_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_run_sensitivity_job_id_job"), "job", ["sensitivity_job_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_run_sensitivity_job_id_job"), type_="foreignkey")
        batch_op.drop_column("sensitivity_job_id")

    with op.batch_alter_table("candidate_theme", schema=None) as batch_op:
        batch_op.drop_column("firmness")
        batch_op.drop_column("stability")
        batch_op.drop_column("shares")
        batch_op.drop_column("distinct_texts")
        batch_op.drop_column("lacking")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_run_id_campaign")
        batch_op.drop_column("campaign")
        batch_op.drop_column("firmness")
        batch_op.drop_column("stability")
        batch_op.drop_column("divisive_rank")
        batch_op.drop_column("contrast_rank")

    op.drop_table("run_step")
    op.drop_table("run_measure")
    with op.batch_alter_table("opinion_map", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_map_consultation_id"))

    op.drop_table("opinion_map")
