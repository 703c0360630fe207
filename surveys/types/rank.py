"""Options put in order."""

from collections.abc import Sequence

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType, shown
from surveys.types.columns import Cell, Column, Measure
from surveys.types.field_spec import FieldPart, FieldSpec
from surveys.types.other import codes_of
from surveys.types.single import tidy
from surveys.types.summaries import RankedOption, RankSummary
from surveys.types.tallies import Values, tallied
from surveys.types.value import Raw, RawAnswer, Value, raw_answer


class Rank(QuestionType):
    """The value is the list of codes from the first to the last; some may be left unranked.

    Read from values in order (`["b", "a"]`) or from one part an option holding its place
    (`{"a": "2", "b": "1"}`), which works without a script.
    """

    name = "rank"
    measure = Measure.ORDINAL
    takes_choices = True

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        places = {"inputmode": "numeric", "min": "1", "max": str(len(choices.options))}
        return FieldSpec(
            question.name,
            "rank",
            question.labels.text(language),
            question.hints.text(language),
            choices=shown(choices, language),
            parts=tuple(
                FieldPart(each.name, "select", each.label(language), places) for each in choices
            ),
        )

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> list[str] | None:
        answer = raw_answer(raw)
        codes = [code for value in answer.values if (code := tidy(value))]
        if not codes:
            codes = _in_order(answer)
        for place, code in enumerate(codes):
            if code not in choices.names:
                raise AnswerError("unknown_choice", choice=code[:200])
            if code in codes[:place]:
                raise AnswerError("ranked_twice", choice=code)
        return codes or None

    def to_raw(self, value: Value) -> RawAnswer:
        codes = codes_of(value)
        return RawAnswer(tuple(codes), {code: str(n) for n, code in enumerate(codes, start=1)})

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> RankSummary:
        """Points by Borda 1781: the first of k options gets k - 1 points, the last none.

        Options left unranked share equally the points of the places left, so that everybody
        gives the same number of points.
        """
        found = tallied(values)
        rankings = [(codes_of(value), times) for value, times in found.given]
        options = [
            _ranked(each.name, each.label(language), rankings, len(choices.options))
            for each in choices
        ]
        options.sort(key=lambda option: -option.borda)
        return RankSummary(len(found), found.answered, tuple(options))

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        label = question.labels.text(language)
        return tuple(
            Column(
                f"{question.name}.{each.name}",
                f"{label} – {each.label(language)}",
                numeric=True,
                measure=self.measure,
            )
            for each in choices
        )

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        places = {code: float(n) for n, code in enumerate(codes_of(value), start=1)}
        return tuple(places.get(each.name) for each in choices)

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        parts = {
            each.name: f"{cell:g}" if isinstance(cell, float) else str(cell)
            for each, cell in zip(choices, cells, strict=False)
            if cell is not None
        }
        return self.read(RawAnswer((), parts), question, choices)


def _in_order(answer: RawAnswer) -> list[str]:
    places: dict[int, str] = {}
    for code, written in answer.parts.items():
        rank = tidy(written)
        if not rank:
            continue
        place = int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 10 else 0
        if not 1 <= place <= 10_000:
            raise AnswerError("not_a_rank", rank=rank[:20])
        if place in places:
            raise AnswerError("same_rank", rank=place)
        places[place] = code
    return [places[rank] for rank in sorted(places)]


def _ranked(
    code: str, label: str, rankings: list[tuple[list[str], int]], size: int
) -> RankedOption:
    ranks = [0] * size
    points = 0.0
    for ranking, times in rankings:
        if code in ranking:
            place = ranking.index(code)
            if place < size:
                ranks[place] += times
            points += times * max(0, size - 1 - place)
        else:
            points += times * max(0, size - 1 - len(ranking)) / 2
    count = sum(ranks)
    mean = sum(n * (place + 1) for place, n in enumerate(ranks)) / count if count else None
    return RankedOption(code, label, points, ranks[0] if ranks else 0, mean, tuple(ranks))
