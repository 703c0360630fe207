"""What a Word file would fetch from elsewhere for whoever opens it: a picture, another template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
CHOSEN = RELATIONSHIP_TYPE.HYPERLINK
"""A link is followed by whoever presses it; all else is fetched at once, unasked."""


def forget_attached_template(document: Any) -> None:
    """Take away where the file's own template is kept: on somebody's disc, or where it would be
    fetched from each time that what is made is opened."""
    for related in document.part.rels.values():
        if related.reltype == RELATIONSHIP_TYPE.SETTINGS:
            _forget(related.target_part)


def _forget(settings: Any) -> None:
    for element in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(element)
    for key, relation in list(settings.rels.items()):
        if relation.reltype == ATTACHED:
            del settings.rels[key]


def fetched(document: Any) -> Iterator[str]:
    """The addresses from which something would be fetched."""
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and relation.reltype != CHOSEN:
                yield relation.target_ref
