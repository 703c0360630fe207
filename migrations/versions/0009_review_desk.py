"""The review desk: codebook, coding, points, priorities, talk of the team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "coding_setting",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("double_share", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_coding_setting_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_coding_setting")),
    )
    op.create_table(
        "desk_task",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_desk_task_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_desk_task_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["account.id"], name=op.f("fk_desk_task_given_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_task")),
        sa.UniqueConstraint(
            "account_id",
            "subject",
            "subject_id",
            name=op.f("uq_desk_task_account_id_subject_subject_id"),
        ),
    )
    with op.batch_alter_table("desk_task", schema=None) as batch_op:
        batch_op.create_index(
            "ix_desk_task_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "orphan_answer",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_orphan_answer_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_orphan_answer_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orphan_answer")),
    )
    with op.batch_alter_table("orphan_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_orphan_answer_subject", ["consultation_id", "kind", "subject", "id"], unique=False
        )

    op.create_table(
        "point",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_point_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_point_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_point_consultation_id_key")),
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index(
            "ix_point_consultation_id_kind_id", ["consultation_id", "kind", "id"], unique=False
        )

    op.create_table(
        "saved_search",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("asked", JSON, nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_search_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_saved_search_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint(
            "account_id",
            "consultation_id",
            "title",
            name=op.f("uq_saved_search_account_id_consultation_id_title"),
        ),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index(
            "ix_saved_search_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "scoring",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("subjects", JSON, nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        sa.Column("ranking", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_scoring_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_scoring_consultation_id_consultation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_scoring_consultation_id_key")),
    )
    with op.batch_alter_table("scoring", schema=None) as batch_op:
        batch_op.create_index(
            "ix_scoring_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "desk_comment",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("scoring_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_desk_comment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_desk_comment_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["scoring_id"], ["scoring.id"], name=op.f("fk_desk_comment_scoring_id_scoring")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_comment")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_desk_comment_account_id_key")),
    )
    with op.batch_alter_table("desk_comment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_desk_comment_subject",
            ["consultation_id", "subject", "subject_id", "id"],
            unique=False,
        )

    op.create_table(
        "theme",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("stands_for_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("belongs", sa.Text(), nullable=False),
        sa.Column("excludes", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_theme_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["theme.id"], name=op.f("fk_theme_parent_id_theme")),
        sa.ForeignKeyConstraint(
            ["stands_for_id"], ["theme.id"], name=op.f("fk_theme_stands_for_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(
            "ix_theme_consultation_id_state", ["consultation_id", "state"], unique=False
        )
        batch_op.create_index("ix_theme_stands_for_id", ["stands_for_id"], unique=False)

    op.create_table(
        "codebook_event",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_codebook_event_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_codebook_event_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_codebook_event_theme_id_theme")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["codebook_event.id"],
            name=op.f("fk_codebook_event_undoes_id_codebook_event"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_event")),
        sa.UniqueConstraint(
            "consultation_id", "key", name=op.f("uq_codebook_event_consultation_id_key")
        ),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_codebook_event_consultation_id_number")
        ),
    )
    with op.batch_alter_table("codebook_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codebook_event_theme_id"), ["theme_id"], unique=False)
        batch_op.create_index("ix_codebook_event_undoes_id", ["undoes_id"], unique=True)

    op.create_table(
        "coding_import",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_coding_import_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_coding_import_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_coding_import_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_import")),
    )
    with op.batch_alter_table("coding_import", schema=None) as batch_op:
        batch_op.create_index(
            "ix_coding_import_consultation_id_id", ["consultation_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_coding_import_sha256"), ["sha256"], unique=False)

    op.create_table(
        "coding_round",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("codebook_number", sa.Integer(), nullable=False),
        sa.Column("excerpts", sa.Integer(), nullable=False),
        sa.Column("measured", JSON, nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_coding_round_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_coding_round_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_round")),
    )
    with op.batch_alter_table("coding_round", schema=None) as batch_op:
        batch_op.create_index(
            "ix_coding_round_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "criterion",
        sa.Column("scoring_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scoring_id"], ["scoring.id"], name=op.f("fk_criterion_scoring_id_scoring")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint(
            "scoring_id", "position", name=op.f("uq_criterion_scoring_id_position")
        ),
    )
    op.create_table(
        "mention",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_mention_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["desk_comment.id"], name=op.f("fk_mention_comment_id_desk_comment")
        ),
        sa.PrimaryKeyConstraint("comment_id", "account_id", name=op.f("pk_mention")),
    )
    with op.batch_alter_table("mention", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mention_account_id_seen_at", ["account_id", "seen_at"], unique=False
        )

    op.create_table(
        "scorer",
        sa.Column("scoring_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_scorer_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["scoring_id"], ["scoring.id"], name=op.f("fk_scorer_scoring_id_scoring")
        ),
        sa.PrimaryKeyConstraint("scoring_id", "account_id", name=op.f("pk_scorer")),
    )
    with op.batch_alter_table("scorer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scorer_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sure_list",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("lowest_score", sa.Double(), nullable=False),
        sa.Column("excerpts", JSON, nullable=False),
        sa.Column("sample", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sure_list_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_sure_list_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_sure_list_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sure_list")),
    )
    with op.batch_alter_table("sure_list", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sure_list_consultation_id_id", ["consultation_id", "id"], unique=False
        )

    op.create_table(
        "score",
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("1 <= value AND value <= 5", name=op.f("ck_score_value")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_score_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_score_criterion_id_criterion")
        ),
        sa.PrimaryKeyConstraint("criterion_id", "account_id", "subject_id", name=op.f("pk_score")),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_account_id"), ["account_id"], unique=False)

    op.create_table(
        "theme_source",
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("overlap", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate_theme.id"],
            name=op.f("fk_theme_source_candidate_id_candidate_theme"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["codebook_event.id"],
            name=op.f("fk_theme_source_event_id_codebook_event"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_theme_source_run_id_run")),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_source_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_theme_source")),
    )
    with op.batch_alter_table("theme_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_source_run_id"), ["run_id"], unique=False)
        batch_op.create_index("ix_theme_source_theme_id", ["theme_id"], unique=False)

    op.create_table(
        "basket_item",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_basket_item_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_basket_item_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_basket_item_excerpt_id_excerpt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_item")),
        sa.UniqueConstraint(
            "account_id", "excerpt_id", name=op.f("uq_basket_item_account_id_excerpt_id")
        ),
    )
    with op.batch_alter_table("basket_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_basket_item_consultation_id",
            ["consultation_id", "account_id", "place"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_basket_item_excerpt_id"), ["excerpt_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("via", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=32), nullable=True),
        sa.Column("nature", sa.String(length=32), nullable=True),
        sa.Column("stance", sa.String(length=32), nullable=True),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposed_theme_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_score", sa.Double(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("sure_list_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_coding_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_coding_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["codebook_event.id"], name=op.f("fk_coding_event_id_codebook_event")
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_coding_excerpt_id_excerpt")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_theme_id"], ["theme.id"], name=op.f("fk_coding_proposed_theme_id_theme")
        ),
        sa.ForeignKeyConstraint(
            ["sure_list_id"], ["sure_list.id"], name=op.f("fk_coding_sure_list_id_sure_list")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_coding_account_id_key")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(
            "ix_coding_consultation_id_id", ["consultation_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_coding_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            "ix_coding_excerpt_id_account_id_id", ["excerpt_id", "account_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_coding_sure_list_id"), ["sure_list_id"], unique=False)

    op.create_table(
        "coding_proposal",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("others", JSON, nullable=False),
        sa.Column("words", JSON, nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("because", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_coding_proposal_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_coding_proposal_excerpt_id_excerpt")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["coding_round.id"], name=op.f("fk_coding_proposal_round_id_coding_round")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_coding_proposal_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("excerpt_id", name=op.f("pk_coding_proposal")),
    )
    with op.batch_alter_table("coding_proposal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_coding_proposal_consultation_id_place", ["consultation_id", "place"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_coding_proposal_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "ix_coding_proposal_theme_id_score", ["theme_id", "score", "excerpt_id"], unique=False
        )

    op.create_table(
        "excerpt_theme",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_excerpt_theme_excerpt_id_excerpt")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_excerpt_theme_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("excerpt_id", "theme_id", name=op.f("pk_excerpt_theme")),
    )
    with op.batch_alter_table("excerpt_theme", schema=None) as batch_op:
        batch_op.create_index(
            "ix_excerpt_theme_theme_id_excerpt_id", ["theme_id", "excerpt_id"], unique=False
        )

    op.create_table(
        "shown_excerpt",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_shown_excerpt_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_shown_excerpt_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_shown_excerpt_excerpt_id_excerpt")
        ),
        sa.PrimaryKeyConstraint("account_id", "consultation_id", name=op.f("pk_shown_excerpt")),
    )
    with op.batch_alter_table("shown_excerpt", schema=None) as batch_op:
        batch_op.create_index("ix_shown_excerpt_excerpt_id", ["excerpt_id"], unique=False)

    op.create_table(
        "coding_theme",
        sa.Column("coding_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"], ["coding.id"], name=op.f("fk_coding_theme_coding_id_coding")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_coding_theme_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("coding_id", "theme_id", name=op.f("pk_coding_theme")),
    )
    with op.batch_alter_table("coding_theme", schema=None) as batch_op:
        batch_op.create_index("ix_coding_theme_theme_id", ["theme_id"], unique=False)

    op.create_table(
        "excerpt_coding",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("coding_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("coders", sa.Integer(), nullable=False),
        sa.Column("nature", sa.String(length=32), nullable=True),
        sa.Column("stance", sa.String(length=32), nullable=True),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"], ["coding.id"], name=op.f("fk_excerpt_coding_coding_id_coding")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_excerpt_coding_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_excerpt_coding_excerpt_id_excerpt")
        ),
        sa.PrimaryKeyConstraint("excerpt_id", name=op.f("pk_excerpt_coding")),
    )
    with op.batch_alter_table("excerpt_coding", schema=None) as batch_op:
        batch_op.create_index(
            "ix_excerpt_coding_consultation_id_coding_id",
            ["consultation_id", "coding_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_excerpt_coding_consultation_id_state",
            ["consultation_id", "state", "excerpt_id"],
            unique=False,
        )

    with op.batch_alter_table("evidence_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pair", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("theme_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("from_point_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("point_id", sa.Uuid(), nullable=True))
    # Identifiers are written with dashes on PostgreSQL.
    op.execute(
        "UPDATE evidence_link SET pair = 'e' || replace(CAST(excerpt_id AS VARCHAR(36)), '-', '')"
        " || '>n' || replace(CAST(node_id AS VARCHAR(36)), '-', '')"
    )
    with op.batch_alter_table("evidence_link", schema=None) as batch_op:
        batch_op.alter_column("pair", existing_type=sa.String(length=80), nullable=False)
        batch_op.alter_column("excerpt_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.alter_column("node_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.create_index(
            "ix_evidence_link_from_point_id_id", ["from_point_id", "id"], unique=False
        )
        batch_op.create_index("ix_evidence_link_pair_id", ["pair", "id"], unique=False)
        batch_op.create_index("ix_evidence_link_point_id_id", ["point_id", "id"], unique=False)
        batch_op.create_index("ix_evidence_link_theme_id_id", ["theme_id", "id"], unique=False)
        batch_op.create_check_constraint(
            op.f("ck_evidence_link_one_source"),
            "(CASE WHEN excerpt_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN theme_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN from_point_id IS NULL THEN 0 ELSE 1 END) = 1",
        )
        batch_op.create_check_constraint(
            op.f("ck_evidence_link_one_end"), "(node_id IS NULL) <> (point_id IS NULL)"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_evidence_link_from_point_id_point"), "point", ["from_point_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_evidence_link_theme_id_theme"), "theme", ["theme_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_evidence_link_point_id_point"), "point", ["point_id"], ["id"]
        )

    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nature", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("theme_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_run_theme_id_theme"), "theme", ["theme_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_run_theme_id_theme"), type_="foreignkey")
        batch_op.drop_column("theme_id")
        batch_op.drop_column("nature")

    # What only the review desk knows goes with its tables.
    op.execute("DELETE FROM evidence_link WHERE excerpt_id IS NULL OR node_id IS NULL")
    with op.batch_alter_table("evidence_link", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_evidence_link_point_id_point"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_evidence_link_theme_id_theme"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_evidence_link_from_point_id_point"), type_="foreignkey"
        )
        batch_op.drop_constraint(op.f("ck_evidence_link_one_end"), type_="check")
        batch_op.drop_constraint(op.f("ck_evidence_link_one_source"), type_="check")
        batch_op.drop_index("ix_evidence_link_theme_id_id")
        batch_op.drop_index("ix_evidence_link_point_id_id")
        batch_op.drop_index("ix_evidence_link_pair_id")
        batch_op.drop_index("ix_evidence_link_from_point_id_id")
        batch_op.alter_column("node_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("excerpt_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column("point_id")
        batch_op.drop_column("from_point_id")
        batch_op.drop_column("theme_id")
        batch_op.drop_column("pair")

    with op.batch_alter_table("excerpt_coding", schema=None) as batch_op:
        batch_op.drop_index("ix_excerpt_coding_consultation_id_state")
        batch_op.drop_index("ix_excerpt_coding_consultation_id_coding_id")

    op.drop_table("excerpt_coding")
    with op.batch_alter_table("coding_theme", schema=None) as batch_op:
        batch_op.drop_index("ix_coding_theme_theme_id")

    op.drop_table("coding_theme")
    with op.batch_alter_table("shown_excerpt", schema=None) as batch_op:
        batch_op.drop_index("ix_shown_excerpt_excerpt_id")

    op.drop_table("shown_excerpt")
    with op.batch_alter_table("excerpt_theme", schema=None) as batch_op:
        batch_op.drop_index("ix_excerpt_theme_theme_id_excerpt_id")

    op.drop_table("excerpt_theme")
    with op.batch_alter_table("coding_proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_coding_proposal_theme_id_score")
        batch_op.drop_index(batch_op.f("ix_coding_proposal_round_id"))
        batch_op.drop_index("ix_coding_proposal_consultation_id_place")

    op.drop_table("coding_proposal")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_sure_list_id"))
        batch_op.drop_index("ix_coding_excerpt_id_account_id_id")
        batch_op.drop_index(batch_op.f("ix_coding_event_id"))
        batch_op.drop_index("ix_coding_consultation_id_id")

    op.drop_table("coding")
    with op.batch_alter_table("basket_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_basket_item_excerpt_id"))
        batch_op.drop_index("ix_basket_item_consultation_id")

    op.drop_table("basket_item")
    with op.batch_alter_table("theme_source", schema=None) as batch_op:
        batch_op.drop_index("ix_theme_source_theme_id")
        batch_op.drop_index(batch_op.f("ix_theme_source_run_id"))

    op.drop_table("theme_source")
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_account_id"))

    op.drop_table("score")
    with op.batch_alter_table("sure_list", schema=None) as batch_op:
        batch_op.drop_index("ix_sure_list_consultation_id_id")

    op.drop_table("sure_list")
    with op.batch_alter_table("scorer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scorer_account_id"))

    op.drop_table("scorer")
    with op.batch_alter_table("mention", schema=None) as batch_op:
        batch_op.drop_index("ix_mention_account_id_seen_at")

    op.drop_table("mention")
    op.drop_table("criterion")
    with op.batch_alter_table("coding_round", schema=None) as batch_op:
        batch_op.drop_index("ix_coding_round_consultation_id_id")

    op.drop_table("coding_round")
    with op.batch_alter_table("coding_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_import_sha256"))
        batch_op.drop_index("ix_coding_import_consultation_id_id")

    op.drop_table("coding_import")
    with op.batch_alter_table("codebook_event", schema=None) as batch_op:
        batch_op.drop_index("ix_codebook_event_undoes_id")
        batch_op.drop_index(batch_op.f("ix_codebook_event_theme_id"))

    op.drop_table("codebook_event")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index("ix_theme_stands_for_id")
        batch_op.drop_index("ix_theme_consultation_id_state")

    op.drop_table("theme")
    with op.batch_alter_table("desk_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_comment_subject")

    op.drop_table("desk_comment")
    with op.batch_alter_table("scoring", schema=None) as batch_op:
        batch_op.drop_index("ix_scoring_consultation_id_id")

    op.drop_table("scoring")
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_search_consultation_id_id")

    op.drop_table("saved_search")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index("ix_point_consultation_id_kind_id")

    op.drop_table("point")
    with op.batch_alter_table("orphan_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_orphan_answer_subject")

    op.drop_table("orphan_answer")
    with op.batch_alter_table("desk_task", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_task_consultation_id_id")

    op.drop_table("desk_task")
    op.drop_table("coding_setting")
