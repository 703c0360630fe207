"""The browser's module gives the values of the table, in a real browser."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from surveys.expressions import parse
from tests.unit.surveys.expressions.vector_table import (
    TODAY,
    VALUES,
    Vector,
    expected,
)

STATIC = Path(__file__).resolve().parents[2] / "app" / "static"
EVALUATE = """async (cases) => {
  const { evaluate, UNDECIDED } = await import("/js/survey/expressions/evaluation.js");
  return cases.map(([tree, scope]) => {
    const value = evaluate(tree, scope);
    return value === UNDECIDED ? { undecided: true } : { value };
  });
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def static_folder() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(STATIC))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def module_page(static_folder: str, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.goto(f"{static_folder}/js/")
    yield page
    page.close()


def _case(expression: str, **scope: Any) -> list[Any]:
    return [parse(expression), {"values": {}, "today": TODAY.isoformat(), **scope}]


def _of(vector: Vector) -> list[Any]:
    scope = {name: vector[name] for name in ("values", "current", "path") if name in vector}
    return _case(vector["expression"], **scope)


def _agree(one: Any, other: Any) -> bool:
    """A whole number comes out of the browser as an int."""
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    if isinstance(one, float) and not isinstance(other, bool | str | list):
        return one == float(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def test_the_browser_agrees_on_every_vector(module_page: Page) -> None:
    found = module_page.evaluate(EVALUATE, [_of(vector) for vector in VALUES])
    different = [
        (vector["expression"], result)
        for vector, result in zip(VALUES, found, strict=True)
        if not (
            result == {"undecided": True}
            if "browser" in vector
            else "value" in result and _agree(expected(vector), result["value"])
        )
    ]
    assert different == []


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|a)*",
        "(a|aa)+",
        "(.*)*x",
        "(.*a){20}",
        "a*a*a*a*a*a*a*b",
        "(?:a?){50}b",
        "((a))++",
    ],
)
def test_a_pattern_that_could_hang_the_page_is_left_to_the_server(
    module_page: Page, pattern: str
) -> None:
    scope = {"values": {"pattern": pattern}, "current": "a" * 1_000 + "!"}
    module_page.set_default_timeout(2_000)
    found = module_page.evaluate(EVALUATE, [_case("regex(., ${pattern})", **scope)])
    assert found == [{"undecided": True}]


def test_a_long_answer_to_a_pattern_is_left_to_the_server(module_page: Page) -> None:
    found = module_page.evaluate(EVALUATE, [_case("regex(., 'a*')", current="a" * 2_001)])
    assert found == [{"undecided": True}]


def test_a_function_that_the_page_does_not_know_is_left_to_the_server(module_page: Page) -> None:
    tree = {"call": "constructor", "args": []}
    found = module_page.evaluate(EVALUATE, [[tree, {"values": {}, "today": "2024-06-15"}]])
    assert found == [{"undecided": True}]


def test_the_page_lists_the_same_references(module_page: Page) -> None:
    tree = parse("if(${a} = ., sum(${b}), ${a} + ${c})")
    script = """async (tree) => {
      const { references } = await import("/js/survey/expressions/evaluation.js");
      return [...references(tree)].sort();
    }"""
    assert module_page.evaluate(script, tree) == ["a", "b", "c"]
