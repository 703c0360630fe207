"""The one door into the corpus: contributions come in, once each, cut into excerpts."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.alerts import alerts_of_personal_data
from app.corpus.moderation.log import log_held
from app.corpus.search.indexing import Searchable, SearchableExcerpt, add_entries
from app.corpus.segmentation import segment
from app.models import (
    Activity,
    Contribution,
    ContributionState,
    Excerpt,
    Nature,
    Organisation,
    Respondent,
)
from app.models.turns import wait_for_consultation
from app.models.types import midnight, new_id, new_id_of_the_day, now

T = TypeVar("T")
BATCH = 500
LONGEST_LOCATION = 200


@dataclass(frozen=True)
class NewRespondent:
    """Somebody who speaks, known in one activity by `key`."""

    key: str
    attributes: dict[str, str] = field(default_factory=dict)
    organisation_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Span:
    """An excerpt to be: `text[start:end]`, and the heading or table where it stands.

    `nature` is that of its contribution where it has none of its own.
    """

    start: int
    end: int
    location: str = ""
    nature: Nature | None = None


@dataclass(frozen=True)
class NewContribution:
    """Words to take in. `key` is a SHA-256 in hexadecimal that names their source."""

    key: str
    text: str
    spans: tuple[Span, ...]
    title: str = ""
    question: str = ""
    received_on: dt.date | None = None
    respondent: NewRespondent | None = None
    nature: Nature = Nature.OTHER
    state: ContributionState = ContributionState.SUBMITTED
    receipt_id: uuid.UUID | None = None
    alerts: tuple[str, ...] = ()
    """What a moderator should look at; where it is empty, personal data is looked for."""


@dataclass(frozen=True)
class Mark:
    """What the rows of a taking-in tell of its moment, by their identifiers and dates."""

    new_id: Callable[[], uuid.UUID]
    moment: Callable[[], dt.datetime]


BY_MOMENT = Mark(new_id, now)
BY_DAY = Mark(new_id_of_the_day, midnight)


@dataclass(frozen=True)
class TakenIn:
    added: int
    already_there: int


def source_key(*parts: str) -> str:
    """The SHA-256 of where a contribution comes from and what it says."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def whole(text: str, location: str = "") -> tuple[Span, ...]:
    """One excerpt, the text without the blanks around it: a note, a card."""
    start = len(text) - len(text.lstrip())
    return (Span(start, start + len(text.strip()), location[:LONGEST_LOCATION]),)


def cut(text: str) -> tuple[Span, ...]:
    """The citable spans of a text, each under its heading.

    A heading is left out where a mark says that it is one; a short line that only looks like a
    heading may be somebody's whole answer.
    """
    return tuple(
        Span(span.start, span.end, (span.heading or "")[:LONGEST_LOCATION])
        for span in segment(text)
        if span.kind != "heading"
        or not text[max(0, span.start - 8) : span.start].rstrip(" ").endswith("#")
    )


def take_in(
    session: Session,
    activity: Activity,
    contributions: Sequence[NewContribution],
    *,
    import_id: uuid.UUID | None = None,
    progress: Callable[[float], None] = lambda fraction: None,
    by_day: bool = False,
) -> TakenIn:
    """Add those contributions that are not in the consultation yet.

    Two takings-in of one consultation wait for one another, so that the same source cannot
    enter twice. Taken in `by_day`, their rows tell the day, not the moment.
    """
    wait_for_consultation(session, activity.consultation_id)
    fresh = _not_there_yet(session, activity.consultation_id, contributions)
    respondents = _respondent_ids(session, activity.id, fresh)
    mark = BY_DAY if by_day else BY_MOMENT
    for number, batch in enumerate(_batches(fresh, BATCH)):
        ids = [mark.new_id() for _ in batch]
        session.execute(
            sa.insert(Contribution),
            [
                {
                    **_contribution_row(activity, import_id, respondents, new),
                    "id": contribution_id,
                    "created_at": mark.moment(),
                }
                for contribution_id, new in zip(ids, batch, strict=True)
            ],
        )
        excerpts = [
            {
                **_excerpt_row(activity, contribution_id, new.nature, span),
                "id": mark.new_id(),
            }
            for contribution_id, new in zip(ids, batch, strict=True)
            for span in new.spans
        ]
        if excerpts:
            session.execute(sa.insert(Excerpt), excerpts)
        held = {
            contribution_id: new.alerts
            for contribution_id, new in zip(ids, batch, strict=True)
            if new.state is ContributionState.HELD
        }
        log_held(session, activity.consultation_id, held)
        add_entries(session, _searchable(activity, dict(zip(ids, batch, strict=True)), excerpts))
        progress(min(1.0, (number + 1) * BATCH / len(fresh)))
    return TakenIn(added=len(fresh), already_there=len(contributions) - len(fresh))


