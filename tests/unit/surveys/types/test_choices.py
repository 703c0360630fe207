import pytest

from surveys.model import Choice, Choices
from surveys.problems import AnswerError
from surveys.texts import Texts
from surveys.types import type_named
from surveys.types.columns import Measure
from surveys.types.value import RawAnswer
from tests.unit.surveys.making import OFFER, question

ONE = question("colour", "select_one", "Couleur")
MANY = question("colours", "select_multiple", "Couleurs")


def test_a_choice_that_is_not_offered_is_refused() -> None:
    for kind, asked in (("select_one", ONE), ("select_multiple", MANY), ("likert", ONE)):
        with pytest.raises(AnswerError) as caught:
            type_named(kind).read(["mauve"], asked, OFFER)
        assert caught.value.code == "unknown_choice"
        assert caught.value.details == {"choice": "mauve"}


def test_one_choice_refuses_two() -> None:
    with pytest.raises(AnswerError) as caught:
        type_named("select_one").read(["red", "blue"], ONE, OFFER)
    assert caught.value.code == "several_answers"


def test_several_choices_are_kept_in_the_order_of_the_list() -> None:
    assert type_named("select_multiple").read(["blue", "red", "blue"], MANY, OFFER) == [
        "red",
        "blue",
    ]


def test_other_goes_with_its_text_and_only_when_it_is_chosen() -> None:
    asked = question("c", "select_one", or_other=True)
    read = type_named("select_one").read
    told = read(RawAnswer.of("other", other=" ocre "), asked, OFFER)
    assert told == {"codes": ["other"], "other": "ocre"}
    assert type_named("select_one").for_expressions(told) == "other"
    assert read(RawAnswer.of("red", other="ocre"), asked, OFFER) == "red"
    assert read(RawAnswer.of("other"), asked, OFFER) == "other"


def test_other_is_not_offered_unless_the_question_says_so() -> None:
    with pytest.raises(AnswerError):
        type_named("select_multiple").read(["other"], MANY, OFFER)
    field = type_named("select_multiple").field(
        question("c", "select_multiple", or_other=True), OFFER, "fr"
    )
    assert [choice.label for choice in field.choices] == ["Rouge", "Vert", "Bleu", "Autre"]
    assert [(part.suffix, part.label) for part in field.parts] == [("other", "Précisez")]


def test_options_are_counted_never_combinations() -> None:
    values = [["red", "blue"], ["red"], None, ["red", "green"]]
    summary = type_named("select_multiple").summary(values, MANY, OFFER, "fr")
    assert (summary.asked, summary.answered, summary.answers) == (4, 3, 5)
    red = summary.options[0]
    assert (red.label, red.count, red.of_respondents, red.of_answers) == ("Rouge", 3, 100, 60)
    assert sum(option.of_answers for option in summary.options) == pytest.approx(100)


def test_free_texts_are_gathered_and_withdrawn_choices_still_counted() -> None:
    asked = question("c", "select_multiple", or_other=True)
    values = [{"codes": ["other"], "other": "ocre"}, ["mauve"]]
    summary = type_named("select_multiple").summary(values, asked, OFFER)
    assert summary.others == ("ocre",)
    assert [option.code for option in summary.options if option.count] == ["other", "mauve"]


def test_several_choices_export_one_column_an_option_and_one_for_other() -> None:
    asked = question("c", "select_multiple", "Couleurs", or_other=True)
    kind = type_named("select_multiple")
    names = [column.name for column in kind.columns(asked, OFFER, "fr")]
    assert names == ["c.red", "c.green", "c.blue", "c.other", "c.text"]
    value = {"codes": ["red", "other"], "other": "ocre"}
    assert kind.cells(value, asked, OFFER) == (1, 0, 0, 1, "ocre")
    assert kind.cells(None, asked, OFFER) == (None,) * 5


def test_one_choice_exports_its_code_with_the_labels() -> None:
    (column,) = type_named("select_one").columns(ONE, OFFER, "fr")
    assert column.shown("red") == "Rouge"
    assert column.measure is Measure.NOMINAL
    assert type_named("likert").columns(ONE, OFFER)[0].measure is Measure.ORDINAL


def test_a_minimal_list_drops_down() -> None:
    kind = type_named("select_one")
    assert kind.field(question(appearance="minimal"), OFFER).widget == "select"
    assert kind.field(question(), OFFER).widget == "radio"


def scale(*names: str, outside: str = "") -> Choices:
    known = [Choice(name, Texts(fr=name)) for name in names]
    return Choices((*known, *([Choice(outside, filters={"scale": "none"})] if outside else [])))


def test_a_likert_bar_has_its_middle_at_zero() -> None:
    values = ["1", "2", "2", "3", "3", "4", "5", "5", "5", "5"]
    summary = type_named("likert").summary(values, question(), scale("1", "2", "3", "4", "5"))
    assert (summary.below, summary.middle, summary.above) == (30, 20, 50)
    assert summary.start == -40


def test_an_even_scale_has_no_middle() -> None:
    summary = type_named("likert").summary(["1", "4"], question(), scale("1", "2", "3", "4"))
    assert (summary.below, summary.middle, summary.above, summary.start) == (50, 0, 50, -50)


def test_no_opinion_stands_outside_the_scale() -> None:
    choices = scale("1", "2", "3", outside="none")
    summary = type_named("likert").summary(["1", "none", "none", None], question(), choices)
    assert (summary.asked, summary.answered, summary.below) == (4, 1, 100)
    assert type_named("likert").read(["none"], question(), choices) == "none"
