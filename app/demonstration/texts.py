"""From the demonstration's files to contributions, each with what a writer would link it to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.corpus.intake import NewContribution, NewRespondent, cut, source_key
from app.demonstration.closed_answers import draw


@dataclass(frozen=True)
class Said:
    """A contribution, and the code of the objective to which a careful writer links it."""

    contribution: NewContribution
    objective: str | None = None


def closed_answers(
    questionnaire: dict[str, Any], kinds: dict[str, str], seed: int
) -> list[NewRespondent]:
    """Everybody who answered the questionnaire, those who wrote something first."""
    questions = questionnaire["closed_questions"]
    known = [
        {"kind": person["kind"], "department": person["department"]}
        for person in questionnaire["respondents"]
    ]
    drawn = draw(questions, known, questionnaire["responses"], seed)
    names = {question["code"]: question["label"] for question in questions}
    return [
        NewRespondent(
            key=f"response-{number}",
            attributes={names[code]: kinds.get(answer, answer) for code, answer in answers.items()},
        )
        for number, answers in enumerate(drawn, start=1)
    ]


def open_answers(questionnaire: dict[str, Any], respondents: list[NewRespondent]) -> Iterator[Said]:
    """The open answers, each with its question."""
    questions = {one["code"]: one["label"] for one in questionnaire["open_questions"]}
    for person, respondent in zip(questionnaire["respondents"], respondents, strict=False):
        for code, answer in person["answers"].items():
            text = answer.strip()
            yield Said(
                NewContribution(
                    key=source_key(questionnaire["code"], respondent.key, code, text),
                    text=text,
                    spans=cut(text),
                    question=questions[code],
                    received_on=person["date"],
                    respondent=respondent,
                ),
                person.get("objectives", {}).get(code),
            )
