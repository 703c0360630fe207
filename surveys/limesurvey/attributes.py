"""The advanced settings of LimeSurvey's questions, those that we carry over and the others."""

import re

from surveys.limesurvey.naming import TABLES
from surveys.limesurvey.source import LimeQuestion

# About looks, statistics and printing: leaving them out changes no answer.
_LOOKS = re.compile(
    r".*(statistics|theme|css|columns?|width|height|size|layout|style|display|print|icon|popup|"
    r"showgraph|alphasort|label|header|title|image|position|tip|public|page_break|save_as|"
    r"dropdown|slider_|repeat_headings|reverse|keep_aspect|map|location|thousands|separators?|"
    r"encrypted|same_|script|question_order|assessment|placeholder|use_|parent_order|"
    r"time_limit_\w+|commented_checkbox\w*|other_comment_mandatory|other_numbers_only|scale_export"
    r"|max_subquestions|category_separator).*"
)
# `/…/i`, as PHP writes a pattern.
_PATTERN = re.compile(r"/(?P<inside>.+)/(?P<flags>[ismux]*)\Z", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_FILTERS = frozenset({"array_filter", "array_filter_exclude"})
_IDLE = frozenset({"", "0", "N", "normal", "default", "nothing"})
_CARRIED = frozenset(
    {
        "hidden",
        "min_answers",
        "max_answers",
        "min_num_value_n",
        "max_num_value_n",
        "num_value_int_only",
        "maximum_chars",
        "random_order",
        "answer_order",
        "exclude_all_others",
        "equation",
        "em_validation_q",
        "em_validation_sq",
        "date_min",
        "date_max",
        "multiflexible_checkbox",
        "text_input_width",
        "max_filesize",
        "max_num_of_files",
        "min_num_of_files",
    }
)


def rules(question: LimeQuestion, our_type: str) -> list[str]:
    """Return what the settings ask of the answer, as expressions about `.`."""
    found = []
    attributes = question.attributes
    if our_type in {"select_multiple", "rank"}:
        for name, sign in (("min_answers", ">="), ("max_answers", "<=")):
            if _is_number(attributes.get(name, "")):
                found.append(f"count-selected(.) {sign} {attributes[name].strip()}")
    if our_type == "select_multiple":
        for code in attributes.get("exclude_all_others", "").split(";"):
            if code.strip() and code.strip() in {each.code for each in question.subquestions}:
                found.append(f"not(selected(., '{code.strip()}') and count-selected(.) > 1)")
    if our_type in {"integer", "decimal"}:
        for name, sign in (("min_num_value_n", ">="), ("max_num_value_n", "<=")):
            if _is_number(attributes.get(name, "")):
                found.append(f". {sign} {attributes[name].strip()}")
    if our_type == "date":
        for name, sign in (("date_min", ">="), ("date_max", "<=")):
            if _DAY.match(day := attributes.get(name, "").strip()):
                found.append(f". {sign} '{day}'")
    if pattern := pattern_of(question.validation):
        quote = '"' if "'" in pattern else "'"
        found.append(f"regex(., {quote}{pattern}{quote})")
    return found


def pattern_of(written: str) -> str:
    """Return the pattern that must cover the whole answer; "" when there is none.

    LimeSurvey looks for its pattern anywhere in the answer.
    """
    found = _PATTERN.match(written.strip())
    if not found or ("'" in found["inside"] and '"' in found["inside"]):
        return ""
    inside = found["inside"]
    whole = inside.startswith("^") and inside.endswith("$") and "|" not in inside
    start = "(?i)" if "i" in found["flags"] else ""
    return start + (inside if whole else rf"[\s\S]*(?:{inside})[\s\S]*")


def equation(question: LimeQuestion, split: bool) -> str:
    """Return the equation that the answer must fulfil, that of each part when it is split."""
    return question.attributes.get("em_validation_sq" if split else "em_validation_q", "").strip()


def not_carried(question: LimeQuestion) -> list[str]:
    """Return the settings that change what may be answered and are not carried over."""
    carried = _CARRIED | (_FILTERS if question.type in TABLES else frozenset())
    if question.type in TABLES and question.attributes.get("em_validation_q"):
        carried -= {"em_validation_q"}
    return sorted(
        name
        for name, value in question.attributes.items()
        if value.strip() not in _IDLE and name not in carried and not _LOOKS.fullmatch(name)
    )


def parameters(question: LimeQuestion, our_type: str) -> dict[str, str]:
    """The parameters of our type that the attributes of a question amount to."""
    attributes = question.attributes
    found = {}
    limit = attributes.get("maximum_chars", "").strip()
    if our_type == "text" and limit.isascii() and limit.isdigit():
        found["maxlength"] = limit
    shuffled = attributes.get("random_order") == "1" or attributes.get("answer_order") == "random"
    if our_type in {"select_one", "select_multiple", "rank"} and shuffled:
        found["randomize"] = "true"
    return found


def _is_number(written: str) -> bool:
    return bool(re.fullmatch(r"\s*-?\d{1,12}(\.\d{1,6})?\s*", written, re.ASCII))
