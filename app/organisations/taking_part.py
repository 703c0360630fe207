"""Which organisations took part in a consultation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Activity, ListKind, Organisation, Participant, Respondent
from app.organisations.lists.reading import labels_of
from app.publication.sheets import CHUNK, Sheet
from app.web.labels import label
from app.web.paging import PAGE_SIZE, Cursor, Page, counted_key, make_page, paged_by


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation, and how many people speak for it here; 0 where its words were brought in
    by others."""

    organisation: Organisation
    people: int


def organisations_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, size: int = PAGE_SIZE
) -> Page[OrganisationLine]:
    """Those that took part, those for which most people speak first."""
    found, people = _taking_part(consultation_id)
    order = [(people, True), (Organisation.id, False)]
    border = cursor.as_count_and_uuid()
    rows = session.execute(paged_by(found, order, cursor, border, size=size))
    lines = [OrganisationLine(one, number) for one, number in rows]
    return make_page(lines, cursor, size=size, key_of=_key_of)


def _key_of(line: OrganisationLine) -> str:
    return counted_key(line.people, line.organisation.id)


def organisation_sheet() -> Sheet:
    """The same, to take away; codes have the names of the lists of the consultation beside."""
    headings = (
        _("Organisation"),
        "SIRET",
        _("Family"),
        _("Legal form (code)"),
        _("Legal form"),
        "ESUS",
        _("Sector (code)"),
        _("Sector"),
        _("EPCI (code)"),
        _("Group of communes (EPCI)"),
        _("Département"),
        _("People"),
    )
    return Sheet("organisations", _("Organisations"), headings, _rows)


def _rows(session: Session, consultation_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    found, people = _taking_part(consultation_id)
    found = found.order_by(people.desc(), Organisation.id)
    names = {
        kind: labels_of(session, consultation_id, kind)
        for kind in (ListKind.LEGAL_FORM, ListKind.SECTOR, ListKind.EPCI)
    }

    def coded(kind: ListKind, code: str) -> tuple[str, str]:
        return code, names[kind].get(code, "")

    for one, number in session.execute(found.execution_options(yield_per=CHUNK)):
        yield (
            one.name,
            one.siret,
            label(one.kind),
            *coded(ListKind.LEGAL_FORM, one.legal_form),
            _("yes") if one.is_esus else _("no"),
            *coded(ListKind.SECTOR, one.sector),
            *coded(ListKind.EPCI, one.epci),
            one.territory,
            number,
        )


def _taking_part(
    consultation_id: uuid.UUID,
) -> tuple[sa.Select[Organisation, int], sa.ColumnElement[int]]:
    """Those for which somebody speaks now, and those for which something was said; the column of
    how many people speak for each."""
    speaking = (
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
    people = sa.func.coalesce(speaking.c.number, 0)
    found = (
        sa.select(Organisation, people)
        .outerjoin(speaking, speaking.c.organisation_id == Organisation.id)
        .where(sa.or_(speaking.c.number.is_not(None), Organisation.id.in_(said)))
    )
    return found, people
