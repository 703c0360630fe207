"""How the types and tags of RIS stand for ours, both ways."""

from __future__ import annotations

import re

from app.models import ReferenceKind

TYPES = {
    ReferenceKind.BOOK: "BOOK",
    ReferenceKind.CHAPTER: "CHAP",
    ReferenceKind.ARTICLE: "JOUR",
    ReferenceKind.REPORT: "RPRT",
    ReferenceKind.THESIS: "THES",
    ReferenceKind.PAPER: "CPAPER",
    ReferenceKind.LAW: "STAT",
    ReferenceKind.WEB_PAGE: "ELEC",
    ReferenceKind.DATASET: "DATA",
    ReferenceKind.OTHER: "GEN",
}
"""The type that is written for each kind."""

KINDS = {
    **{name: kind for kind, name in TYPES.items()},
    **dict.fromkeys(("EBOOK", "EDBOOK", "CONF", "CLSWK"), ReferenceKind.BOOK),
    "ECHAP": ReferenceKind.CHAPTER,
    **dict.fromkeys(("EJOUR", "MGZN", "NEWS", "JFULL", "INPR", "ABST"), ReferenceKind.ARTICLE),
    **dict.fromkeys(("GOVDOC", "PAMP"), ReferenceKind.REPORT),
    **dict.fromkeys(("LEGAL", "BILL", "CASE"), ReferenceKind.LAW),
    **dict.fromkeys(("BLOG", "ICOMM"), ReferenceKind.WEB_PAGE),
    **dict.fromkeys(("DBASE", "AGGR"), ReferenceKind.DATASET),
}

COLUMNS = {
    "title": ("TI", "T1", "CT"),
    "container": ("T2", "JF", "JO", "BT", "JA", "J2"),
    "publisher": ("PB",),
    "place": ("CY",),
    "volume": ("VL",),
    "issue": ("IS",),
    "isbn": ("SN",),
    "doi": ("DO",),
    "url": ("UR",),
}
"""Column → the tags that fill it, the first that is there first; the first one is written."""

OTHERS = {"ET": "edition", "LA": "language", "ST": "shorttitle", "T3": "series", "N1": "note"}
"""Tag → the name that the other field has in BibTeX."""

NOTED = re.compile(r"(?P<name>[a-z][a-z0-9_:.+-]{0,60}) = (?P<value>.*)", re.DOTALL)
"""A note that holds a field for which RIS has no tag."""
