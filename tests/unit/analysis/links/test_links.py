import random

import pytest

from analysis import AnalysisError, Document, Example, LinkResult, Target, propose_links
from tests.unit.analysis.french_answers import SUBJECTS, answers, documents, numbered

TITLES = {
    "transport": "Transports et mobilité",
    "school": "École et enseignement",
    "health": "Santé et soins",
    "garden": "Jardinage",
    "money": "Fiscalité et revenus",
}
TARGETS = [Target(subject, TITLES[subject]) for subject in SUBJECTS]


def best(result: LinkResult) -> dict[str, str | None]:
    return {
        links.id: links.suggestions[0].code if links.suggestions else None
        for links in result.documents
    }


def accuracy(result: LinkResult) -> float:
    found = best(result)
    return sum(code == name.split("-")[0] for name, code in found.items()) / len(found)


def test_texts_are_linked_to_the_title_that_speaks_of_the_same_thing() -> None:
    assert accuracy(propose_links(documents(), TARGETS)) >= 0.8


def test_examples_teach_what_titles_do_not_say() -> None:
    dumb = [Target(subject, f"Axe {number}") for number, subject in enumerate(SUBJECTS)]
    taught = [Example(text, subject) for subject, text in answers(per_subject=10, seed=2)]
    assert accuracy(propose_links(documents(), dumb, examples=taught)) >= 0.9


def test_the_context_of_a_target_helps_to_understand_its_title() -> None:
    dumb = [Target("a", "Premier axe"), Target("b", "Second axe")]
    told = [
        Target("a", "Premier axe", context="vélo, tramway et train"),
        Target("b", "Second axe", context="école et classe"),
    ]
    text = numbered("le tramway du matin", "une classe de maternelle")
    assert best(propose_links(text, told)) == {"0": "a", "1": "b"}
    assert best(propose_links(text, dumb)) == {"0": None, "1": None}


@pytest.mark.parametrize("taught", [False, True])
def test_a_suggestion_is_explained_by_words_of_the_text(taught: bool) -> None:
    examples = [Example(text, subject) for subject, text in answers(seed=5)] if taught else []
    texts = {d.id: d.text for d in documents()}
    result = propose_links(documents(), TARGETS, examples=examples)
    suggested = 0
    for links in result.documents:
        for suggestion in links.suggestions:
            suggested += 1
            assert suggestion.words
            assert all(word in texts[links.id] for word in suggestion.words)
    assert suggested >= len(texts) * 0.8


def test_the_word_that_explains_is_the_one_that_says_the_subject() -> None:
    texts = [*documents(), Document("one", "Vraiment beaucoup de tramway")]
    links = {found.id: found for found in propose_links(texts, TARGETS).documents}["one"]
    assert links.suggestions[0].code == "transport"
    assert links.suggestions[0].words[0] == "tramway"


def test_a_single_target_is_explained_too() -> None:
    texts = numbered("le tramway du matin", "xyzzy")
    first, second = propose_links(texts, [Target("t", "Train et vélo")]).documents
    assert [s.code for s in first.suggestions] == ["t"]
    assert "tramway" in first.suggestions[0].words
    assert second.suggestions == ()


def test_suggestions_come_best_first_and_at_most_five() -> None:
    many = [Target(word, word) for word in SUBJECTS["transport"].split()]
    text = numbered("vélo, tramway, bus, gare, train, voiture, covoiturage et trajet")
    (links,) = propose_links(text, many).documents
    scores = [suggestion.score for suggestion in links.suggestions]
    assert 1 <= len(scores) <= 5
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_text_about_two_targets_has_two_suggestions() -> None:
    texts = [*documents(), Document("both", "le tramway et le potager")]
    links = {found.id: found for found in propose_links(texts, TARGETS).documents}["both"]
    assert {s.code for s in links.suggestions[:2]} == {"transport", "garden"}


def test_a_text_that_is_about_no_target_has_no_suggestion() -> None:
    texts = [*documents(), *numbered("", "👍", "xyzzy", "wqwq plugh")]
    found = best(propose_links(texts, TARGETS))
    assert [found[name] for name in "0123"] == [None] * 4


def test_the_order_of_texts_targets_and_examples_does_not_matter() -> None:
    examples = [Example(text, subject) for subject, text in answers(seed=5)]
    plain = propose_links(documents(), TARGETS, examples=examples)
    draw = random.Random(1)
    texts, targets = documents(), list(TARGETS)
    for shuffled in (texts, targets, examples):
        draw.shuffle(shuffled)
    assert propose_links(texts, targets, examples=examples).documents == plain.documents


@pytest.mark.parametrize(
    "texts", [["vélo"], [""], ["👍"], ["\ud800 vélo", "a\x00b"], ["vélo " * 5000], ["de la"]]
)
@pytest.mark.parametrize("titles", [["Vélo"], ["Vélo", "École"], ["👍"], ["👍", "12"]])
@pytest.mark.parametrize("taught", [0, 1, 2])
def test_odd_input_gives_a_small_result(texts: list[str], titles: list[str], taught: int) -> None:
    targets = [Target(str(number), title) for number, title in enumerate(titles)]
    examples = [
        Example(text, str(number % len(targets)))
        for number, text in enumerate(["vélo", "école"][:taught])
    ]
    result = propose_links(numbered(*texts), targets, examples=examples)
    assert len(result.documents) == len(texts)


@pytest.mark.parametrize(
    ("targets", "examples", "message"),
    [
        ([], [], "no target"),
        ([Target("a", "Vélo"), Target("a", "École")], [], "'a' is used more than once"),
        ([Target("a", " ")], [], "'a' has no title"),
        ([Target("a", "Vélo")], [Example("vélo", "z")], "'z': no such target"),
    ],
)
def test_bad_targets_are_refused(
    targets: list[Target], examples: list[Example], message: str
) -> None:
    with pytest.raises(AnalysisError, match=message):
        propose_links(numbered("vélo"), targets, examples=examples)


def test_progress_never_goes_back_and_can_cancel() -> None:
    seen: list[float] = []
    propose_links(documents(), TARGETS, progress=lambda fraction, step: seen.append(fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def cancel(fraction: float, step: str) -> None:
        if step == "titles":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        propose_links(documents(), TARGETS, progress=cancel)
