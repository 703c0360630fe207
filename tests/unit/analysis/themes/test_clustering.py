import random
from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import AnalysisError, ClusterResult, Document, cluster
from tests.unit.analysis.french_answers import answers, clustered, documents, numbered


def leaves(result: ClusterResult) -> list[str]:
    parents = {theme.parent for theme in result.themes}
    return [theme.id for theme in result.themes if theme.id not in parents]


def without_time(result: ClusterResult) -> tuple[object, ...]:
    run = result.run
    return run.settings, run.versions, run.corpus_hash, result.themes, result.documents


def test_texts_on_the_same_subject_share_a_theme() -> None:
    found = answers()
    result = clustered(5)
    by_theme: dict[str | None, Counter[str]] = defaultdict(Counter)
    for placement in result.documents:
        by_theme[placement.theme][found[int(placement.id.split("-")[1])][0]] += 1
    assert len(by_theme) == 5
    right = sum(max(subjects.values()) for subjects in by_theme.values())
    assert right >= 0.9 * len(found)


@pytest.mark.parametrize("themes", [1, 2, 7, 20])
def test_there_are_as_many_themes_as_asked(themes: int) -> None:
    result = cluster(documents(), themes=themes, remade=False)
    assert len(leaves(result)) == themes
    assert {placement.theme for placement in result.documents} == set(leaves(result))


def test_every_document_is_placed_and_sizes_add_up() -> None:
    result = clustered()
    assert [p.id for p in result.documents] == sorted(d.id for d in documents())
    counts = Counter(placement.theme for placement in result.documents)
    for theme in result.themes:
        children = [child for child in result.themes if child.parent == theme.id]
        inside = sum(counts[child.id] for child in children) or counts[theme.id]
        assert theme.size == inside
        assert 0 < len(theme.typical) <= 10
    assert all(0 <= placement.score <= 1 for placement in result.documents)


def test_many_themes_chosen_by_themselves_have_parents() -> None:
    words = [f"mot{chr(97 + i)}{chr(97 + j)}" for i in range(20) for j in range(6)]
    draw = random.Random(0)
    texts = [
        " ".join(draw.sample(words[6 * group : 6 * group + 6], 3))
        for group in range(20)
        for _ in range(40)
    ]
    result = cluster(numbered(*sorted(set(texts))), remade=False)
    known = {theme.id for theme in result.themes}
    nested = [theme for theme in result.themes if theme.parent]
    assert nested
    assert all(theme.parent in known for theme in nested)
    assert {placement.theme for placement in result.documents} == set(leaves(result))


def test_rows_in_another_order_give_the_same_result() -> None:
    shuffled = documents()
    random.Random(4).shuffle(shuffled)
    assert without_time(cluster(shuffled)) == without_time(clustered())


def test_ids_do_not_change_the_themes() -> None:
    renamed = [Document(f"x{99 - row}", d.text) for row, d in enumerate(documents())]
    plain, other = clustered(5), cluster(renamed, themes=5)
    assert [(t.label, t.terms, t.size) for t in plain.themes] == [
        (t.label, t.terms, t.size) for t in other.themes
    ]
    assert plain.run.corpus_hash == other.run.corpus_hash


def test_another_text_changes_the_hash_of_the_corpus() -> None:
    more = [*documents(), Document("new", "un potager")]
    found = cluster(more, themes=1, remade=False).run
    assert found.corpus_hash != clustered().run.corpus_hash


def test_equal_texts_share_a_theme() -> None:
    texts = [*documents(), *(Document(f"copy-{d.id}", f" {d.text}  ") for d in documents())]
    placed = cluster(texts, themes=6, remade=False).documents
    theme = {placement.id: placement.theme for placement in placed}
    assert all(theme[d.id] == theme[f"copy-{d.id}"] for d in documents())


def test_texts_of_the_same_words_share_a_theme() -> None:
    texts = [*documents(), *numbered("Le vélo à l'école !", "école, VÉLO")]
    result = cluster(texts, themes=15, remade=False)
    theme = {placement.id: placement.theme for placement in result.documents}
    assert theme["0"] == theme["1"]


def test_labels_differ_and_are_words_of_the_texts() -> None:
    result = clustered(5)
    labels = [theme.label for theme in result.themes]
    assert len(set(labels)) == 5
    everything = " ".join(d.text for d in documents()).lower()
    for theme in result.themes:
        assert theme.label[0].isupper()
        assert 1 <= len(theme.label.split(", ")) <= 4
        assert all(term.lower() in everything for term in theme.label.split(", "))
        assert all(0 <= term.score <= 1 for term in theme.terms)


