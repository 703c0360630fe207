"""The table that Python and the browser must both agree with: `vectors.json`.

A vector is {expression, expected} or {expression, error, offset}, with
    values, current, path   the scope, when it is not empty
    problem                 true when the evaluation must tell of a problem
    browser                 "undecided" where the browser leaves the decision to the server: a
                            pattern it may not try, a function that it does not know yet
Numbers that JSON does not have are {"number": "NaN"}.
"""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

from surveys.expressions import Scope, Value

TODAY = date(2024, 6, 15)
Vector = dict[str, Any]

ALL: list[Vector] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
VALUES = [vector for vector in ALL if "error" not in vector]
ERRORS = [vector for vector in ALL if "error" in vector]


def scope_of(vector: Vector) -> Scope:
    path = vector.get("path")
    return Scope(
        vector.get("values", {}),
        vector.get("current"),
        None if path is None else tuple((name, index) for name, index in path),
        today=TODAY,
    )


def expected(vector: Vector) -> Value:
    value: Any = vector["expected"]
    return float(value["number"]) if isinstance(value, dict) else value


def same(one: object, other: object) -> bool:
    """Whether two values are the same, kind included; NaN is NaN."""
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return type(one) is type(other) and one == other


def named(vector: Vector) -> str:
    return str(vector["expression"])[:60] or "(empty)"
