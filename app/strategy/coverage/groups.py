"""The groups by which the coverage is read: channels, types of actor, territories, themes."""

from __future__ import annotations

import enum
import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from app.figures.reading_once import read_once
from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    Excerpt,
    Organisation,
    OrganisationKind,
    Respondent,
    Theme,
    ThemeState,
)
from app.organisations.family_words import family_of_words
from app.strategy.ways import coded_themes
from app.themes.who_says_what.attributes import ACTOR, PLACE, FamilyOf, actor_and_place, answers_in
from app.themes.who_says_what.telling import group_name

S = TypeVar("S", bound=sa.Select[*tuple[Any, ...]])
UNKNOWN = ""
"""The value of a group of those of whom nothing is known, or of excerpts without a theme."""


class By(enum.StrEnum):
    """What makes the groups."""

    CHANNEL = "channel"
    ACTOR = "actor"
    TERRITORY = "territory"
    THEME = "theme"


CHUNK, MOST_ALIKE = 1000, 10_000
"""Respondents read at a time; different answers of theirs that are remembered meanwhile."""
OF_RESPONDENTS = {By.ACTOR: ACTOR, By.TERRITORY: PLACE}
VOICE = sa.func.coalesce(Contribution.respondent_id, Contribution.id)
"""Who speaks: a respondent; a contribution of nobody known is a voice of its own."""


def as_kept(identifier: Any) -> Any:
    """An identifier as the database writes it: making 20,000 of them takes longer than the rest."""
    return sa.cast(identifier, sa.String)


def excerpts_by(by: By, consultation_id: uuid.UUID) -> tuple[Any, sa.Select[*tuple[Any, ...]]]:
    """The key of a group, as a column, and a select without columns of the excerpts of the corpus.

    The key is a channel, or as kept (`as_kept`) the identifier of a respondent or a theme, None
    without one; `Groups` tells the group. An excerpt of several themes comes once with each.
    """
    found = (
        sa.select()
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
    )
    if by is By.THEME:
        coded = coded_themes(consultation_id)
        found = found.outerjoin(coded, coded.c.excerpt_id == Excerpt.id)
        return as_kept(coded.c.theme_id), found
    return as_kept(Activity.channel if by is By.CHANNEL else Contribution.respondent_id), found


class Groups:
    """The groups of a consultation: which one a key is of, and what it is called."""

    def __init__(self, session: Session, consultation_id: uuid.UUID, by: By) -> None:
        self.by = by
        self._session, self._consultation_id = session, consultation_id
        self._themes: dict[str, str] = {}
        # Themes as they stand in addresses, by what the database keeps of them.
        self._addresses: dict[str, str] = {}
        if by is By.THEME:
            titles = themes_of(session, consultation_id)
            self._themes = {str(theme_id): title for theme_id, title in titles.items()}

    @cached_property
    def _known(self) -> dict[str, Known]:
        """Looked for by those who count only: there are as many as respondents."""
        return known_of_respondents(self._session, self._consultation_id)

    def value_of_key(self, key: str | None) -> str:
        """The value of a group, as it stands in addresses, by a key of `excerpts_by`."""
        if key is None:
            return UNKNOWN
        if self.by in OF_RESPONDENTS:
            return self._known[key].of(self.by) if key in self._known else UNKNOWN
        if self.by is By.CHANNEL:
            return key
        if key not in self._addresses:
            self._addresses[key] = str(uuid.UUID(key))
        return self._addresses[key]

    def name_of(self, value: str) -> str:
        """The name on the screen of a group; nothing for a theme that left the codebook."""
        if value == UNKNOWN:
            return str(_("No theme") if self.by is By.THEME else _("Not known"))
        if self.by is By.THEME:
            return self._themes.get(value, "")
        return name_of_value(self.by, value)


def name_of_value(by: By, value: str) -> str:
    """The name on the screen of a channel, a type of actor or a territory."""
    if value == UNKNOWN:
        return str(_("Not known"))
    return group_name(OF_RESPONDENTS.get(by, by.value), value)