def take_in_one(session: Session, activity: Activity, new: NewContribution) -> Contribution:
    """Take one contribution in; the one that is there when its source was taken in before."""
    take_in(session, activity, [new])
    return session.scalars(
        sa.select(Contribution).where(
            Contribution.consultation_id == activity.consultation_id,
            Contribution.source_key == new.key,
        )
    ).one()


def _not_there_yet(
    session: Session, consultation_id: uuid.UUID, contributions: Sequence[NewContribution]
) -> list[NewContribution]:
    fresh: list[NewContribution] = []
    seen: set[str] = set()
    for batch in _batches(contributions, BATCH):
        seen |= set(
            session.scalars(
                sa.select(Contribution.source_key).where(
                    Contribution.consultation_id == consultation_id,
                    Contribution.source_key.in_([new.key for new in batch]),
                )
            )
        )
        for new in batch:
            if new.key not in seen:
                seen.add(new.key)
                fresh.append(new)
    return fresh


def _respondent_ids(
    session: Session, activity_id: uuid.UUID, contributions: Iterable[NewContribution]
) -> dict[str, uuid.UUID]:
    """The respondents of the contributions by key, those who are new added."""
    wanted = {new.respondent.key: new.respondent for new in contributions if new.respondent}
    return add_respondents(session, activity_id, wanted.values())


def add_respondents(
    session: Session,
    activity_id: uuid.UUID,
    respondents: Iterable[NewRespondent],
    *,
    by_day: bool = False,
) -> dict[str, uuid.UUID]:
    """Add those respondents whom the activity does not know; the identifiers of all, by key."""
    mark = BY_DAY if by_day else BY_MOMENT
    known: dict[str, uuid.UUID] = {}
    for batch in _batches(list(respondents), BATCH):
        known.update(
            session.execute(
                sa.select(Respondent.key, Respondent.id).where(
                    Respondent.activity_id == activity_id,
                    Respondent.key.in_([one.key for one in batch]),
                )
            ).all()
        )
        rows: list[dict[str, Any]] = []
        for one in batch:
            if one.key not in known:
                known[one.key] = mark.new_id()
                rows.append(
                    {
                        "id": known[one.key],
                        "activity_id": activity_id,
                        "key": one.key,
                        "attributes": one.attributes,
                        "organisation_id": one.organisation_id,
                        "created_at": mark.moment(),
                    }
                )
        if rows:
            session.execute(sa.insert(Respondent), rows)
    return known


def organisation_named(session: Session, organisation: Organisation) -> Organisation:
    """The organisation of that name in its consultation, added when it is not there."""
    found = session.scalar(
        sa.select(Organisation).where(
            Organisation.consultation_id == organisation.consultation_id,
            Organisation.name == organisation.name,
        )
    )
    if found is not None:
        return found
    session.add(organisation)
    session.flush()
    return organisation


def _contribution_row(
    activity: Activity,
    import_id: uuid.UUID | None,
    respondents: dict[str, uuid.UUID],
    new: NewContribution,
) -> dict[str, Any]:
    alerts = list(new.alerts or alerts_of_personal_data(new.title, new.text))
    return {
        "consultation_id": activity.consultation_id,
        "activity_id": activity.id,
        "respondent_id": respondents[new.respondent.key] if new.respondent else None,
        "import_id": import_id,
        "source_key": new.key,
        "title": new.title,
        "question": new.question,
        "text": new.text,
        "received_on": new.received_on,
        "state": new.state,
        "receipt_id": new.receipt_id,
        "alerts": alerts,
        "has_alerts": bool(alerts),
    }


def _excerpt_row(
    activity: Activity, contribution_id: uuid.UUID, nature: Nature, span: Span
) -> dict[str, Any]:
    return {
        "consultation_id": activity.consultation_id,
        "contribution_id": contribution_id,
        "start": span.start,
        "end": span.end,
        "nature": span.nature or nature,
        "location": span.location,
    }


def _searchable(
    activity: Activity,
    contributions: Mapping[uuid.UUID, NewContribution],
    excerpts: Sequence[Mapping[str, Any]],
) -> Iterator[Searchable | SearchableExcerpt]:
    for contribution_id, new in contributions.items():
        yield Searchable(activity.consultation_id, contribution_id, new.title, new.text)
    for row in excerpts:
        said = contributions[row["contribution_id"]].text[row["start"] : row["end"]]
        yield SearchableExcerpt(activity.consultation_id, row["id"], said)


def _batches(items: Sequence[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
