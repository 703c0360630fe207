"""From a LimeSurvey questionnaire to ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.limesurvey import attributes, naming
from surveys.limesurvey.html_text import holds_media, text_of
from surveys.limesurvey.question_types import PLAIN_TYPES, REASONS_LEFT_OUT
from surveys.limesurvey.relevance import NotSimple, translate
from surveys.limesurvey.scales import READY_MADE
from surveys.limesurvey.source import LimeGroup, LimeOption, LimeQuestion, LimeSurvey
from surveys.model import Choice, Group, Item, Question, Survey
from surveys.reading import Unsupported
from surveys.texts import NO_TEXT, Texts

_COMMENT = Texts(fr="Commentaire", en="Comment")

# `{Q1}`, `{Q1.shown}`: an answer quoted in a text.
_QUOTE = re.compile(r"\{\s*([A-Za-z_]\w*)(?:\.(?:shown|NAOK|value|code))?\s*\}")
_BRACES = re.compile(r"(?<!\$)\{[^{}\s][^{}]*\}")


@dataclass
class Converting:
    """Makes items; gathers the lists of choices and everything that is not carried over."""

    source: LimeSurvey
    unsupported: list[Unsupported] = field(default_factory=list)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def survey(self) -> Survey:
        source = self.source
        self.names = naming.variables(source)
        self._drop_untranslated_equations()
        languages = tuple(source.languages) or ("fr",)
        items = tuple(
            self._group(number, group) for number, group in enumerate(source.groups, start=1)
        )
        for what, row in source.leftovers.items():
            self._tell("", what, "This part of the file is not carried over.", row)
        settings = {
            name: text
            for name, texts in (("welcome", source.welcomes), ("thanks", source.ends))
            if (text := self._texts(texts, "", None).text(languages[0]))
        }
        return Survey(
            code=source.code,
            title=self._texts(source.titles, "", None),
            languages=languages,
            default_language=languages[0],
            items=items,
            choice_lists=self.lists,
            settings=settings,
        )

    def _drop_untranslated_equations(self) -> None:
        """Forget the names of equations that we cannot compute, and of those that use them."""
        names = dict(self.names)
        while True:
            lost = {
                question.code
                for group in self.source.groups
                for question in group.questions
                if question.type == "*" and question.code in names
                if _equation(question, names) is None
            }
            if not lost:
                break
            gone = {f"${{{naming.name_of(code)}}}" for code in lost}
            names = {name: here for name, here in names.items() if here not in gone}
        self.names = names

    def _group(self, number: int, group: LimeGroup) -> Group:
        name = f"section_{number}"
        items: list[Item] = []
        for question in group.questions:
            items += self._question(question)
        if group.row is not None:
            self.rows[name] = group.row
        return Group(
            name,
            tuple(items),
            self._texts(group.texts, name, group.row),
            self._texts(group.descriptions, name, group.row),
            self._relevance(group.relevance, name, group.row),
        )

    def _question(self, question: LimeQuestion) -> list[Item]:
        name = naming.name_of(question.code)
        if question.row is not None:
            self.rows[name] = question.row
        if question.type == "*":
            return self._equation(question, name)
        if question.type not in PLAIN_TYPES and question.type not in naming.SPLIT:
            reason = REASONS_LEFT_OUT.get(
                question.type, "This type of question does not exist here."
            )
            self._tell(name, f"type {question.type}", reason, question.row, kept=False)
            return []
        self._tell_details(question, name)
        if question.type in naming.SPLIT:
            return [self._table(question, name)]
        return self._plain(question, name)

    def _plain(self, question: LimeQuestion, name: str) -> list[Item]:
        kind, appearance = PLAIN_TYPES[question.type]
        if kind == "decimal" and question.attributes.get("num_value_int_only") == "1":
            kind = "integer"
        list_name = self._list(question, name) if kind in _WITH_CHOICES else ""
        relevant = self._relevance(question.relevance, name, question.row)
        made = Question(
            name,
            kind,
            labels=self._texts(question.texts, name, question.row),
            hints=self._texts(question.helps, name, question.row),
            required=_always() if question.mandatory and kind != "note" else None,
            relevant=relevant,
            constraint=self._constraint(question, kind, name),
            default=question.default if "{" not in question.default else "",
            list_name=list_name,
            or_other=question.other and question.type in "L!MP",
            appearance=appearance,
            parameters=attributes.parameters(question, kind),
        )
        if question.default and not made.default:
            self._tell(name, "default", "The default is computed by LimeSurvey.", question.row)
        return [made, *self._comments(question, name, relevant)]

    def _comments(self, question: LimeQuestion, name: str, relevant: Formula | None) -> list[Item]:
        if question.type == "O":
            comment = naming.part_name(question, "comment")
            return [Question(comment, "text", _COMMENT, relevant=relevant, appearance="multiline")]
        if question.type != "P":
            return []
        return [
            Question(
                naming.part_name(question, f"{sub.code}comment"),
                "text",
                self._texts(sub.texts, name, question.row),
                _COMMENT,
                relevant=Formula.parse(f"selected(${{{name}}}, '{sub.code}')"),
            )
            for sub in question.subquestions
        ]

    def _table(self, question: LimeQuestion, name: str) -> Group:
        """Several short texts or numbers, or one scale for several statements."""
        kind = {"Q": "text", "K": "decimal"}.get(question.type, "likert")
        list_name = self._list(question, name) if kind == "likert" else ""
        rows = []
        for sub in question.subquestions:
            row = naming.part_name(question, sub.code)
            rows.append(
                Question(
                    row,
                    kind,
                    labels=self._texts(sub.texts, name, question.row),
                    required=_always() if question.mandatory else None,
                    relevant=self._relevance(sub.relevance, row, question.row),
                    constraint=self._constraint(question, kind, name),
                    list_name=list_name,
                    parameters=attributes.parameters(question, kind),
                )
            )
        return Group(
            name,
            tuple(rows),
            self._texts(question.texts, name, question.row),
            self._texts(question.helps, name, question.row),
            self._relevance(question.relevance, name, question.row),
            "table-list" if kind == "likert" else "",
        )

    def _equation(self, question: LimeQuestion, name: str) -> list[Item]:
        formula = _equation(question, self.names)
        if formula is None:
            reason = "The equation uses what is not supported here."
            self._tell(name, "type *", reason, question.row, kept=False)
            return []
        relevant = self._relevance(question.relevance, name, question.row)
        labels = NO_TEXT
        return [Question(name, "calculate", labels, relevant=relevant, calculation=formula)]

    def _list(self, question: LimeQuestion, name: str) -> str:
        if question.type in READY_MADE:
            list_name, choices = READY_MADE[question.type]
            self.lists[list_name] = choices
            return list_name
        options = question.answers
        if question.type in naming.MULTIPLE or (question.type == "R" and not options):
            options = question.subquestions
        first = [each for each in options if each.scale == "0"]
        self.lists[name] = tuple(self._choice(each, name, question.row) for each in first)
        return name

    def _choice(self, option: LimeOption, name: str, row: int | None) -> Choice:
        if option.relevance.strip() not in {"", "1"} and not option.relevance.strip().isdigit():
            reason = f"The condition of the choice “{option.code}” is not carried over."
            self._tell(name, "relevance", reason, row)
        return Choice(option.code, self._texts(option.texts, name, row))

    def _constraint(self, question: LimeQuestion, kind: str, name: str) -> Formula | None:
        rules = attributes.rules(question, kind)
        if question.validation.strip() and not attributes.regular_expression(
            question.validation.strip()
        ):
            self._tell(name, "validation", "The pattern is not carried over.", question.row)
        kept = []
        for rule in rules:
            try:
                kept.append(Formula.parse(rule).text)
            except ExpressionError as error:
                self._tell(name, "validation", error.message, question.row)
        return Formula.parse(" and ".join(kept)) if kept else None

    def _relevance(self, written: str, name: str, row: int | None) -> Formula | None:
        try:
            text = translate(written, self.names)
            return Formula.parse(text) if text else None
        except (NotSimple, ExpressionError) as error:
            reason = f"The condition “{written.strip()[:200]}” is not carried over: {error}."
            self._tell(name, "relevance", reason, row)
            return None

    def _texts(self, written: Mapping[str, str], name: str, row: int | None) -> Texts:
        if any(holds_media(html) for html in written.values()):
            self._tell(name, "HTML", "A picture, a film or a script in the text is left out.", row)
        return Texts(
            {language: self._quotes(text_of(html), name, row) for language, html in written.items()}
        )

    def _quotes(self, text: str, name: str, row: int | None) -> str:
        def quote(found: re.Match[str]) -> str:
            here = self.names.get(found[1], "")
            return here if here.startswith("${") else found[0]

        quoted = _QUOTE.sub(quote, text)
        if _BRACES.search(quoted):
            self._tell(name, "text", "The text holds an expression, left as it is written.", row)
        return quoted

    def _tell_details(self, question: LimeQuestion, name: str) -> None:
        row = question.row
        for setting in attributes.not_carried(question):
            self._tell(name, setting, "This setting is not carried over.", row)
        if question.attributes.get("hidden") == "1":
            self._tell(name, "hidden", "The question is always shown here.", row)
        if question.has_conditions and question.relevance.strip() in {"", "1"}:
            self._tell(name, "conditions", "Conditions of the old kind are not carried over.", row)
        if question.other and question.type not in "L!MP":
            self._tell(name, "other", "The choice “other” is not carried over.", row)

    def _tell(self, name: str, what: str, reason: str, row: int | None, kept: bool = True) -> None:
        told = Unsupported(name, what, reason, row, kept)
        if told not in self.unsupported:
            self.unsupported.append(told)


_WITH_CHOICES = frozenset({"select_one", "select_multiple", "rank", "likert"})


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
