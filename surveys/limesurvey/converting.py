"""From a LimeSurvey questionnaire to ours."""

from collections import defaultdict
from collections.abc import Mapping

from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.limesurvey import attributes, naming
from surveys.limesurvey.carrying import Carrying
from surveys.limesurvey.html_text import text_of
from surveys.limesurvey.question_types import PLAIN_TYPES, REASONS_LEFT_OUT
from surveys.limesurvey.relevance import NotSimple, translate
from surveys.limesurvey.source import LimeGroup, LimeQuestion, LimeSurvey
from surveys.limesurvey.tables import row_choices, tables
from surveys.model import Group, Item, Question, Survey
from surveys.texts import NO_TEXT, Texts

_COMMENT = Texts(fr="Commentaire", en="Comment")
_WITH_CHOICES = frozenset({"select_one", "select_multiple", "rank", "likert"})
_HIDEABLE = frozenset({"text", "integer", "decimal"})


def convert(source: LimeSurvey) -> tuple[Survey, Carrying]:
    """Return the questionnaire, and what was gathered on the way."""
    languages = tuple(source.languages) or ("fr",)
    carrying = Carrying(languages, _computable(source, naming.variables(source)))
    prefix = _free_prefix(source)
    items = tuple(
        _section(carrying, f"{prefix}_{number}", group)
        for number, group in enumerate(source.groups, start=1)
    )
    for what, row in source.leftovers.items():
        carrying.tell("", what, "part", row)
    settings = {
        name: text
        for name, texts in (("welcome", source.welcomes), ("thanks", source.ends))
        if (text := carrying.texts(texts, "", None).text(languages[0]))
    }
    survey = Survey(
        code=source.code,
        title=carrying.texts(source.titles, "", None),
        languages=languages,
        default_language=languages[0],
        items=items,
        choice_lists=carrying.lists,
        settings=settings,
    )
    return survey, carrying


def _computable(source: LimeSurvey, names: Mapping[str, str]) -> Mapping[str, str]:
    """Forget the names of equations that we cannot compute, and of those that use them."""
    users: dict[str, list[str]] = defaultdict(list)
    lost: list[str] = []
    for group in source.groups:
        for question in group.questions:
            if question.type == "*" and question.code in names:
                name = naming.name_of(question.code)
                formula = _equation(question, names)
                if formula is None:
                    lost.append(name)
                for used in formula.references if formula else ():
                    users[used].append(name)
    gone: set[str] = set()
    while lost:
        name = lost.pop()
        if name not in gone:
            gone.add(name)
            lost += users[name]
    quotes = {f"${{{name}}}" for name in gone}
    return {name: here for name, here in names.items() if here not in quotes}


def _free_prefix(source: LimeSurvey) -> str:
    """Return a prefix for the names of the sections that no question's name starts with."""
    codes = [question.code.casefold() for group in source.groups for question in group.questions]
    prefix = "section"
    while any(code.startswith(prefix) for code in codes):
        prefix += "_"
    return prefix


def _section(carrying: Carrying, name: str, group: LimeGroup) -> Group:
    items = [item for question in group.questions for item in _items(carrying, question)]
    if group.row is not None:
        carrying.rows[name] = group.row
    if group.shuffled:
        carrying.tell(name, "randomization_group", "shuffled", group.row)
    return Group(
        name,
        tuple(items),
        carrying.texts(group.texts, name, group.row),
        carrying.texts(group.descriptions, name, group.row),
        carrying.relevance(group.relevance, name, group.row),
    )


def _items(carrying: Carrying, question: LimeQuestion) -> list[Item]:
    name = naming.name_of(question.code)
    if question.row is not None:
        carrying.rows[name] = question.row
    if question.type == "*":
        return _computed(carrying, question, name)
    if question.type not in PLAIN_TYPES and question.type not in naming.TABLES:
        code = REASONS_LEFT_OUT.get(question.type, "unknown_type")
        carrying.tell(name, f"type {question.type}", code, question.row, kept=False)
        return []
    _tell_details(carrying, question, name)
    if question.type in naming.TABLES:
        return [*tables(carrying, question, name)]
    return _plain(carrying, question, name)


