"""The known population of the demonstration: fictional, said to be."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import OrganisationKind
from app.organisations.representativeness.population import Figure, Population, set_population


def load_population(session: Session, consultation_id: uuid.UUID) -> None:
    """Say how many organisations of each family each département has."""
    file = files.read("known-population.yaml")
    figures = [
        Figure(OrganisationKind(family), territory, number)
        for family, numbers in file["figures"].items()
        for territory, number in zip(file["territories"], numbers, strict=True)
    ]
    nothing = Population().mark
    set_population(session, consultation_id, figures, file["source"], made_from=nothing)
