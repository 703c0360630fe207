import numpy as np
import pytest

from analysis import Example, LinkResult, Target, propose_links
from analysis.links.calibration import Calibration
from analysis.links.decision_classifier import DecisionClassifier
from analysis.links.decisions import decisions_of
from tests.unit.analysis.french_answers import answers, documents, numbered

TWO = [Target("a", "Premier axe"), Target("b", "Second axe")]


def scores(result: LinkResult, name: str) -> dict[str, float]:
    (found,) = [links for links in result.documents if links.id == name]
    return {suggestion.code: suggestion.score for suggestion in found.suggestions}


def test_decisions_are_gathered_by_text_whatever_their_order() -> None:
    examples = [
        Example("le  vélo", "b", accepted=False),
        Example("le vélo", "a"),
        Example("le vélo", "b"),
        Example("école", "a", accepted=False),
    ]
    for given in (examples, examples[::-1]):
        found = decisions_of(given, TWO)
        bike = found.texts.index("le  vélo")
        assert found.accepted[bike].tolist() == [True, True]
        assert found.rejected[1 - bike].tolist() == [True, False]
        assert found.known[1 - bike].tolist() == [True, False]


def test_a_link_set_aside_speaks_against_that_link_for_near_texts() -> None:
    refused = np.array([[True, False, False]])
    model = DecisionClassifier().fit(np.eye(1), np.zeros((1, 3)), refused & False, refused)
    near, far = model.probabilities(np.array([[1.0], [0.0]]), np.zeros((2, 3)))
    assert near[0] < far[0] < 1 / 3
    assert near[1] == pytest.approx(near[2])


def test_texts_of_two_targets_give_two_likely_targets() -> None:
    targets = [*TWO, Target("c", "Troisième axe")]
    said = {"a": "tramway et gare", "b": "potager et compost", "c": "école et classe"}
    examples = [Example(f"{text} {word}", code) for code, text in said.items() for word in "ijkl"]
    for word in "mnopqrst":
        both = f"{said['a']}, {said['b']} {word}"
        examples += [Example(both, "a"), Example(both, "b")]
    found = scores(
        propose_links(numbered("gare, tramway, potager"), targets, examples=examples), "0"
    )
    assert set(found) == {"a", "b"}
    assert sum(found.values()) > 1


def test_without_decision_the_classifier_says_what_the_titles_say() -> None:
    none = np.zeros((0, 2))
    model = DecisionClassifier().fit(np.zeros((0, 0)), none, none > 0, none > 0)
    found = model.probabilities(np.zeros((1, 0)), np.log([[0.7, 0.3]]))
    assert found == pytest.approx(np.array([[0.7, 0.3]]))


def test_a_text_of_which_every_target_was_refused_teaches_no_target() -> None:
    model = DecisionClassifier().fit(
        np.ones((1, 1)), np.zeros((1, 2)), np.zeros((1, 2), bool), np.ones((1, 2), bool)
    )
    assert model.probabilities(np.ones((1, 1)), np.zeros((1, 2))).tolist() == [[0.5, 0.5]]


def test_calibration_learns_how_often_a_score_is_right() -> None:
    draw = np.random.default_rng(1)
    said = draw.uniform(0.05, 0.95, 3000)
    right = draw.random(3000) < said**2
    found = Calibration().fit(said, right).probabilities(said)
    for low in (0.2, 0.5, 0.8):
        near = (said > low) & (said < low + 0.15)
        assert found[near].mean() == pytest.approx(right[near].mean(), abs=0.05)


def test_calibration_leaves_scores_alone_until_decisions_speak() -> None:
    said = np.array([[0.2, 0.0], [0.9, 0.1]])
    assert Calibration().probabilities(said) is said
    one = Calibration().fit(np.array([0.6]), np.array([True])).probabilities(said)
    assert np.abs(one - said).max() < 0.1
    assert one[0, 1] == 0


def test_refusals_of_everything_lower_every_score() -> None:
    refused = [Example(text, subject, False) for subject, text in answers(per_subject=6)]
    targets = [Target("transport", "Transports"), Target("school", "École")]
    kept = [example for example in refused if example.code in ("transport", "school")]
    before = propose_links(documents(), targets)
    after = propose_links(documents(), targets, examples=kept)
    assert highest(after) < highest(before)


def highest(result: LinkResult) -> float:
    return max((s.score for links in result.documents for s in links.suggestions), default=0.0)
