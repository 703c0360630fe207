"""What the corpus says of those who speak: nobody's name, their kind of body, their territory."""

from __future__ import annotations

from functools import cache

from flask import has_app_context
from flask_babel import force_locale

from app.models import OrganisationKind
from app.web.labels import label
from app.web.language import DEFAULT_LANGUAGE

KIND_OF_BODY, TERRITORY = "Type de structure", "Département"
"""In the language of the corpus: groups of all channels are one."""


def attributes_of(kind: OrganisationKind | None, territory: str) -> dict[str, str]:
    """What is known of a respondent, by the names that all channels share."""
    attributes = {}
    if kind is not None:
        attributes[KIND_OF_BODY] = _in_the_corpus(kind)
    if territory:
        attributes[TERRITORY] = territory
    return attributes


def _in_the_corpus(kind: OrganisationKind) -> str:
    """The name of a kind of body, in the language of the corpus whoever speaks.

    Raises:
        RuntimeError: asked outside an application, where no catalogue is read.
    """
    if not has_app_context():
        raise RuntimeError("the words of the corpus are known inside an application only")
    return _remembered(kind)


@cache
def _remembered(kind: OrganisationKind) -> str:
    with force_locale(DEFAULT_LANGUAGE):
        return label(kind)
