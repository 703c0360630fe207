"""What each part of the translation needs: names, texts, conditions, a list of what is lost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.limesurvey import attributes, naming
from surveys.limesurvey.html_text import holds_media, text_of
from surveys.limesurvey.relevance import NotSimple, translate
from surveys.limesurvey.source import LimeOption, LimeQuestion
from surveys.model import Choice
from surveys.reading import Unsupported
from surveys.texts import Texts

# `{Q1}`, `{Q1.shown}`, `{INSERTANS:1X2X3}`: an answer quoted in a text.
_QUOTE = re.compile(r"\{\s*(?:INSERTANS:)?(\w+)(?:\.(?:shown|NAOK|value|code))?\s*\}")
_BRACES = re.compile(r"(?<!\$)\{[^{}\s][^{}]*\}")


@dataclass
class Carrying:
    """Gathers the lists of choices and everything that is not carried over."""

    languages: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    unsupported: list[Unsupported] = field(default_factory=list)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def tell(
        self, name: str, what: str, code: str, row: int | None, kept: bool = True, **details: str
    ) -> None:
        """List something once."""
        told = Unsupported(name, what, code, row, kept, details)
        if told not in self.unsupported:
            self.unsupported.append(told)

    def texts(self, written: Mapping[str, str], name: str, row: int | None) -> Texts:
        """Return the texts without their HTML, with our way to quote an answer."""
        if any(holds_media(html) for html in written.values()):
            self.tell(name, "HTML", "html_media", row)
        return Texts(
            {language: self._quotes(text_of(html), name, row) for language, html in written.items()}
        )

    def label(self, written: Mapping[str, str], name: str, row: int | None) -> Texts:
        """Return the texts of what is asked; without any, its name is shown."""
        texts = self.texts(written, name, row)
        if texts:
            return texts
        self.tell(name, "text", "no_text", row)
        return Texts({self.languages[0]: name})

    def own(self, texts: Texts) -> Texts:
        """Keep of ready-made texts those in the languages of the questionnaire."""
        kept = {language: texts[language] for language in self.languages if language in texts}
        return Texts(kept or {self.languages[0]: texts["en"]})

    def relevance(self, written: str, name: str, row: int | None) -> Formula | None:
        """Translate a condition; one that cannot be is told, and the item always shown."""
        try:
            text = translate(written, self.names)
            return Formula.parse(text) if text else None
        except (NotSimple, ExpressionError) as error:
            shown = written.strip()[:200]
            self.tell(name, "relevance", "condition", row, written=shown, why=str(error))
            return None

    def choices(self, options: list[LimeOption], name: str, row: int | None) -> tuple[Choice, ...]:
        """Return options of the first scale given, each with its texts."""
        return tuple(self._choice(each, name, row) for each in options)

    def constraint(
        self, question: LimeQuestion, kind: str, name: str, part: str = ""
    ) -> Formula | None:
        """Join the rules of a question; `part` is the subquestion when the question is split."""
        rules = attributes.rules(question, kind)
        if question.validation.strip() and not attributes.pattern_of(question.validation):
            self.tell(name, "validation", "pattern", question.row)
        kept = [text for rule in rules if (text := self._rule(rule, name, question))]
        if equation := attributes.equation(question, split=bool(part)):
            kept += self._equation_rule(equation, question, name, part)
        return Formula.parse(" and ".join(kept)) if kept else None

    def _equation_rule(
        self, equation: str, question: LimeQuestion, name: str, part: str
    ) -> list[str]:
        code = f"{question.code}_{part}" if part else question.code
        here = {code: ".", "this": ".", "self": "."}
        try:
            return [f"({Formula.parse(translate(equation, {**self.names, **here})).text})"]
        except (NotSimple, ExpressionError) as error:
            why = str(error)
            self.tell(
                name,
                "em_validation",
                "validation_equation",
                question.row,
                written=equation[:200],
                why=why,
            )
            return []

    def _rule(self, rule: str, name: str, question: LimeQuestion) -> str:
        try:
            return Formula.parse(rule).text
        except ExpressionError as error:
            self.tell(name, "validation", "rule", question.row, why=error.message)
            return ""

    def _choice(self, option: LimeOption, name: str, row: int | None) -> Choice:
        condition = option.relevance.strip()
        if condition and not condition.isdigit():
            self.tell(name, "relevance", "choice_condition", row, choice=option.code)
        return Choice(option.code, self.texts(option.texts, name, row))

    def _quotes(self, text: str, name: str, row: int | None) -> str:
        def quote(found: re.Match[str]) -> str:
            here = self.names.get(found[1], "")
            return here if here.startswith("${") else found[0]

        quoted = _QUOTE.sub(quote, text)
        if _BRACES.search(quoted):
            self.tell(name, "text", "text_expression", row)
        return quoted


def part_label(carrying: Carrying, question: LimeQuestion, *parts: LimeOption) -> Texts:
    """Return the texts of the parts of a question joined: `Lundi – matin`."""
    name = naming.name_of(question.code)
    texts = [carrying.texts(part.texts, name, question.row) for part in parts]
    languages = dict.fromkeys(language for each in texts for language in each)
    joined = {language: " – ".join(each.text(language) for each in texts) for language in languages}
    return Texts(joined)
