"""The people of a kind of body or a territory, by what is known of them, as the analysis knows it:
what their organisation is counts before what they said of themselves."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.attributes import KIND_OF_BODY, TERRITORY
from app.corpus.search.stems import plain_words
from app.corpus.tables.column_words import words_of
from app.models import Activity, Organisation, OrganisationKind, Respondent
from app.organisations.family_words import family_of_words
from app.organisations.representativeness.voices import ABOUT_THE_BODY, ABOUT_THE_PLACE, PARTS

MOST_VALUES = 5000
"""Ways to write a kind of body or a territory that are looked for at once."""


def people_of_kind(
    session: Session, consultation_id: uuid.UUID, kind: OrganisationKind
) -> sa.Select[Any]:
    """The respondents who speak for a kind of body."""
    family_of = cache(family_of_words)
    told = _who_say(
        session,
        consultation_id,
        (KIND_OF_BODY, ABOUT_THE_BODY),
        lambda value: family_of(value) is kind,
    )
    return _people(consultation_id, Organisation.kind == kind, Organisation.id.is_(None), told)


def people_of_territory(session: Session, consultation_id: uuid.UUID, typed: str) -> sa.Select[Any]:
    """The respondents of a territory in whose name the words typed stand, whatever the accents."""
    wanted = " ".join(plain_words(typed))

    def is_wanted(value: str) -> bool:
        return wanted != "" and wanted in " ".join(plain_words(value))

    told = _who_say(session, consultation_id, (TERRITORY, ABOUT_THE_PLACE), is_wanted)
    names = session.scalars(
        sa.select(Organisation.territory).where(Organisation.territory != "").distinct()
    )
    known = Organisation.territory.in_([name for name in names if is_wanted(name)][:MOST_VALUES])
    unknown = sa.func.coalesce(Organisation.territory, "") == ""
    return _people(consultation_id, known, unknown, told)


def _people(
    consultation_id: uuid.UUID,
    known: sa.ColumnElement[bool],
    unknown: sa.ColumnElement[bool],
    told: sa.ColumnElement[bool],
) -> sa.Select[Any]:
    return (
        sa.select(Respondent.id)
        .join(Activity, Respondent.activity_id == Activity.id)
        .outerjoin(Organisation, Respondent.organisation_id == Organisation.id)
        .where(
            Activity.consultation_id == consultation_id,
            sa.or_(known, sa.and_(unknown, told)),
        )
    )


def _who_say(
    session: Session,
    consultation_id: uuid.UUID,
    about: tuple[str, frozenset[str]],
    is_wanted: Callable[[str], bool],
) -> sa.ColumnElement[bool]:
    """Whether an attribute under one of the names that are about it says what is wanted."""
    conditions = []
    for name in _names_about(session, consultation_id, *about):
        said = _said_under(session, name)
        values = session.scalars(
            sa.select(said)
            .join(Activity, Respondent.activity_id == Activity.id)
            .where(Activity.consultation_id == consultation_id, said.is_not(None))
            .distinct()
        )
        wanted = [value for value in values if any(map(is_wanted, value.split(PARTS)))]
        conditions.append(said.in_(wanted[:MOST_VALUES]))
    return sa.or_(*conditions)


def _names_about(
    session: Session, consultation_id: uuid.UUID, shared: str, about: frozenset[str]
) -> list[str]:
    """The name that all channels share, and those that the first and the last respondent of each
    activity have: within one, all were asked the same."""
    of_activities = (
        sa.select(
            sa.func.min(Respondent.key).label("first"), sa.func.max(Respondent.key), Activity.id
        )
        .join(Activity, Respondent.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id)
        .group_by(Activity.id)
        .subquery()
    )
    first, last, activity_id = of_activities.c
    rows = session.scalars(
        sa.select(Respondent.attributes).join(
            of_activities,
            sa.and_(
                Respondent.activity_id == activity_id,
                sa.or_(Respondent.key == first, Respondent.key == last),
            ),
        )
    )
    names = {name for attributes in rows for name in attributes if words_of(name) & about}
    return [shared, *sorted(names - {shared})]


def _said_under(session: Session, name: str) -> sa.ColumnElement[Any]:
    """What an attribute says; SQLite keeps its name as JSON writes it, `\\u00e9` for `é`."""
    if session.get_bind().dialect.name == "sqlite":
        found = sa.func.json_extract(Respondent.attributes, f"$.{json.dumps(name)}")
        return sa.cast(found, sa.Text)
    return Respondent.attributes[name].as_string()
