"""The sheet of an organisation in words."""

from __future__ import annotations

import uuid

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import ListKind, Organisation
from app.organisations.lists.reading import label_of
from app.organisations.siret import siret_in_words
from app.web.labels import label


def facts_of(
    session: Session, organisation: Organisation, consultation_id: uuid.UUID | None
) -> list[tuple[str, str]]:
    """What is told of it, each with its label, in the words of the lists of a consultation; a code
    that no list names is shown as it is."""

    def named(kind: ListKind, code: str) -> str:
        return label_of(session, consultation_id, kind, code)

    told = [
        ("SIRET", siret_in_words(organisation.siret) if organisation.siret else ""),
        (_("Family"), label(organisation.kind)),
        (_("Legal form"), named(ListKind.LEGAL_FORM, organisation.legal_form)),
        ("ESUS", _("Approved") if organisation.is_esus else ""),
        (_("Sector"), named(ListKind.SECTOR, organisation.sector)),
        (_("Size"), label(organisation.headcount) if organisation.headcount else ""),
        (_("Département"), organisation.territory),
        (_("Group of communes (EPCI)"), named(ListKind.EPCI, organisation.epci)),
    ]
    return [(name, value) for name, value in told if value]
