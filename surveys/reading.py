"""What every reader of definitions returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.model import Survey

# Why something of a file is not carried over, or not as it was.
REASONS: Mapping[str, str] = {
    # of any format
    "refers_to_left_out": "It refers to a question that is left out.",
    "quotes_left_out": "The text quotes an answer that is left out.",
    "expression": "The expression uses what does not exist here: {why}",
    "default_not_computed": "This default cannot be computed here.",
    "unknown_type": "This type of question does not exist here.",
    "as_file": "Nothing is recorded on the page: a file is asked instead.",
    "as_day": "The day is asked, without the hour.",
    "as_text": "The code is typed in, not scanned.",
    "place": "Places on a map are not asked here.",
    "renamed": "Two items are called “{old}”: this one is called “{new}” here.",
    "no_text": "It has no text of its own: its name is shown instead.",
    "nothing_left": "It shows a picture, a sound or a film only, which are not carried over.",
    # of an XLSForm
    "disabled": "The row is switched off in the form.",
    "metadata": "The form would collect data about the device or the moment, unseen.",
    "external": "Choices kept in another file are not supported; put them in the choices sheet.",
    "searched": "Choices looked up in another file are not supported; the list is kept.",
    "choices_of_repeat": "Choices taken from the entries of a repeat are not supported.",
    "loop": "Loops over a list are not supported; the questions are asked once.",
    "column": "This column is not carried over.",
    "media": "Pictures, sounds and films are not carried over.",
    "read_only": "The answer can be changed here.",
    "recomputed": "The value is not computed again when the other answer changes.",
    "sheet": "This sheet is not carried over.",
    "encryption": "Answers are not encrypted with a key of the form.",
    "submission_url": "Answers stay on this platform.",
    "instance_name": "Responses are not named by the form.",
    # of a LimeSurvey file
    "part": "This part of the file is not carried over.",
    "language_question": "The language is chosen on the page, not asked.",
    "split_array": "Each cell of the table is a question of its own.",
    "too_many_cells": "The table has more cells than can be asked one by one.",
    "condition": "The condition “{written}” is not carried over: {why}.",
    "validation_equation": "The rule “{written}” is not carried over: {why}.",
    "always_shown": "The question is always shown here.",
    "choice_condition": "The condition of the choice “{choice}” is not carried over.",
    "old_conditions": "Conditions of the old kind are not carried over.",
    "other_choice": "The choice “other” is not carried over.",
    "pattern": "The pattern is not carried over.",
    "rule": "This rule is not carried over: {why}",
    "equation": "The equation uses what is not supported here.",
    "text_expression": "The text holds an expression, left as it is written.",
    "html_media": "A picture, a film or a script in the text is left out.",
    "setting": "This setting is not carried over.",
    "shuffled": "The questions keep their order here.",
    "soft": "An answer is asked for and may be left out in LimeSurvey; here it may be left out.",
}


@dataclass(frozen=True)
class Unsupported:
    """Something of the file that is not carried over, or not as it was.

    `row` is a line of the file when it has lines; `name` the question's; `what` the type, the
    column or the setting, as the file calls it; `code` one of `REASONS`, `details` what its
    sentence needs; `kept` whether the question itself is there, without this.
    """

    name: str
    what: str
    code: str
    row: int | None = None
    kept: bool = False
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The reason in English."""
        return REASONS[self.code].format_map(self.details)


@dataclass(frozen=True)
class ReadResult:
    """A questionnaire, what was left out of it, and what the reader has to say."""

    survey: Survey
    unsupported: tuple[Unsupported, ...] = ()
    warnings: tuple[str, ...] = ()
