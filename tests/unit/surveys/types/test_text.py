import pytest

from surveys.problems import AnswerError
from surveys.types.text import LIMIT, Text
from tests.unit.surveys.making import question


def test_a_short_text_stays_on_one_line_and_a_long_one_keeps_its_lines() -> None:
    assert Text().read(["  un\r\ndeux  "], question()) == "un deux"
    assert Text().read(["un\r\ndeux"], question(appearance="multiline")) == "un\ndeux"


def test_an_empty_text_is_no_answer() -> None:
    assert Text().read([" \n\t"], question()) is None
    assert Text().read([], question()) is None


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d", "fin\udfff"])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    with pytest.raises(AnswerError) as caught:
        Text().read([text], question())
    assert caught.value.code == "unreadable"


def test_control_characters_are_left_out_and_emoji_kept() -> None:
    assert Text().read(["a\x07\u200d👩‍🌾"], question()) == "a\u200d👩‍🌾"


def test_a_text_of_two_megabytes_is_refused_with_its_length() -> None:
    with pytest.raises(AnswerError) as caught:
        Text().read(["é" * 2_000_000], question())
    assert caught.value.code == "too_long"
    assert caught.value.details == {"length": 2_000_000, "limit": LIMIT}


def test_a_question_may_have_a_shorter_limit_but_never_a_longer_one() -> None:
    short = question(parameters={"maxlength": "3"})
    with pytest.raises(AnswerError):
        Text().read(["quatre"], short)
    assert Text().field(short).attributes["maxlength"] == "3"
    endless = question(parameters={"maxlength": "999999999"})
    assert Text().field(endless).attributes["maxlength"] == str(LIMIT)


def test_two_different_texts_are_not_one_answer() -> None:
    with pytest.raises(AnswerError) as caught:
        Text().read(["a", "b"], question())
    assert caught.value.code == "several_answers"
    assert Text().read(["a", "a"], question()) == "a"


def test_an_e_mail_field_brings_its_keyboard() -> None:
    field = Text().field(question(appearance="email"))
    assert (field.widget, field.attributes["inputmode"]) == ("text", "email")
    assert field.attributes["autocomplete"] == "email"


def test_texts_are_summed_up_by_their_lengths() -> None:
    summary = Text().summary(["a", "abc", None, "abcdefg"], question())
    assert (summary.asked, summary.answered) == (4, 3)
    assert (summary.shortest, summary.median, summary.longest) == (1, 3, 7)
