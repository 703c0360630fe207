"""Ideas of a file, added to a box at once: their words to the corpus, the ideas, their answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.intake import NewContribution, cut, source_key, take_in, whole
from app.ideas.importing.drafts import IdeaDraft
from app.models import (
    Contribution,
    ContributionState,
    CorpusImport,
    Idea,
    IdeaAnswer,
    IdeaBox,
    IdeaBoxTheme,
    Nature,
)
from app.models.types import PARIS, id_of_moment, new_id, now

MOST_THEMES = 50
"""Themes that a box offers; ideas of others come in without a theme."""
ONE_EXCERPT = 1000
"""Characters up to which the words of an idea are cited as a whole."""
BATCH = 500

T = TypeVar("T")


class Head(NamedTuple):
    """The idea under which others are grouped, and the one that leads its group."""

    idea_id: uuid.UUID
    lead_id: uuid.UUID


def to_contributions(box_id: uuid.UUID, drafts: Iterable[IdeaDraft]) -> list[NewContribution]:
    """The words of the ideas, cut into excerpts. What was public elsewhere is public here."""
    return [
        NewContribution(
            key=_source_key(box_id, draft.key),
            title=draft.title,
            text=draft.text,
            spans=(cut(draft.text) if len(draft.text) > ONE_EXCERPT else ()) or whole(draft.text),
            question=draft.question,
            received_on=draft.date,
            nature=Nature.PROPOSAL,
            state=ContributionState.PUBLISHED,
        )
        for draft in drafts
    ]


def store(
    session: Session,
    box: IdeaBox,
    received: CorpusImport,
    drafts: Sequence[IdeaDraft],
    contributions: list[NewContribution],
) -> int:
    """Add the ideas that the box does not hold yet; how many there are.

    In the caller's transaction: all of them or none. Others who add to the consultation wait.
    """
    take_in(session, box.activity, contributions, import_id=received.id)
    fresh = _contribution_ids(session, received)
    added = [draft for draft in drafts if _source_key(box.id, draft.key) in fresh]
    themes = _themes(session, box, added)
    moments = _moments(added)
    ids = {key: id_of_moment(moment) for key, moment in moments.items()}
    heads = _heads(session, box, added, ids)
    brought = Counter[str]()
    for draft in added:
        if draft.lead_key:
            brought[draft.lead_key] += draft.supporters
    # Leads come first, so that the members can point at them.
    for batch in _batches(sorted(added, key=lambda one: one.lead_key is not None)):
        session.execute(
            sa.insert(Idea),
            [
                {
                    "id": ids[draft.key],
                    "box_id": box.id,
                    "key": draft.key,
                    "contribution_id": fresh[_source_key(box.id, draft.key)],
                    "signature": draft.signature,
                    "theme_id": themes.get(draft.theme.casefold()),
                    "kind": draft.kind,
                    "territory": draft.territory,
                    **_group_of(heads.get(draft.lead_key or "")),
                    "imported_supporters": draft.supporters,
                    "supporters": draft.supporters,
                    "all_supporters": draft.supporters + brought[draft.key],
                    "created_at": moments[draft.key],
                }
                for draft in batch
            ],
        )
    _bring_to_leads_that_were_there(session, heads, brought, ids)
    _store_answers(session, received, added, ids)
    return len(added)


def _source_key(box_id: uuid.UUID, key: str) -> str:
    """As ideas that are posted have it."""
    return source_key("idea", str(box_id), key)


def _contribution_ids(session: Session, received: CorpusImport) -> dict[str, uuid.UUID]:
    """What this import added to the corpus, by key."""
    rows = session.execute(
        sa.select(Contribution.source_key, Contribution.id).where(
            Contribution.import_id == received.id
        )
    )
    return {row.source_key: row.id for row in rows}


def _themes(session: Session, box: IdeaBox, drafts: Iterable[IdeaDraft]) -> dict[str, uuid.UUID]:
    """The themes of the box by title, however it is written; those that are named are added while
    there is room."""
    known = {theme.title.casefold(): theme for theme in box.themes}
    for title in dict.fromkeys(draft.theme for draft in drafts if draft.theme):
        if title.casefold() in known or len(known) >= MOST_THEMES:
            continue
        last = max((theme.position for theme in known.values()), default=-1)
        theme = IdeaBoxTheme(box_id=box.id, title=title, position=last + 1)
        session.add(theme)
        known[title.casefold()] = theme
    session.flush()
    session.expire(box, ["themes"])
    return {title: theme.id for title, theme in known.items()}


def _heads(
    session: Session, box: IdeaBox, drafts: Iterable[IdeaDraft], ids: dict[str, uuid.UUID]
) -> dict[str, Head]:
    """The idea under which those of each lead key are grouped: one of the file, or one that came
    with a former file and may have got a lead itself since."""
    wanted = {draft.lead_key for draft in drafts if draft.lead_key}
    found = {key: Head(ids[key], ids[key]) for key in wanted if key in ids}
    for batch in _batches(sorted(wanted - found.keys())):
        rows = session.execute(
            sa.select(Idea.key, Idea.id, Idea.lead_id).where(
                Idea.box_id == box.id, Idea.key.in_(batch)
            )
        )
        found.update({row.key: Head(row.id, row.lead_id or row.id) for row in rows})
    return found


def _group_of(head: Head | None) -> dict[str, uuid.UUID | None]:
    return {
        "lead_id": head.lead_id if head else None,
        "grouped_under_id": head.idea_id if head else None,
    }


def _bring_to_leads_that_were_there(
    session: Session, heads: dict[str, Head], brought: Counter[str], ids: dict[str, uuid.UUID]
) -> None:
    """New members bring the supporters that the file tells of, who are known by number only."""
    for key in sorted(brought.keys() - ids.keys()):
        if key in heads:
            session.execute(
                sa.update(Idea)
                .where(Idea.id == heads[key].lead_id)
                .values(all_supporters=Idea.all_supporters + brought[key])
            )


def _store_answers(
    session: Session,
    received: CorpusImport,
    drafts: Iterable[IdeaDraft],
    ids: dict[str, uuid.UUID],
) -> None:
    """What was answered to the ideas elsewhere; nobody is told of it anew."""
    answers: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "created_at": now(),
            "idea_id": ids[draft.key],
            "key": draft.key,
            "account_id": received.account_id,
            "verdict": draft.verdict,
            "reason": draft.answer
            or _("State on the platform from which it comes: %(state)s.", state=draft.state),
        }
        for draft in drafts
        if draft.verdict is not None
    ]
    for batch in _batches(answers):
        session.execute(sa.insert(IdeaAnswer), batch)


def _moments(drafts: Sequence[IdeaDraft]) -> dict[str, dt.datetime]:
    """When each idea was given, so that it stands among the others by its date: the noon of a day,
    which is the same day to everybody, or now, also where the day is yet to come; in the order of
    the file."""
    start = now() - dt.timedelta(milliseconds=len(drafts))
    moments = {}
    for number, draft in enumerate(drafts):
        day = draft.date
        noon = dt.datetime.combine(day, dt.time(12), PARIS) if day is not None else start
        moment = min(noon, start)
        moments[draft.key] = moment + dt.timedelta(milliseconds=number)
    return moments


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
