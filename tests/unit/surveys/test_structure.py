"""How much a questionnaire may hold."""

from surveys.structure import structure_problems
from tests.unit.surveys.making import question, survey


def test_a_questionnaire_has_five_thousand_rows_and_no_more() -> None:
    rows = [question(f"q{number}") for number in range(5_001)]
    assert structure_problems(survey(*rows[:-1])) == []
    assert [each.code for each in structure_problems(survey(*rows))] == ["too_many_items"]
