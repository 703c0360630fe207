"""Names of questions here, and what each LimeSurvey variable is called."""

import re

from surveys.limesurvey.source import LimeQuestion, LimeSurvey

# One question a subquestion: the name joins both codes, as in LimeSurvey's own conditions.
SPLIT = frozenset("QKFABCEH")
MULTIPLE = frozenset("MP")
UNKNOWN = frozenset(":;1I")


def name_of(code: str) -> str:
    """Return the code as a name: a letter first, no character that a name refuses."""
    tidy = re.sub(r"[^\w.-]", "_", code.strip()) or "q"
    return tidy if tidy[0].isalpha() or tidy[0] == "_" else f"q{tidy}"


def part_name(question: LimeQuestion, part: str) -> str:
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
    if question.type in UNKNOWN:
        return {}
    if question.type in SPLIT:
        return {
            f"{code}{join}{sub.code}": f"${{{part_name(question, sub.code)}}}"
            for sub in question.subquestions
            for join in joins
        }
    if question.type in MULTIPLE:
        return {
            f"{code}{join}{sub.code}": f"selected({own}, '{sub.code}')"
            for sub in question.subquestions
            for join in joins
        }
    found = {code: own}
    if question.type == "O":
        found[f"{code}_comment"] = f"${{{part_name(question, 'comment')}}}"
    return found
