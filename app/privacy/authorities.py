"""Whom people may turn to when the answer that they got does not satisfy them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Authority:
    name: str
    address: str
    telephone: str
    url: str
    """Of the form that takes complaints."""


CNIL = Authority(
    "Commission nationale de l’informatique et des libertés (CNIL)",
    "3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07",
    "01 53 73 22 22",
    "https://www.cnil.fr/fr/plaintes",
)
DEFENDER_OF_RIGHTS = Authority(
    "Défenseur des droits",
    "Libre réponse 71120, 75342 Paris Cedex 07",
    "09 69 39 00 00",
    "https://formulaire.defenseurdesdroits.fr",
)
