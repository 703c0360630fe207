"""Personal data in texts: real formats are found, what only looks like them is not."""

from __future__ import annotations

import itertools
import time

import pytest

from app.corpus.moderation.personal_data import PersonalData, personal_data

FOUND = [
    ("email", "jeanne.martin@asso-exemple.fr"),
    ("email", "Jeanne.Martin+ess@mail.region.example"),
    ("email", "j_m-2@été.example"),
    ("email", "jeanne (at) asso.example"),
    ("email", "jeanne[arobase]asso.example"),
    ("phone", "06 12 34 56 78"),
    ("phone", "0612345678"),
    ("phone", "06.12.34.56.78"),
    ("phone", "06-12-34-56-78"),
    ("phone", "06/12/34/56/78"),
    ("phone", "06\u00a012\u202f34 56 78"),
    ("phone", "02 41 05 06 07"),
    ("phone", "+33 6 12 34 56 78"),
    ("phone", "+33612345678"),
    ("phone", "+33 (0)6 12 34 56 78"),
    ("phone", "0033 6 12 34 56 78"),
    ("phone", "+32 475 12 34 56"),
    ("phone", "+44 20 7946 0958"),
    ("phone", "+1 (202) 555-0143"),
    ("phone", "0049 30 901820"),
    ("address", "12 rue des Lilas"),
    ("address", "12, rue des lilas"),
    ("address", "3 bis avenue du Général-de-Gaulle, 44000 Nantes"),
    ("address", "7ter Bd Saint-Michel 49100 Angers"),
    ("address", "14 place de la République"),
    ("address", "1 allée de l’Erdre, 44300 Nantes"),
    ("address", "120 route de Laval 53000 Laval"),
    ("social_security", "1 85 05 78 006 084 91"),
    ("social_security", "185057800608491"),
    ("social_security", "2 55 08 2A 001 001 87"),
    ("iban", "FR76 3000 6000 0112 3456 7890 189"),
    ("iban", "FR7630006000011234567890189"),
    ("iban", "fr76 3000 6000 0112 3456 7890 189"),
    ("iban", "DE89 3704 0044 0532 0130 00"),
    ("iban", "BE68 5390 0754 7034"),
    ("card", "4970 1012 3456 7893"),
    ("card", "4111111111111111"),
    ("card", "5500-0000-0000-0004"),
    ("card", "3782 822463 10005"),
]

LOOKALIKES = [
    "De 2014 à 2016, puis de 2017 à 2022 : 2014 2015 2016 2017 2018.",
    "Un budget de 1 200 000 €, puis 12 345 678,90 euros et 0,0612345678.",
    "+12 000 000 € en 2016, soit +1 200 000 emplois, +120 000 000 euros.",
    "SIRET 732 829 320 00074, SIREN 732829320, SIRET 01234567800012.",
    "L’association W491234567 (RNA) et W442001234.",
    "Version 3.11.4, puis 01.02.03.04.05.06 et 10.0.0.1.",
    "Le 01/02/2016, le 28.06.2016 et le 2016-06-28 à 09:30.",
    "Article L. 3332-17-1, loi n° 2014-856 du 31 juillet 2014, ISBN 978-2-07-036822-8.",
    "On avait 3 places en crèche, 2 cours de français et 5 routes.",
    "Il y a 1 rue sur 2 sans trottoir, 10 rues commerçantes.",
    "Écrivez @region sur le réseau, à 10 h @ Nantes, ou a@b.",
    "1 85 05 78 006 084 92 n’a pas la bonne clé.",
    "FR76 3000 6000 0112 3456 7890 188 et FR13 rue du Bac ne sont pas des comptes.",
    "4970 1012 3456 7894 et 0000 0000 0000 0000 ne sont pas des cartes.",
    "Une part de 0.4986334565510768, de 0,338833333333333, de 1.18295254496747.",
    "De 20 à 30 % des 45 000 structures, en 44, 49, 53, 72 et 85.",
    "44000 Nantes, 49000 Angers : deux villes, 150 ans d’histoire.",
]

HOSTILE = [
    "a" * 2**18,
    "a." * 2**17,
    "a@" * 2**17,
    "a@a." * 2**18,
    "1" * 2**18,
    "1 " * 2**17,
    "+1" * 2**17,
    "0 6 " * 2**18,
    "FR76 " * (2**18 // 5),
    "1 rue de la " * (2**18 // 12),
    "12 rue " + "A" * 2**18,
    "1 85 05 78 006 084 " * (2**18 // 19),
    "4970 " * (2**18 // 5),
    " " * 2**18,
    "é(at)" * (2**18 // 5),
]


@pytest.mark.parametrize(("kind", "words"), FOUND)
def test_personal_data_is_found_where_it_stands(kind, words):
    for text in (words, f"Joignez-moi ({words}), merci.", f"Voici : {words} et à bientôt."):
        found = personal_data(text)
        assert [one.kind for one in found] == [PersonalData(kind)], text
        assert text[found[0].start : found[0].end] == words


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_personal_data_is_not_found(text):
    assert [(one.kind.value, text[one.start : one.end]) for one in personal_data(text)] == []


def test_several_are_found_in_the_order_of_the_text_and_none_overlaps():
    text = (
        "M. X, 12 rue des Lilas, 44000 Nantes, 06 12 34 56 78 ou 02 41 05 06 07, x@asso.example, "
        "FR76 3000 6000 0112 3456 7890 189."
    )
    found = personal_data(text)
    assert [one.kind for one in found] == ["address", "phone", "phone", "email", "iban"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_long_hostile_text_is_read_without_trying_its_signs_again_and_again(text):
    started = time.process_time()
    personal_data(text)
    # A tenth of a second; a pattern that tries again and again takes minutes.
    assert time.process_time() - started < 5
