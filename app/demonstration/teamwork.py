"""What the team of the demonstration says to each other, entrusts and puts aside at the desk."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.reading.asking import asked_in
from app.corpus.reading.basket.keeping import Basket, add
from app.corpus.reading.saved import save
from app.demonstration import files
from app.models import Account, DeskSubject, EvidenceLink, Point, Role, Theme
from app.models.types import now
from app.talk.commenting import About, Said, say
from app.talk.entrusting import entrust


def load_teamwork(
    session: Session, *, consultation_id: uuid.UUID, accounts: Mapping[Role, Account]
) -> None:
    """Comments that name somebody, tasks, a shared search, and verbatims put aside for quoting."""
    plan = files.read("desk.yaml")["teamwork"]
    people = {role.value: account.id for role, account in accounts.items()}
    for number, one in enumerate(plan["comments"]):
        about = _about(session, consultation_id, one)
        said = Said(key=f"demonstration {number}", text=one["text"])
        say(session, about, said, account_id=people[one["by"]], moment=now())
    for one in plan["tasks"]:
        about = _about(session, consultation_id, one)
        entrust(session, about, to=people[one["to"]], given_by=people[one["by"]], note=one["note"])
    for one in plan["searches"]:
        asked = asked_in(one["asked"])
        save(session, consultation_id, people[one["by"]], asked, title=one["title"], is_shared=True)
    for one in plan["basket"]:
        basket = Basket(consultation_id, people[one["by"]])
        for excerpt_id in _evidence(session, _about(session, consultation_id, one).subject_id):
            add(session, basket, excerpt_id).note = one["note"]


def _about(session: Session, consultation_id: uuid.UUID, one: Mapping[str, Any]) -> About:
    """The theme or the point that a line of the file names by its title."""
    if "theme" in one:
        found = sa.select(Theme.id).where(
            Theme.consultation_id == consultation_id, Theme.title == one["theme"]
        )
        return About(consultation_id, DeskSubject.THEME, session.scalars(found).one())
    found = sa.select(Point.id).where(
        Point.consultation_id == consultation_id, Point.title == one["point"]
    )
    return About(consultation_id, DeskSubject.POINT, session.scalars(found).one())


def _evidence(session: Session, point_id: uuid.UUID) -> list[uuid.UUID]:
    found = sa.select(EvidenceLink.excerpt_id).where(
        EvidenceLink.point_id == point_id, EvidenceLink.excerpt_id.is_not(None)
    )
    return [one for one in session.scalars(found.order_by(EvidenceLink.id)) if one]
