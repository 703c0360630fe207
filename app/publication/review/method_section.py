"""How the consultation was held: its phases, its activities, and how many came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.consultations.queries import activities_in_order, figures_of, with_phases
from app.models import Activity, Channel, Consultation, Reference, Workshop, WorkshopTheme
from app.models.types import today
from app.publication.review.blocks import Block, Cell, cell, heading, said, table
from app.web.filters import day, number

LISTS = {
    Channel.WORKSHOP: "workshops.index",
    Channel.QUESTIONNAIRE: "questionnaires.index",
    Channel.CONFERENCE: "conferences.index",
    Channel.IDEA_BOX: "ideas.index",
    Channel.SUBMISSION: "submissions.index",
    Channel.REFERENCE: "references.index",
    Channel.HEARING: "hearings.index",
}
"""Where what came through a channel is listed."""


def method_section(session: Session, consultation: Consultation) -> Iterator[Block]:
    phases = with_phases(session, consultation).phases
    activities = activities_in_order(session, consultation.id)
    if phases:
        yield table(
            _("Calendar of the consultation"),
            (_("Phase"), _("Goal"), _("From"), _("Until")),
            [
                (cell(one.title), cell(one.goal), cell(day(one.starts_on)), cell(day(one.ends_on)))
                for one in phases
            ],
            (),
        )
    else:
        yield said(_("No phase is set for this consultation."))
    yield heading(_("The consultation in figures"))
    yield table(
        _("What was held, and who came"),
        (_("What is counted"), _("How many")),
        [
            (cell(name), cell(number(count), endpoint))
            for name, count, endpoint in _figures(session, consultation, activities)
            if count
        ],
        (1,),
    )
    dated = [one for one in activities if one.starts_on]
    if dated:
        yield table(
            _("Activities"),
            (_("Activity"), _("Day"), _("People who came")),
            [_activity(one) for one in dated],
            (2,),
        )


def _activity(one: Activity) -> tuple[Cell, ...]:
    came = number(one.attendance_total) if one.attendance_total else ""
    place = LISTS.get(one.channel, "")
    return (cell(one.title, place), cell(day(one.starts_on)), cell(came, place if came else ""))


def _figures(
    session: Session, consultation: Consultation, activities: Sequence[Activity]
) -> Iterator[tuple[str, int, str]]:
    said_through = dict(figures_of(session, consultation.id).by_channel)

    def of(channel: Channel) -> list[Activity]:
        return [one for one in activities if one.channel is channel and _was_held(one)]

    def came(channel: Channel) -> int:
        return sum(one.attendance_total for one in of(channel))

    yield _("Workshops"), len(of(Channel.WORKSHOP)), LISTS[Channel.WORKSHOP]
    yield (
        _("Subjects of the workshops"),
        _subjects(session, of(Channel.WORKSHOP)),
        LISTS[Channel.WORKSHOP],
    )
    yield _("People who came to the workshops"), came(Channel.WORKSHOP), LISTS[Channel.WORKSHOP]
    yield (
        _("Answers to the questionnaires"),
        said_through.get(Channel.QUESTIONNAIRE, 0),
        LISTS[Channel.QUESTIONNAIRE],
    )
    yield _("People who came to the conference"), came(Channel.CONFERENCE), "conferences.index"
    yield _("Ideas"), said_through.get(Channel.IDEA_BOX, 0), LISTS[Channel.IDEA_BOX]
    yield (
        _("Written contributions received"),
        said_through.get(Channel.SUBMISSION, 0),
        LISTS[Channel.SUBMISSION],
    )
    found = sa.select(sa.func.count()).where(Reference.consultation_id == consultation.id)
    yield _("Documents of the bibliography"), session.scalar(found) or 0, "references.index"


def _was_held(one: Activity) -> bool:
    """Those that are to come are announced, and nobody came yet."""
    return one.attendance_total > 0 or (one.starts_on is not None and one.starts_on < today())


def _subjects(session: Session, held: Sequence[Activity]) -> int:
    """Of the series of which a workshop was held."""
    series = sa.select(Workshop.series_id).where(Workshop.activity_id.in_([one.id for one in held]))
    found = sa.select(sa.func.count(WorkshopTheme.id)).where(WorkshopTheme.series_id.in_(series))
    return session.scalar(found) or 0