def name_of_group(session: Session, consultation_id: uuid.UUID, by: By, value: str) -> str:
    """The name on the screen of one group."""
    return Groups(session, consultation_id, by).name_of(value)


def themes_of(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The titles of the themes of the codebook, in their order within the same parent."""
    rows = session.execute(
        sa.select(Theme.id, Theme.title)
        .where(Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED)
        .order_by(Theme.position, Theme.id)
    )
    return {row.id: row.title for row in rows}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a respondent; UNKNOWN where it is not."""

    actor: str
    place: str

    def of(self, by: By) -> str:
        return self.actor if by is By.ACTOR else self.place


def known_of_respondents(session: Session, consultation_id: uuid.UUID) -> dict[str, Known]:
    """What is known of each respondent, by the identifier as it is kept."""
    return read_once(
        session, ("respondents", consultation_id), lambda: _known_of(session, consultation_id)
    )


def _known_of(session: Session, consultation_id: uuid.UUID) -> dict[str, Known]:
    rows = session.execute(
        sa.select(
            as_kept(Respondent.id),
            sa.cast(Respondent.attributes, sa.Text),
            Organisation.kind,
            Organisation.territory,
        )
        .join(Activity, Respondent.activity_id == Activity.id)
        .outerjoin(Organisation, Respondent.organisation_id == Organisation.id)
        .where(Activity.consultation_id == consultation_id),
        execution_options={"yield_per": CHUNK},
    )
    family_of: FamilyOf = cache(family_of_words)
    same: dict[Known, Known] = {}

    @lru_cache(maxsize=MOST_ALIKE)
    def known(said: str, kind: OrganisationKind | None, territory: str) -> Known:
        told = actor_and_place(answers_in(json.loads(said)), kind, territory, family_of)
        one = Known(told.get(ACTOR, UNKNOWN), told.get(PLACE, UNKNOWN))
        return same.setdefault(one, one)

    return {
        respondent_id: known(said, kind, territory or "")
        for respondent_id, said, kind, territory in rows
    }


def groups_of_respondents(session: Session, consultation_id: uuid.UUID, by: By) -> dict[str, str]:
    """The group of each respondent of whom it is known, by the identifier as it is kept."""
    known = known_of_respondents(session, consultation_id)
    return {one: group for one, told in known.items() if (group := told.of(by)) != UNKNOWN}


def narrowed(session: Session, found: S, consultation_id: uuid.UUID, by: By, value: str) -> S:
    """Only the excerpts of a group, in a select that joins `Excerpt`, its contribution and its
    activity. A value that is no group has none."""
    if by is By.CHANNEL:
        return found.where(Activity.channel == value if value in list(Channel) else sa.false())
    if by is By.THEME:
        coded = coded_themes(consultation_id)
        if value == UNKNOWN:
            return found.where(Excerpt.id.not_in(sa.select(coded.c.excerpt_id)))
        wanted = sa.select(coded.c.excerpt_id).where(coded.c.theme_id == _identifier(value))
        return found.where(Excerpt.id.in_(wanted))
    groups = groups_of_respondents(session, consultation_id, by)
    if value == UNKNOWN:
        known = among(session, Contribution.respondent_id, groups)
        return found.where(sa.or_(Contribution.respondent_id.is_(None), ~known))
    ours = [one for one, group in groups.items() if group == value]
    return found.where(among(session, Contribution.respondent_id, ours))


def among(session: Session, column: Any, kept: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether a column is one of many identifiers (`as_kept`): one parameter, however many."""
    if session.get_bind().dialect.name == "postgresql":
        is_one: sa.ColumnElement[bool] = column == sa.any_(
            sa.cast([uuid.UUID(one) for one in kept], postgresql.ARRAY(sa.Uuid))
        )
        return is_one
    told = sa.func.json_each(json.dumps(list(kept))).table_valued("value")
    return sa.type_coerce(column, sa.String).in_(sa.select(told.c.value))


def _identifier(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        return uuid.UUID(int=0)
