"""The public home of a consultation: where it is, how to take part now, what comes next, and the
doors to all that is public."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.consultations.activity_pages import (
    ActivityPage,
    activity_pages,
    announced_activities,
    open_activities,
)
from app.consultations.queries import activities_in_order
from app.consultations.stage import Passing, Stage, passing_of, stage_of
from app.models import Activity, Consultation, Phase
from app.models.types import PARIS


@dataclass(frozen=True)
class Door:
    """A public page that is reached from the home, where this installation has it and its guard
    lets the reader in."""

    endpoint: str
    title: str
    text: str


def doors() -> list[Door]:
    """What is public of a consultation, in the order of the work. A new public part adds its door
    here; one whose pages are not there yet is not shown."""
    return [
        Door("questionnaires.index", _("Questionnaires"), _("Answer, or read what was answered.")),
        Door("ideas.index", _("Ideas"), _("Post one, or support those of others.")),
        Door("submissions.index", _("Written contributions"), _("What people and bodies wrote.")),
        Door("strategy.show", _("Strategy"), _("Its objectives, line by line.")),
        Door("plans.index", _("Action plan"), _("Who does what, until when, how far it is.")),
        Door(
            "became.index",
            _("What became of your words"),
            _("What was kept, what was not, and why."),
        ),
        Door(
            "governance.index", _("How decisions are made"), _("The bodies and what they decide.")
        ),
        Door("versions.index", _("Published versions"), _("The strategy as it was adopted.")),
        Door("made_documents.index", _("Documents"), _("To download and to print.")),
        Door("open_data.index", _("Open data"), _("All that is public, as files.")),
        Door("sharing.index", _("Badge for other sites"), _("To show it on a page of yours.")),
        Door("references.index", _("Bibliography"), _("What was read besides.")),
        Door(
            "method.show", _("How contributions are analysed"), _("Step by step, with its limits.")
        ),
        Door("charter.show", _("Charter"), _("What is refused, why, and by whom.")),
    ]


@dataclass(frozen=True)
class Step:
    """A phase of the consultation."""

    phase: Phase
    passing: Passing


@dataclass(frozen=True)
class Portal:
    """`open_now`: where anybody may take part, what closes first at the top; `ahead`: announced
    activities that are still to come, the next first. `activities` are all that the reader may
    know of, `pages` the pages of those that have one."""

    stage: Stage
    steps: tuple[Step, ...]
    open_now: Sequence[Activity]
    ahead: Sequence[Activity]
    activities: Sequence[Activity]
    pages: dict[uuid.UUID, ActivityPage]

    @property
    def has_calendar(self) -> bool:
        return any(one.starts_on for one in self.activities)


def portal_of(
    session: Session, consultation: Consultation, moment: dt.datetime, *, is_team: bool
) -> Portal:
    """The home of a consultation whose phases are loaded, for a member of its team or for
    anybody."""
    today = moment.astimezone(PARIS).date()
    announced = announced_activities(session, consultation.id)
    taking = open_activities(session, consultation, moment)
    return Portal(
        stage=stage_of(consultation, today),
        steps=tuple(Step(one, passing_of(one, today)) for one in consultation.phases),
        open_now=sorted(taking, key=lambda one: (one.ends_on is None, one.ends_on or dt.date.max)),
        ahead=[one for one in announced if one.starts_on and one.starts_on > today],
        activities=activities_in_order(session, consultation.id) if is_team else announced,
        pages=activity_pages(session, consultation.id),
    )
