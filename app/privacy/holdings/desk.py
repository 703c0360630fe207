"""What somebody said to the team, what is entrusted to them, and the scores that they gave."""

from __future__ import annotations

import re

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Account, Criterion, DeskComment, DeskTask, Mention, Score, Scoring
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label


class DeskHolding(Holding):
    """Words of a comment follow the choice for all words; where others name who is erased, the
    name goes. Scores stay, by a deleted account: the ranking of others rests on them."""

    key = "desk"
    columns = frozenset(
        {
            "desk_comment.account_id",
            "desk_task.account_id",
            "desk_task.given_by_id",
            "mention.account_id",
            "score.account_id",
            "scorer.account_id",
        }
    )

    @property
    def title(self) -> str:
        return _("Comments, tasks and scores on the desk")

    def fate(self, words: Words) -> str:
        if words is Words.WITHDRAWN:
            return _("Comments and tasks are erased; scores stay, by a “deleted account”.")
        return _("Comments and scores stay, by a “deleted account”; tasks are erased.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [
            count_of(DeskComment.account_id == account.id),
            count_of(DeskTask.account_id == account.id),
            count_of(Score.account_id == account.id),
        ]

    def given(self, session: Session, account: Account) -> list[Row]:
        return [
            *self._comments(session, account),
            *self._tasks(session, account),
            *self._scores(session, account),
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        named = sa.select(DeskComment).join(Mention, Mention.comment_id == DeskComment.id)
        name = re.compile(rf"@{re.escape(account.name)}(?!\w)", re.I)
        for comment in session.scalars(named.where(Mention.account_id == account.id)).all():
            comment.text = name.sub(lambda _found: f"@{_('Deleted account')}", comment.text)
        session.flush()
        session.execute(sa.delete(Mention).where(Mention.account_id == account.id))
        session.execute(sa.delete(DeskTask).where(DeskTask.account_id == account.id))
        if choice.words is Words.WITHDRAWN:
            own = sa.select(DeskComment.id).where(DeskComment.account_id == account.id)
            session.execute(sa.delete(Mention).where(Mention.comment_id.in_(own)))
            session.execute(
                sa.update(DeskComment)
                .where(DeskComment.account_id == account.id, DeskComment.removed_at.is_(None))
                .values(text="", removed_at=choice.moment)
            )

    def _comments(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(DeskComment).where(DeskComment.account_id == account.id)
        return [
            {
                _("Comment"): one.text,
                _("About"): str(label(one.subject)),
                _("Date"): iso(one.created_at),
            }
            for one in session.scalars(found.order_by(DeskComment.id))
        ]

    def _tasks(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(DeskTask).where(DeskTask.account_id == account.id)
        return [
            {
                _("Task"): one.note,
                _("About"): str(label(one.subject)),
                _("Date"): iso(one.created_at),
                _("Done"): iso(one.done_at),
            }
            for one in session.scalars(found.order_by(DeskTask.id))
        ]

    def _scores(self, session: Session, account: Account) -> list[Row]:
        found = (
            sa.select(Scoring.title, Criterion.title, Score.subject_id, Score.value)
            .join(Criterion, Criterion.id == Score.criterion_id)
            .join(Scoring, Scoring.id == Criterion.scoring_id)
            .where(Score.account_id == account.id)
            .order_by(Scoring.id, Score.subject_id, Criterion.position)
        )
        return [
            {
                _("Round of priorities"): title,
                _("Criterion"): criterion,
                _("Identifier"): str(subject),
                _("Score"): value,
            }
            for title, criterion, subject, value in session.execute(found)
        ]
