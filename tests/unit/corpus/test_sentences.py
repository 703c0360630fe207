"""Where French sentences end: a table of cases, ``|`` where one is expected to end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.corpus.segmentation import sentences

CASES = [
    "M. Dupont est venu.|Il a parlé.",
    "Mme Martin et Mlle. Petit sont là.|Elles parlent.",
    "MM. Durand et Petit ont signé.|Bien.",
    "Le Dr. House soigne.|Merci.",
    "On plante des arbres, des haies, etc. et on arrose.|Voilà.",
    "On plante des arbres, etc.|Ensuite on arrose.",
    "Voir p. 12 du rapport.|Puis la suite.",
    "Voir pp. 12 et 13.|Fin.",
    "Des transports, p. ex. le train.|Oui.",
    "Une ville, p. ex. Paris, aide.|Oui.",
    "La loi (cf. art. 12) le dit.|Bien.",
    "Selon l'art. L. 121-1 du code.|Il faut agir.",
    "C'est de l'art.|Nous aimons cela.",
    "Le vol. 3 est paru.|Il est bon.",
    "Paru aux éd. Gallimard en 2010.|Lisez.",
    "Il y a env. 30 personnes.|Bien.",
    "Rue du St. Bernard.|Ici.",
    "Au 12 av. Jean-Jaurès.|Ici.",
    "Au 3 bd. Voltaire.|Ici.",
    "Le 1er mai est férié.|Le 2 non.",
    "C.-à-d. que tout va.|Bien.",
    "C'est simple, c.-à-d. Paris d'abord.|Voilà.",
    "Les élus, i.e. le maire.|Bien.",
    "Les aides, e.g. Erasmus, comptent.|Bien.",
    "Cela coûte 12.5 euros.|C'est cher.",
    "Il y a 1.000 habitants.|C'est peu.",
    "Une hausse de 3,5 %.|Elle inquiète.",
    "Une hausse de 3,5 % par an.|Elle inquiète.",
    "J. Dupont préside.|Il parle.",
    "J.-P. Martin préside.|Il parle.",
    "La S.C.I.C.|Elle est utile.",
    "La S.C.I.C. de Lyon est utile.|Bien.",
    "La S.N.C.F. Paris-Lyon roule.|Bien.",
    "Je ne sais pas…|Peut-être.",
    "Je ne sais pas… peut-être.|Bon.",
    "Je ne sais pas...|Peut-être.",
    "Je ne sais pas... peut-être.|Bon.",
    "« Il pleut. »|Elle sort.",
    "« Il pleut.|Il vente. »|Elle sort.",
    "Il dit : « Non ! » et part.|Voilà.",
    "« Non ! »|Paul sort.",
    "(Il pleut.)|Elle sort.",
    "Il pleut (enfin.) et vente.|Bien.",
    "Quoi ?!|Vraiment ?",
    "Quoi ?|Vraiment !|Oui.",
    "Voir https://www.exemple.fr/page.html?x=1.|Merci.",
    "Allez sur www.exemple.fr.|C'est bien.",
    "Écrire à jean.dupont@exemple.fr.|Merci.",
    "Le fichier rapport.final.pdf est joint.|Lisez-le.",
    "À 10.30 on part.|Bien.",
    "À 10h30.|On part.",
    "Réunion à 18 h.|Venez.",
    "On en parle en 2020.|Puis en 2021.",
    "Il y en a 12.|Les autres partent.",
    "1. Faire ceci.|2. Faire cela.",
    "Il faut agir ! ! !|Vite.",
    "moins consommer.|prendre le temps.|ok.",
    "Le plan B.|Il faut agir.",
    "La vitamine C.|Elle aide.",
    "Il habite au n° 12.|Il aime.",
    "Le no. 12 est là.|Bien.",
    '"Il pleut."|Elle sort.',
    "“Il pleut.”|Elle sort.",
    "Pas de point final",
    "Vite.|Très vite.",
    "Oui !!!|Non ???|Bon.",
    "Tél. 01 02 03 04 05.|Merci.",
    "En 50 av. J.-C. les Gaulois luttaient.|Oui.",
    "Le prof. Durand enseigne.|Bien.",
    "Éd. revue.|Bien.",
    "3 000 hab. au km².|Peu.",
    "Que faire ? dit-il.|Rien.",
    "Il a dit oui.|– Non, dit-elle.",
    "Fin.|(Voir plus loin.)|Suite.",
    "Vu.|«Bien.»|Suite.",
    "D'abord ex. 3 puis ex. 4.|Fin.",
    "Il vient de l'U.E. et part.|Bien.",
    "Version 2.0 sortie.|Bien.",
    "Ok.|3 personnes.",
    "🙂 Super.|🙂 Merci.",
    "Cf. Dupont 2012.|Bien.",
    "Je vis à St. Malo.|C'est beau.",
    "On verra.|C. Martin aussi.",
    "J. C. Martin et J. D. Salinger écrivent.|Lisez.",
    "D'ex. en ex. Paris suit.|Fin.",
    "Le mail jean.p@ville.fr.|Merci.",
    "Oui.|Non.",
    "Prix : 12 €.|Trop cher.",
    "Il part à 8:30.|Elle à 9:00.",
    "M. le maire est là.|Bien.",
    "L'alin. 2 de l'art. R. 3 suffit.|Bien.",
]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_a_reader_would_end_it(case):
    text = case.replace("|", " ")
    assert [text[start:end] for start, end in sentences(text)] == [
        sentence.strip() for sentence in case.split("|")
    ]


def test_a_space_before_a_closing_mark_may_be_of_any_french_kind():
    text = "« Il pleut.\u00a0» Elle sort.\u202fIl vente\u202f! Oui."
    assert [text[start:end] for start, end in sentences(text)] == [
        "« Il pleut.\u00a0»",
        "Elle sort.",
        "Il vente\u202f!",
        "Oui.",
    ]


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_sentences_hold_every_character_of_their_part_that_is_not_a_space(text, start, length):
    end = min(len(text), start + length)
    found = list(sentences(text, start, end))
    assert all(start <= first < last <= end for first, last in found)
    assert all(text[first:last] == text[first:last].strip() for first, last in found)
    kept = "".join(text[first:last] for first, last in found)
    assert "".join(kept.split()) == "".join(text[start:end].split())


@given(st.lists(st.sampled_from([*"aB. !?…»«()1'-\"", "M.", "etc.", "J.-P. "]), max_size=40))
def test_sentences_are_in_order_and_apart(pieces):
    text = "".join(pieces)
    found = list(sentences(text))
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))
