"""The page's script and the server agree on what a page asks, in a real browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.questionnaires.answering.page_rules import rules_of, seen_elsewhere
from surveys.answers import State, address, given, pages, settle
from surveys.answers.evaluator import seen
from surveys.answers.pages import questions_on
from surveys.model import Survey
from surveys.yaml_form import read_yaml
from tests.journeys.test_expressions import module_page, static_folder  # noqa: F401
from tests.unit.surveys.making import TODAY

HEAD = """
code: a
title: A
lists:
  oui_non: {oui: Oui, non: Non}
  villes:
  - {name: brest, label: Brest, filters: {region: ouest}}
  - {name: nantes, label: Nantes, filters: {region: ouest}}
  - {name: lille, label: Lille, filters: {region: nord}}
items:
- {text: avant, label: Avant}
- repeat: anciens
  label: Anciens
  items:
  - {integer: age, label: Âge}
- group: page
  label: Page
  items:
"""

CHAIN = """
  - {select_one: a, list: oui_non, label: A}
  - {select_one: b, list: oui_non, label: B, relevant: "${a} = 'oui'"}
  - {text: c, label: C, relevant: "${b} = 'oui'"}
  - {text: d, label: D, relevant: "${c} != ''"}
"""
LATER = """
  - {text: first, label: First, relevant: "${last} > 3"}
  - {integer: last, label: Last, relevant: "${switch} = 'oui'"}
  - {select_one: switch, list: oui_non, label: Switch}
"""
GROUPS = """
  - {integer: n, label: N}
  - group: outer
    label: Outer
    relevant: ${n} > 1
    items:
    - {text: inside, label: Inside}
    - group: inner
      label: Inner
      relevant: ${inside} = 'x'
      items:
      - {text: deep, label: Deep}
  - {text: after, label: After, relevant: "${deep} = 'y'"}
"""
COMPUTED = """
  - {integer: n, label: N}
  - {integer: m, label: M}
  - {calculate: both, calculation: "coalesce(${n}, 0) + coalesce(${m}, 0)"}
  - {text: many, label: Many, relevant: "${both} > 10"}
  - {text: none, label: None, relevant: "${both} = 0"}
"""
REPEATS = """
  - {select_one: any, list: oui_non, label: Any}
  - repeat: thing
    label: Thing
    relevant: ${any} = 'oui'
    items:
    - {text: title, label: Title}
    - {integer: price, label: Price}
    - {text: dear, label: Dear, relevant: "${price} > 100"}
    - {text: second, label: Second, relevant: "position(..) = 2"}
    - {text: most, label: Most, relevant: "${price} = max(${price})"}
  - {text: sum, label: Sum, relevant: "sum(${price}) > 150"}
  - {text: two, label: Two, relevant: "count(${thing}) = 2"}
"""
FILTERED = """
  - {text: region, label: Region}
  - {select_one: ville, list: villes, label: Ville, choice_filter: "region = ${region}"}
  - {select_multiple: villes, list: villes, label: Villes, choice_filter: "region = ${region}"}
  - {text: one, label: One, relevant: "${ville} = 'brest'"}
  - {text: two, label: Two, relevant: "count-selected(${villes}) = 1"}
"""
ELSEWHERE = """
  - {text: same, label: Same, relevant: "${avant} = ${now}"}
  - {text: now, label: Now}
  - {text: old, label: Old, relevant: "sum(${age}) > 50 and ${now} != ''"}
"""
CASES: list[tuple[str, dict[str, Any]]] = [
    (CHAIN, {}),
    (CHAIN, {"a": "oui", "b": "oui", "c": "x", "d": "z"}),
    (CHAIN, {"a": "non", "b": "oui", "c": "x", "d": "z"}),
    (CHAIN, {"a": "oui", "b": "non", "c": "x", "d": "z"}),
    (LATER, {"last": 5, "switch": "oui"}),
    (LATER, {"last": 5, "switch": "non"}),
    (LATER, {"last": 2, "switch": "oui"}),
    (GROUPS, {"n": 2, "inside": "x", "deep": "y"}),
    (GROUPS, {"n": 1, "inside": "x", "deep": "y"}),
    (GROUPS, {"n": 2, "inside": "z", "deep": "y"}),
    (COMPUTED, {"n": 8, "m": 3}),
    (COMPUTED, {"n": 8}),
    (COMPUTED, {}),
    (REPEATS, {"any": "oui"}),
    (REPEATS, {"any": "non", "thing": [{"price": 200}]}),
    (REPEATS, {"any": "oui", "thing": [{"title": "a", "price": 120}, {"price": 60}]}),
    (REPEATS, {"any": "oui", "thing": [{"title": "a"}, {"title": "b"}, {"title": "c"}]}),
    (FILTERED, {"region": "ouest", "ville": "brest", "villes": ["brest", "lille"]}),
    (FILTERED, {"region": "nord", "ville": "brest", "villes": ["brest", "nantes"]}),
    (FILTERED, {"ville": "brest", "villes": ["brest", "nantes"]}),
    (ELSEWHERE, {"avant": "x", "now": "x", "anciens": [{"age": 20}, {"age": 40}]}),
    (ELSEWHERE, {"avant": "x", "now": "y", "anciens": [{"age": 20}]}),
    (ELSEWHERE, {}),
]

SETTLE = """async ({ items, values, today, typed, counts }) => {
  const { Settling } = await import("/js/survey/settling.js");
  const page = {
    read: (address) => typed[address] ?? "",
    isBlank: (prefix) => !Object.keys(typed).some((address) => address.startsWith(prefix)),
    entries: (address) => [...Array(counts[address] ?? 0).keys()],
    wasAsked: () => false,
  };
  const { asked, values: found } = new Settling({ items, values, today, page }).settle();
  return { asked: [...asked], values: Object.fromEntries(found) };
}"""


def _survey(text: str) -> Survey:
    return read_yaml(HEAD + text)


def _typed(survey: Survey, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        address(path, name): seen(survey.questions[name], value)
        for path, name, value in given(survey, answers)
    }


def _server(state: State) -> dict[str, Any]:
    page = pages(state.survey)[-1]
    return {
        address(path, question.name): state.evaluator.view.get(question.name, "")
        for path, question in questions_on(state, page)
    }


@pytest.mark.parametrize(("text", "answers"), CASES)
def test_the_page_asks_what_the_server_asks(
    app: Flask,
    module_page: Page,  # noqa: F811
    text: str,
    answers: dict[str, Any],
) -> None:
    survey = _survey(text)
    state = settle(survey, answers, TODAY)
    with app.test_request_context():
        rules = rules_of(survey, pages(survey)[-1], "fr")
    found = module_page.evaluate(
        SETTLE,
        {
            "items": json.loads(rules.script),
            "values": seen_elsewhere(rules.wanted, state.evaluator.view),
            "today": TODAY.isoformat(),
            "typed": _typed(survey, answers),
            "counts": {name: len(v) for name, v in answers.items() if isinstance(v, list)},
        },
    )
    here = rules.here
    asked = {where for where in found["asked"] if where.split("/")[0] in here}
    assert asked == {where for where in state.visible if where.split("/")[0] in here}
    for where, value in _server(state).items():
        if "/" not in where:
            assert found["values"][where] == value, where
