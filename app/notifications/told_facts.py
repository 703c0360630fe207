"""What is true now of that which notices are about: a fixed number of questions to the database,
however many notices there are."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    Activity,
    Appeal,
    Channel,
    CharterReason,
    Consultation,
    Contribution,
    ContributionState,
    Idea,
    IdeaAnswer,
    IdeaBox,
    ModerationAct,
    ModerationEvent,
    Notice,
    NoticeKind,
    Plan,
    StrategyVersion,
    Submission,
    SubmissionCall,
    Verdict,
)
from app.notifications.noticing import decisions_are_public
from app.notifications.openings import OPENINGS, open_now
from app.notifications.told_decisions import DecisionNow, decided_before, decisions_on
from app.notifications.told_strategy import actions_with_words, lines_with_words, plan_in_force
from app.strategy.versions.queries import version_in_force


@dataclass(frozen=True)
class About:
    """A contribution that a notice is about, and the path of its public page."""

    id: uuid.UUID
    state: ContributionState
    title: str
    text: str
    given_at: dt.datetime
    activity_title: str
    path: str
    is_idea: bool
    lead_title: str
    is_hidden: bool
    """Whether its idea box or its call is not published any more."""


@dataclass(frozen=True)
class ActivityNow:
    """An activity that opens and closes, and the path of its page."""

    title: str
    channel: Channel
    is_open: bool
    path: str


@dataclass
class Facts:
    """What is true now, by contribution or by activity. `home` is the path of the consultation."""

    home: str
    about: dict[uuid.UUID, About] = field(default_factory=dict)
    activities: dict[uuid.UUID, ActivityNow] = field(default_factory=dict)
    answers: dict[uuid.UUID, tuple[Verdict, str]] = field(default_factory=dict)
    acts: dict[tuple[uuid.UUID, ModerationAct], str] = field(default_factory=dict)
    """The reason and the message of the last act of each kind."""
    replies: dict[uuid.UUID, str] = field(default_factory=dict)
    decisions_are_public: bool = False
    decisions: dict[uuid.UUID, list[DecisionNow]] = field(default_factory=dict)
    decided_before: set[uuid.UUID] = field(default_factory=set)
    """Those of which a decision may have been told before these notices."""
    version: StrategyVersion | None = None
    """The one that is in force."""
    lines: dict[uuid.UUID, list[str]] = field(default_factory=dict)
    """Its lines to which a contribution leads."""
    plan: Plan | None = None
    """The one that is in force."""
    actions: dict[uuid.UUID, list[str]] = field(default_factory=dict)
    """Its actions to which a contribution leads."""


OF_MODERATION = (
    NoticeKind.PUBLISHED,
    NoticeKind.REJECTED,
    NoticeKind.REDACTED,
    NoticeKind.APPEAL_ENDED,
)


def home_of(consultation: Consultation) -> str:
    """The path of its page, with which those of its other pages begin."""
    return f"/consultations/{consultation.slug}"


def facts_of(
    session: Session,
    consultation: Consultation,
    notices: Sequence[Notice],
    moment: dt.datetime,
    told_until: int,
) -> Facts:
    """What is true of what these notices are about; those up to `told_until` were told before."""
    facts = Facts(home=home_of(consultation))
    by_kind: dict[NoticeKind, list[uuid.UUID]] = defaultdict(list)
    for one in notices:
        if one.contribution_id is not None:
            by_kind[one.kind].append(one.contribution_id)
    ids = {id_ for found in by_kind.values() for id_ in found}
    if ids:
        facts.about = _about(session, facts.home, ids)
    if any(one.kind in OPENINGS for one in notices):
        facts.activities = _activities(session, consultation, facts.home, moment)
    if NoticeKind.ANSWERED in by_kind:
        facts.answers = _answers(session, by_kind[NoticeKind.ANSWERED])
    moderated = [id_ for kind in OF_MODERATION for id_ in by_kind.get(kind, [])]
    if moderated:
        facts.acts = _acts(session, moderated)
    if NoticeKind.APPEAL_ENDED in by_kind:
        facts.replies = _replies(session, by_kind[NoticeKind.APPEAL_ENDED])
    if NoticeKind.DECIDED in by_kind:
        facts.decisions_are_public = decisions_are_public(session, consultation.id)
        facts.decisions = decisions_on(session, by_kind[NoticeKind.DECIDED])
        facts.decided_before = decided_before(session, by_kind[NoticeKind.DECIDED], told_until)
    if any(one.kind is NoticeKind.STRATEGY for one in notices):
        facts.version = version_in_force(session, consultation.id)
    if facts.version and by_kind.get(NoticeKind.STRATEGY):
        facts.decisions_are_public = decisions_are_public(session, consultation.id)
        facts.lines = lines_with_words(session, facts.version, by_kind[NoticeKind.STRATEGY])
    if any(one.kind is NoticeKind.PLAN for one in notices):
        facts.plan = plan_in_force(session, consultation.id)
    if facts.plan and by_kind.get(NoticeKind.PLAN):
        facts.decisions_are_public = decisions_are_public(session, consultation.id)
        facts.actions = actions_with_words(
            session, facts.plan, consultation.id, by_kind[NoticeKind.PLAN]
        )
    return facts


def hidden_activities() -> sa.CompoundSelect[Any]:
    """Idea boxes and calls that only those who prepare them see, by their activities."""
    return sa.union_all(
        sa.select(IdeaBox.activity_id).where(~IdeaBox.is_published),
        sa.select(SubmissionCall.activity_id).where(~SubmissionCall.is_published),
    )


_LEAD, _OF_LEAD = aliased(Idea), aliased(Contribution)
_ABOUT = (
    sa.select(
        Contribution.id,
        Contribution.state,
        Contribution.title,
        Contribution.text,
        Contribution.created_at,
        Activity.title.label("activity_title"),
        Activity.code,
        Idea.id.label("idea_id"),
        Submission.id.label("submission_id"),
        _OF_LEAD.title.label("lead_title"),
        Contribution.activity_id.in_(hidden_activities()).label("is_hidden"),
    )
    .join(Activity, Contribution.activity_id == Activity.id)
    .outerjoin(Idea, Idea.contribution_id == Contribution.id)
    .outerjoin(_LEAD, Idea.lead_id == _LEAD.id)
    .outerjoin(
        _OF_LEAD,
        sa.and_(
            _LEAD.contribution_id == _OF_LEAD.id, _OF_LEAD.state == ContributionState.PUBLISHED
        ),
    )
    .outerjoin(Submission, Submission.contribution_id == Contribution.id)
)
"""Made once: a message asks it each time that one leaves."""


def _about(session: Session, home: str, ids: set[uuid.UUID]) -> dict[uuid.UUID, About]:
    found = session.execute(_ABOUT.where(Contribution.id.in_(ids)))
    return {
        row.id: About(
            id=row.id,
            state=row.state,
            title=row.title or row.text[:200],
            text=row.text,
            given_at=row.created_at,
            activity_title=row.activity_title,
            path=_path(home, row),
            is_idea=row.idea_id is not None,
            lead_title=row.lead_title or "",
            is_hidden=row.is_hidden,
        )
        for row in found
    }


def _path(home: str, row: Any) -> str:
    """The page that everybody may open of it; that of the consultation where it has none."""
    if row.idea_id is not None:
        return f"{home}/ideas/{row.code}/{row.idea_id}"
    if row.submission_id is not None:
        return f"{home}/submissions/{row.code}/{row.submission_id}"
    return home


PAGES = {
    Channel.IDEA_BOX: "ideas",
    Channel.SUBMISSION: "submissions",
    Channel.QUESTIONNAIRE: "questionnaires",
}


def _activities(
    session: Session, consultation: Consultation, home: str, moment: dt.datetime
) -> dict[uuid.UUID, ActivityNow]:
    is_open = open_now(session, consultation, moment)
    found = session.execute(
        sa.select(Activity.id, Activity.title, Activity.channel, Activity.code).where(
            Activity.id.in_(is_open)
        )
    )
    return {
        row.id: ActivityNow(
            title=row.title,
            channel=row.channel,
            is_open=is_open[row.id],
            path=f"{home}/{PAGES[row.channel]}/{row.code}" if row.channel in PAGES else home,
        )
        for row in found
    }


def _answers(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Verdict, str]]:
    """The answer in force, the newest one, to each idea."""
    found = session.execute(
        sa.select(Idea.contribution_id, IdeaAnswer.verdict, IdeaAnswer.reason)
        .join(Idea, IdeaAnswer.idea_id == Idea.id)
        .where(Idea.contribution_id.in_(ids))
        .order_by(IdeaAnswer.id)
    )
    return {row.contribution_id: (row.verdict, row.reason) for row in found}


def _acts(session: Session, ids: Sequence[uuid.UUID]) -> dict[tuple[uuid.UUID, ModerationAct], str]:
    found = session.execute(
        sa.select(
            ModerationEvent.contribution_id,
            ModerationEvent.act,
            ModerationEvent.message,
            CharterReason.title,
        )
        .outerjoin(CharterReason, ModerationEvent.reason_id == CharterReason.id)
        .where(ModerationEvent.contribution_id.in_(ids))
        .order_by(ModerationEvent.id)
    )
    return {
        (row.contribution_id, row.act): " – ".join(filter(None, (row.title, row.message)))
        for row in found
    }


def _replies(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    found = sa.select(Appeal.contribution_id, Appeal.reply).where(Appeal.contribution_id.in_(ids))
    return {row.contribution_id: row.reply for row in session.execute(found)}