def test_the_most_typical_documents_belong_to_their_theme() -> None:
    result = clustered(5)
    theme = {placement.id: placement.theme for placement in result.documents}
    for found in result.themes:
        assert all(theme[name] == found.id for name in found.typical)


def test_only_texts_without_a_word_have_no_theme() -> None:
    texts = [*documents(), *numbered("", "👍", "12", "rien", "de la", "vélo 👍")]
    placed = cluster(texts, remade=False).documents
    theme = {placement.id: placement.theme for placement in placed}
    assert [name for name, found in theme.items() if found is None] == ["0", "1", "2"]


@pytest.mark.parametrize("themes", [None, 1, 3, 50])
@pytest.mark.parametrize(
    "texts",
    [
        ["bonjour le monde"],
        ["vélo en ville", "école et santé", "logement social"],
        ["la famille"] * 30,
        ["", " "],
        ["vélo", "école", "santé", "banque", "jardin", "train", "impôt", "soin", "bus", "lycée"],
        ["👍", "🚲🚲"],
        ["a\x00b école", "vélo\x00"],
        ["\ud800 école", "vélo \udfff"],
        ["vélo école banque " * 2000, "vélo", "école"],
        ["oui", "non", "je ne sais pas", "de la", "rien"],
        ["你好世界", "مرحبا بالعالم"],
    ],
    ids=lambda texts: ascii(texts[0])[:20] if isinstance(texts, list) else None,
)
def test_odd_input_gives_a_small_result(texts: list[str], themes: int | None) -> None:
    result = cluster(numbered(*texts), themes=themes)
    assert len(result.documents) == len(texts)
    assert len(leaves(result)) <= min(len(texts), themes or len(texts))
    assert all(theme.label for theme in result.themes)


def test_fewer_texts_than_themes_is_said() -> None:
    result = cluster(numbered("vélo", "école", "école"), themes=9)
    assert len(result.themes) == 2
    assert "2 themes" in result.run.settings["note"]


@settings(max_examples=15, deadline=None)
@given(
    texts=st.lists(st.text(alphabet="abéœ' -\n1👍", max_size=12), min_size=1, max_size=12),
    themes=st.one_of(st.none(), st.integers(1, 15)),
)
def test_any_text_is_accepted(texts: list[str], themes: int | None) -> None:
    result = cluster(numbered(*texts), themes=themes)
    for placement in result.documents:
        has_word = any(character.isalpha() for character in texts[int(placement.id)])
        assert (placement.theme is not None) == has_word


@pytest.mark.parametrize("themes", [0, -1, 10_000])
def test_an_impossible_number_of_themes_is_refused(themes: int) -> None:
    with pytest.raises(AnalysisError, match="number of themes"):
        cluster(documents(), themes=themes)


def test_no_document_is_refused() -> None:
    with pytest.raises(AnalysisError, match="no document"):
        cluster([])


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(AnalysisError, match="'a' is used more than once"):
        cluster([Document("a", "vélo"), Document("a", "école")])


def test_progress_never_goes_back_and_ends_at_one() -> None:
    seen: list[tuple[float, str]] = []
    cluster(documents(), progress=lambda fraction, step: seen.append((fraction, step)))
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[0] >= 0
    assert fractions[-1] == 1.0
    steps = {step for _, step in seen}
    assert {"tokenise", "vectors", "vote 1/96", "vote 96/96", "consensus", "labels"} <= steps


class Cancelled(Exception):
    pass


def test_progress_can_cancel_at_any_step() -> None:
    for step in ("tokenise", "vectors", "vote 3/96", "consensus", "labels"):

        def cancel(fraction: float, now: str, step: str = step) -> None:
            if now == step:
                raise Cancelled

        with pytest.raises(Cancelled):
            cluster(documents(), progress=cancel)
    # Nothing is left behind: the next run is the same as ever.
    assert without_time(cluster(documents())) == without_time(clustered())


def test_the_languages_of_the_documents_are_counted() -> None:
    texts = ["Prendre le train pour voir la mer", "We need the train to go to the sea", "…"]
    result = cluster(numbered(*texts, texts[0]), themes=1, remade=False)
    assert result.languages == {"fr": 2, "?": 1, "en": 1}
