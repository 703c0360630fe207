"""Whether all that the file holds may still be read by everybody."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Contribution, MadeDocument
from app.publication.open_data.naming import Names
from app.publication.open_data.words import holds_findings, public_contributions


def words_left(session: Session, made: MadeDocument, packed: BinaryIO, names: Names) -> bool:
    """Whether words that the file holds were withdrawn, refused, hidden or masked since it was
    made: it is not given any more until it is made again."""
    moderated = sa.select(Contribution.id).where(
        Contribution.consultation_id == made.consultation_id,
        Contribution.looked_at > made.made_at,
    )
    touched = {names.name("contribution", one) for one in session.scalars(moderated)}
    still = {
        names.name("contribution", one.id)
        for one in public_contributions(session, made.consultation_id)
        if one.alerts == [] or not holds_findings("", "", one.alerts)
    }
    held = _held(packed)
    return bool(held & touched) or not held <= still


def _held(packed: BinaryIO) -> set[str]:
    """The contributions whose words stand in the file."""
    with zipfile.ZipFile(packed) as archive:
        text = archive.read("csv/contributions.csv").decode("utf-8-sig")
    csv.field_size_limit(2**31 - 1)
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return {row["id"] for row in rows if row["words_left_out"] == "False"}
