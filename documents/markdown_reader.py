"""Markdown: headings, paragraphs, items and tables, without its marks.

HTML inside of it is left out, pictures and addresses of links too.
"""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.content import Format, ReadDocument
from documents.gathering import Gathering
from documents.limits import Limits
from documents.tables import TableCell, read_table


def read_markdown(text: str, limits: Limits) -> ReadDocument:
    gathering = Gathering(limits)
    tables = 0
    level = 0
    tokens = iter(MarkdownIt("commonmark", {"html": True}).enable("table").parse(text))
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            level += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            level -= 1
        elif token.type == "heading_open":
            gathering.heading(_words(next(tokens)), int(token.tag[1:]))
        elif token.type == "inline" and level:
            gathering.item(_words(token), level)
        elif token.type == "inline":
            gathering.paragraph(_words(token))
        elif token.type in ("code_block", "fence"):
            gathering.paragraph(token.content)
        elif token.type == "table_open":
            read_table(gathering, tables, _rows(tokens))
            tables += 1
    return gathering.document(Format.MARKDOWN)


def _rows(tokens: Iterator[Token]) -> list[list[TableCell]]:
    rows: list[list[TableCell]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(TableCell(len(rows[-1]), [_words(token)]))
    return rows


def _words(inline: Token) -> str:
    return "".join(_pieces(inline.children or ()))


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " " if token.type == "softbreak" else "\n"
        elif token.type in ("text", "code_inline", "text_special"):
            yield token.content
