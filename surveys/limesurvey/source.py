"""A LimeSurvey questionnaire as its files tell it, before it is translated."""

from dataclasses import dataclass, field


@dataclass
class LimeOption:
    """A subquestion or an answer; `scale` is 1 on the second scale of a double array."""

    code: str
    texts: dict[str, str] = field(default_factory=dict)
    scale: str = "0"
    relevance: str = ""


class Options(dict[tuple[str, str], LimeOption]):
    """Options in order, found again by code and scale: a translation repeats those of the base."""

    def of(self, code: str, scale: str) -> LimeOption:
        """Return the option with this code, added when it is new."""
        return self.setdefault((code, scale), LimeOption(code, scale=scale))


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
    subquestion_rows: Options = field(default_factory=Options)
    answer_rows: Options = field(default_factory=Options)
    soft: bool = False
    has_conditions: bool = False
    partial_defaults: bool = False
    row: int | None = None
    aliases: tuple[str, ...] = ()

    @property
    def subquestions(self) -> list[LimeOption]:
        return list(self.subquestion_rows.values())

    @property
    def answers(self) -> list[LimeOption]:
        return list(self.answer_rows.values())


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
