"""Whatever is asked of the analysis, it gives a small sensible result or says what is wrong."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import AnalysisError, ClusterResult, Document, Target, cluster, propose_links
from tests.unit.analysis.french_answers import SUBJECTS, answers, numbered

WORDS = " ".join(SUBJECTS.values()).split()
CAMPAIGN = "Nous demandons le rétablissement de la gare et du train de nuit"
ODD: dict[str, list[str]] = {
    "three texts": ["vélo en ville", "école et santé", "logement social"],
    "one text": ["un seul texte sur le vélo"],
    "all equal": ["la famille"] * 60,
    "all empty": ["", " ", "\n\t"] * 5,
    "one word each": WORDS,
    "nine in ten on one theme": ["vélo " + word for word in WORDS[:9] * 5] + ["tomate, graine"] * 5,
    "several languages": [
        "the school needs more teachers",
        "Die Schule braucht mehr Lehrer",
        "la escuela necesita maestros",
        "Il faut des vélos en ville",
        "العربية مدرسة جديدة",
        "学校需要更多老师",
    ]
    * 3,
    "a megabyte without a space": ["a" * 1_000_000, "vélo"],
    "an endless address": ["a@" * 30_000, "b." * 30_000, "vélo"],
    "a very long text": [" ".join(WORDS) * 300, "vélo", "école"],
    "emoji only": ["👍", "🚲🚲", "❤️"] * 4,
    "digits only": ["12345", "2020", "3,14"] * 4,
    "elided letters only": ["l'", "d’", "qu'"] * 4,
    "control characters": ["vélo\x00\x01\x02 école\x7f", "\x1b[31mrouge\x1b[0m", "\ufeffjardin"],
    "right to left": ["مرحبا بالعالم", "שלום עולם", "a\u202eb vélo", "المدرسة في المدينة"],
    "accents alone": ["e" + "\u0301" * 2000, "\u0301\u0301", "vélo"],
    "copies of one text": [CAMPAIGN] * 2_000 + ["vélo", "école", "santé", "jardin", "logement"],
}


def leaves(result: ClusterResult) -> list[str]:
    parents = {theme.parent for theme in result.themes}
    return [theme.id for theme in result.themes if theme.id not in parents]


def check(texts: list[str], result: ClusterResult, themes: int | None) -> None:
    """What holds of every result."""
    ids = {str(number) for number in range(len(texts))}
    assert {placement.id for placement in result.documents} == ids
    inside = Counter(placement.theme for placement in result.documents)
    found = leaves(result)
    assert {theme for theme in inside if theme} == set(found)
    if themes is not None and len(found) < themes:
        assert result.run.settings["note"]
    assert len({theme.label for theme in result.themes}) == len(result.themes)
    place = {placement.id: placement.theme or "" for placement in result.documents}
    for theme in result.themes:
        assert 0 < len(theme.label) < 500
        for term in theme.terms + theme.lacking:
            assert 0 <= term.q <= 1
            assert 0 <= term.score <= 1
            assert term.chi2 * term.specificity >= 0
        for shown in (theme.typical, theme.contrasting, theme.divisive):
            assert len(shown) == len(set(shown)) <= 10
            assert all((place[one] + ".").startswith(theme.id + ".") for one in shown)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("themes", [None, 50])
@pytest.mark.parametrize("name", ODD)
def test_odd_texts_give_a_small_sensible_result(name: str, themes: int | None) -> None:
    check(ODD[name], cluster(numbered(*ODD[name]), themes=themes), themes)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_linked_or_left_alone(name: str) -> None:
    targets = [Target("a", "Développer le vélo"), Target("b", "👍"), Target("c", "L'école")]
    result = propose_links(numbered(*ODD[name]), targets)
    assert len(result.documents) == len(ODD[name])
    for links in result.documents:
        assert all(0 <= found.score <= 1 and found.words for found in links.suggestions)


def test_what_cannot_be_analysed_is_said() -> None:
    with pytest.raises(AnalysisError, match="no document"):
        cluster([])
    with pytest.raises(AnalysisError, match="no document"):
        propose_links([], [Target("a", "vélo")])
    with pytest.raises(AnalysisError, match="no target"):
        propose_links(numbered("vélo"), [])


def test_a_theme_of_nine_texts_in_ten_leaves_the_others_theirs() -> None:
    told = [text for subject, text in answers(90) if subject == "transport"]
    told += [text for subject, text in answers(10) if subject == "garden"]
    result = cluster(numbered(*told), themes=4)
    place = {placement.id: placement.theme for placement in result.documents}
    assert len({place[str(row)] for row in range(90, 100)}) == 1


def test_copies_do_not_make_a_term() -> None:
    """The words of a text that came a hundred times count as those of one text."""
    plain = [Document(str(row), text) for row, (_, text) in enumerate(answers())]
    copies = [Document(f"copy {row}", "le vélo, le train et la girouette") for row in range(100)]
    for theme in cluster([*plain, *copies], themes=5).themes:
        assert all(term.texts <= 1 for term in theme.terms if term.term == "girouette")
        assert not theme.terms[0].term.startswith("girouette")


@settings(max_examples=12, deadline=None)
@given(data=st.data(), themes=st.one_of(st.none(), st.integers(1, 40)))
def test_small_corpora_in_any_order_give_the_same_sound_result(
    data: st.DataObject, themes: int | None
) -> None:
    word = st.sampled_from([*WORDS[:25], "👍", "le", "42", "l'eau", "RÉPARER", "the"])
    texts = data.draw(st.lists(st.lists(word, max_size=6).map(" ".join), min_size=1, max_size=40))
    result = cluster(numbered(*texts), themes=themes)
    check(texts, result, themes)
    shuffled = numbered(*texts)
    random.Random(1).shuffle(shuffled)
    assert cluster(shuffled, themes=themes).themes == result.themes
