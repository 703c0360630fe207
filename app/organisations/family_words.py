"""The family that words in a sheet stand for."""

from __future__ import annotations

from app.ideas.importing.values import folded, kind_of
from app.models import OrganisationKind
from app.web.labels import label


def family_of_words(words: str) -> OrganisationKind | None:
    """A family by its code, by its name in the language of the page, or by what people usually
    write; None for anything else."""
    wanted = folded(words)
    for family in OrganisationKind:
        if wanted and wanted in (folded(family.value), folded(label(family))):
            return family
    return kind_of(words)
