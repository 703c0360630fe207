from __future__ import annotations

import time

import pytest

from surveys.expressions import Scope, evaluate, parse
from surveys.expressions.patterns import PatternError, compiled, covers
from tests.unit.surveys.expressions.vector_table import TODAY

BOMBS = [
    "(a+)+$",
    "(a+)+",
    "(a|a)*",
    "(a|aa)+",
    "(.*)*x",
    "(.*a){20}",
    "(.*a){1000}x",
    "(a?){100}a{100}b",
    "x*" * 400 + "y",
    "((a{999}){999}){999}",
    "(?:a?){99999999}",
    "a{99999999999999999999}",
    "(?R)",
    "(?R)?a",
    "(?:foo){e<=30}",
    "(" * 500 + "a" + ")" * 500,
    "a" * 5_000,
]


@pytest.mark.parametrize("pattern", BOMBS, ids=lambda pattern: pattern[:20])
def test_a_pattern_made_to_hang_comes_back(pattern: str) -> None:
    scope = Scope({"pattern": pattern}, "a" * 9_000 + "!", today=TODAY)
    started = time.process_time()
    assert evaluate(parse("regex(., ${pattern})"), scope) is False
    assert time.process_time() - started < 0.9


def test_a_pattern_that_runs_out_of_time_is_told() -> None:
    scope = Scope({}, "a" * 5_000 + "!", today=TODAY)
    assert evaluate(parse("regex(., '(a+)+')"), scope) is False
    assert scope.problems == ["The pattern '(a+)+' takes too long on this answer."]


def test_a_pattern_sees_the_start_of_a_long_answer_and_says_so() -> None:
    scope = Scope({}, "a" * 10_000 + "!", today=TODAY)
    assert evaluate(parse("regex(., 'a+')"), scope) is True
    assert scope.problems == ["A pattern only saw the first 10,000 characters of an answer."]


def test_many_slow_patterns_share_one_limit() -> None:
    scope = Scope({}, "a" * 5_000 + "!", today=TODAY)
    tree = parse(" or ".join(["regex(., '(a+)+')"] * 400))
    started = time.process_time()
    assert evaluate(tree, scope) is False
    assert time.process_time() - started < 2
    assert scope.problems[-1] == "The patterns of this expression take too long together."


@pytest.mark.parametrize(
    "pattern",
    [
        "[a-z]+",
        r"[^\]\[]+",
        r"\[[0-9]\]",
        r"(?i:[a-z]{2,10})",
        r"(?<year>[0-9]{4})-\d\d",
        r"(?<!a)b++",
        r"(?>a|ab)c",
        r"\p{Lu}\p{L}*",
        r"a{2,}?",
        r"\{x\}",
        "",
    ],
)
def test_a_pattern_of_java_is_accepted(pattern: str) -> None:
    compiled(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["[", "(", ")", "a{", "a{,3}", "a{3,2}", "[]a]", "[a&&b]", "**", r"\q", "(?P<n>a)", "(*FAIL)"],
)
def test_a_pattern_that_java_reads_otherwise_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


def test_a_pattern_covers_the_whole_text() -> None:
    assert covers("a|ab", "ab", 1.0)
    assert not covers("a", "ab", 1.0)
    assert not covers("b", "ab", 1.0)
