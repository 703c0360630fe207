"""What moderators and stewards did with the ideas of the box of 2016."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.demonstration import files
from app.ideas.answering import answer
from app.ideas.grouping import group
from app.ideas.splitting import Part, split
from app.models import Idea, IdeaBox, Verdict
from app.models.types import PARIS


def arrange_ideas(session: Session, box: IdeaBox, *, account_id: uuid.UUID) -> None:
    """Group some ideas of a box, split one, answer a dozen."""
    plan = files.read("idea-arrangements.yaml")
    ideas = _by_title(session, box)
    for one in plan["groups"]:
        members = [ideas[title] for title in one["ideas"]]
        group(session, ideas[one["lead"]], members, account_id=account_id)
    parts = [Part(one["title"], tuple(one["passages"])) for one in plan["split"]["parts"]]
    split(session, ideas[plan["split"]["idea"]], parts, seen=0, account_id=account_id)
    _answer(session, ideas, plan, account_id)


def _by_title(session: Session, box: IdeaBox) -> dict[str, Idea]:
    found = session.scalars(
        sa.select(Idea)
        .join(Idea.contribution)
        .options(contains_eager(Idea.contribution))
        .where(Idea.box_id == box.id)
    )
    return {idea.contribution.title: idea for idea in found}


def _answer(
    session: Session, ideas: dict[str, Idea], plan: dict[str, Any], account_id: uuid.UUID
) -> None:
    moment = dt.datetime.combine(plan["answered_on"], dt.time(10), PARIS)
    for number, one in enumerate(plan["answers"]):
        given = answer(
            session,
            ideas[one["idea"]],
            key=f"demonstration-{number}",
            account_id=account_id,
            verdict=Verdict(one["verdict"]),
            reason=one["reason"],
            seen=None,
        )
        given.created_at = moment
