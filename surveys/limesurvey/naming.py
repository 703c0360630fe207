"""Names of questions here, and what each LimeSurvey variable is called."""

import re

from surveys.limesurvey.source import LimeOption, LimeQuestion, LimeSurvey

# One question a subquestion: the name joins both codes, as in LimeSurvey's own conditions.
SPLIT = frozenset("QKFABCEH")
MULTIPLE = frozenset("MP")
# One question a cell: the name joins the codes of the row and of the column.
CELLS = frozenset(":;")
TABLES = SPLIT | CELLS | {"1"}
MOST_RANKS = 100
MOST_CELLS = 1_000


def name_of(code: str) -> str:
    """Return the code as a name: a letter first, no character that a name refuses."""
    tidy = re.sub(r"[^\w.-]", "_", code.strip()) or "q"
    return tidy if tidy[0].isalpha() or tidy[0] == "_" else f"q{tidy}"


def part_name(question: LimeQuestion, part: str) -> str:
    """The name of a part of a question that is several here."""
    return name_of(f"{question.code}_{part}")


def variables(survey: LimeSurvey) -> dict[str, str]:
    """Return what each variable of a condition is here: `${Q1}` or `selected(${Q2}, 'A')`."""
    found: dict[str, str] = {}
    for group in survey.groups:
        for question in group.questions:
            for code in (question.code, *question.aliases):
                found |= _variables(question, code)
    return found


def _variables(question: LimeQuestion, code: str) -> dict[str, str]:
    own = f"${{{name_of(question.code)}}}"
    # The dump of a box is the alias followed by its code, without an underscore.
    joins = ("_",) if code == question.code else ("", "_")
    if question.type == "I":
        return {}
    if question.type in TABLES:
        return {
            f"{code}{join}{part}": f"${{{part_name(question, part)}}}"
            for part in _parts(question)
            for join in joins
        }
    if question.type in MULTIPLE:
        return {
            f"{code}{join}{sub.code}": f"selected({own}, '{sub.code}')"
            for sub in question.subquestions
            for join in joins
        }
    if question.type == "R":
        ranks = range(1, min(MOST_RANKS, len(question.answers or question.subquestions)) + 1)
        places = {
            f"{code}{join}{rank}": f"selected-at({own}, {rank - 1})"
            for rank in ranks
            for join in joins
        }
        return {code: own} | places
    found = {code: own}
    if question.type == "O":
        found[f"{code}_comment"] = f"${{{part_name(question, 'comment')}}}"
    return found


def _parts(question: LimeQuestion) -> list[str]:
    """The codes of the rows, of the rows on each scale, or of the cells."""
    subquestions = question.subquestions
    if question.type == "1":
        return [f"{sub.code}_{scale}" for sub in subquestions for scale in "01"]
    if question.type not in CELLS:
        return [sub.code for sub in subquestions]
    lines, columns = grid(question)
    if question.attributes.get("multiflexible_checkbox") == "1":
        return [line.code for line in lines]
    return [f"{line.code}_{column.code}" for line in lines for column in columns]


def grid(question: LimeQuestion) -> tuple[list[LimeOption], list[LimeOption]]:
    """The rows and the columns of a table of cells; none at all when there are too many."""
    lines = [each for each in question.subquestions if each.scale == "0"]
    columns = [each for each in question.subquestions if each.scale == "1"]
    return (lines, columns) if len(lines) * len(columns) <= MOST_CELLS else ([], [])
