"""Few natures are proposed, and rarely wrong ones."""

from __future__ import annotations

import pytest

from app.documents.natures import nature_of_title, nature_of_words
from app.models import Nature, NodeKind
from app.strategy.reference_files import read_reference

FINDING, NEED, PROPOSAL, OTHER = Nature.FINDING, Nature.NEED, Nature.PROPOSAL, Nature.OTHER


@pytest.mark.parametrize(
    ("title", "nature"),
    [
        ("Constats", FINDING),
        ("CONSTATS", FINDING),
        ("constat :", FINDING),
        ("1. Les constats partagés", FINDING),
        ("II – Nos principaux constats", FINDING),
        ("Difficultés rencontrées", FINDING),
        ("État des lieux", FINDING),
        ("Points forts", FINDING),
        ("Freins", FINDING),
        ("Besoins", NEED),
        ("Besoins exprimés par les structures", NEED),
        ("Les attentes des participants", NEED),
        ("Propositions", PROPOSAL),
        ("Propositions d’actions", PROPOSAL),
        ("Pistes de travail", PROPOSAL),
        ("Préconisations", PROPOSAL),
        ("Leviers", PROPOSAL),
        ("L’état des lieux", FINDING),
        ("Synthèse des propositions", PROPOSAL),
        ("Findings", FINDING),
        ("Main needs", NEED),
        ("Constats et besoins", None),
        ("Du constat à la proposition", None),
        ("Table 3", None),
        ("Le dispositif", None),
        ("Atelier du 12 mai : les besoins des structures", None),
        ("Introduction", None),
        ("Thème", None),
        ("", None),
        ("Besoins " * 20, None),
    ],
)
def test_a_title_announces_one_nature_or_none(title, nature):
    assert nature_of_title(title) is nature


WORDINGS = [
    (PROPOSAL, "Créer un fonds d’avance de trésorerie"),
    (PROPOSAL, "Mettre en place un guichet unique pour répondre au manque de moyens"),
    (PROPOSAL, "Il faudrait que l’administration réponde plus vite."),
    (PROPOSAL, "Nous proposons une charte commune."),
    (PROPOSAL, "Pourquoi ne pas ouvrir les mairies le soir ?"),
    (PROPOSAL, "Et si on mutualisait les salles ?"),
    (PROPOSAL, "Les élus devraient être formés à l’ESS."),
    (PROPOSAL, "Création d’un réseau de tiers-lieux"),
    (PROPOSAL, "On pourrait organiser une rencontre par an."),
    (PROPOSAL, "Former les bénévoles à la comptabilité"),
    (PROPOSAL, "Simplifier les dossiers de demande"),
    (NEED, "Besoin de locaux adaptés"),
    (NEED, "Un besoin de reconnaissance des bénévoles"),
    (NEED, "Nous avons besoin de temps."),
    (NEED, "Nous souhaitons un interlocuteur unique."),
    (NEED, "Il est indispensable de connaître les acteurs."),
    (NEED, "La nécessité d’un cadre stable"),
    (FINDING, "Manque de locaux en centre-ville"),
    (FINDING, "Les associations manquent de trésorerie."),
    (FINDING, "On constate une baisse du bénévolat."),
    (FINDING, "Absence de coordination entre financeurs"),
    (FINDING, "Les dirigeants bénévoles sont peu formés."),
    (FINDING, "Les délais sont trop longs."),
    (FINDING, "Difficultés à recruter"),
    (FINDING, "Il n’y a pas assez de salles."),
]

WITHOUT = [
    "La réunion s’est tenue le 12 mai à Nantes.",
    "Les participants ont été accueillis par le président de la chambre.",
    "Nous n’avons pas besoin de plus de normes.",
    "Aucun besoin de formation n’a été exprimé.",
    "Réseau Entreprendre Paris",
    "Une expérience intéressante menée en Vendée",
    "L’accompagnement des porteurs de projet",
    "Les associations manquent de locaux et ont besoin de temps pour en chercher.",
    "Vingt-quatre personnes étaient présentes.",
    "Créer est un acte difficile.",
    "Le président remercie les participants.",
    "42 %",
    "",
]


@pytest.mark.parametrize(("nature", "said"), WORDINGS)
def test_plain_wordings_have_a_nature(nature, said):
    assert nature_of_words(said) is nature


@pytest.mark.parametrize("said", WITHOUT)
def test_other_wordings_have_none(said):
    assert nature_of_words(said) is OTHER


@pytest.mark.parametrize(("nature", "said"), WORDINGS)
def test_capitals_and_kinds_of_apostrophe_change_nothing(nature, said):
    assert nature_of_words(said.upper().replace("’", "'")) is nature


EXPECTED = {
    NodeKind.FINDING: FINDING,
    NodeKind.NEED: NEED,
    NodeKind.OBJECTIVE: PROPOSAL,
    NodeKind.ACTION: PROPOSAL,
}


@pytest.mark.parametrize(("code", "fewest"), [("sress-2016", 28), ("sress-2022", 12)])
def test_lines_of_real_strategies_get_their_own_nature_or_none(code, fewest):
    told = [
        (EXPECTED[node.kind], nature_of_words(node.title), node.title)
        for node in read_reference(code).nodes
        if node.kind in EXPECTED
    ]
    assert [line for line in told if line[1] not in (line[0], OTHER)] == []
    assert sum(right is found for right, found, _ in told) >= fewest
