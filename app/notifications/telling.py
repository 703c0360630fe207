"""What notices say, from what is true at this moment: nothing withdrawn or refused is told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.models import (
    Channel,
    Consultation,
    ContributionState,
    EvidenceStatus,
    ModerationAct,
    Notice,
    NoticeKind,
    Plan,
)
from app.models.types import PARIS
from app.notifications.told_facts import About, Facts, facts_of
from app.web.filters import day
from app.web.labels import label
from app.web.prose import without_hidden_signs

LONGEST_TITLE = 120
LONGEST_DETAIL = 400


@dataclass(frozen=True)
class News:
    """What a notice says: what it is about, what happened, more of it, and the path to see it.

    `path` is empty where only who wrote it may open its page.
    """

    notice: Notice
    title: str
    sentence: str
    detail: str = ""
    path: str = ""


def news_of(
    session: Session,
    consultation: Consultation,
    notices: Sequence[Notice],
    moment: dt.datetime,
    *,
    to_everybody: bool,
    told_until: int = 0,
) -> list[News]:
    """What these notices say now, in their order; those that say nothing any more are left out.

    What happened twice to the same thing is told once, as it stands. `to_everybody`: only what
    everybody may read.
    """
    newest = {_key(one): one for one in notices}
    kept = [one for one in notices if newest[_key(one)] is one]
    facts = facts_of(session, consultation, kept, moment, told_until)
    told = (_news(one, facts, to_everybody) for one in kept)
    return [one for one in told if one is not None]


def _news(notice: Notice, facts: Facts, to_everybody: bool) -> News | None:
    if notice.kind is NoticeKind.NEWSLETTER:
        path = f"{facts.home}/newsletters/{notice.id}"
        return News(notice, _clean(notice.title), _("Newsletter"), _cut(notice.text), path)
    if notice.kind is NoticeKind.STRATEGY and notice.contribution_id is None:
        return _of_version(notice, facts)
    if notice.kind is NoticeKind.PLAN and notice.contribution_id is None:
        return _of_plan(notice, facts)
    if notice.kind in (NoticeKind.OPENED, NoticeKind.CLOSED):
        return _of_activity(notice, facts)
    about = facts.about.get(notice.contribution_id) if notice.contribution_id else None
    if about is None:
        return None
    if about.state is not ContributionState.PUBLISHED or about.is_hidden:
        return None if to_everybody else _to_its_author(notice, about, facts)
    said = _said(notice, about, facts, to_everybody)
    if said is None:
        return None
    path = _path_of(notice, facts) or about.path
    return News(notice, _clean(about.title) or about.activity_title, *said, path=path)


def _of_version(notice: Notice, facts: Facts) -> News | None:
    version = facts.version
    if version is None:
        return None
    sentence = _("A version of the strategy is published.")
    path = _version_path(facts)
    return News(notice, _clean(version.title), sentence, _cut(version.note), path)


def _version_path(facts: Facts) -> str:
    """The page of the version in force."""
    number = facts.version.number if facts.version else ""
    return f"{facts.home}/strategy/versions/{number}"


def _path_of(notice: Notice, facts: Facts) -> str:
    """The page of what words lead to; empty: it is about the words themselves."""
    if notice.kind is NoticeKind.STRATEGY:
        return _version_path(facts)
    if notice.kind is NoticeKind.PLAN and facts.plan is not None:
        return _plan_path(facts.plan, facts)
    return ""


def _plan_path(plan: Plan, facts: Facts) -> str:
    return f"{facts.home}/plans/{plan.number}"


def _of_plan(notice: Notice, facts: Facts) -> News | None:
    plan = facts.plan
    if plan is None:
        return None
    path = _plan_path(plan, facts)
    return News(notice, _clean(plan.title), _("An action plan is in force."), path=path)


def _in_version(about: About, facts: Facts) -> tuple[str, str] | None:
    """Where the words stand in the version in force, where the charter makes that public."""
    lines = facts.lines.get(about.id)
    if not lines or not facts.decisions_are_public:
        return None
    said = ngettext(
        "The strategy is published: your words lead to a line of it.",
        "The strategy is published: your words lead to %(num)s lines of it.",
        len(lines),
    )
    return said, _cut(" ; ".join(lines))


def _in_plan(about: About, facts: Facts) -> tuple[str, str] | None:
    """How far the actions are to which the words lead, where the charter makes that public."""
    actions = facts.actions.get(about.id)
    if not actions or not facts.decisions_are_public:
        return None
    said = ngettext(
        "How far the action is to which your words lead.",
        "How far the %(num)s actions are to which your words lead.",
        len(actions),
    )
    return said, _cut(" ; ".join(actions))


def _of_activity(notice: Notice, facts: Facts) -> News | None:
    activity = facts.activities.get(notice.activity_id) if notice.activity_id else None
    if activity is None or activity.is_open is not (notice.kind is NoticeKind.OPENED):
        return None
    sentence = {
        (Channel.IDEA_BOX, True): _("The idea box is open."),
        (Channel.IDEA_BOX, False): _("The idea box is closed."),
        (Channel.SUBMISSION, True): _("Written contributions are taken."),
        (Channel.SUBMISSION, False): _("Written contributions are taken no more."),
        (Channel.QUESTIONNAIRE, True): _("The questionnaire is open."),
        (Channel.QUESTIONNAIRE, False): _("The questionnaire is closed."),
    }.get((activity.channel, activity.is_open))
    return News(notice, activity.title, sentence, path=activity.path) if sentence else None


def _said(notice: Notice, about: About, facts: Facts, to_everybody: bool) -> tuple[str, str] | None:
    """What happened to something that everybody reads, and the detail of it."""
    match notice.kind:
        case NoticeKind.PUBLISHED if to_everybody:
            new = _("New idea") if about.is_idea else _("New written contribution")
            return new, _cut(about.text)
        case NoticeKind.ANSWERED if about.id in facts.answers:
            verdict, reason = facts.answers[about.id]
            return _("Official answer: %(verdict)s", verdict=label(verdict)), _cut(reason)
        case NoticeKind.GROUPED if about.lead_title:
            lead = _clean(about.lead_title)
            return _("Grouped with “%(title)s”; its words and its supports stay.", title=lead), ""
        case NoticeKind.SPLIT:
            return _("Split into several ideas, which point back to it."), ""
        case NoticeKind.DECIDED:
            return _decided(about, facts)
        case NoticeKind.STRATEGY:
            return _in_version(about, facts)
        case NoticeKind.PLAN:
            return _in_plan(about, facts)
    return None if to_everybody else _of_moderation(notice, about, facts)


def _of_moderation(notice: Notice, about: About, facts: Facts) -> tuple[str, str] | None:
    """What a moderator did to something that its author may read."""
    is_there = about.state in (ContributionState.PUBLISHED, ContributionState.SUBMITTED)
    match notice.kind:
        # Whoever posts sees that it is there; they are told where it waited for a moderator.
        case NoticeKind.PUBLISHED if is_there and (about.id, ModerationAct.PUBLISHED) in facts.acts:
            return _("A moderator made your contribution public."), ""
        case NoticeKind.REJECTED if about.state is ContributionState.REJECTED:
            why = facts.acts.get((about.id, ModerationAct.REJECTED), "")
            return _("Your contribution was turned down. You may appeal once."), _cut(why)
        case NoticeKind.REDACTED if about.state is not ContributionState.REJECTED:
            why = facts.acts.get((about.id, ModerationAct.REDACTED), "")
            return _("Words of your contribution were masked; the rest stays."), _cut(why)
        case NoticeKind.APPEAL_ENDED if is_there:
            return _("Your appeal was granted."), _cut(facts.replies.get(about.id, ""))
        case NoticeKind.APPEAL_ENDED:
            reply = facts.replies.get(about.id, "")
            return _("Your appeal was examined: the refusal stands."), _cut(reply)
    return None


def _to_its_author(notice: Notice, about: About, facts: Facts) -> News | None:
    """What is told of words that not everybody reads, without a word of them: who follows them by
    an address that somebody typed may be anybody."""
    said: tuple[str, str] | None
    if about.state is ContributionState.WITHDRAWN:
        return None
    stands = about.state is ContributionState.SUBMITTED
    if notice.kind is NoticeKind.DECIDED and stands:
        said = _decided(about, facts)
    elif notice.kind is NoticeKind.STRATEGY and stands:
        said = _in_version(about, facts)
    elif notice.kind is NoticeKind.PLAN and stands:
        said = _in_plan(about, facts)
    else:
        said = _of_moderation(notice, about, facts)
    if said is None:
        return None
    given = day(about.given_at.astimezone(PARIS).date())
    title = _("Given on %(day)s: %(activity)s", day=given, activity=about.activity_title)
    return News(notice, title, *said, path=_path_of(notice, facts))


def _decided(about: About, facts: Facts) -> tuple[str, str] | None:
    """What becomes of it, where the charter makes that public; taken back, it is told to those
    only who may have been told before."""
    if not facts.decisions_are_public:
        return None
    decisions = facts.decisions.get(about.id, [])
    if not decisions and about.id not in facts.decided_before:
        return None
    if not decisions:
        return _("A decision was taken back: it is looked at again."), ""
    links = [f"{one.code} {one.title} : {label(one.status)}" for one in decisions]
    if all(one.status is EvidenceStatus.SET_ASIDE for one in decisions):
        return _("Not kept for the strategy."), _cut(" ; ".join(links))
    return _("Linked with the strategy."), _cut(" ; ".join(links))


def _clean(text: str) -> str:
    return cut_at(" ".join(without_hidden_signs(text).split()), LONGEST_TITLE)


def _cut(text: str) -> str:
    return cut_at(" ".join(without_hidden_signs(text).split()), LONGEST_DETAIL)


def cut_at(text: str, length: int) -> str:
    """The beginning of a text, in whole words where it can be."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"


def _key(notice: Notice) -> tuple[NoticeKind, uuid.UUID | None, uuid.UUID | None]:
    """What is told once."""
    return notice.kind, notice.contribution_id, notice.activity_id
