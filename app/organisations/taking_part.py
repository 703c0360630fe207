"""Which organisations took part in a consultation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Activity, Organisation, Participant, Respondent
from app.publication.sheets import CHUNK, Sheet
from app.web.labels import label
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation, and how many people speak for it here; 0 where its words were brought in
    by others."""

    organisation: Organisation
    people: int


def organisations_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, size: int = PAGE_SIZE
) -> Page[OrganisationLine]:
    """Those that took part, in the order in which they became known."""
    found = _taking_part(consultation_id)
    rows = session.execute(paged(found, Organisation.id, cursor, cursor.as_uuid(), size=size))
    lines = [OrganisationLine(one, people) for one, people in rows]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.organisation.id)


def organisation_sheet() -> Sheet:
    """The same, to take away."""
    headings = (
        _("Organisation"),
        "SIRET",
        _("Family"),
        _("Legal form"),
        "ESUS",
        _("Sector"),
        _("Département"),
        _("People"),
    )
    return Sheet("organisations", _("Organisations"), headings, _rows)


def _rows(session: Session, consultation_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    found = _taking_part(consultation_id).order_by(Organisation.id)
    for one, people in session.execute(found.execution_options(yield_per=CHUNK)):
        esus = _("yes") if one.is_esus else _("no")
        told = (label(one.kind), one.legal_form, esus, one.sector, one.territory)
        yield (one.name, one.siret, *told, people)


def _taking_part(consultation_id: uuid.UUID) -> sa.Select[Organisation, int]:
    """Those for which somebody speaks now, and those for which something was said."""
    people = (
        sa.select(Participant.organisation_id, sa.func.count().label("number"))
        .where(
            Participant.consultation_id == consultation_id,
            Participant.organisation_id.is_not(None),
        )
        .group_by(Participant.organisation_id)
        .subquery()
    )
    said = (
        sa.select(Respondent.organisation_id)
        .join(Activity, Respondent.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id, Respondent.organisation_id.is_not(None))
    )
    return (
        sa.select(Organisation, sa.func.coalesce(people.c.number, 0))
        .outerjoin(people, people.c.organisation_id == Organisation.id)
        .where(sa.or_(people.c.number.is_not(None), Organisation.id.in_(said)))
    )
