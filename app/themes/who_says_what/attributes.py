"""What is known of those who spoke in the texts of a run, and of what they were asked."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.voices.memberships import joined
from app.corpus.attributes import KIND_OF_BODY, TERRITORY
from app.corpus.tables.column_words import words_of
from app.models import (
    IN_CORPUS,
    Activity,
    Contribution,
    Excerpt,
    Organisation,
    OrganisationKind,
    Respondent,
    Run,
)
from app.organisations.family_words import family_of_words
from app.organisations.representativeness.voices import ABOUT_THE_BODY, ABOUT_THE_PLACE, PARTS

ACTOR, PLACE, ASKED, WHERE = "type of actor", "territory", "question", "activity"
"""Names that every consultation shares; other names are those of closed questions."""

FamilyOf = Callable[[str], OrganisationKind | None]


def attributes_of_texts(session: Session, run: Run) -> dict[uuid.UUID, dict[str, str]]:
    """What is known of each excerpt of a run, by the identifier of the excerpt.

    `{excerpt_id: {"type of actor": "association", "territory": "Gironde", "activity": "A title",
    "question": "As it was asked", "A closed question": "An answer"}}`. What nobody knows is left
    out. The names above are not translated; a type of actor is the value of an
    `OrganisationKind`, or the words that were said where they are none. An answer of several
    options is one text, cut again by `analysis.voices.memberships.parts_of`. The channel is not
    among them: it is the document's own.
    """
    rows = session.execute(
        sa.select(
            Excerpt.id,
            Contribution.question,
            Activity.title,
            Respondent.id.label("respondent_id"),
            Respondent.attributes,
            Organisation.kind,
            Organisation.territory,
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .outerjoin(Respondent, Contribution.respondent_id == Respondent.id)
        .outerjoin(Organisation, Respondent.organisation_id == Organisation.id)
        .where(
            Excerpt.consultation_id == run.consultation_id,
            Contribution.state.in_(IN_CORPUS),
            *([Contribution.activity_id == run.activity_id] if run.activity_id else []),
        )
    )
    family_of: FamilyOf = cache(family_of_words)
    people: dict[uuid.UUID | None, dict[str, str]] = {None: {}}
    found = {}
    for row in rows:
        if row.respondent_id not in people:
            people[row.respondent_id] = attributes_of_respondent(
                row.attributes, row.kind, row.territory or "", family_of
            )
        asked = {ASKED: row.question} if row.question else {}
        found[row.id] = {**people[row.respondent_id], WHERE: row.title, **asked}
    return found


def attributes_of_respondent(
    said: Mapping[str, Any], kind: OrganisationKind | None, territory: str, family_of: FamilyOf
) -> dict[str, str]:
    """What is known of somebody: what their organisation is counts before what they said of it.

    An answer that tells the type of actor or the territory is given under that name only.
    """
    left = answers_in(said)
    known = actor_and_place(left, kind, territory, family_of)
    for name in (KIND_OF_BODY, TERRITORY):
        left.pop(name, None)
    return {**{name: joined(value.split(PARTS)) for name, value in left.items()}, **known}


def answers_in(said: Mapping[str, Any]) -> dict[str, str]:
    """The closed answers of somebody, without those that say nothing."""
    return {name: text for name, value in said.items() if (text := str(value).strip())}


def actor_and_place(
    said: dict[str, str], kind: OrganisationKind | None, territory: str, family_of: FamilyOf
) -> dict[str, str]:
    """The type of actor and the territory of somebody, each where it is known.

    An answer under a name that is not shared is taken out of `said` when it tells one of them.
    """
    known = {
        ACTOR: kind.value
        if kind is not None
        else _told(said, KIND_OF_BODY, ABOUT_THE_BODY, family_of),
        PLACE: territory or _told(said, TERRITORY, ABOUT_THE_PLACE, str),
    }
    return {name: value for name, value in known.items() if value}


def _told(
    said: dict[str, str], shared: str, about: frozenset[str], known: Callable[[str], str | None]
) -> str | None:
    """What an answer says in words that are known: the name that all channels share first.

    An answer under another name is taken out of `said` when it is used.
    """
    if shared in said:
        return known(said[shared]) or said[shared]
    for name in sorted(said):
        if _words_of(name) & about:
            found = known(said[name].split(PARTS)[0])
            if found:
                del said[name]
                return str(found)
    return None


_words_of = lru_cache(maxsize=1024)(words_of)
"""The names of closed questions are few, and asked of each respondent."""
