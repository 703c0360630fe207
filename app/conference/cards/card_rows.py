"""From the row of a sheet to what stands on a card, or to what is wrong with it."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale

from app.conference.cards.card_columns import (
    KIND,
    SESSION,
    SHEET,
    TERRITORY,
    answer_role,
    folded,
    stance_role,
    words_role,
)
from app.conference.cards.card_content import (
    LONGEST_ANSWER,
    LONGEST_SHEET,
    LONGEST_TERRITORY,
    LONGEST_WORDS,
    Face,
    Stand,
    Written,
)
from app.models import OrganisationKind, Stance
from app.web.labels import label
from app.web.language import LANGUAGES


class Fault(enum.StrEnum):
    """What can be wrong with a cell."""

    NO_SUCH_SESSION = "no_such_session"
    NO_SUCH_KIND = "no_such_kind"
    NO_SUCH_STANCE = "no_such_stance"
    NO_STANCE = "no_stance"
    TOO_LONG = "too_long"
    SHEET_THERE = "sheet_there"


@dataclass(frozen=True)
class Problem:
    """A fault, and the start of the cell that has it."""

    fault: Fault
    said: str


@dataclass(frozen=True)
class ReadRow:
    """What a row gives; with problems, it gives no card."""

    written: Written
    sheet: str
    problems: tuple[Problem, ...]


class RowReader:
    """Reads the rows of one file. `columns`: column index (as text) → what it fills in."""

    def __init__(self, face: Face, columns: Mapping[str, str], sheets_there: set[str]) -> None:
        self.face = face
        self.places = {role: int(index) for index, role in columns.items()}
        self.sheets_there = set(sheets_there)
        self.sessions = {folded(one.title): one.id for one in face.sessions}
        self.kinds = _names_of(OrganisationKind)
        self.stances = _names_of(Stance)

    def read(self, cells: Sequence[str]) -> ReadRow:
        """Read one row, of as many cells as the table has columns."""
        reading = _Reading(self, cells)
        written = Written(
            answers=reading.answers(),
            stands=tuple(reading.stands()),
            session_id=reading.one_of(SESSION, self.sessions, Fault.NO_SUCH_SESSION),
            kind=reading.one_of(KIND, self.kinds, Fault.NO_SUCH_KIND),
            territory=reading.text(TERRITORY, LONGEST_TERRITORY),
        )
        sheet = " ".join(reading.text(SHEET, LONGEST_SHEET).split())
        if sheet and sheet in self.sheets_there:
            reading.problems.append(Problem(Fault.SHEET_THERE, sheet))
        elif not reading.problems and sheet and not written.is_blank:
            self.sheets_there.add(sheet)
        return ReadRow(written, sheet, tuple(reading.problems))


class _Reading:
    """One row while it is read, and what is wrong with it so far."""

    def __init__(self, reader: RowReader, cells: Sequence[str]) -> None:
        self.reader, self.cells = reader, cells
        self.problems: list[Problem] = []

    def text(self, role: str, longest: int) -> str:
        place = self.reader.places.get(role)
        if place is None or place >= len(self.cells):
            return ""
        said = unicodedata.normalize("NFC", self.cells[place]).strip()
        if len(said) > longest:
            self.problems.append(Problem(Fault.TOO_LONG, said[:60]))
        return said

    def one_of(self, role: str, known: Mapping[str, Any], fault: Fault) -> Any:
        said = self.text(role, LONGEST_ANSWER)
        if not said:
            return None
        found = known.get(folded(said))
        if found is None:
            self.problems.append(Problem(fault, said[:60]))
        return found

    def answers(self) -> dict[str, str]:
        found = {
            prompt.code: self.text(answer_role(prompt.code), LONGEST_ANSWER)
            for prompt in self.reader.face.prompts
        }
        return {code: text for code, text in found.items() if text}

    def stands(self) -> list[Stand]:
        found = []
        for direction in self.reader.face.directions:
            stance = self.one_of(stance_role(direction), self.reader.stances, Fault.NO_SUCH_STANCE)
            words = self.text(words_role(direction), LONGEST_WORDS)
            if stance is not None:
                found.append(Stand(direction.id, stance, words))
            elif words:
                self.problems.append(Problem(Fault.NO_STANCE, words[:60]))
        return found


def _names_of(kind: type[enum.StrEnum]) -> dict[str, Any]:
    """The members of an enum by what people write for them, in each language."""
    found: dict[str, Any] = {folded(one.value): one for one in kind}
    for language in LANGUAGES:
        with force_locale(language):
            found |= {folded(label(one)): one for one in kind}
    return found
