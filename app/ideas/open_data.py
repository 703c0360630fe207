"""The ideas of a box as open data, and the dictionary of it, out of the same columns."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app.ideas.open_ideas import OpenIdea, open_ideas
from app.models import ContributionState, Judgement, OrganisationKind, Verdict
from app.models.types import PARIS
from app.publication.sheets import Sheet
from app.web.labels import label

LICENCE = "Licence Ouverte / Open Licence 2.0 (Etalab)"
LICENCE_ADDRESS = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, what a person is told of it, and its value. `values` is
    the enum of its codes."""

    name: str
    told: LazyString
    format: str
    value: Callable[[OpenIdea], Any]
    unit: str = ""
    values: type[Verdict] | type[OrganisationKind] | type[ContributionState] | None = None


COLUMNS = (
    Column("identifiant", _l("Identifier of the idea"), "uuid", lambda idea: idea.row.id),
    Column(
        "idee_porteuse",
        _l("Identifier of the idea under which it is grouped; empty where there is none"),
        "uuid",
        lambda idea: idea.row.lead_id,
    ),
    Column(
        "issue_de",
        _l("Identifier of the idea from which it was split; empty where there is none"),
        "uuid",
        lambda idea: idea.row.split_from_id,
    ),
    Column("titre", _l("Title, as it was written"), "text", lambda idea: idea.row.title),
    Column(
        "texte",
        _l("Words, as they were written; empty where the title says all"),
        "text",
        lambda idea: idea.row.text if idea.row.text != idea.row.title else "",
    ),
    Column(
        "question", _l("Question that the idea answers"), "text", lambda idea: idea.row.question
    ),
    Column("theme", _l("Theme that the author chose"), "text", lambda idea: idea.row.theme),
    Column(
        "type_de_structure",
        _l("Kind of body of the author, as they say"),
        "code",
        lambda idea: idea.row.kind,
        values=OrganisationKind,
    ),
    Column(
        "territoire",
        _l("Territory of the author, as they say"),
        "text",
        lambda idea: idea.row.territory,
    ),
    Column(
        "signature",
        _l("Name that the author chose to show; empty: anonymous to others"),
        "text",
        lambda idea: idea.row.signature,
    ),
    Column(
        "date",
        _l("Day when the idea was given"),
        "date",
        lambda idea: idea.row.received_on or idea.row.created_at.astimezone(PARIS).date(),
        unit="AAAA-MM-JJ",
    ),
    Column(
        "soutiens",
        _l("Supporters of this idea, those of an import among them"),
        "integer",
        lambda idea: idea.row.supporters,
        unit="personnes",
    ),
    Column(
        "soutiens_du_groupe",
        _l("Distinct supporters of the ideas grouped under it, its own among them"),
        "integer",
        lambda idea: idea.row.all_supporters,
        unit="personnes",
    ),
    Column(
        "dont_appareils_non_verifies",
        _l("Among the supporters of the group, those known by a device, not by an account"),
        "integer",
        lambda idea: idea.row.unverified_supporters,
        unit="appareils",
    ),
    Column(
        "dont_soutiens_importes",
        _l("Among its supporters, those that a file told by their number only"),
        "integer",
        lambda idea: idea.row.imported_supporters,
        unit="personnes",
    ),
    Column(
        "accords",
        _l("People who agreed when the idea was shown to them"),
        "integer",
        lambda idea: idea.judgements.get(Judgement.AGREE, 0),
        unit="personnes",
    ),
    Column(
        "desaccords",
        _l("People who disagreed when the idea was shown to them"),
        "integer",
        lambda idea: idea.judgements.get(Judgement.DISAGREE, 0),
        unit="personnes",
    ),
    Column(
        "sans_avis",
        _l("People who passed when the idea was shown to them"),
        "integer",
        lambda idea: idea.judgements.get(Judgement.PASS, 0),
        unit="personnes",
    ),
    Column(
        "commentaires",
        _l("Comments that everybody reads"),
        "integer",
        lambda idea: idea.row.comments,
        unit="commentaires",
    ),
    Column(
        "reponse",
        _l("Official answer that is in force"),
        "code",
        lambda idea: idea.answer.verdict if idea.answer else "",
        values=Verdict,
    ),
    Column(
        "motif",
        _l("Reason of the official answer"),
        "text",
        lambda idea: idea.answer.reason if idea.answer else "",
    ),
    Column(
        "repondu_le",
        _l("Day of the official answer"),
        "date",
        lambda idea: idea.answer.created_at.astimezone(PARIS).date() if idea.answer else "",
        unit="AAAA-MM-JJ",
    ),
    Column(
        "etat",
        _l("State of the idea: only those that everybody reads are here"),
        "code",
        lambda idea: idea.row.state,
        values=ContributionState,
    ),
    Column(
        "source",
        _l("Where an imported idea comes from; empty: it was given here"),
        "text",
        lambda idea: idea.row.source or "",
    ),
    Column(
        "licence",
        _l("Licence under which the idea may be used again"),
        "text",
        lambda idea: idea.row.licence or LICENCE,
    ),
)


def ideas_sheet() -> Sheet:
    """The ideas of the box whose identifier is given for its rows."""
    return Sheet("ideas", "ideas", tuple(column.name for column in COLUMNS), _rows)


def dictionary_sheet() -> Sheet:
    """What each column of the ideas is, in French and in English, and the licence of the file."""
    headings = ("nom", "description_fr", "description_en", "type", "unite", "valeurs", "licence")
    return Sheet("dictionary", "dictionary", headings, _dictionary)


def _rows(session: Session, box_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    for idea in open_ideas(session, box_id):
        yield tuple(column.value(idea) for column in COLUMNS)


def _dictionary(_session: Session, _box_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    told = [[_told_in(language, column) for column in COLUMNS] for language in ("fr", "en")]
    for column, (french, values), (english, _) in zip(COLUMNS, *told, strict=True):
        licence = f"{LICENCE} {LICENCE_ADDRESS}"
        yield (column.name, french, english, column.format, column.unit, values, licence)


def _told_in(language: str, column: Column) -> tuple[str, str]:
    """The description of a column in a language, and its codes with their labels."""
    with force_locale(language):
        codes = [f"{one.value} : {label(one)}" for one in column.values or ()]
        return str(column.told), " | ".join(codes)
