"""A codebook with its corpus, for the tests of the coding."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.models import CodingVia, Consultation, Excerpt, Theme
from app.themes.coding.deciding import Coder, Decided, How
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    ThemeFactory,
    contribution_with_excerpt,
)

SAID = {
    "Former les bénévoles": "Il faut former les bénévoles à la comptabilité des associations",
    "Transports": "Les bus et les trains manquent à la campagne le soir",
    "Commande publique": "Les marchés publics doivent réserver des lots aux coopératives",
}
QUEUE = How(via=CodingVia.QUEUE)


@dataclass
class CodingDesk:
    """Themes by their title, and the excerpts that speak of each."""

    consultation: Consultation
    themes: dict[str, Theme]
    excerpts: dict[str, list[Excerpt]] = field(default_factory=dict)

    @property
    def every(self) -> list[Excerpt]:
        return [one for some in self.excerpts.values() for one in some]

    @property
    def home(self) -> str:
        return f"/consultations/{self.consultation.slug}/coding"

    def coder(self, account_id: uuid.UUID | None) -> Coder:
        return Coder(self.consultation.id, account_id)

    def decided(self, *titles: str) -> Decided:
        return Decided(theme_ids=tuple(self.themes[title].id for title in titles))


def make_desk(session: Session, each: int) -> CodingDesk:
    """A codebook of three themes, with `each` excerpts on each of them."""
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id)
    themes = {title: ThemeFactory(consultation_id=consultation.id, title=title) for title in SAID}
    desk = CodingDesk(consultation, themes)
    for title, words in SAID.items():
        desk.excerpts[title] = [
            contribution_with_excerpt(activity, f"{words}, exemple {title[:3]}{n}.")
            for n in range(each)
        ]
    session.commit()
    return desk
