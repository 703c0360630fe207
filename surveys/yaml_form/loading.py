"""Plain YAML, where every value is text."""

import re
from collections import Counter
from collections.abc import Hashable
from typing import Any

import yaml

from surveys.problems import Problem, SurveyError

LARGEST = 2_000_000

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class _TextLoader(yaml.SafeLoader):
    """No booleans, numbers or dates; no aliases, which can unfold without end."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.constructor.ConstructorError(
                None, None, "aliases are not used here", self.get_mark()
            )
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        # An escape such as "\0" or "\ud800" makes what no database and no page can hold.
        text = super().construct_scalar(node)
        if isinstance(text, str) and _UNREADABLE.search(text):
            raise yaml.constructor.ConstructorError(
                None, None, "a text holds characters that cannot be kept", node.start_mark
            )
        return text

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        twice = sorted(name for name, count in names.items() if count > 1)
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{twice[0]}” is written twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


def load_text(text: str) -> Any:
    """Return mappings, lists and strings. Raises SurveyError with the line of what is wrong."""
    if len(text) > LARGEST:
        raise SurveyError([Problem("too_large", f"The file has more than {LARGEST} characters.")])
    try:
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        message = f"This is not sound YAML: {error.problem or error.context}."
        raise SurveyError([Problem("not_yaml", message, {}, row)]) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SurveyError([Problem("not_yaml", "This is not sound YAML.")]) from error
