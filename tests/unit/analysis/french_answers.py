"""Short French answers on known subjects, made for the tests."""

from __future__ import annotations

import random
from functools import cache

from analysis import ClusterResult, Document, cluster

SUBJECTS = {
    "transport": "vélo tramway bus piste cyclable gare train voiture covoiturage trajet",
    "school": "école élève enseignant classe cantine collège lycée devoir maître cahier",
    "health": "médecin hôpital soin infirmier patient maladie vaccin pharmacie santé urgence",
    "garden": "jardin potager légume semis arbre fleur compost récolte tomate graine",
    "money": "banque impôt salaire prix taxe épargne budget prêt retraite loyer",
}
OPENINGS = ("Il faut plus de", "Développer", "Nous voulons", "Penser à", "Aider", "Protéger")


def answers(per_subject: int = 12, seed: int = 1) -> list[tuple[str, str]]:
    """Return (subject, text) pairs; each text holds three words of its subject."""
    draw = random.Random(seed)
    found = []
    for subject, words in SUBJECTS.items():
        for _ in range(per_subject):
            first, second, third = draw.sample(words.split(), 3)
            found.append((subject, f"{draw.choice(OPENINGS)} {first} et de {second}, avec {third}"))
    return found


def documents(per_subject: int = 12, seed: int = 1) -> list[Document]:
    """Return the answers as documents named after their subject."""
    return [
        Document(f"{subject}-{number}", text)
        for number, (subject, text) in enumerate(answers(per_subject, seed))
    ]


@cache
def clustered(themes: int | None = None) -> ClusterResult:
    """Return the themes of `documents()`, found once for all the tests of a process."""
    return cluster(documents(), themes=themes)


def numbered(*texts: str) -> list[Document]:
    """Return texts as documents named "0", "1", …"""
    return [Document(str(number), text) for number, text in enumerate(texts)]
