"""A LimeSurvey questionnaire as its files tell it, before it is translated."""

from dataclasses import dataclass, field


@dataclass
class LimeOption:
    """A subquestion or an answer; `scale` is 1 on the second scale of a double array."""

    code: str
    texts: dict[str, str] = field(default_factory=dict)
    scale: str = "0"
    relevance: str = ""


@dataclass
class LimeQuestion:
    """One question; `type` is LimeSurvey's letter, `soft` that it only insists on an answer.

    `partial_defaults` tells that some of its parts have a default of their own.
    """

    code: str
    type: str
    texts: dict[str, str] = field(default_factory=dict)
    helps: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    mandatory: bool = False
    other: bool = False
    validation: str = ""
    default: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    subquestions: list[LimeOption] = field(default_factory=list)
    answers: list[LimeOption] = field(default_factory=list)
    soft: bool = False
    has_conditions: bool = False
    partial_defaults: bool = False
    row: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass
class LimeGroup:
    """A page."""

    texts: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    questions: list[LimeQuestion] = field(default_factory=list)
    shuffled: bool = False
    row: int | None = None


@dataclass
class LimeSurvey:
    """A whole questionnaire; `leftovers` names the parts of the file that are not carried over."""

    code: str = ""
    languages: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    welcomes: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    groups: list[LimeGroup] = field(default_factory=list)
    leftovers: dict[str, int | None] = field(default_factory=dict)


def option(options: list[LimeOption], code: str, scale: str) -> LimeOption:
    """Return the option with this code, added when it is new."""
    for each in options:
        if each.code == code and each.scale == scale:
            return each
    options.append(LimeOption(code, scale=scale))
    return options[-1]
