"""What is told of speakers, in the language of the corpus: groups of all channels are one."""

from __future__ import annotations

from functools import cache

from flask_babel import force_locale

from app.models import OrganisationKind
from app.web.labels import label
from app.web.language import DEFAULT_LANGUAGE

KIND_OF_BODY, TERRITORY = "Type de structure", "Département"


def attributes_of(kind: OrganisationKind | None, territory: str) -> dict[str, str]:
    """The attributes of a respondent: their kind of body and their territory, where told."""
    attributes = {}
    if kind is not None:
        attributes[KIND_OF_BODY] = _in_the_corpus(kind)
    if territory:
        attributes[TERRITORY] = territory
    return attributes


@cache
def _in_the_corpus(kind: OrganisationKind) -> str:
    """The name of a kind of body, in the language of the corpus whoever posts."""
    with force_locale(DEFAULT_LANGUAGE):
        return label(kind)
