"""Texts that many send alike weigh as one."""

import random
from functools import lru_cache

import pytest
from sklearn.metrics import adjusted_rand_score

from analysis import ClusterResult, Document, cluster
from benchmarks.labelled_corpora import DEFAULT_CORPORA, clustering_tasks
from tests.unit.analysis.french_answers import clustered, documents

LETTER = (
    "Nous demandons que la piste cyclable de la gare soit prolongée jusqu'au collège, éclairée le "
    "soir et séparée des voitures, pour que chaque enfant aille en cours sans danger"
)


def variants(text: str, count: int) -> list[str]:
    """Return `count` copies: as it is, with a word more, one less, or other signs."""
    draw = random.Random(5)
    made = []
    for number in range(count):
        words = text.split()
        at = draw.randrange(len(words))
        if number % 4 == 1:
            words.insert(at, draw.choice(["vraiment", "svp"]))
        elif number % 4 == 2:
            del words[at]
        elif number % 4 == 3:
            words[0] = words[0].upper() + " !"
        made.append(" ".join(words))
    return made


def sent(texts: list[str]) -> list[Document]:
    return [Document(f"copy {n}", text, f"voice {n % 150}") for n, text in enumerate(texts)]


@lru_cache(maxsize=1)
def flooded() -> ClusterResult:
    copies = [LETTER, *variants(LETTER, 200)]
    return cluster([*documents(), *sent(copies)], themes=5)


def agreement(one: ClusterResult, other: ClusterResult) -> float:
    """Return the adjusted Rand index of two results on the texts that both hold."""
    first = {placed.id: placed.theme or "" for placed in one.documents}
    second = {placed.id: placed.theme or "" for placed in other.documents}
    both = sorted(first.keys() & second.keys())
    return float(adjusted_rand_score([first[n] for n in both], [second[n] for n in both]))


def test_two_hundred_copies_leave_the_themes_of_the_others() -> None:
    alone = cluster([*documents(), *sent([LETTER])], themes=5, remade=False)
    assert agreement(alone, flooded()) == 1.0


def test_two_hundred_copies_of_a_text_that_was_not_there_leave_the_themes_of_the_others() -> None:
    assert agreement(clustered(5), flooded()) == 1.0


def test_a_campaign_is_told_with_its_voices() -> None:
    (campaign,) = flooded().campaigns
    assert (len(campaign.ids), campaign.voices, campaign.text) == (201, 150, LETTER)
    assert campaign.distinct == len({*variants(LETTER, 200), LETTER})


def test_a_theme_counts_a_campaign_once_among_its_distinct_texts() -> None:
    result = flooded()
    place = {placed.id: placed.theme for placed in result.documents}
    assert len({place[name] for name in result.campaigns[0].ids}) == 1
    theme = next(theme for theme in result.themes if theme.id == place["copy 0"])
    others = sum(1 for name, found in place.items() if found == theme.id and "copy" not in name)
    assert theme.size == others + 201
    assert theme.distinct <= others + 1


@pytest.mark.parametrize(
    "given",
    [
        [Document(str(n), LETTER, "the same") for n in range(5)],
        [Document(str(n), LETTER) for n in range(2)],
        [Document(str(n), "Plus de bus") for n in range(5)],
    ],
    ids=["one voice", "two documents", "few words"],
)
def test_what_is_no_campaign(given: list[Document]) -> None:
    assert cluster(given).campaigns == ()


@pytest.mark.skipif(
    not DEFAULT_CORPORA.is_dir(), reason=f"NOT CHECKED ON REAL TEXTS: {DEFAULT_CORPORA} is absent"
)
def test_a_campaign_moves_no_answer_of_a_real_corpus() -> None:
    task = clustering_tasks(DEFAULT_CORPORA)[2]
    real = [Document(str(row), text) for row, text in enumerate(task.texts)]
    alone = cluster(real, themes=task.groups, remade=False)
    copied = cluster([*real, *sent(variants(LETTER, 200))], themes=task.groups, remade=False)
    assert agreement(alone, copied) == 1.0
