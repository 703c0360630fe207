import random

import numpy as np
import pytest
from datasketch import MinHash

from analysis.documents import Document
from analysis.progress import silent
from analysis.steps import KeptSteps, NoSteps
from analysis.texts.near_duplicates import (
    NEAR_FROM_WORDS,
    PERMUTATIONS,
    jaccard,
    near_duplicates,
    pieces_hashed,
    plain_words,
    read_and_mark,
    signatures,
)
from analysis.workers import OneProcess

LETTER = (
    "Nous demandons que la gare du village reste ouverte toute la semaine, avec un guichet, "
    "une salle chauffée et des trains le matin comme le soir pour celles et ceux qui travaillent"
)


def groups(*texts: str) -> list[int]:
    """Return, for each text, the place of the first text that it was grouped with."""
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    found, _, marked = read_and_mark(documents, silent, OneProcess())
    copies = near_duplicates(found, marked, silent, OneProcess(), KeptSteps(NoSteps(), ""))
    group = {
        document.id: int(copies.representative[row])
        for row, members in enumerate(found.documents)
        for document in members
    }
    first: dict[int, int] = {}
    return [first.setdefault(group[str(number)], number) for number in range(len(texts))]


def test_signatures_are_those_of_datasketch() -> None:
    words = [plain_words(LETTER), ["un", "deux", "trois", "un", "deux"], ["seul"]]
    pieces, starts = pieces_hashed(words)
    for found, each in zip(signatures(words), np.split(pieces, starts[1:]), strict=True):
        reference = MinHash(PERMUTATIONS, seed=1, scheme="affine32", hashfunc=int)
        reference.update_batch(each.tolist())
        assert (found == reference.hashvalues).all()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("La gare, le train !", "la GARE : le train", True),
        ("L’été à la plage", "L'ete a la plage", True),
        ("Une taxe sur le train", "Une taxe sur le car", False),
        (LETTER, f"{LETTER}. Merci !", True),
        (LETTER, LETTER.replace("village", "bourg"), True),
        (LETTER, " ".join(reversed(LETTER.split())), False),
        (LETTER, LETTER[: len(LETTER) // 2], False),
        ("👍", "🚲", False),
        ("", "👍", False),
    ],
)
def test_nearly_the_same_is_all_the_words_or_four_fifths_of_a_long_text(
    one: str, other: str, same: bool
) -> None:
    assert groups(one, other) == [0, 0 if same else 1]


def test_variants_go_together_and_the_rest_stays_alone() -> None:
    draw = random.Random(2)
    words = LETTER.split()
    variants = []
    for _ in range(30):
        changed = list(words)
        changed[draw.randrange(len(words))] = draw.choice(["vraiment", "svp", "ici"])
        variants.append(" ".join(changed))
    other = ["Le bus passe trop tard", "Des arbres dans la cour de chaque école du canton"]
    assert groups(LETTER, *variants, *other) == [0] * 31 + [31, 32]


def test_the_original_stands_for_its_variants() -> None:
    variants = [LETTER.replace(word, "truc") for word in ("village", "guichet", "matin", "soir")]
    documents = [Document(str(n), text) for n, text in enumerate([*variants, LETTER])]
    found, _, marked = read_and_mark(documents, silent, OneProcess())
    copies = near_duplicates(found, marked, silent, OneProcess(), KeptSteps(NoSteps(), ""))
    assert [found.written[row] for row in copies.representatives] == [LETTER]


def test_a_short_text_that_differs_by_a_word_is_another() -> None:
    words = ["un", "bus", "le", "soir", "pour", "tout"]
    assert len(words) < NEAR_FROM_WORDS
    assert jaccard(" ".join(words), " ".join([*words, "tous"])) > 0.8
    assert groups(" ".join(words), " ".join([*words, "tous"])) == [0, 1]


def test_marks_do_not_depend_on_the_other_texts_of_a_chunk() -> None:
    words = [plain_words(LETTER), plain_words("Le bus passe trop tard le soir")]
    assert (signatures(words)[1] == signatures(words[1:])[0]).all()