def _plain(carrying: Carrying, question: LimeQuestion, name: str) -> list[Item]:
    kind, appearance = PLAIN_TYPES[question.type]
    if kind == "decimal" and question.attributes.get("num_value_int_only") == "1":
        kind = "integer"
    if kind in _HIDEABLE and question.attributes.get("hidden") == "1":
        kind, appearance = "hidden", ""
    relevant = carrying.relevance(question.relevance, name, question.row)
    made = Question(
        name,
        kind,
        labels=carrying.label(question.texts, name, question.row),
        hints=carrying.texts(question.helps, name, question.row),
        required=_always() if question.mandatory and kind not in {"note", "hidden"} else None,
        relevant=relevant,
        constraint=carrying.constraint(question, kind, name) if kind != "hidden" else None,
        default=question.default if "{" not in question.default else "",
        list_name=row_choices(carrying, question, name) if kind in _WITH_CHOICES else "",
        or_other=question.other and question.type in "L!MP",
        appearance=appearance,
        parameters=attributes.parameters(question, kind),
    )
    if question.default and not made.default:
        carrying.tell(name, "default", "default_not_computed", question.row)
    return [made, *_comments(carrying, question, name, relevant)]


def _comments(
    carrying: Carrying, question: LimeQuestion, name: str, relevant: Formula | None
) -> list[Item]:
    label = carrying.own(_COMMENT)
    if question.type == "O":
        comment = naming.part_name(question, "comment")
        return [Question(comment, "text", label, relevant=relevant, appearance="multiline")]
    if question.type != "P":
        return []
    return [
        Question(
            naming.part_name(question, f"{sub.code}comment"),
            "text",
            carrying.label(sub.texts, name, question.row),
            label,
            relevant=Formula.parse(f"selected(${{{name}}}, '{sub.code}')"),
        )
        for sub in question.subquestions
    ]


def _computed(carrying: Carrying, question: LimeQuestion, name: str) -> list[Item]:
    formula = _equation(question, carrying.names)
    if formula is None:
        carrying.tell(name, "type *", "equation", question.row, kept=False)
        return []
    relevant = carrying.relevance(question.relevance, name, question.row)
    return [Question(name, "calculate", NO_TEXT, relevant=relevant, calculation=formula)]


def _tell_details(carrying: Carrying, question: LimeQuestion, name: str) -> None:
    row = question.row
    for setting in attributes.not_carried(question):
        carrying.tell(name, setting, "setting", row)
    kind = PLAIN_TYPES.get(question.type, ("", ""))[0]
    if question.attributes.get("hidden") == "1" and kind not in _HIDEABLE:
        carrying.tell(name, "hidden", "always_shown", row)
    if question.has_conditions and question.relevance.strip() in {"", "1"}:
        carrying.tell(name, "conditions", "old_conditions", row)
    if question.other and question.type not in "L!MP":
        carrying.tell(name, "other", "other_choice", row)
    if question.soft:
        carrying.tell(name, "mandatory", "soft", row)
    if question.partial_defaults:
        carrying.tell(name, "default", "default_not_computed", row)
    if question.type == "D" and "H" in question.attributes.get("date_format", ""):
        carrying.tell(name, "date_format", "as_day", row)


def _always() -> Formula:
    return Formula.parse("true()")


def _equation(question: LimeQuestion, names: Mapping[str, str]) -> Formula | None:
    """Return the calculation: the setting `equation`, or the text of the question."""
    written = question.attributes.get("equation") or next(iter(question.texts.values()), "")
    text = text_of(written).strip()
    if not (text.startswith("{") and text.endswith("}") and text.count("{") == 1):
        return None
    try:
        translated = translate(text, names) or text[1:-1].strip()
        return Formula.parse(translated)
    except (NotSimple, ExpressionError):
        return None
