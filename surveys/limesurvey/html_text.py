"""HTML reduced to the text that a person reads."""

import html
import re

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_HIDDEN = frozenset({"script", "style", "head", "title"})

# Read in one pass: the parser of the standard library takes minutes on a text full of open tags.
_TAG = re.compile(r"<!--|-->|<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_SPACES = re.compile(r"[ \t\r\n]+")


def text_of(written: str) -> str:
    """Return the text, paragraphs on lines of their own.

    >>> text_of("<p>Bonjour <b>à tous</b></p><p>Merci&nbsp;!</p>")
    'Bonjour à tous\\nMerci\\xa0!'
    """
    if "<" not in written and "&" not in written:
        return written.strip()
    words: list[str] = []
    hidden = 0
    at = 0
    for tag in _TAG.finditer(written):
        if not hidden:
            words.append(_SPACES.sub(" ", html.unescape(written[at : tag.start()])))
        at = tag.end()
        name = (tag[2] or "").lower()
        if tag[0] == "<!--" or (name in _HIDDEN and not tag[1]):
            hidden += 1
        elif tag[0] == "-->" or name in _HIDDEN:
            hidden = max(0, hidden - 1)
        if name in _BLOCKS:
            words.append("\n– " if name == "li" and not tag[1] else "\n")
    if not hidden:
        words.append(_SPACES.sub(" ", html.unescape(written[at:])))
    lines = (line.strip(" \t") for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def holds_media(written: str) -> bool:
    """Whether the HTML shows something that text cannot: a picture, a film, a script."""
    return bool(re.search(r"<(img|video|audio|iframe|embed|object|script|svg)\b", written, re.I))
