"""LimeSurvey's conditions in XLSForm's language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.formula import Formula
from surveys.limesurvey.relevance import NotSimple, translate

NAMES = {
    "Q1": "${Q1}",
    "Q2": "${Q2}",
    "M_A": "selected(${M}, 'A')",
    "T_SQ001": "${T_SQ001}",
    "12345X6X78": "${Q1}",
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1", ""),
        ("", ""),
        ("0", "false()"),
        ('Q1 == "Y"', '${Q1} = "Y"'),
        ('((Q1.NAOK == "A2"))', '((${Q1} = "A2"))'),
        ("Q1.NAOK ne 'x'", "${Q1} != 'x'"),
        ('{Q1 == "Y"}', '${Q1} = "Y"'),
        ('M_A.NAOK == "Y"', "selected(${M}, 'A')"),
        ('"Y" == M_A', "selected(${M}, 'A')"),
        ('M_A != "Y"', "not(selected(${M}, 'A'))"),
        ('M_A.NAOK == ""', "not(selected(${M}, 'A'))"),
        ("!is_empty(Q1.NAOK)", "not(${Q1} = '')"),
        ("is_empty(M_A)", "not(selected(${M}, 'A'))"),
        ("Q1 > 3 and Q2 le 5.5", "${Q1} > 3 and ${Q2} <= 5.5"),
        ("(Q1 == 1 || Q2 == 2) && T_SQ001 >= 3", "(${Q1} = 1 or ${Q2} = 2) and ${T_SQ001} >= 3"),
        ("Q1 + Q2 * 2 > 10 / 3", "${Q1} + ${Q2} * 2 > 10 div 3"),
        ('12345X6X78.NAOK == "A"', '${Q1} = "A"'),
        ("Q1 AND Q2", "${Q1} and ${Q2}"),
        ("strlen(Q1) > 3", "string-length(${Q1}) > 3"),
        ("sum(Q1, Q2) > 3", "(coalesce(${Q1}, 0) + coalesce(${Q2}, 0)) > 3"),
        ("count(Q1, M_A) >= 1", "(if(${Q1} = '', 0, 1) + if(selected(${M}, 'A'), 1, 0)) >= 1"),
        ("if(Q1 > 1, Q2, 0) == 3", "if(${Q1} > 1, ${Q2}, 0) = 3"),
        ("regexMatch('/^a$/i', Q1)", "regex(${Q1}, '(?i)^a$')"),
        ("regexMatch('/a/', Q1)", r"regex(${Q1}, '[\s\S]*(?:a)[\s\S]*')"),
    ],
)
def test_a_simple_condition_is_translated(written: str, expected: str) -> None:
    assert translate(written, NAMES) == expected
    if expected:
        Formula.parse(expected)


@pytest.mark.parametrize(
    "written",
    [
        "Q9 == 1",
        "count(self) > 2",
        "Q1.question == 'x'",
        "M_A > 3",
        'M_A == "X"',
        "Q1 == ",
        "(Q1 == 1",
        "Q1 == 1)",
        "Q1 = 1",
        "Q1 == 'it\\'s'",
        "regexMatch('a', Q1)",
        "regexMatch(Q2, Q1)",
        "Q1.shown == 'Oui'",
        "sum(M_A, Q1) > 1",
        "strlen() > 1",
        "strlen(Q1",
        "TOKEN:FIRSTNAME == 'x'",
        "(" * 200 + "Q1",
        "!" * 200 + "Q1",
        "Q1 ; Q2",
    ],
)
def test_what_is_not_simple_is_said_so(written: str) -> None:
    with pytest.raises(NotSimple) as caught:
        translate(written, NAMES)
    assert str(caught.value)


@given(st.text(st.sampled_from("Q12M_A.NOK=!<>&|()'\" andor+*/-,"), max_size=30))
def test_any_text_is_translated_or_refused(written: str) -> None:
    try:
        translated = translate(written, NAMES)
    except NotSimple:
        return
    if translated:
        Formula.parse(translated)
