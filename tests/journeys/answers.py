"""Made-up answers to a questionnaire, the same at each run."""

from __future__ import annotations

import random
from pathlib import Path

WHO = (
    "les associations",
    "les coopératives",
    "les bénévoles",
    "les salariés",
    "les communes rurales",
    "les jeunes",
    "les élus",
    "les structures d’insertion",
)
SUBJECTS: dict[str, tuple[str, ...]] = {
    "former": ("la formation des dirigeants", "un tutorat entre pairs", "des stages de gestion"),
    "financer": ("un fonds de garantie", "des avances de trésorerie", "une épargne solidaire"),
    "loger": ("des locaux partagés", "un atelier commun", "une halle à loyer modéré"),
    "rouler": ("un garage solidaire", "des vélos de prêt", "une navette entre les bourgs"),
    "nourrir": ("une épicerie coopérative", "des cantines locales", "un verger commun"),
    "soigner": ("un pôle de santé", "l’aide à domicile", "la garde des aînés"),
    "réparer": ("une ressourcerie", "un réemploi du bois", "le tri des textiles"),
    "relier": ("un réseau de territoire", "une plateforme commune", "des rencontres entre voisins"),
}
WHY = (
    "car les moyens manquent depuis longtemps",
    "parce que personne ne peut le faire seul",
    "pour que l’emploi reste ici",
    "afin que chacun y trouve sa place",
    "sans quoi les projets s’arrêtent",
    "comme cela se fait déjà dans le département voisin",
)
OPENINGS = ("Il faudrait", "Nous proposons de créer", "Il manque", "Nous avons besoin d’", "Avec")


def answers(count: int, seed: int = 0) -> list[str]:
    """`count` texts of one to three sentences, no two of them the same."""
    pick = random.Random(seed)
    texts = []
    for number in range(count):
        subject = pick.choice(list(SUBJECTS.values()))
        sentences = [
            f"{pick.choice(OPENINGS)} {pick.choice(subject)} pour {pick.choice(WHO)},"
            f" {pick.choice(WHY)}."
            for _ in range(pick.randint(1, 3))
        ]
        texts.append(f"{' '.join(sentences)} (dossier {seed}-{number})")
    return texts


def write_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    """Semicolons, and quotation marks around every cell, as office software writes them."""
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_bytes("\r\n".join((*lines, "")).encode(encoding))
    return path


def questionnaire(path: Path, count: int = 40, seed: int = 1) -> Path:
    """An export that needs care: cp1252, a title above the header, two open columns.

    "Territoire" holds few values, as an attribute of the respondent does.
    """
    texts = [text.replace("’", "'") for text in answers(2 * count, seed)]
    needs, ideas = texts[:count], texts[count:]
    needs[0] = (
        "=2+5 postes d'accueil à créer, dit-on ici : des cafés associatifs pour les bénévoles"
    )
    towns = ("Laval", "Mayenne", "Château-Gontier", "Évron")
    return write_csv(
        path,
        [
            [f"Réponses au questionnaire n° {seed}"],
            ["Répondant", "Territoire", "De quoi avez-vous besoin ?", "Que proposez-vous ?"],
            *(
                [f"R{seed}-{row:03}", towns[row % len(towns)], needs[row], ideas[row]]
                for row in range(count)
            ),
        ],
        encoding="cp1252",
    )
