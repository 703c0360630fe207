"""Our values against rxeval, an engine checked against JavaRosa and Enketo, the two of ODK."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

import pytest

from surveys.expressions import to_text
from tests.unit.surveys.expressions.vector_table import TODAY, VALUES, Vector, expected, named

rxeval = pytest.importorskip("rxeval", reason="rxeval, the oracle, is a development tool")

DATES = "dates count as days, as in JavaRosa; rxeval has them as plain text"
SKIPPED = "unanswered questions are passed over, as in JavaRosa; rxeval gives NaN"
EMPTY = "an unanswered question is false, as in JavaRosa; its node is true in rxeval"
ANY = "a comparison holds for any instance, as in XPath 1.0; rxeval takes the first"
ABSENT = "an absent answer is '' here, and an empty node-set in rxeval"
# What we do otherwise on purpose, and why.
DIFFERENCES: dict[str, str] = {
    "0.1 + 0.2 = 0.3": "equal within 1e-12, as in JavaRosa",
    "not(${un})": EMPTY,
    "not(${many})": EMPTY,
    "${missing} = ''": ABSENT,
    "${missing} != 'A'": ABSENT,
    "string(123456789012345680000)": "whole numbers do not stop at 64 bits",
    "round(123456789012345680000)": "whole numbers do not stop at 64 bits",
    "number('1e3')": "XPath 1.0 has no exponents, nor JavaRosa",
    "number('+5')": "XPath 1.0 has no plus sign, nor JavaRosa",
    "number('Infinity')": "a text is never infinite in XPath 1.0",
    "round(-2.5)": "halves go up, as in XPath 1.0 and JavaRosa",
    "round(-0.5)": "halves go up, as in XPath 1.0 and JavaRosa",
    "round(1.005, 2)": "the digits as written are rounded, as in JavaRosa",
    "round(1, 31)": "more than 30 places are NaN, as in JavaRosa",
    "selected(${o}, 'a b')": "the name of an option of a single choice may hold a space",
    "selected-at(${m}, 'z')": "an index that is not a number does not exist",
    "coalesce(0 div 0, 'c')": "what is not a number is passed over, as in JavaRosa",
    r"regex('été', '\w+')": r"\w is ASCII, as in Java and in a browser",
    r"regex('٣', '\d')": r"\d is ASCII, as in Java and in a browser",
    "today() > '2024-01-01'": DATES,
    "${d} <= today()": DATES,
    "${d} < ${e}": DATES,
    "today() - '2024-06-01'": DATES,
    "today() + 1": DATES,
    "number('1970-01-01')": DATES,
    "number('1969-12-31')": DATES,
    "number('0001-01-01')": DATES,
    "int((today() - ${born}) div 365.25)": DATES,
    "'2024-01-01' = 19723": DATES,
    "min('2024-01-02', '2024-01-01')": DATES,
    "max('', 2)": SKIPPED,
    "sum(${toys})": SKIPPED,
    "sum(${home})": SKIPPED,
    "count(${age})": "an instance without an answer still counts, as its empty node does in ODK",
    "concat('enfants : ', ${name})": "every answer is taken, as ODK's documentation says",
    "${age} > 4": ANY,
    "4 < ${age}": ANY,
    "${age} > ${price}": ANY,
    "${age} >= ${price}": ANY,
}


def _documents(values: Mapping[str, Any]) -> str:
    def elements(instance: Mapping[str, Any]) -> Iterator[str]:
        for name, value in instance.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                for inner in value:
                    yield f"<{name}>{''.join(elements(inner))}</{name}>"
            else:
                yield f"<{name}>{escape(to_text(value))}</{name}>"

    return f"<data>{''.join(elements(values))}</data>"


def _paths(values: Mapping[str, Any], around: str = "/data") -> dict[str, str]:
    paths: dict[str, str] = {}
    for name, value in values.items():
        paths[name] = f"{around}/{name}"
        if isinstance(value, list):
            for inner in value:
                if isinstance(inner, dict):
                    paths.update(_paths(inner, paths[name]))
    return paths


def _asked(vector: Vector) -> str | None:
    """The oracle's answer, or None when it does not know the expression."""
    values = vector.get("values", {})
    paths = _paths(values)
    expression = re.sub(
        r"\$\{\s*([^}\s]+)\s*\}",
        lambda found: f" {paths.get(found[1], '/data/' + found[1])} ",
        vector["expression"],
    )
    now = f"{TODAY.isoformat()}T10:00:00Z"
    try:
        return str(rxeval.eval_expression(expression, _documents(values), TODAY.isoformat(), now))
    except Exception:
        return None


# Its expressions stand nowhere in particular: neither in an instance nor at a question.
COMPARABLE = [
    vector
    for vector in VALUES
    if not {"path", "current", "problem"} & vector.keys()
    and not re.search(r"once\(|string-length\(\)|^\.$|'\$\{", vector["expression"])
]
ASKED = [(vector, _asked(vector)) for vector in COMPARABLE]
KNOWN = [(vector, found) for vector, found in ASKED if found is not None]


@pytest.mark.parametrize(("vector", "found"), KNOWN, ids=[named(vector) for vector, _ in KNOWN])
def test_a_value_is_that_of_the_oracle_or_differs_on_purpose(vector: Vector, found: str) -> None:
    agrees = found == to_text(expected(vector))
    assert agrees or vector["expression"] in DIFFERENCES


def test_every_difference_listed_is_one() -> None:
    different = {
        vector["expression"] for vector, found in KNOWN if found != to_text(expected(vector))
    }
    assert different == DIFFERENCES.keys()


def test_the_oracle_knows_most_of_the_table() -> None:
    assert len(KNOWN) >= 200
