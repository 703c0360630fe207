"""The consultation review as a document; each figure leads to the list on the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.publication.documents.site import Cover
from app.publication.review.generating import Review
from documents.writing import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    Quote,
    Table,
    parts_of_markdown,
    words,
)
from documents.writing.parts import Line


def review_document(
    review: Review, cover: Cover, *, subtitle: str, annex: tuple[Part, ...] = ()
) -> Document:
    parts: list[Part] = []
    for section in review.content["sections"]:
        parts.append(Heading(1, section["title"], section["key"]))
        parts += parts_of_markdown(section["intro"])
        for block in section["blocks"]:
            parts += _block(block, review, cover)
    return cover.document(review.content["title"], subtitle, (*parts, *annex))


def _block(block: dict[str, Any], review: Review, cover: Cover) -> Iterator[Part]:
    match block["kind"]:
        case "heading":
            yield Heading(2, block["text"])
        case "said":
            yield Paragraph(words(block["text"]))
        case "bullets":
            yield Bullets(tuple(words(one) for one in block["items"]))
        case "verbatims":
            for one in block["excerpts"]:
                if one in review.verbatims:
                    said = review.verbatims[one]
                    yield Quote(words(said.text), said.where)
        case "table":
            yield _table(block, cover)


def _table(block: dict[str, Any], cover: Cover) -> Table:
    numbers = frozenset(block["numbers"])
    return Table(
        block["caption"],
        tuple(block["headings"]),
        tuple(tuple(_cell(cell, cover) for cell in row) for row in block["rows"]),
        numbers,
    )


def _cell(cell: dict[str, Any], cover: Cover) -> Line:
    if not cell["endpoint"]:
        return words(cell["text"])
    return cover.linked(cell["text"], cell["endpoint"], **cell["values"])
