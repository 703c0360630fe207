"""How the types and fields of BibTeX and biblatex stand for ours, both ways."""

from __future__ import annotations

from app.models import ReferenceKind

TYPES = {
    ReferenceKind.BOOK: "book",
    ReferenceKind.CHAPTER: "incollection",
    ReferenceKind.ARTICLE: "article",
    ReferenceKind.REPORT: "techreport",
    ReferenceKind.THESIS: "phdthesis",
    ReferenceKind.PAPER: "inproceedings",
    ReferenceKind.LAW: "legislation",
    ReferenceKind.WEB_PAGE: "online",
    ReferenceKind.DATASET: "dataset",
    ReferenceKind.OTHER: "misc",
}
"""The type that is written for each kind."""

KINDS = {
    **{name: kind for kind, name in TYPES.items()},
    **dict.fromkeys(
        ("booklet", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings"),
        ReferenceKind.BOOK,
    ),
    **dict.fromkeys(("manual", "reference", "mvreference"), ReferenceKind.BOOK),
    **dict.fromkeys(
        ("inbook", "suppbook", "bookinbook", "suppcollection", "inreference"),
        ReferenceKind.CHAPTER,
    ),
    **dict.fromkeys(("periodical", "suppperiodical", "review"), ReferenceKind.ARTICLE),
    "report": ReferenceKind.REPORT,
    "thesis": ReferenceKind.THESIS,
    "mastersthesis": ReferenceKind.THESIS,
    "conference": ReferenceKind.PAPER,
    **dict.fromkeys(("jurisdiction", "legal"), ReferenceKind.LAW),
    **dict.fromkeys(("electronic", "www", "webpage"), ReferenceKind.WEB_PAGE),
}

COLUMNS = {
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"),
    "container": ("journal", "journaltitle", "booktitle"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "isbn": ("isbn",),
    "doi": ("doi",),
    "url": ("url",),
    "abstract": ("abstract",),
    "territory": ("territory",),
}
"""Column → the fields that fill it, the first that is there first."""

WRITTEN = {
    ("publisher", ReferenceKind.REPORT): "institution",
    ("publisher", ReferenceKind.THESIS): "school",
    ("container", ReferenceKind.ARTICLE): "journal",
    ("container", None): "booktitle",
}
"""The field that a column is written in where it is not the first of `COLUMNS`."""

VERBATIM = {"url", "doi", "isbn", "issn", "eprint", "file", "urldate", "date"}
"""Fields that are not LaTeX."""

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def field_of(column: str, kind: ReferenceKind) -> str:
    """The BibTeX field that holds a column of a reference of this kind."""
    return WRITTEN.get((column, kind)) or WRITTEN.get((column, None)) or COLUMNS[column][0]
