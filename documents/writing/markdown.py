"""A little Markdown as parts of a document: what people may write, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.writing.parts import Bullets, Line, Paragraph, Part, Quote, Words

_READER = MarkdownIt("zero", {"html": False, "breaks": True, "typographer": False}).enable(
    ["emphasis", "link", "autolink", "list", "blockquote", "newline", "escape", "backticks"]
)
_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)

SplitWords = Callable[[Words], Line]
"""Gives what stands in the place of words: those that call a footnote, say."""


def parts_of_markdown(text: str, split: SplitWords = lambda one: (one,)) -> tuple[Part, ...]:
    """Paragraphs, lists and quotes of a text. Lists inside lists become items of one list."""
    return tuple(_parts(_READER.parse(text), split))


def _parts(tokens: list[Token], split: SplitWords) -> Iterator[Part]:
    items: list[Line] = []
    depth, quoted, is_numbered = 0, 0, False
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                if depth == 0:
                    items, is_numbered = [], token.type == "ordered_list_open"
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if depth == 0:
                    yield Bullets(tuple(items), is_numbered)
            case "blockquote_open":
                quoted += 1
            case "blockquote_close":
                quoted -= 1
            case "inline":
                line = tuple(_line(token.children or [], split))
                if depth:
                    items.append(line)
                else:
                    yield Quote(line) if quoted else Paragraph(line)


def _line(tokens: list[Token], split: SplitWords) -> Iterator[Words]:
    look = Words("")
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield from split(replace(look, text=token.content))
            case "softbreak" | "hardbreak":
                yield replace(look, text="\n")
            case "strong_open" | "strong_close":
                look = replace(look, is_bold=token.type == "strong_open")
            case "em_open" | "em_close":
                look = replace(look, is_italic=token.type == "em_open")
            case "link_open":
                address = str(token.attrs.get("href", ""))
                look = replace(look, link=address if _SAFE_LINK.match(address) else "")
            case "link_close":
                look = replace(look, link="")
