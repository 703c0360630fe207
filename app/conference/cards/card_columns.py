"""What the columns of a sheet of cards can be, and what each is proposed to be from its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.conference.cards.card_content import Direction, Face
from app.corpus.accents import without_accents
from app.web.labels import label

SHEET, SESSION, KIND, TERRITORY = "sheet", "session", "kind", "territory"
_ABOUT_WORDS = {
    SHEET: {"sheet", "feuille", "numero", "number", "no", "n"},
    SESSION: {"session", "debat", "debate", "atelier"},
    KIND: {"kind", "structure", "organisme", "body", "famille"},
    TERRITORY: {"territoire", "territory", "departement", "department", "dept"},
}
_WORDS_BESIDE = {"words", "mots", "commentaire", "comment", "precision", "pourquoi", "why"}


@dataclass(frozen=True)
class CardColumn:
    """Something that a column can fill in on a card."""

    role: str
    name: str


def card_columns(face: Face) -> list[CardColumn]:
    """Everything that a sheet may hold for this card, in the order of the template."""
    columns = [CardColumn(SHEET, _("Number of the sheet"))]
    if face.form.asks_session and face.sessions:
        columns.append(CardColumn(SESSION, _("Session")))
    if face.form.asks_kind:
        columns.append(CardColumn(KIND, _("Kind of body")))
    if face.form.asks_territory:
        columns.append(CardColumn(TERRITORY, _("Department or territory")))
    columns += [CardColumn(answer_role(prompt.code), prompt.text) for prompt in face.prompts]
    for direction in face.directions:
        columns.append(CardColumn(stance_role(direction), direction.name))
        columns.append(
            CardColumn(words_role(direction), _("%(code)s in words", code=direction.code))
        )
    return columns


def answer_role(code: str) -> str:
    return f"answer_{code}"


def stance_role(direction: Direction) -> str:
    return f"stance_{direction.id.hex}"


def words_role(direction: Direction) -> str:
    return f"words_{direction.id.hex}"


def proposed_columns(face: Face, names: Sequence[str]) -> dict[str, str]:
    """Column index (as text) → what it is taken for; columns that say nothing are left out."""
    taken: dict[str, str] = {}
    known = {column.role: folded(column.name) for column in card_columns(face)}
    for index, name in enumerate(names):
        role = _role_of(face, known, folded(name))
        if role and role not in taken.values():
            taken[str(index)] = role
    return taken


def folded(text: str) -> str:
    """A text without what does not tell it from another: case, accents, marks, blanks."""
    return " ".join(re.findall(r"\w+", without_accents(text.casefold())))


def _role_of(face: Face, known: dict[str, str], name: str) -> str | None:
    for role, its_name in known.items():
        if name == its_name:
            return role
    words = set(name.split())
    for direction in face.directions:
        if words & {folded(direction.code)}:
            is_beside = words & _WORDS_BESIDE
            return words_role(direction) if is_beside else stance_role(direction)
    for prompt in face.prompts:
        if name == folded(label(prompt.nature)) or (
            len(name) > 10 and folded(prompt.text).startswith(name)
        ):
            return answer_role(prompt.code)
    return next((role for role, its in _ABOUT_WORDS.items() if role in known and words & its), None)
