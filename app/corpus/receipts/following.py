"""What became of somebody's words, step by step, and when there will be more to say."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.passages import Trace
from app.corpus.permissions import may_read_corpus
from app.corpus.queries import AskedIn
from app.corpus.receipts.given_ideas import IdeaWay
from app.models import Charter, Consultation, ConsultationState, EvidenceStatus, Phase, Role
from app.strategy.evidence_queries import Decision
from app.web.filters import day as shown_day
from app.web.labels import label

LONGEST = 140


@dataclass(frozen=True)
class Step:
    """A step of the way, as `trace` of components/verbatim.html shows it."""

    kind: str
    title: str
    note: str = ""
    href: str | None = None
    state: str = "done"
    voice: bool = False


@dataclass(frozen=True)
class Links:
    """Where steps lead: the line of the strategy with a code, a questionnaire with a code."""

    node: Callable[[str], str]
    questionnaire: Callable[[str], str]


@dataclass(frozen=True)
class Stage:
    """Where the consultation is: the phases that run today, and when the next word is expected."""

    running: tuple[Phase, ...]
    come_back: dt.date | None
    is_closed: bool


def decisions_are_shown(session: Session, consultation_id: uuid.UUID, role: Role) -> bool:
    """Whether this reader sees what became of contributions: everybody, where the charter says so;
    the team always."""
    if may_read_corpus(role):
        return True
    return bool(
        session.scalar(
            sa.select(Charter.decisions_are_public).where(
                Charter.consultation_id == consultation_id
            )
        )
    )


def stage_of(consultation: Consultation, today: dt.date) -> Stage:
    """The stage of a consultation whose phases are loaded."""
    phases = consultation.phases
    running = tuple(
        phase
        for phase in phases
        if phase.starts_on is not None
        and phase.starts_on <= today
        and (phase.ends_on is None or today <= phase.ends_on)
    )
    ends = [phase.ends_on for phase in running if phase.ends_on is not None]
    begins = [phase.starts_on for phase in phases if phase.starts_on and phase.starts_on > today]
    return Stage(
        running,
        min([*ends, *begins], default=None),
        consultation.state is ConsultationState.CLOSED,
    )


def steps_of(
    trace: Trace, asked: Sequence[AskedIn], links: Links, *, names_people: bool
) -> list[Step]:
    """The way of an excerpt: what is decided, and what is not yet."""
    return [
        *_in_the_workshop(trace),
        _theme(trace),
        *(
            Step(_("Asked of everybody"), one.title, href=links.questionnaire(one.code))
            for one in asked
        ),
        *_decided(trace.decisions, links, names_people=names_people),
    ]


def steps_of_idea(way: IdeaWay) -> list[Step]:
    """The way of an idea as a whole."""
    steps = []
    if way.lead_title:
        steps.append(Step(_("Grouped under the idea"), way.lead_title[:LONGEST], voice=True))
    if way.answer is None:
        steps.append(Step(_("Official answer"), _("Not answered yet"), state="waiting"))
    else:
        note = f"{shown_day(way.answer.created_at)} – {way.answer.reason}"
        steps.append(Step(_("Official answer"), label(way.answer.verdict), note=note))
    return steps


def _in_the_workshop(trace: Trace) -> list[Step]:
    return [
        Step(
            _("Taken up in the synthesis of the workshop"),
            line.text[:LONGEST],
            note=line.location,
            voice=True,
        )
        for line in trace.taken_up
    ]


def _theme(trace: Trace) -> Step:
    if trace.theme_id is None:
        return Step(_("Theme"), _("Not analysed yet"), state="waiting")
    return Step(_("Theme of the latest analysis"), trace.theme_label)


def _decided(decisions: Sequence[Decision], links: Links, *, names_people: bool) -> list[Step]:
    if not decisions:
        return [Step(_("Objective"), _("Not decided yet"), state="waiting")]
    return [_decision(one, links, names_people=names_people) for one in decisions]


def _decision(one: Decision, links: Links, *, names_people: bool) -> Step:
    who = one.who if names_people else ""
    parts = (who, shown_day(one.made_at), one.motive)
    return Step(
        label(one.status),
        f"{one.code} – {one.title}",
        note=" – ".join(part for part in parts if part),
        href=links.node(one.code),
        state="aside" if one.status is EvidenceStatus.SET_ASIDE else "done",
    )
