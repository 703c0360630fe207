import pytest

from analysis import AnalysisError, Document, cluster
from analysis.steps import FolderSteps
from analysis.themes import sensitivity as module
from analysis.themes.sensitivity import Fate, Sensitivity, compared, sensitivity
from analysis.themes.variations import Variation, VariationKind, variations
from tests.unit.analysis.french_answers import answers

ANYTHING = Variation(VariationKind.SEED, "1", themes=2, seed=1)


def spoken() -> list[Document]:
    """Answers of two channels: only the workshops speak of money."""
    return [
        Document(
            f"{number:03d}",
            text,
            respondent=f"r{number % 40}",
            channel="workshop" if subject == "money" else "questionnaire",
        )
        for number, (subject, text) in enumerate(answers())
    ]


@pytest.fixture(scope="module")
def found() -> Sensitivity:
    result = cluster(spoken(), themes=5)
    placed = {one.id: one.theme or "" for one in result.documents}
    return sensitivity(spoken(), placed)


def test_a_theme_that_one_channel_makes_is_gone_without_it(found: Sensitivity) -> None:
    effects = {(one.kind, one.value): one for one in found.effects}
    without = effects[VariationKind.CHANNEL, "workshop"]
    assert [one.fate for one in without.fates].count(Fate.GONE) == 1
    assert without.left_out == 12
    assert without.compared == 48


def test_themes_that_are_really_there_stay_with_other_seeds(found: Sensitivity) -> None:
    for effect in found.effects:
        if effect.kind is VariationKind.SEED:
            assert (effect.ari, effect.moved, effect.lost, effect.new) == (1.0, 0, (), ())


def test_every_kind_of_change_is_tried_once(found: Sensitivity) -> None:
    names = [f"{one.kind} {one.value}" for one in found.effects]
    assert len(set(names)) == len(names)
    assert {one.kind for one in found.effects} == set(VariationKind) - {
        VariationKind.AGAIN,
        VariationKind.CAMPAIGNS,
    }


def test_the_longest_contributors_are_counted_by_who_speaks() -> None:
    texts = [Document(f"a{n}", "vélo " * 50, respondent=f"long {n // 3}") for n in range(30)]
    texts += [Document(f"b{n}", "école " * 100, respondent=f"short {n}") for n in range(30)]
    tried = variations(texts, themes=3, seed=0)
    left_out = next(one for one in tried if one.kind is VariationKind.CONTRIBUTORS).without
    assert left_out == {f"a{n}" for n in range(30)}


@pytest.mark.parametrize(
    ("after", "fate"),
    [
        ([0] * 10 + [1] * 10, Fate.KEPT),
        ([0] * 5 + [1] * 5 + [2] * 10, Fate.SPLIT),
        ([0] * 10 + [0] * 10, Fate.MERGED),
        ([0, 1, 2, 3, 4] * 4, Fate.SCATTERED),
    ],
)
def test_what_becomes_of_a_theme_is_named(after: list[int], fate: Fate) -> None:
    before = {str(n): "t1" if n < 10 else "t2" for n in range(20)}
    then = {str(n): group for n, group in enumerate(after)}
    # A theme of its own besides, so that "t1" is not half of everything.
    labels = [f"theme {number}" for number in range(max(after) + 1)]
    effect = compared(ANYTHING, before, ["t1", "t2"], then, labels)
    assert effect.fates[0].fate is fate


def test_texts_of_a_lost_theme_have_moved_and_themes_like_none_are_new() -> None:
    before = {str(n): "t1" if n < 12 else "t2" for n in range(20)}
    after = {str(n): (n % 3 if n < 12 else 3) for n in range(20)}
    effect = compared(ANYTHING, before, ["t1", "t2"], after, ["a", "b", "c", "d"])
    assert effect.lost == ("t1",)
    assert effect.moved == 12
    assert effect.new == ("a", "b", "c")


def test_nothing_in_common_is_said_and_not_computed() -> None:
    effect = compared(ANYTHING, {"a": "t1", "b": "t2"}, ["t1", "t2"], {}, [])
    assert (effect.ari, effect.ami, effect.compared) == (None, None, 0)
    assert {one.fate for one in effect.fates} == {Fate.GONE}


def test_one_theme_is_refused() -> None:
    with pytest.raises(AnalysisError, match="two themes"):
        sensitivity(spoken(), {one.id: "t1" for one in spoken()})


class Killed(Exception):
    pass


def test_what_was_tried_is_not_tried_again(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Killed after some variations, a report goes on, and says what it would have said."""
    texts = spoken()[:24]
    placed = {one.id: "t1" if n < 12 else "t2" for n, one in enumerate(texts)}
    whole, made = sensitivity(texts, placed), []

    def counted(documents, **asked):  # type: ignore[no-untyped-def]
        made.append(asked["themes"])
        if len(made) == 3:
            raise Killed
        return cluster(documents, **asked)

    monkeypatch.setattr(module, "cluster", counted)
    with pytest.raises(Killed):
        sensitivity(texts, placed, steps=FolderSteps(tmp_path))
    again = sensitivity(texts[::-1], placed, steps=FolderSteps(tmp_path))
    assert again == whole
    assert len(made) == 3 + len(whole.effects) - 2
