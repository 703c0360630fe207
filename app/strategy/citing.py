"""What the texts of the strategy cite, and the numbers of the notes.

A text holds marks: `[[e:<32 hexadecimal digits of an excerpt>]]` for words of the corpus,
`[[r:<key of a reference>]]` for a document of the bibliography. Where texts are shown, each mark is
the number of a note: in the order of the document, the same source always with the same number.
"""

from __future__ import annotations

import enum
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Session, selectinload

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import IN_CORPUS, Activity, Contribution, Excerpt, Reference
from app.references.citing import cite
from app.references.services import description_of
from app.web.differences import Piece, differences
from app.web.prose import prose

MARK = re.compile(r"\[\[(?:e:([0-9a-f]{32})|r:([^\[\]\s]{1,80}))\]\]")
# Signs of no language stand for a note while Markdown is read.
_OPEN, _CLOSE = "\ue010", "\ue011"
_STANDING = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SIGNS = str.maketrans("", "", _OPEN + _CLOSE)


class NoteKind(enum.StrEnum):
    EXCERPT = "excerpt"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Cited:
    """What a mark names: an excerpt, or the key of a reference."""

    excerpt_id: uuid.UUID | None = None
    reference_key: str | None = None

    @property
    def kind(self) -> NoteKind:
        return NoteKind.EXCERPT if self.excerpt_id else NoteKind.REFERENCE

    @property
    def mark(self) -> str:
        """What stands in a text."""
        if self.excerpt_id:
            return f"[[e:{self.excerpt_id.hex}]]"
        return f"[[r:{self.reference_key}]]"


def _named(found: re.Match[str]) -> Cited:
    return Cited(uuid.UUID(found[1])) if found[1] else Cited(None, found[2])


def cited_in(text: str) -> tuple[Cited, ...]:
    """What a text cites, each source once, in its order."""
    return tuple(dict.fromkeys(map(_named, MARK.finditer(text))))


def without_marks(text: str) -> str:
    """A text as it is read aloud, or where no notes stand."""
    return MARK.sub("", text)


@dataclass(frozen=True)
class Source:
    """What is known of what is cited. Words that left the corpus are not there any more:
    `is_withdrawn`, and no text. `is_missing`: nothing in this consultation has this mark."""

    words: str = ""
    formatted: Markup | str = ""
    """A reference as it is cited."""
    where: str = ""
    """From which activity, and from where in it."""
    contribution_id: uuid.UUID | None = None
    reference_id: uuid.UUID | None = None
    is_withdrawn: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class Note:
    """A note with its number."""

    number: int
    cited: Cited
    source: Source
    anchor: str
    """What identifies it on a page; `back` is where it was first cited."""

    @property
    def kind(self) -> NoteKind:
        return self.cited.kind

    @property
    def back(self) -> str:
        return f"{self.anchor}-from"


class Notes:
    """The notes of a sequence of texts. `anchor` begins the identifiers on the page."""

    def __init__(
        self, texts: Iterable[str], sources: Mapping[Cited, Source], *, anchor: str = "note"
    ) -> None:
        cited = dict.fromkeys(one for text in texts for one in cited_in(text))
        self.list = tuple(
            Note(number, one, sources.get(one, Source(is_missing=True)), f"{anchor}-{number}")
            for number, one in enumerate(cited, start=1)
        )
        self._numbers = {note.cited: note.number for note in self.list}
        self._shown: set[int] = set()

    def numbers_in(self, text: str) -> tuple[int, ...]:
        """The notes of one text."""
        return tuple(self._numbers[one] for one in cited_in(text) if one in self._numbers)

    def plain(self, text: str) -> str:
        """A text with `[1]` where a note stands: for what reads no HTML."""
        return MARK.sub(lambda found: f"[{self._numbers.get(_named(found), '?')}]", text)

    def shown(self, text: str) -> Markup:
        """The prose of a text, each mark as a number that leads to its note."""
        marked = MARK.sub(
            lambda found: f"{_OPEN}{self._numbers.get(_named(found), 0)}{_CLOSE}",
            text.translate(_SIGNS),
        )
        return Markup(_STANDING.sub(self._link, str(prose(marked))))  # noqa: S704 - digits only

    def _link(self, found: re.Match[str]) -> str:
        number = int(found[1])
        if not 0 < number <= len(self.list):
            return ""
        note, name = self.list[number - 1], ""
        if number not in self._shown:
            self._shown.add(number)
            name = f' id="{note.back}"'
        return f'<sup class="note-number"><a href="#{note.anchor}"{name}>{number}</a></sup>'


def text_differences(before: str, after: str) -> list[Piece]:
    """What changed between two texts, word by word, each mark read as the number of its source."""
    notes = Notes((before, after), {})
    return differences(notes.plain(before), notes.plain(after))


def notes_of(
    session: Session, consultation_id: uuid.UUID, texts: Iterable[str], *, anchor: str = "note"
) -> Notes:
    """The notes of these texts, with what they cite: two queries, and one for tags."""
    texts = list(texts)
    cited = {one for text in texts for one in cited_in(text)}
    sources = {
        **_excerpts(session, consultation_id, cited),
        **_references(session, consultation_id, cited),
    }
    return Notes(texts, sources, anchor=anchor)


def _excerpts(
    session: Session, consultation_id: uuid.UUID, cited: Iterable[Cited]
) -> dict[Cited, Source]:
    ids = [one.excerpt_id for one in cited if one.excerpt_id]
    if not ids:
        return {}
    found = (
        sa.select(
            Excerpt.id,
            Excerpt.contribution_id,
            Excerpt.location,
            EXCERPT_TEXT,
            Activity.title,
            Contribution.state.in_(IN_CORPUS).label("is_there"),
        )
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(Excerpt.id.in_(ids), Excerpt.consultation_id == consultation_id)
    )
    return {
        Cited(row.id): _said(row.text, row.title, row.location, row.contribution_id)
        if row.is_there
        else Source(is_withdrawn=True)
        for row in session.execute(found)
    }


def _said(text: str, activity: str, location: str, contribution_id: uuid.UUID) -> Source:
    where = ", ".join(part for part in (activity, location) if part)
    return Source(words=" ".join(text.split()), where=where, contribution_id=contribution_id)


def _references(
    session: Session, consultation_id: uuid.UUID, cited: Iterable[Cited]
) -> dict[Cited, Source]:
    keys = [one.reference_key for one in cited if one.reference_key]
    if not keys:
        return {}
    found = (
        sa.select(Reference)
        .options(selectinload(Reference.tags))
        .where(Reference.key.in_(keys), Reference.consultation_id == consultation_id)
    )
    return {
        Cited(None, one.key): Source(
            formatted=cite(replace(description_of(one), tags=())), reference_id=one.id
        )
        for one in session.scalars(found)
    }
