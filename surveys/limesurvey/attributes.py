"""The advanced settings of LimeSurvey's questions, those that we carry over and the others."""

import re

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
    pattern = question.validation.strip()
    if regular := regular_expression(pattern):
        quote = '"' if "'" in regular else "'"
        found.append(f"regex(., {quote}{regular}{quote})")
    return found


def regular_expression(written: str) -> str:
    """Return what stands between the slashes of `/…/`; "" when it is something else."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        inside = written[1:-1]
        return "" if "'" in inside and '"' in inside else inside
    return ""


def not_carried(question: LimeQuestion) -> list[str]:
    """Return the settings that change what may be answered and are not carried over."""
    return sorted(
        name
        for name, value in question.attributes.items()
        if value.strip() not in _IDLE and name not in _CARRIED and not _LOOKS.fullmatch(name)
    )


def parameters(question: LimeQuestion, our_type: str) -> dict[str, str]:
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
