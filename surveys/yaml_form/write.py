"""Writing a questionnaire as YAML."""

from collections.abc import Mapping
from typing import Any

import yaml

from surveys.model import Choice, Item, Question, Repeat, Survey
from surveys.texts import Texts


class _Dumper(yaml.SafeDumper):
    """Texts of several lines are written as blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def write_yaml(survey: Survey) -> str:
    """Return a text that `read_yaml` reads as an equal Survey."""
    language = survey.default_language
    document = {
        "code": survey.code,
        "title": _text(survey.title, language),
        "version": survey.version,
        "default_language": language,
        "languages": list(survey.languages),
        "settings": dict(survey.settings),
        "lists": {
            name: _choices(options, language) for name, options in survey.choice_lists.items()
        },
        "items": [_item(item, language) for item in survey.items],
    }
    return yaml.dump(
        _filled(document, "items"),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )


def _item(item: Item, language: str) -> dict[str, Any]:
    common = {
        "label": _text(item.labels, language),
        "hint": _text(item.hints, language),
        "appearance": item.appearance,
    }
    formulas = {column: formula.text for column, formula in item.formulas().items()}
    if isinstance(item, Question):
        formulas.pop("default", None)
        if formulas.get("required") == "true()":
            formulas["required"] = "yes"
        return {item.type: item.name} | _filled(
            common
            | {
                "list": item.list_name,
                "or_other": "yes" if item.or_other else "",
                "parameters": dict(item.parameters),
                "default": item.default,
            }
            | formulas
            | {
                "required_message": _text(item.required_messages, language),
                "constraint_message": _text(item.constraint_messages, language),
            }
        )
    kind = "repeat" if isinstance(item, Repeat) else "group"
    if "repeat_count" in formulas:
        formulas["count"] = formulas.pop("repeat_count")
    inside = [_item(child, language) for child in item.items]
    return {kind: item.name} | _filled(common | formulas | {"items": inside}, "items")


def _choices(options: tuple[Choice, ...], language: str) -> Any:
    """Write names with their labels, or one mapping a choice when there is more to say."""
    short = {choice.name: _text(choice.labels, language) for choice in options}
    if len(short) == len(options) and not any(choice.filters for choice in options):
        return short
    return [
        {"name": choice.name}
        | _filled({"label": _text(choice.labels, language), "filters": dict(choice.filters)})
        for choice in options
    ]


def _text(texts: Texts, language: str) -> str | dict[str, str]:
    return texts[language] if set(texts) == {language} else dict(texts) or ""


def _filled(mapping: Mapping[str, Any], *kept: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value or key in kept}
