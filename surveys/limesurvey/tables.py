"""Questions of several rows: each row, or each cell, is a question of its own."""

from surveys.formula import Formula
from surveys.limesurvey import attributes, naming
from surveys.limesurvey.carrying import Carrying, part_label
from surveys.limesurvey.scales import READY_MADE
from surveys.limesurvey.source import LimeOption, LimeQuestion
from surveys.model import Choice, Group, Question
from surveys.texts import NO_TEXT, Texts

_ROW_TYPES = {"Q": "text", "K": "decimal"}


def tables(carrying: Carrying, question: LimeQuestion, name: str) -> list[Group]:
    """Return the groups that stand for the question: one, or two for a double scale."""
    if question.type == "1":
        return [_scale(carrying, question, name, scale) for scale in ("0", "1")]
    if question.type in naming.CELLS:
        if question.subquestions and not any(naming.grid(question)):
            carrying.tell(name, f"type {question.type}", "too_many_cells", question.row, False)
            return []
        carrying.tell(name, f"type {question.type}", "split_array", question.row)
        return [_cells(carrying, question, name)]
    kind = _ROW_TYPES.get(question.type, "likert")
    list_name = row_choices(carrying, question, name) if kind == "likert" else ""
    rows = [
        _row(carrying, question, sub, sub.code, kind, list_name) for sub in question.subquestions
    ]
    return [_group(carrying, question, name, rows, kind == "likert")]


def row_choices(carrying: Carrying, question: LimeQuestion, name: str) -> str:
    """Keep the choices of a question and return the name of their list."""
    if question.type in READY_MADE:
        list_name, ready = READY_MADE[question.type]
        carrying.lists[list_name] = tuple(
            Choice(choice.name, carrying.own(choice.labels)) for choice in ready
        )
        return list_name
    options = question.answers
    if question.type in naming.MULTIPLE or (question.type == "R" and not options):
        options = question.subquestions
    first = [each for each in options if each.scale == "0"]
    carrying.lists[name] = carrying.choices(first, name, question.row)
    return name


def _scale(carrying: Carrying, question: LimeQuestion, name: str, scale: str) -> Group:
    list_name = f"{name}_{scale}"
    answers = [each for each in question.answers if each.scale == scale]
    carrying.lists[list_name] = carrying.choices(answers, name, question.row)
    rows = [
        _row(carrying, question, sub, f"{sub.code}_{scale}", "likert", list_name)
        for sub in question.subquestions
    ]
    group = name if scale == "0" else f"{name}_scale_2"
    header = question.attributes.get(f"dualscale_header{'AB'[int(scale)]}", "")
    return _group(carrying, question, group, rows, True, header)


def _cells(carrying: Carrying, question: LimeQuestion, name: str) -> Group:
    """A table of texts or numbers: one question a cell; of boxes: one question a row."""
    lines, columns = naming.grid(question)
    if question.attributes.get("multiflexible_checkbox") == "1":
        carrying.lists[name] = carrying.choices(columns, name, question.row)
        rows = [
            _row(carrying, question, line, line.code, "select_multiple", name) for line in lines
        ]
        return _group(carrying, question, name, rows, False)
    kind = "decimal" if question.type == ":" else "text"
    rows = [
        _row(carrying, question, line, f"{line.code}_{column.code}", kind, "", column)
        for line in lines
        for column in columns
    ]
    return _group(carrying, question, name, rows, False)


def _row(
    carrying: Carrying,
    question: LimeQuestion,
    sub: LimeOption,
    part: str,
    kind: str,
    list_name: str,
    column: LimeOption | None = None,
) -> Question:
    name = naming.part_name(question, part)
    parts = [sub, column] if column else [sub]
    labels = part_label(carrying, question, *parts) or Texts({carrying.languages[0]: part})
    return Question(
        name,
        kind,
        labels=labels,
        required=Formula.parse("true()") if question.mandatory else None,
        relevant=_relevance(carrying, question, sub, name),
        constraint=carrying.constraint(question, kind, name, part),
        list_name=list_name,
        parameters=attributes.parameters(question, kind),
    )


def _relevance(
    carrying: Carrying, question: LimeQuestion, sub: LimeOption, name: str
) -> Formula | None:
    """The condition of a row, and that of the boxes ticked in another question."""
    found = carrying.relevance(sub.relevance, name, question.row)
    conditions = [found.text] if found else []
    for setting, form in (("array_filter", "{}"), ("array_filter_exclude", "not({})")):
        for source in question.attributes.get(setting, "").split(";"):
            box = carrying.names.get(f"{source.strip()}_{sub.code}")
            if box is not None and box.startswith("selected("):
                conditions.append(form.format(box))
    if len(conditions) < 2:
        return Formula.parse(conditions[0]) if conditions else None
    return Formula.parse(" and ".join(f"({each})" for each in conditions))


def _group(
    carrying: Carrying,
    question: LimeQuestion,
    name: str,
    rows: list[Question],
    table: bool,
    header: str = "",
) -> Group:
    own = naming.name_of(question.code)
    labels = carrying.label(question.texts, own, question.row)
    if header:
        labels = Texts({language: f"{text} – {header}" for language, text in labels.items()})
    hints = carrying.texts(question.helps, own, question.row) if name == own else NO_TEXT
    relevant = carrying.relevance(question.relevance, own, question.row)
    return Group(name, tuple(rows), labels, hints, relevant, "table-list" if table else "")
