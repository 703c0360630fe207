"""A group of ideas as the pages of its ideas show it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.matching import is_among, subjects_with
from app.ideas.likeness import similar_to
from app.models import Contribution, ContributionState, Idea, IdeaBox

MOST_SHOWN = 50
MOST_FOUND = 20


@dataclass(frozen=True)
class IdeaLink:
    """An idea to go to. The title of one that not everybody reads is not told."""

    id: uuid.UUID
    title: str
    supporters: int
    """Its own, or those of the group where the idea leads one and is one to choose."""
    is_read: bool


@dataclass(frozen=True)
class GroupShown:
    """The ideas of a group, most supported first; those that are not read any more are counted."""

    lead: IdeaLink
    members: Sequence[IdeaLink]
    others: int
    """How many more there are than are shown."""
    hidden: int
    supporters: int
    """Of all of them, each once."""


def group_of(session: Session, idea: Idea) -> GroupShown | None:
    """The group of an idea, whether it leads it or not; `None` where it stands alone."""
    head = idea.lead_id or idea.id
    rows = session.execute(
        _links(Idea.supporters, Idea.all_supporters)
        .where((Idea.id == head) | (Idea.lead_id == head))
        .order_by(Idea.lead_id.is_not(None), Idea.supporters.desc(), Idea.id)
    ).all()
    if len(rows) < 2:
        return None
    lead, *members = map(_link, rows)
    read = [member for member in members if member.is_read]
    return GroupShown(
        lead=lead,
        members=read[:MOST_SHOWN],
        others=max(0, len(read) - MOST_SHOWN),
        hidden=len(members) - len(read),
        supporters=rows[0].all_supporters,
    )


def leads_for(session: Session, box: IdeaBox, idea: Idea, words: str) -> list[IdeaLink]:
    """Ideas under which this one may be put: those that hold these words, the most supported
    first, or those that are like it."""
    if not words:
        said = idea.contribution
        alike = similar_to(session, box, said.title, said.text, k=MOST_FOUND // 2)
        ids = [one.idea_id for one in alike]
        found = {link.id: link for link in _read(session, _apart(box).where(Idea.id.in_(ids)))}
        return [found[one] for one in ids if one in found and one != idea.id]
    found_apart = _holding(session, _apart(box), words).where(Idea.id != idea.id)
    return _read(session, found_apart.limit(MOST_FOUND))


def ideas_to_group(session: Session, box: IdeaBox, words: str) -> list[IdeaLink]:
    """Ideas that hold these words and are in no group, or lead one; the most supported first."""
    return _read(session, _holding(session, _apart(box), words).limit(MOST_SHOWN))


def chosen_ideas(session: Session, box: IdeaBox, ids: Sequence[uuid.UUID]) -> list[IdeaLink]:
    """Those of these ideas of the box that may be grouped, the most supported first."""
    found = _apart(box).where(Idea.id.in_(ids))
    return _read(session, found.order_by(Idea.all_supporters.desc(), Idea.id))


def _links(*more: Any) -> sa.Select[Any]:
    return sa.select(Idea.id, Contribution.title, Contribution.state, *more).join(Idea.contribution)


def _apart(box: IdeaBox) -> sa.Select[Any]:
    """The ideas of a box that everybody reads and that are under no other."""
    return _links(Idea.all_supporters.label("supporters")).where(
        Idea.box_id == box.id,
        Idea.lead_id.is_(None),
        Contribution.state == ContributionState.PUBLISHED,
    )


def _holding(session: Session, found: sa.Select[Any], words: str) -> sa.Select[Any]:
    subjects = subjects_with(session, words)
    if subjects is not None:
        found = found.where(is_among(session, Contribution.id, subjects))
    return found.order_by(Idea.all_supporters.desc(), Idea.id)


def _read(session: Session, found: sa.Select[Any]) -> list[IdeaLink]:
    return [_link(row) for row in session.execute(found)]


def _link(row: Any) -> IdeaLink:
    is_read = row.state is ContributionState.PUBLISHED
    return IdeaLink(row.id, row.title if is_read else "", row.supporters, is_read)
