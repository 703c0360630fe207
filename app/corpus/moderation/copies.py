"""The other places that show the words of a contribution, one function a channel.

What is masked in the corpus is masked there too. Comments and quotes have no copy, and ideas none
but the parts that they were split into: their pages show the contribution itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.conference.cards.corpus_cards import answer_key
from app.corpus.moderation.masking import Masking, masked, masked_json, masking_of
from app.corpus.search.indexing import index_one_again
from app.models import (
    Card,
    Contribution,
    Document,
    DocumentPassage,
    Idea,
    Note,
    Submission,
    Synthesis,
    SynthesisEvent,
    SynthesisLine,
    SynthesisSource,
)
from app.questionnaires.answering.masked_answers import answer_behind
from app.themes.quoted_examples import examples_quoted
from app.themes.quoted_words import words_quoted


@dataclass(frozen=True)
class Copy:
    """Words that stand somewhere else too, and what writes others in their place.

    `keys` says which texts of a JSON object they are; without any, they are a text.
    """

    place: str
    text: str
    write: Callable[[str], None]
    keys: frozenset[str] = frozenset()

    def masked_by(self, masking: Masking) -> str:
        return masked_json(self.text, masking, self.keys) if self.keys else masking(self.text)


@dataclass(frozen=True)
class Quote(Copy):
    """Words that were read in a text, written otherwise than there; `said` is that text.

    They go whole once it does not hold them any more.
    """

    said: str = ""

    def masked_by(self, masking: Masking) -> str:
        quoted = masking_of([self.text])
        left = masking(self.said)
        is_gone = quoted(self.said) != self.said and quoted(left) == left
        return masked(self.text) if is_gone else self.text


Row = Note | SynthesisLine | SynthesisEvent | Document | DocumentPassage | Submission


def copies_of(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """Every other place that shows the words of this contribution."""
    for copies in (
        _notes,
        _synthesis,
        _documents,
        _submissions,
        _cards,
        _answers,
        _parts,
        _quotes,
        _examples,
    ):
        yield from copies(session, contribution)


def documents_behind(session: Session, contribution_id: uuid.UUID) -> list[Document]:
    """The documents from which a contribution was taken, each once."""
    sources = sa.or_(
        Document.contribution_id == contribution_id,
        Document.id.in_(
            sa.select(Submission.document_id).where(Submission.contribution_id == contribution_id)
        ),
        Document.id.in_(sa.select(Note.document_id).where(Note.contribution_id == contribution_id)),
    )
    return list(session.scalars(sa.select(Document).where(sources).order_by(Document.id)))


def _column(row: Row, name: str, keys: frozenset[str] = frozenset()) -> Copy:
    return Copy(
        f"{row.__tablename__}:{row.id}:{name}",
        getattr(row, name) or "",
        lambda words: setattr(row, name, words),
        keys,
    )


_LINE_TEXTS = frozenset({"text", "heading"})


def _notes(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """A note, and the lines that take it up in a synthesis which is being written: validated, the
    synthesis is a contribution of its own."""
    notes = list(session.scalars(sa.select(Note).where(Note.contribution_id == contribution.id)))
    for note in notes:
        yield _column(note, "text")
    if notes:
        taken_up = (
            sa.select(SynthesisLine.id)
            .join(SynthesisSource, SynthesisSource.line_id == SynthesisLine.id)
            .join(Synthesis, Synthesis.id == SynthesisLine.synthesis_id)
            .where(
                SynthesisSource.note_id.in_([note.id for note in notes]),
                Synthesis.contribution_id.is_(None),
            )
        )
        yield from _lines(session, SynthesisLine.id.in_(taken_up))
        yield from _events(session, SynthesisEvent.line_id.in_(taken_up))


def _synthesis(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """The lines of a synthesis that was written here, and what its history tells of them."""
    found = sa.select(Synthesis.id).where(Synthesis.contribution_id == contribution.id)
    yield from _lines(session, SynthesisLine.synthesis_id.in_(found))
    yield from _events(session, SynthesisEvent.synthesis_id.in_(found))


def _lines(session: Session, condition: sa.ColumnElement[bool]) -> Iterator[Copy]:
    for line in session.scalars(sa.select(SynthesisLine).where(condition)).all():
        yield _column(line, "text")
        yield _column(line, "heading")


def _events(session: Session, condition: sa.ColumnElement[bool]) -> Iterator[Copy]:
    for event in session.scalars(sa.select(SynthesisEvent).where(condition)).all():
        yield _column(event, "before", _LINE_TEXTS)
        yield _column(event, "after", _LINE_TEXTS)


def _documents(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """The text of a document and its passages. Its file is not changed, and is kept back."""
    documents = documents_behind(session, contribution.id)
    for document in documents:
        yield _column(document, "text")
        yield _column(document, "title")
    for passage in session.scalars(
        sa.select(DocumentPassage).where(
            DocumentPassage.document_id.in_([document.id for document in documents]),
            DocumentPassage.corrected.is_not(None),
        )
    ):
        yield _column(passage, "corrected")


def _parts(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """The ideas into which an idea was split, whose words are its own."""
    part = aliased(Idea)
    found = (
        sa.select(Contribution)
        .join(part, part.contribution_id == Contribution.id)
        .join(Idea, part.split_from_id == Idea.id)
        .where(Idea.contribution_id == contribution.id)
    )
    for words in session.scalars(found).all():
        for name in ("title", "text"):
            yield Copy(
                f"contribution:{words.id}:{name}",
                getattr(words, name),
                partial(_write_part, session, words, name),
            )


def _write_part(session: Session, words: Contribution, name: str, masked: str) -> None:
    setattr(words, name, masked)
    session.flush()
    index_one_again(session, words)


def _submissions(session: Session, contribution: Contribution) -> Iterator[Copy]:
    for submission in session.scalars(
        sa.select(Submission).where(Submission.contribution_id == contribution.id)
    ):
        yield _column(submission, "title")


def _cards(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """The answer of a card; the words beside its reactions stand in the corpus only."""
    if contribution.respondent_id is None:
        return
    for card in session.scalars(
        sa.select(Card).where(Card.respondent_id == contribution.respondent_id)
    ):
        for code, text in card.answers.items():
            if answer_key(card, code) == contribution.source_key:
                yield Copy(f"card:{card.id}:{code}", text, _answer_writer(card, code))


def _answer_writer(card: Card, code: str) -> Callable[[str], None]:
    def write(words: str) -> None:
        card.answers = {**card.answers, code: words}

    return write


def _answers(session: Session, contribution: Contribution) -> Iterator[Copy]:
    found = answer_behind(session, contribution)
    if found is not None:
        yield Copy(*found)


def _examples(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """The examples of the codebook that are words of this text."""
    for place, words, write in examples_quoted(session, contribution):
        yield Copy(place, words, write)


def _quotes(session: Session, contribution: Contribution) -> Iterator[Copy]:
    """The words by which analyses tell a theme, or why they propose a link."""
    said = f"{contribution.title}\n{contribution.text}"
    for place, words, write in words_quoted(session, contribution.id):
        yield Quote(place, words, write, said=said)
