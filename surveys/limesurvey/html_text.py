"""HTML reduced to the text that a person reads."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_HIDDEN = frozenset({"script", "style", "head", "title"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        if tag in _BLOCKS:
            self.words.append("\n– " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(re.sub(r"[ \t\r\n]+", " ", data))


def text_of(html: str) -> str:
    """Return the text, paragraphs on lines of their own.

    >>> text_of("<p>Bonjour <b>à tous</b></p><p>Merci&nbsp;!</p>")
    'Bonjour à tous\\nMerci\\xa0!'
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (line.strip(" \t") for line in "".join(parser.words).split("\n"))
    return "\n".join(line for line in lines if line)


def holds_media(html: str) -> bool:
    """Whether the HTML shows something that text cannot: a picture, a film, a script."""
    return bool(re.search(r"<(img|video|audio|iframe|embed|object|script|svg)\b", html, re.I))
