"""Reading a questionnaire from YAML."""

from collections.abc import Callable, Mapping
from typing import Any

from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.model import Choice, Group, Item, Question, Repeat, Survey
from surveys.problems import Problem, SurveyError
from surveys.structure import structure_problems
from surveys.texts import Texts
from surveys.types import TYPES
from surveys.yaml_form.loading import load_text

_DOCUMENT = frozenset(
    {"code", "title", "version", "languages", "default_language", "settings", "lists", "items"}
)
_CONTAINER = frozenset({"label", "hint", "relevant", "appearance", "items"})
_QUESTION = frozenset(
    {
        "label",
        "hint",
        "required",
        "required_message",
        "relevant",
        "constraint",
        "constraint_message",
        "calculation",
        "default",
        "choice_filter",
        "list",
        "or_other",
        "appearance",
        "parameters",
    }
)
_DEEPEST = 40


def read_yaml(text: str) -> Survey:
    """Return the questionnaire. Raises SurveyError with everything that is wrong."""
    document = load_text(text)
    if not isinstance(document, dict):
        raise SurveyError([Problem("not_a_form", "The file holds no questionnaire.")])
    return _Reading(document).survey()


class _Reading:
    """Reads one document, gathering what is wrong."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.default_language = self._plain(document, "default_language") or "fr"

    def survey(self) -> Survey:
        document = self.document
        self._refuse_unknown(document, _DOCUMENT, "the questionnaire")
        languages = document.get("languages") or [self.default_language]
        if not isinstance(languages, list) or not all(isinstance(x, str) for x in languages):
            self._problem("bad_languages", "“languages” is a list of codes, such as [fr, en].")
            languages = [self.default_language]
        survey = Survey(
            code=self._plain(document, "code"),
            title=self._texts(document, "title"),
            languages=tuple(languages),
            default_language=self.default_language,
            items=self._items(document.get("items"), 0),
            choice_lists=self._lists(),
            version=self._plain(document, "version"),
            settings=self._strings(document, "settings"),
        )
        problems = self.problems or structure_problems(survey)
        if problems:
            raise SurveyError(problems)
        return survey

    def _items(self, written: Any, depth: int) -> tuple[Item, ...]:
        if not isinstance(written, list) or depth > _DEEPEST:
            self._problem("bad_items", "“items” is a list of questions and groups.")
            return ()
        items = [self._item(each, depth) for each in written]
        return tuple(item for item in items if item is not None)

    def _item(self, written: Any, depth: int) -> Item | None:
        kinds = [*TYPES, "group", "repeat"]
        found = [kind for kind in kinds if isinstance(written, dict) and kind in written]
        if len(found) != 1:
            shown = ", ".join(map(str, written))[:80] if isinstance(written, dict) else written
            self._problem("bad_item", f"One key must say the type and the name of “{shown}”.")
            return None
        kind = found[0]
        name = self._plain(written, kind)
        where = f"“{name}”"
        if kind in TYPES:
            self._refuse_unknown(written, _QUESTION | {kind}, where)
            return self._question(written, kind, name)
        allowed = _CONTAINER | {kind} | ({"count"} if kind == "repeat" else set())
        self._refuse_unknown(written, allowed, where)
        items = self._items(written.get("items"), depth + 1)
        labels, hints = self._texts(written, "label"), self._texts(written, "hint")
        relevant = self._formula(written, "relevant", name, Formula.condition)
        appearance = self._plain(written, "appearance")
        if kind == "group":
            return Group(name, items, labels, hints, relevant, appearance)
        count = self._formula(written, "count", name, Formula.parse)
        return Repeat(name, items, labels, hints, relevant, appearance, count)

    def _question(self, written: Mapping[str, Any], kind: str, name: str) -> Question:
        return Question(
            name=name,
            type=kind,
            labels=self._texts(written, "label"),
            hints=self._texts(written, "hint"),
            required=self._formula(written, "required", name, Formula.condition),
            required_messages=self._texts(written, "required_message"),
            relevant=self._formula(written, "relevant", name, Formula.condition),
            constraint=self._formula(written, "constraint", name, Formula.parse),
            constraint_messages=self._texts(written, "constraint_message"),
            calculation=self._formula(written, "calculation", name, Formula.parse),
            default=self._plain(written, "default"),
            choice_filter=self._formula(written, "choice_filter", name, Formula.choice_filter),
            list_name=self._plain(written, "list"),
            or_other=self._plain(written, "or_other") in {"yes", "true", "oui"},
            appearance=self._plain(written, "appearance"),
            parameters=self._strings(written, "parameters"),
        )

    def _lists(self) -> dict[str, tuple[Choice, ...]]:
        written = self.document.get("lists") or {}
        if not isinstance(written, dict):
            self._problem("bad_lists", "“lists” gives the choices of each list by its name.")
            return {}
        return {name: self._choices(name, options) for name, options in written.items()}

    def _choices(self, list_name: str, written: Any) -> tuple[Choice, ...]:
        if isinstance(written, dict):
            return tuple(Choice(name, self._texts(written, name)) for name in written)
        choices = []
        for each in written if isinstance(written, list) else [None]:
            if not isinstance(each, dict) or "name" not in each:
                message = f"A choice of the list “{list_name}” has no name."
                self._problem("bad_choice", message)
                continue
            self._refuse_unknown(each, {"name", "label", "filters"}, f"the list “{list_name}”")
            filters = self._strings(each, "filters")
            choices.append(Choice(self._plain(each, "name"), self._texts(each, "label"), filters))
        return tuple(choices)

    def _formula(
        self,
        written: Mapping[str, Any],
        key: str,
        name: str,
        read: Callable[[str], Formula | None],
    ) -> Formula | None:
        text = self._plain(written, key)
        try:
            return read(text) if text else None
        except ExpressionError as error:
            details = {"name": name, "column": key, "offset": error.offset}
            self._problem("bad_expression", f"“{name}”, {key}: {error.message}", details)
            return None

    def _texts(self, written: Mapping[str, Any], key: str) -> Texts:
        value = written.get(key)
        if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
            return Texts(value)
        return Texts({self.default_language: self._plain(written, key)})

    def _strings(self, written: Mapping[str, Any], key: str) -> dict[str, str]:
        value = written.get(key) or {}
        if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
            return dict(value)
        self._problem("not_text", f"“{key}” gives a text for each name.")
        return {}

    def _plain(self, written: Mapping[str, Any], key: str) -> str:
        value = written.get(key, "")
        if value is None or isinstance(value, str):
            return (value or "").strip()
        self._problem("not_text", f"“{key}” is a text.")
        return ""

    def _refuse_unknown(
        self, written: Mapping[str, Any], known: set[str] | frozenset[str], where: str
    ) -> None:
        for key in written:
            if key not in known:
                self._problem("unknown_key", f"“{key}” means nothing in {where}.")

    def _problem(
        self, code: str, message: str, details: Mapping[str, object] | None = None
    ) -> None:
        self.problems.append(Problem(code, message, details or {}))
