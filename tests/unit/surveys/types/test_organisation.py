import pytest

from surveys.model import Choices
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.organisation import read_siret
from surveys.types.value import RawAnswer
from tests.unit.surveys.making import COLOURS, question

KIND = type_named("organisation")
ASKED = question("o", "organisation", "Structure")
CHOICES = Choices(COLOURS, COLOURS)


@pytest.mark.parametrize(
    "written", ["73282932000074", "732 829 320 00074", "732\u202f829\u202f320\u202f00074"]
)
def test_a_siret_is_kept_as_its_digits(written: str) -> None:
    assert read_siret(written) == "73282932000074"


def test_an_establishment_of_la_poste_follows_its_own_sum() -> None:
    assert read_siret("35600000049837") == "35600000049837"
    with pytest.raises(AnswerError):
        read_siret("35600000049838")


@pytest.mark.parametrize("written", ["73282932000075", "732829320", "abc"])
def test_a_wrong_siret_is_refused(written: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_siret(written)
    assert caught.value.code == "not_a_siret"


def test_an_organisation_has_a_name_and_what_was_filled() -> None:
    raw = RawAnswer((), {"name": " Le  Tiers-Lieu ", "siret": "", "actor_type": "red"})
    value = KIND.read(raw, ASKED, CHOICES)
    assert value == {"name": "Le Tiers-Lieu", "actor_type": "red"}
    assert KIND.for_expressions(value) == "red"
    assert KIND.read(RawAnswer(), ASKED, CHOICES) is None


def test_an_organisation_without_a_name_or_of_an_unknown_type_is_refused() -> None:
    for parts, code in (
        ({"siret": "73282932000074"}, "organisation_without_name"),
        ({"name": "A", "territory": "mauve"}, "unknown_choice"),
        ({"name": "A" * 301}, "too_long"),
    ):
        with pytest.raises(AnswerError) as caught:
            KIND.read(RawAnswer((), parts), ASKED, CHOICES)
        assert caught.value.code == code


def test_without_a_list_the_type_of_actor_is_a_free_text() -> None:
    assert (
        KIND.read(RawAnswer((), {"name": "A", "actor_type": "Scop"}), ASKED)["actor_type"] == "Scop"
    )
    assert [part.widget for part in KIND.field(ASKED).parts] == ["text"] * 4
    assert [part.widget for part in KIND.field(ASKED, CHOICES).parts][2:] == ["select", "select"]


def test_organisations_are_counted_by_type_and_territory() -> None:
    values = [
        {"name": "A", "siret": "73282932000074", "actor_type": "red"},
        {"name": "A bis", "siret": "73282932000074", "actor_type": "red", "territory": "blue"},
        None,
    ]
    summary = KIND.summary(values, ASKED, CHOICES, "fr")
    assert (summary.asked, summary.answered, summary.distinct) == (3, 2, 1)
    assert summary.actor_types.options[0].count == 2
    assert summary.territories.answered == 1
