"""Into which categories answers fall."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.types.tallies import InOrder
from surveys.variables import NOT_ASKED, variables_of, with_classes
from surveys.yaml_form import read_yaml

SURVEY = read_yaml("""
code: essai
title: Essai
lists:
  types: {asso: Association, coop: Coopérative}
  lieux: {ville: Ville, bourg: Bourg}
items:
  - organisation: structure
    label: Structure
    list: types
    parameters: {territories: lieux}
  - select_multiple: domaines
    list: types
    label: Domaines
    or_other: yes
  - rank: ordre
    list: lieux
    label: Ordre
  - integer: salaries
    label: Salariés
  - decimal: part
    label: Part
  - text: nom
    label: Nom
  - repeat: projets
    label: Projets
    items:
      - integer: emplois
        label: Emplois
""")
VARIABLES = variables_of(SURVEY, "fr")


def test_an_organisation_is_two_variables_and_a_repeat_none():
    assert list(VARIABLES) == [
        "structure#actor_type",
        "structure#territory",
        "domaines",
        "ordre",
        "salaries",
        "part",
    ]


def test_everybody_has_a_column_also_without_an_answer():
    kind = VARIABLES["structure#actor_type"]
    column = [{"name": "A", "actor_type": "coop"}, {"name": "B"}, None, NOT_ASKED]
    assert kind.indicators(column).tolist() == [
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
    ]


def test_each_option_counts_and_a_ranking_by_its_first_place():
    several = {"codes": ["asso", "other"], "other": "Une ville"}
    assert VARIABLES["domaines"].codes(several) == ["asso", "other"]
    assert VARIABLES["ordre"].codes(["bourg", "ville"]) == ["bourg"]


def once(numbers):
    return InOrder((number, 1) for number in numbers)


def test_numbers_are_cut_into_classes_open_at_both_ends():
    cut = with_classes(VARIABLES["salaries"], once(range(100)), "fr")
    labels = [label for _code, label in cut.categories]
    assert labels == ["19 ou moins", "de 20 à 39", "de 40 à 59", "de 60 à 79", "plus de 79"]
    assert cut.indicators(range(100)).sum(axis=0)[:5].tolist() == [20] * 5


def test_no_class_stays_empty_where_many_gave_the_same_number():
    cut = with_classes(VARIABLES["salaries"], InOrder([(0, 50), (1, 20), (3000, 1)]), "fr")
    assert [label for _code, label in cut.categories] == ["0 ou moins", "1", "plus de 1"]


@pytest.mark.parametrize("numbers", [[], [4], [4, 4, 4]])
def test_too_few_numbers_make_one_class(numbers):
    assert len(with_classes(VARIABLES["part"], once(numbers), "fr").categories) == 1


def test_decimals_are_written_as_the_reader_writes_them():
    cut = with_classes(VARIABLES["part"], once([0.5, 1.5, 2.5, 3.5, 4.5, 5.5]), "fr")
    assert cut.categories[0][1] == "1,5 ou moins"
    assert replace(cut, cuts=()).codes(3.0) == ["0"]
