"""Who may read what became of the contributions, and what of it in which words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.permissions import may_read_corpus
from app.models import EvidenceStatus, PointKind, Role
from app.notifications.noticing import decisions_are_public
from app.publication.became.fate import Fate, Means, NotKept, Place, Way
from app.publication.became.lists import Listed
from app.web.filters import day
from app.web.labels import label

LineLink = Callable[[str], str]
"""The address of a line of the strategy by its code."""


@dataclass(frozen=True)
class Step:
    """A step of the way, as `trace` of components/verbatim.html shows it."""

    kind: str
    title: str
    note: str = ""
    href: str | None = None
    state: str = "done"
    voice: bool = False


def fates_are_shown(session: Session, consultation_id: uuid.UUID, role: Role) -> bool:
    """Whether this reader sees what became of contributions: everybody, where the charter says so;
    the team always."""
    return may_read_corpus(role) or decisions_are_public(session, consultation_id)


def list_name(listed: Listed) -> str:
    """What became of the excerpts of a list, in a word or two."""
    own = {
        Listed.ACCEPTED: _("In the strategy"),
        Listed.SET_ASIDE: _("Not kept"),
        Listed.WAITING: _("Being read"),
    }
    return own.get(listed) or label(listed.statuses[0])


def steps_of_fate(fate: Fate, link: LineLink, *, names_people: bool) -> list[Step]:
    """What became of an excerpt: where it stands, why it was not kept elsewhere, or that it
    waits."""
    return [
        *(_place(one, link, names_people=names_people) for one in fate.places),
        *(_not_kept(one, link, names_people=names_people) for one in fate.not_kept),
        *(
            Step(label(one.kind), one.title, note=_("Not linked with the strategy yet"))
            for one in fate.feeding
        ),
        *([Step(_("Objective"), _("Not decided yet"), state="waiting")] if fate.is_waiting else []),
    ]


def _place(one: Place, link: LineLink, *, names_people: bool) -> Step:
    return Step(
        label(one.status),
        f"{one.line.code} – {one.line.title}",
        note=" · ".join(_means(means, names_people=names_people) for means in one.means),
        href=link(one.line.code),
    )


def _means(one: Means, *, names_people: bool) -> str:
    decided = one.decided
    parts = [_way(one)]
    if decided is not None:
        parts += [decided.who if names_people else "", day(decided.made_at), decided.motive]
    return _joined(parts)


def _way(one: Means) -> str:
    if one.way is Way.CITED:
        return _("Cited in its text")
    if one.way is Way.THEME:
        return _("Through its theme “%(title)s”", title=one.title)
    by_point = {
        PointKind.FINDING: _("Through the finding “%(title)s”", title=one.title),
        PointKind.NEED: _("Through the need “%(title)s”", title=one.title),
        PointKind.ACTION: _("Through the candidate action “%(title)s”", title=one.title),
    }
    return by_point[one.kind] if one.kind else ""


def _not_kept(one: NotKept, link: LineLink, *, names_people: bool) -> Step:
    when = day(one.made_at) if one.made_at else ""
    title = one.title or _("No line of the strategy")
    return Step(
        label(EvidenceStatus.SET_ASIDE),
        f"{one.line.code} – {one.line.title}" if one.line else title,
        note=_joined([one.who if names_people else "", when, one.motive]),
        href=link(one.line.code) if one.line and one.line.is_open else None,
        state="aside",
    )


def _joined(parts: Iterable[str]) -> str:
    return " – ".join(part for part in parts if part)
