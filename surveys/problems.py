"""What can be wrong with a definition or with an answer, as codes, details and a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a definition.

    `row` is the line of the sheet (or of the text file) where a person finds it, when known.
    """

    code: str
    message: str
    details: Mapping[str, object] = field(default_factory=dict)
    row: int | None = None

    def __str__(self) -> str:
        return self.message if self.row is None else f"Row {self.row}: {self.message}"


class SurveyError(Exception):
    """A definition that cannot be used; `problems` lists everything that was found at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class AnswerError(Exception):
    """An answer that its question refuses.

    `code` is one of `ANSWER_SENTENCES`; `details` holds what the sentence needs.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details: Mapping[str, object] = details
        super().__init__(ANSWER_SENTENCES[code].format_map(details))


ANSWER_SENTENCES: Mapping[str, str] = {
    "required": "This question needs an answer.",
    "constraint": "This answer does not fit the rule of the question.",
    "unreadable": "The text contains characters that cannot be kept.",
    "too_long": "The text has {length} characters; the limit is {limit}.",
    "not_an_integer": "Give a whole number, for instance 12.",
    "not_a_number": "Give a number, for instance 12.5.",
    "too_small": "Give a number of at least {limit}.",
    "too_large": "Give a number of at most {limit}.",
    "not_a_step": "Give a number that goes up from {start} by {step}.",
    "not_a_date": "Give a date, for instance 31/12/2022.",
    "not_a_time": "Give a time, for instance 14:30.",
    "unknown_choice": "“{choice}” is not one of the choices.",
    "several_answers": "Give one answer only.",
    "ranked_twice": "“{choice}” is ranked twice.",
    "same_rank": "Two choices share the rank {rank}.",
    "not_a_rank": "“{rank}” is not a rank.",
    "not_a_siret": "This SIRET number is not valid: it has 14 digits, with a check digit.",
    "organisation_without_name": "Give the name of the organisation.",
    "file_too_large": "The file has {size} bytes; the limit is {limit}.",
    "file_empty": "The file is empty.",
    "unknown_file": "This file was not received; choose it again.",
    "not_asked": "This question does not take an answer.",
    "too_many_rows": "At most {limit} entries can be given here.",
    "unknown_question": "There is no question called “{name}” on this page.",
}
