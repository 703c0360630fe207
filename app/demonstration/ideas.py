"""The idea boxes of the demonstration: the one of 2016, and one that is open, to try."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.participants import add_participant
from app.demonstration import files
from app.demonstration.decisions import ToDecide
from app.demonstration.kinds import ORGANISATION_KINDS
from app.ideas.boxes import BoxPlan, create_box
from app.ideas.posting import About, NewIdea, post
from app.models import IdeaBox
from app.models.types import PARIS, now


@dataclass(frozen=True)
class PostedIdea:
    """An idea, its moment, and the code of the objective to which a writer would link it."""

    new: NewIdea
    moment: dt.datetime
    objective: str | None = None


def load_ideas(
    session: Session, *, consultation_id: uuid.UUID, phase_id: uuid.UUID, app_key: str
) -> list[ToDecide]:
    """The box of 2016 with its ideas, by its dates; what a careful writer would decide of them."""
    file = files.read("ideas.yaml")
    opens_at, closes_at = _at(file["opens"], 9), _at(file["closes"], 23)
    plan = _plan(file, opens_at, closes_at)
    box = _box(session, consultation_id, file, plan, phase_id)
    return [
        ToDecide(file["code"], key, posted.objective)
        for key, posted in _post(session, box, ideas_of(file, _themes(box)), app_key)
        if posted.objective
    ]


def load_ideas_to_try(session: Session, *, consultation_id: uuid.UUID, app_key: str) -> None:
    """A box that is open without end, with some ideas of the last weeks."""
    file = files.read("ideas-to-try.yaml")
    first = now() - dt.timedelta(days=21)
    box = _box(session, consultation_id, file, _plan(file, None, None), None)
    dated = [
        {**idea, "date": (first + dt.timedelta(days=idea["day"])).date()} for idea in file["ideas"]
    ]
    list(_post(session, box, ideas_of({**file, "ideas": dated}, _themes(box)), app_key))


def ideas_of(
    file: Mapping[str, Any], themes: Mapping[str, uuid.UUID | None]
) -> Iterator[PostedIdea]:
    """The ideas of a file, in the order of their dates."""
    for idea in file["ideas"]:
        kind = ORGANISATION_KINDS[idea["kind"]] if idea["kind"] else None
        yield PostedIdea(
            NewIdea(
                title=idea["title"],
                text=idea.get("text", "").strip(),
                question=file["questions"][idea["question"]] if "question" in idea else "",
                theme_id=themes.get(idea["theme"]),
                signature=idea.get("name", ""),
                about=About(kind, idea["department"]),
            ),
            _at(idea["date"], 12),
            idea.get("objective"),
        )


def _box(
    session: Session,
    consultation_id: uuid.UUID,
    file: Mapping[str, Any],
    plan: BoxPlan,
    phase_id: uuid.UUID | None,
) -> IdeaBox:
    return create_box(
        session,
        consultation_id=consultation_id,
        plan=plan,
        themes=file["themes"],
        code=file["code"],
        phase_id=phase_id,
    )


def _plan(
    file: Mapping[str, Any], opens_at: dt.datetime | None, closes_at: dt.datetime | None
) -> BoxPlan:
    return BoxPlan(
        title=file["title"],
        framing=file["framing"],
        questions=file["questions"],
        opens_at=opens_at,
        closes_at=closes_at,
        is_published=True,
    )


def _post(
    session: Session, box: IdeaBox, ideas: Iterable[PostedIdea], app_key: str
) -> Iterator[tuple[str, PostedIdea]]:
    """Each idea by somebody of its own; with the source key of its contribution."""
    for number, posted in enumerate(ideas, start=1):
        mark = f"{box.activity.code}-{number}"
        participant = add_participant(
            session,
            box.activity.consultation_id,
            account_id=None,
            device=hashlib.sha256(mark.encode()).hexdigest(),
        )
        idea = post(
            session,
            box,
            posted.new,
            participant=participant,
            key=mark,
            app_key=app_key,
            moment=posted.moment,
        )
        yield idea.contribution.source_key, posted


def _themes(box: IdeaBox) -> dict[str, uuid.UUID | None]:
    return {theme.title: theme.id for theme in box.themes}


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), PARIS)
