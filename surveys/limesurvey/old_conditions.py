"""The table of conditions of LimeSurvey before version 2, as one condition of today.

The conditions of one scenario on different questions must all hold, those on the same question
need only one; one scenario is enough. Source: manual.limesurvey.org, "Setting conditions".
"""

import re
from collections.abc import Mapping, Sequence

_METHODS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_FIELD = re.compile(r"\+?(\w+)\Z")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?\Z")


def condition_of(rows: Sequence[Mapping[str, str]]) -> str:
    """Return the condition in today's language, "" when one of the rows has no equivalent."""
    scenarios: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        written = _comparison(row)
        if not written:
            return ""
        scenario = scenarios.setdefault(row.get("scenario", "1"), {})
        scenario.setdefault(row.get("cqid", ""), []).append(written)
    return " or ".join(
        "(" + " and ".join(f"({' or '.join(each)})" for each in scenario.values()) + ")"
        for scenario in scenarios.values()
    )


def _comparison(row: Mapping[str, str]) -> str:
    field = _FIELD.match(row.get("cfieldname", "").strip())
    method = row.get("method", "").strip() or "=="
    value = row.get("value", "").strip()
    if field is None or method not in _METHODS or '"' in value or "\\" in value:
        return ""
    # A box of a multiple choice is told by the mark before its field.
    marked = row.get("cfieldname", "").strip().startswith("+")
    if marked and method == "==" and not value:
        value = "Y"
    if method not in {"==", "!="} and _NUMBER.match(value):
        return f"{field[1]} {method} {value}"
    return f'{field[1]} {method} "{value}"'
