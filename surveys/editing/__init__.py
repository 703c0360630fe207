"""Making a questionnaire: each function takes a survey and returns the one after the change.

Nothing is changed in place, so that every state can be kept and come back to. What a change may
break besides (a name used twice, a reference to nothing) is found by `surveys.structure`.
"""

from surveys.editing.choices import (
    choices_from_lines,
    delete_choice,
    delete_list,
    lines_of,
    move_choice,
    put_choices,
    questions_with,
    without_unused,
)
from surveys.editing.conditions import (
    VALUED,
    Comparison,
    Condition,
    condition_of,
    formula_of,
    operators_for,
)
from surveys.editing.errors import EditError
from surveys.editing.items import (
    delete_item,
    duplicate_item,
    insert_item,
    move_into,
    move_item,
    replace_item,
)
from surveys.editing.limits import Limits, limits_of, with_limits
from surveys.editing.naming import name_from
from surveys.editing.previewing import always_asked

__all__ = [
    "VALUED",
    "Comparison",
    "Condition",
    "EditError",
    "Limits",
    "always_asked",
    "choices_from_lines",
    "condition_of",
    "delete_choice",
    "delete_item",
    "delete_list",
    "duplicate_item",
    "formula_of",
    "insert_item",
    "limits_of",
    "lines_of",
    "move_choice",
    "move_into",
    "move_item",
    "name_from",
    "operators_for",
    "put_choices",
    "questions_with",
    "replace_item",
    "with_limits",
    "without_unused",
]
