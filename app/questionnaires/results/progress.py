"""How a questionnaire goes while it runs: responses, where people stop, who is still missing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Questionnaire, Response, ResponseOrigin, ResponseState
from app.questionnaires.answering.responding import END
from app.questionnaires.results.answers import Answered
from app.questionnaires.results.targets import TOTAL, variables_with_targets
from surveys.answers import pages
from surveys.model import Survey

MOST_DAYS = 62
"""Days told one by one; longer times are told by weeks."""


@dataclass(frozen=True)
class Counts:
    """Responses that count: neither tests nor withdrawn. `begun` holds those that were sent."""

    begun: int
    sent: int
    origins: tuple[tuple[ResponseOrigin, int], ...]

    @property
    def completion(self) -> float:
        """The part of those begun that was sent, of 1."""
        return self.sent / self.begun if self.begun else 0.0


@dataclass(frozen=True)
class TargetLine:
    """`target` is None where the steward set none."""

    label: str
    count: int
    target: int | None


def counts_of(session: Session, questionnaire_id: uuid.UUID) -> Counts:
    """How many responses began, how many were sent, and which way those came."""
    found = session.execute(
        sa.select(Response.state, Response.origin, sa.func.count())
        .where(
            Response.questionnaire_id == questionnaire_id,
            Response.state.in_((ResponseState.SUBMITTED, ResponseState.IN_PROGRESS)),
            ~Response.is_test,
        )
        .group_by(Response.state, Response.origin)
    ).all()
    sent: Counter[ResponseOrigin] = Counter()
    for state, origin, count in found:
        if state is ResponseState.SUBMITTED:
            sent[origin] += count
    return Counts(
        sum(count for _state, _origin, count in found),
        sent.total(),
        tuple((origin, sent[origin]) for origin in ResponseOrigin),
    )


def by_day(sent: Mapping[dt.date, int], last: dt.date) -> tuple[list[tuple[str, int]], str]:
    """Responses on each day from the first to `last`, those without any too, and what it is
    called; by weeks (from Monday) when there are many."""
    if not sent:
        return [], ""
    first, last = min(sent), max(last, *sent)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) <= MOST_DAYS:
        return [(_day(day), sent.get(day, 0)) for day in days], _("Day")
    weeks: dict[dt.date, int] = {}
    for day in days:
        monday = day - dt.timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + sent.get(day, 0)
    return [(_day(monday), count) for monday, count in weeks.items()], _("Week of")


def _day(day: dt.date) -> str:
    return str(format_date(day, "d MMM y"))


def last_day(questionnaire: Questionnaire, today: dt.date) -> dt.date:
    """Until when days without a response are told."""
    ends = questionnaire.closes_at
    return min(today, ends.date()) if ends else today


def stops(
    session: Session, questionnaire_id: uuid.UUID, survey: Survey, language: str
) -> list[tuple[str, int]]:
    """How many of those in progress stand on each page, in the order of the survey.

    Pages of earlier versions come last, by their name.
    """
    found = session.execute(
        sa.select(Response.page, sa.func.count())
        .where(
            Response.questionnaire_id == questionnaire_id,
            Response.state == ResponseState.IN_PROGRESS,
            ~Response.is_test,
        )
        .group_by(Response.page)
    ).all()
    counts = {page: count for page, count in found}  # noqa: C416 - rows are no pairs to a checker
    first = pages(survey)[0].name if pages(survey) else ""
    counts[first] = counts.get(first, 0) + counts.pop("", 0)
    lines = []
    for place, page in enumerate(pages(survey), 1):
        label = page.labels.text(language) or _("Page %(number)s", number=place)
        lines.append((label, counts.pop(page.name, 0)))
    lines.append((_("Last look before sending"), counts.pop(END, 0)))
    return [
        *lines,
        *((_("%(page)s (earlier version)", page=name), counts[name]) for name in sorted(counts)),
    ]


def against_targets(
    questionnaire: Questionnaire, survey: Survey, answered: Answered, language: str
) -> list[tuple[str, list[TargetLine]]]:
    """By question, how many sent responses each answer has, and how many are hoped for.

    Types of actor and territories are told without targets too.
    """
    found = []
    for key, variable in variables_with_targets(survey, language).items():
        targets = questionnaire.targets.get(key, {})
        if not targets and not variable.part:
            continue
        people = answered.people(variable)
        lines = [
            TargetLine(label, int(count), targets.get(code))
            for (code, label), count in zip(variable.categories, people, strict=False)
        ]
        found.append((variable.label, lines))
    return found


def total_target(questionnaire: Questionnaire) -> int | None:
    """How many responses are hoped for; None when the steward set no number."""
    found = questionnaire.targets.get(TOTAL)
    return found if isinstance(found, int) else None
