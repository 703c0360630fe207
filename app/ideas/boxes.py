"""Idea boxes: made and set by stewards, found by everybody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.corpus.activity_codes import free_code
from app.corpus.importing import add_activity
from app.models import (
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaBoxTheme,
)
from app.models.turns import ChangedMeanwhile, fingerprint, wait_for_consultation
from app.models.types import PARIS

CODE = "IDEES"
MOST_THEMES = 30
MOST_QUESTIONS = 10


class ThemeInUse(ValueError):
    """Ideas have the theme `title`: it can be renamed, but it stays."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


@dataclass(frozen=True)
class BoxPlan:
    """What a steward decides about a box. Moments are in UTC, with their time zone."""

    title: str
    framing: str = ""
    questions: list[str] = field(default_factory=list)
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    wants_account: bool = False
    takes_comments: bool = True
    takes_votes: bool = True
    is_published: bool = False


def create_box(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    plan: BoxPlan,
    themes: Sequence[str],
    code: str = "",
    phase_id: uuid.UUID | None = None,
) -> IdeaBox:
    """Make a box with its themes. Asked twice for the same title, it is made once."""
    wait_for_consultation(session, consultation_id)
    there = session.scalar(
        sa.select(IdeaBox)
        .join(IdeaBox.activity)
        .where(Activity.consultation_id == consultation_id, Activity.title == plan.title)
    )
    if there is not None:
        return there
    activity = add_activity(
        session,
        consultation_id=consultation_id,
        channel=Channel.IDEA_BOX,
        title=plan.title,
        code=free_code(session, consultation_id, code or CODE),
    )
    activity.phase_id = phase_id
    box = IdeaBox(activity=activity)
    session.add(box)
    _apply(box, plan)
    box.themes = [IdeaBoxTheme(title=title, position=at) for at, title in enumerate(themes)]
    session.flush()
    return box


def change_box(
    session: Session,
    box: IdeaBox,
    plan: BoxPlan,
    *,
    names: Sequence[str],
    added: Sequence[str],
    made_from: str,
) -> None:
    """Change a box. `names` are those of its themes in their order, empty for one to take out;
    `added` are new ones. `made_from` is the state that the steward saw. The same change sent
    twice is one.

    Raises:
        ChangedMeanwhile: somebody else changed it; nothing is stored.
        ThemeInUse: ideas have a theme that would be taken out.
    """
    wait_for_consultation(session, box.activity.consultation_id)
    session.refresh(box)
    session.refresh(box.activity)
    wanted = list(dict.fromkeys(name for name in (*names, *added) if name))
    if plan == plan_of(box) and wanted == [theme.title for theme in box.themes]:
        return
    if made_from != state_of(box) or len(names) != len(box.themes):
        raise ChangedMeanwhile
    _rename_themes(session, box, names)
    _apply(box, plan)
    there = {theme.title for theme in box.themes}
    last = max((theme.position for theme in box.themes), default=0)
    box.themes += [
        IdeaBoxTheme(title=title, position=at)
        for at, title in enumerate((one for one in wanted if one not in there), start=last + 1)
    ]
    session.flush()


def plan_of(box: IdeaBox) -> BoxPlan:
    """What was decided about a box."""
    names = {field.name for field in fields(BoxPlan)} - {"title"}
    return BoxPlan(title=box.activity.title, **{name: getattr(box, name) for name in names})


def state_of(box: IdeaBox) -> str:
    """The state of a box that a form was made from."""
    themes = [(theme.id, theme.title) for theme in box.themes]
    return fingerprint(vars(plan_of(box)), themes)


@dataclass(frozen=True)
class BoxLine:
    """A box in the list of a consultation, and how many ideas everybody reads in it."""

    box: IdeaBox
    ideas: int


def boxes_of(session: Session, consultation_id: uuid.UUID, *, unpublished: bool) -> list[BoxLine]:
    """The boxes of a consultation, the newest first."""
    ideas = (
        sa.select(sa.func.count())
        .select_from(Idea)
        .join(Idea.contribution)
        .where(Idea.box_id == IdeaBox.id, Contribution.state == ContributionState.PUBLISHED)
        .scalar_subquery()
    )
    found = (
        sa.select(IdeaBox, ideas)
        .join(IdeaBox.activity)
        .options(contains_eager(IdeaBox.activity))
        .where(Activity.consultation_id == consultation_id)
        .order_by(IdeaBox.id.desc())
    )
    if not unpublished:
        found = found.where(IdeaBox.is_published)
    return [BoxLine(box, number) for box, number in session.execute(found)]


def _apply(box: IdeaBox, plan: BoxPlan) -> None:
    for one in fields(BoxPlan):
        target = box.activity if one.name == "title" else box
        setattr(target, one.name, getattr(plan, one.name))
    box.activity.starts_on = _day(plan.opens_at)
    box.activity.ends_on = _day(plan.closes_at)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(PARIS).date() if moment else None


def _rename_themes(session: Session, box: IdeaBox, names: Sequence[str]) -> None:
    renamed = list(zip(box.themes, names, strict=True))
    for theme, name in renamed:
        if not name and _is_chosen(session, theme):
            raise ThemeInUse(theme.title)
    # Two that change names would be one for a moment: each gives its own up first.
    for theme, name in renamed:
        if theme.title != name:
            theme.title = str(theme.id)
    session.flush()
    for theme, name in renamed:
        if name:
            theme.title = name
        else:
            session.delete(theme)
    session.flush()
    session.refresh(box, ["themes"])


def _is_chosen(session: Session, theme: IdeaBoxTheme) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(Idea.theme_id == theme.id))))
