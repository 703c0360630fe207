"""The choice `other` of a question with `or_other`, and its free text.

A value with a free text is a mapping, `{"codes": ["a", "other"], "other": "…"}`; without one it
stays the plain code or the plain list of codes.
"""

from surveys.model import Choice, Choices, Question
from surveys.problems import AnswerError
from surveys.texts import Texts
from surveys.types.base import shown
from surveys.types.field_spec import FieldChoice, FieldPart
from surveys.types.single import tidy
from surveys.types.value import RawAnswer, Value

OTHER = "other"
LONGEST = 1_000

_LABEL = Texts(fr="Autre", en="Other")
_SPECIFY = Texts(fr="Précisez", en="Please specify")


def offered(question: Question, choices: Choices) -> tuple[Choice, ...]:
    """Return the options, with `other` at the end when the question has it."""
    if question.or_other and OTHER not in choices.names:
        return (*choices.options, Choice(OTHER, _LABEL))
    return choices.options


def other_part(question: Question, language: str | None) -> tuple[FieldPart, ...]:
    """The field for an answer in own words, when the question offers one."""
    if not question.or_other:
        return ()
    label = _SPECIFY.text(language)
    return (FieldPart(OTHER, "text", label, {"maxlength": str(LONGEST)}),)


def specify_label(question: Question, language: str | None) -> str:
    """What is said beside the field of an answer in own words."""
    return f"{question.labels.text(language)} – {_SPECIFY.text(language)}"


def read_codes(raw: RawAnswer, question: Question, choices: Choices) -> list[str]:
    """Return the codes posted, each once, in the order of the options.

    Raises AnswerError: unknown_choice, unreadable.
    """
    given = {tidy(value) for value in raw.values} - {""}
    unknown = given - choices.names - ({OTHER} if question.or_other else set())
    if unknown:
        raise AnswerError("unknown_choice", choice=min(unknown)[:200])
    if len(given) < 2:
        return list(given)
    return [choice.name for choice in offered(question, choices) if choice.name in given]


def read_other(raw: RawAnswer, question: Question, codes: list[str]) -> str:
    """Return the free text, nothing when `other` is not chosen.

    Raises AnswerError: too_long, unreadable.
    """
    text = " ".join(tidy(raw.parts.get(OTHER, "")).splitlines())
    if not question.or_other or OTHER not in codes:
        return ""
    if len(text) > LONGEST:
        raise AnswerError("too_long", length=len(text), limit=LONGEST)
    return text


def codes_of(value: Value | None) -> list[str]:
    """Return the codes held by the value of any question with choices."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [str(code) for code in value.get("codes", ())]
    return [str(code) for code in value] if isinstance(value, list) else [str(value)]


def other_of(value: Value | None) -> str:
    """The answer in own words, empty when there is none."""
    return str(value.get(OTHER, "")) if isinstance(value, dict) else ""


def shown_options(
    question: Question, choices: Choices, language: str | None
) -> tuple[FieldChoice, ...]:
    """The choices as a field shows them, “other” among them."""
    return shown(offered(question, choices), language)
