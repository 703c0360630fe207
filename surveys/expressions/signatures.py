"""The functions of the language, and how many arguments each takes.

Source: docs.getodk.org/form-operators-functions. `position(..)` has a grammar of its own.
"""

from __future__ import annotations

# Name: the fewest and the most arguments; None is any number.
ARGUMENTS: dict[str, tuple[int, int | None]] = {
    "abs": (1, 1),
    "boolean": (1, 1),
    "ceiling": (1, 1),
    "coalesce": (2, 2),
    "concat": (1, None),
    "contains": (2, 2),
    "count": (1, 1),
    "count-non-empty": (1, 1),
    "count-selected": (1, 1),
    "date": (1, 1),
    "ends-with": (2, 2),
    "false": (0, 0),
    "floor": (1, 1),
    "format-date": (2, 2),
    "if": (3, 3),
    "indexed-repeat": (3, 3),
    "int": (1, 1),
    "join": (2, None),
    "max": (1, None),
    "min": (1, None),
    "normalize-space": (1, 1),
    "not": (1, 1),
    "number": (1, 1),
    "once": (1, 1),
    "pow": (2, 2),
    "regex": (2, 2),
    "round": (1, 2),
    "selected": (2, 2),
    "selected-at": (2, 2),
    "sqrt": (1, 1),
    "starts-with": (2, 2),
    "string": (1, 1),
    "string-length": (0, 1),
    "substr": (2, 3),
    "substring-after": (2, 2),
    "substring-before": (2, 2),
    "sum": (1, 1),
    "today": (0, 0),
    "translate": (3, 3),
    "true": (0, 0),
}
POSITION = "position"

# How many of the first arguments name a question or a repeat: a number or a text in their place
# is a mistake.
OVER_REFERENCES = {"count": 1, "count-non-empty": 1, "sum": 1, "indexed-repeat": 2}


def arity_problem(name: str, count: int) -> str | None:
    """One sentence when `name` does not take `count` arguments."""
    fewest, most = ARGUMENTS[name]
    if count >= fewest and (most is None or count <= most):
        return None
    if most is None:
        wanted = f"at least {fewest}"
    elif fewest == most:
        wanted = str(fewest) if fewest else "no"
    else:
        wanted = f"{fewest} or {most}"
    one = wanted in ("1", "at least 1")
    return f"{name}() takes {wanted} argument{'' if one else 's'}, not {count}."
