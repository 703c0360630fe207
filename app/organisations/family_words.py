"""The family that words in a sheet, or in what people said of themselves, stand for."""

from __future__ import annotations

from app.corpus.attributes import KIND_OF_BODY, attributes_of
from app.ideas.importing.values import folded, kind_of
from app.models import OrganisationKind
from app.web.labels import label


def family_of_words(words: str) -> OrganisationKind | None:
    """A family by its code, by its name in the language of the page or of the corpus, or by what
    people usually write; None for anything else."""
    wanted = folded(words)
    for family in OrganisationKind:
        in_the_corpus = attributes_of(family, "")[KIND_OF_BODY]
        if wanted and wanted in map(folded, (family.value, label(family), in_the_corpus)):
            return family
    return kind_of(words)
