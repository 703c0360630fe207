"""What people write, as HTML: a little Markdown, and nothing that could act on a page.

The text is kept as it was typed; this is made when it is shown.
"""

from __future__ import annotations

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 200_000
"""Characters that are shown as prose; what is longer is shown as it was typed."""
LINK_REL = "ugc nofollow noopener noreferrer"

_READER = MarkdownIt("zero", {"html": False, "breaks": True, "typographer": False}).enable(
    ["emphasis", "link", "autolink", "list", "blockquote", "newline", "escape", "backticks"]
)
_CLEANER = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"},
    attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
    url_schemes={"http", "https", "mailto"},
    link_rel=LINK_REL,
)
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that turn a line round or hide in it. Joiners stay: scripts and emoji need them."""


def prose(text: str) -> Markup:
    """Paragraphs, lists, emphasis and links of a text; whatever else it holds is shown as typed."""
    shown = without_hidden_signs(text)
    if len(shown) > LONGEST:
        return Markup("<p>{}</p>").format(shown)
    # Cleaned although the reader makes no other tags: two doors are shut better than one.
    return Markup(_CLEANER.clean(_READER.render(shown)))  # noqa: S704


def without_hidden_signs(text: str) -> str:
    """A text without the signs by which a name is made to look like another one."""
    return _HIDDEN.sub("", text)


def plain_line(text: str | None) -> str:
    """One line without the signs that turn it round or hide in it: a name, a title."""
    return " ".join(without_hidden_signs(text or "").split())


def is_one_line(text: str) -> bool:
    """Whether each sign of a text is printed, on one line. A space that does not break is as good
    as any: French is written with it."""
    return all(sign.isprintable() or unicodedata.category(sign) == "Zs" for sign in text)


def printable_line(text: str) -> str:
    """The same for what no form has read, such as the cell of a sheet: signs that are not printed
    are blanks, and letters are in NFC."""
    kept = "".join(sign if sign.isprintable() else " " for sign in without_hidden_signs(text))
    return unicodedata.normalize("NFC", " ".join(kept.split()))
