"""The texts of the corpus with their excerpts, as files of codes are compared with them."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import IN_CORPUS, Contribution, Excerpt
from app.themes.exchange.qdpx.counting import Span, with_line_feeds
from app.themes.exchange.qdpx.project import Source

CHUNK = 1000
_CRLF = re.compile("\r\n")


@dataclass(frozen=True)
class Text:
    """A contribution. Spans of excerpts are told in the text with LF ends of line."""

    id: uuid.UUID
    digest: str
    excerpts: dict[Span, uuid.UUID]


@dataclass
class Texts:
    """The corpus, by identifier and by what is said; a text of it is given away once."""

    by_id: dict[uuid.UUID, Text] = field(default_factory=dict)
    by_digest: dict[str, list[Text]] = field(default_factory=lambda: defaultdict(list))
    by_words: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    """Excerpts by the digest of their own words."""


def digest_of(text: str) -> str:
    """Of a text, whatever its ends of line and the blanks that follow it."""
    return hashlib.sha256(with_line_feeds(text).rstrip().encode(errors="replace")).hexdigest()


def texts_of(session: Session, consultation_id: uuid.UUID) -> Texts:
    """All that is in the corpus."""
    found = Texts()
    query = (
        sa.select(Contribution.id, Contribution.text, Excerpt.id, Excerpt.start, Excerpt.end)
        .join(Excerpt, Excerpt.contribution_id == Contribution.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .order_by(Contribution.id, Excerpt.start)
        .execution_options(yield_per=CHUNK)
    )
    for (contribution_id, said), rows in groupby(session.execute(query), lambda row: row[:2]):
        spans = {}
        for _id, _said, excerpt_id, start, end in rows:
            spans[_in_line_feeds(said, start), _in_line_feeds(said, end)] = excerpt_id
            words = digest_of(said[start:end].strip())
            found.by_words[words].append(excerpt_id)
        text = Text(contribution_id, digest_of(said), spans)
        found.by_id[text.id] = text
        found.by_digest[text.digest].append(text)
    return found


def matched(texts: Texts, sources: Iterable[Source]) -> Iterator[tuple[Source, Text | None]]:
    """Each source with the text of the corpus that it is: by its identifier, else by its words.

    Of several people who said the same, each is one source, in the order of both.
    """
    sources = list(sources)
    by_guid = {
        number: text
        for number, source in enumerate(sources)
        if (text := _by_guid(texts, source)) is not None
    }
    taken = {text.id for text in by_guid.values()}
    for number, source in enumerate(sources):
        text = by_guid.get(number)
        if text is None:
            same = texts.by_digest.get(digest_of(source.text), ())
            text = next((one for one in same if one.id not in taken), None)
            if text is not None:
                taken.add(text.id)
        yield source, text


def _by_guid(texts: Texts, source: Source) -> Text | None:
    try:
        text = texts.by_id.get(uuid.UUID(source.guid))
    except ValueError:
        return None
    return text if text is not None and text.digest == digest_of(source.text) else None


def _in_line_feeds(text: str, place: int) -> int:
    """A place in the text once its lines end with LF."""
    if "\r\n" not in text:
        return place
    return place - len(_CRLF.findall(text[:place]))
