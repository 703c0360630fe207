import random

import pytest

from analysis import AnalysisError, Document, Example, Target
from analysis.links.agreement import decisions_for, drawing_order
from analysis.links.choosing import Reason, Review, to_review
from tests.unit.analysis.french_answers import SUBJECTS, answers, documents, numbered

TARGETS = [Target(subject, words.split()[0]) for subject, words in SUBJECTS.items()]
SUBJECT_OF = {document.text: document.id.split("-")[0] for document in documents()}


class KeptInMemory:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.saved = 0

    def load(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def save(self, name: str, content: bytes) -> None:
        self.saved += 1
        self.kept[name] = content


def decided(review: Review) -> list[Example]:
    texts = {document.id: document.text for document in documents()}
    return [Example(texts[text.id], SUBJECT_OF[texts[text.id]]) for text in review.texts]


@pytest.fixture(scope="module")
def first() -> Review:
    return to_review(documents(), TARGETS, count=15)


def test_one_text_in_ten_is_drawn_and_none_is_shown_twice(first: Review) -> None:
    assert [text.reason for text in first.texts].count(Reason.DRAWN) == 2
    assert len({text.id for text in first.texts}) == 15
    assert first.agreement is None


def test_where_titles_say_nothing_the_first_texts_are_about_everything() -> None:
    dumb = [Target(subject, f"Axe {number}") for number, subject in enumerate(SUBJECTS)]
    shown = to_review(documents(), dumb, count=12)
    assert {example.code for example in decided(shown)} == set(SUBJECTS)


def test_what_was_decided_is_not_shown_again_and_nothing_is_fitted_again(first: Review) -> None:
    steps = KeptInMemory()
    to_review(documents(), TARGETS, count=15, steps=steps)
    again = to_review(documents(), TARGETS, examples=decided(first), count=15, steps=steps)
    assert {text.id for text in first.texts}.isdisjoint(text.id for text in again.texts)
    assert steps.saved == 1


def test_the_agreement_is_told_from_what_was_drawn(first: Review) -> None:
    order = drawing_order([document.text for document in documents()], 0)
    assert sorted(order) == list(range(60))
    everything = [Example(text, subject) for subject, text in answers()]
    review = to_review(documents(), TARGETS, examples=everything)
    assert review.texts == ()
    assert review.agreement is not None
    assert review.agreement.drawn == 60
    assert review.agreement.low <= review.agreement.share <= review.agreement.high
    assert review.agreement.share > 0.8


def test_the_scores_tell_the_agreement_while_few_texts_were_drawn(first: Review) -> None:
    review = to_review(documents(), TARGETS, examples=decided(first))
    assert review.agreement is not None
    assert review.agreement.drawn < 10
    assert 0.4 < review.agreement.low < review.agreement.share < review.agreement.high
    few = to_review(documents(), TARGETS, examples=decided(first)[:9])
    assert few.agreement is None


def test_a_drawn_text_that_everybody_skips_holds_nothing_up(first: Review) -> None:
    drawn = next(text.id for text in first.texts if text.reason is Reason.DRAWN)
    texts = {document.id: document.text for document in documents()}
    everything = [Example(text, subject) for subject, text in answers() if text != texts[drawn]]
    stopped = to_review(documents(), TARGETS, examples=everything)
    review = to_review(documents(), TARGETS, examples=everything, skipped={drawn})
    assert stopped.agreement is not None
    assert review.agreement is not None
    assert (stopped.agreement.drawn, review.agreement.drawn) == (0, 59)
    assert [text.reason for text in review.texts] == [Reason.TEACHES], "others may still decide"


def test_the_order_of_texts_and_decisions_does_not_matter(first: Review) -> None:
    texts, examples = documents(), decided(first)
    plain = to_review(texts, TARGETS, examples=examples)
    for shuffled in (texts, examples):
        random.Random(1).shuffle(shuffled)
    assert to_review(texts, TARGETS[::-1], examples=examples) == plain


def test_there_may_be_less_to_show_than_asked() -> None:
    shown = to_review(numbered("vélo", "vélo", "", "👍", "école"), TARGETS, count=50)
    assert sorted(text.id for text in shown.texts) == ["0", "4"]
    assert to_review(numbered("", "👍"), [Target("a", "!")]).texts == ()


def test_bad_questions_are_refused() -> None:
    with pytest.raises(AnalysisError, match="at least 1, not 0"):
        to_review(documents(), TARGETS, count=0)
    with pytest.raises(AnalysisError, match="no target"):
        to_review([Document("a", "vélo")], [])


def test_more_decisions_are_told_only_where_the_curve_rises() -> None:
    rising = [0.8 - 1.0 * (100 * share) ** -0.5 for share in (0.25, 0.5, 1.0)]
    # 0.1 - 0.05 = 1 / √400
    assert decisions_for(0.05, 100, rising) == 300
    assert decisions_for(0.05, 100, [0.7, 0.7, 0.7]) is None
    assert decisions_for(0.05, 100, [0.70, 0.71, 0.715]) is None
