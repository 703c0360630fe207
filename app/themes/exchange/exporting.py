"""The coding of a consultation as a project for other programs."""

from __future__ import annotations

import uuid
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import IN_CORPUS, Activity, Consultation, Contribution, Respondent, Theme
from app.models.types import now
from app.themes.codebook.queries import outline_of
from app.themes.exchange.coded import Coded, coded_excerpts
from app.themes.exchange.groups import NATURES, STANCES, group_codes
from app.themes.exchange.qdpx import project as qdpx
from app.themes.exchange.qdpx.writing import write_project

CHUNK = 1000
ORIGIN = "Sillage"


@dataclass(frozen=True)
class Wanted:
    """What goes out: all the texts, or those of which something is coded; names of coders."""

    all_texts: bool = False
    names: bool = False


def write_coding(
    file: IO[bytes], session: Session, consultation: Consultation, wanted: Wanted
) -> None:
    """Write the codebook, the texts and what counts of the coding as a REFI-QDA project."""
    coded = coded_excerpts(session, consultation.id, names=wanted.names)
    people = {one.account_id: one.coder for each in coded.values() for one in each}
    speakers = _speakers(session, consultation.id, None if wanted.all_texts else coded.keys())
    variables = {
        name: str(uuid.uuid5(consultation.id, f"variable {name}"))
        for one in speakers
        for name in one.attributes
    }
    head = qdpx.Head(
        name=consultation.title,
        origin=ORIGIN,
        made_at=now(),
        users=tuple(
            qdpx.User(_user(consultation.id, account_id), name)
            for account_id, name in people.items()
        ),
        codes=(*_theme_codes(session, consultation.id), *group_codes()),
        variables=tuple(qdpx.Variable(guid, name) for name, guid in variables.items()),
    )
    cases = (_case(number, one, variables) for number, one in enumerate(speakers, start=1))
    write_project(file, head, cases, _sources(session, consultation.id, coded, wanted))


@lru_cache(maxsize=1000)
def _user(consultation_id: uuid.UUID, account_id: uuid.UUID | None) -> str:
    """Not the identifier of the account, which is nobody's business elsewhere."""
    return str(uuid.uuid5(consultation_id, f"coder {account_id}"))


def _theme_codes(session: Session, consultation_id: uuid.UUID) -> Iterator[qdpx.Code]:
    for line in outline_of(session, consultation_id):
        theme = line.theme
        above = str(theme.parent_id) if theme.parent_id else None
        yield qdpx.Code(str(theme.id), theme.title, above, _described(theme))


def _described(theme: Theme) -> str:
    told = [theme.belongs]
    if theme.excludes:
        told.append(f"{_('What does not belong')}: {theme.excludes}")
    if theme.example:
        told.append(f"{_('An example')}: {theme.example}")
    return "\n\n".join(one for one in told if one)


@dataclass(frozen=True)
class _Speaker:
    """Somebody who speaks in some of the texts, by what the page of a contribution shows too."""

    id: uuid.UUID
    attributes: Mapping[str, str]
    texts: tuple[uuid.UUID, ...]


def _speakers(
    session: Session, consultation_id: uuid.UUID, among: Container[uuid.UUID] | None
) -> list[_Speaker]:
    rows = session.execute(
        sa.select(Respondent.id, Respondent.attributes, Contribution.id)
        .join(Contribution, Contribution.respondent_id == Respondent.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .order_by(Respondent.id, Contribution.id)
    )
    found: dict[uuid.UUID, tuple[Mapping[str, Any], list[uuid.UUID]]] = {}
    for respondent_id, attributes, contribution_id in rows:
        if among is None or contribution_id in among:
            found.setdefault(respondent_id, (attributes, []))[1].append(contribution_id)
    return [
        _Speaker(one, {name: str(value) for name, value in said.items()}, tuple(texts))
        for one, (said, texts) in found.items()
    ]


def _case(number: int, speaker: _Speaker, variables: Mapping[str, str]) -> qdpx.Case:
    return qdpx.Case(
        guid=str(speaker.id),
        name=_("Respondent %(number)s", number=number),
        values={variables[name]: value for name, value in speaker.attributes.items()},
        sources=tuple(map(str, speaker.texts)),
    )


def _sources(
    session: Session,
    consultation_id: uuid.UUID,
    coded: Mapping[uuid.UUID, Sequence[Coded]],
    wanted: Wanted,
) -> Iterator[qdpx.Source]:
    rows = session.execute(
        sa.select(Contribution.id, Contribution.title, Contribution.text, Activity.title)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .order_by(Contribution.id)
        .execution_options(yield_per=CHUNK)
    )
    number = 0
    for contribution_id, title, text, activity in rows:
        here = coded.get(contribution_id, ())
        if not here and not wanted.all_texts:
            continue
        number += 1
        yield qdpx.Source(
            guid=str(contribution_id),
            # Programs want names that differ.
            name=f"{number:05} {title or activity}",
            text=text,
            selections=tuple(_selection(consultation_id, one, text) for one in here),
        )


def _selection(consultation_id: uuid.UUID, coded: Coded, text: str) -> qdpx.Selection:
    codes = [str(one) for one in coded.themes]
    codes.append(NATURES[coded.nature])
    if coded.stance:
        codes.append(STANCES[coded.stance])
    user = _user(consultation_id, coded.account_id)
    return qdpx.Selection(
        guid=str(coded.excerpt_id),
        start=coded.start,
        end=coded.end,
        name=" ".join(text[coded.start : coded.end][:60].split()),
        codings=tuple(
            qdpx.Coding(str(uuid.uuid5(coded.excerpt_id, code)), code, user, coded.made_at)
            for code in codes
        ),
    )
