from __future__ import annotations

import pytest

from app.models import OrganisationKind
from app.organisations.representativeness.population import Figure
from app.organisations.representativeness.population_grid import grid_of, sent_grid

ASSOCIATION = OrganisationKind.ASSOCIATION


@pytest.mark.parametrize(
    "typed", ["-3", "12,5", "beaucoup", "99999999999", "1000001", "=1+1", "\x00", "²"]
)
def test_a_figure_that_is_no_number_is_told_and_stays_as_it_was_typed(typed):
    grid = sent_grid({"territory-0": "Mayenne", "n-association-0": typed})
    assert grid.problems == {(ASSOCIATION, "Mayenne")}
    assert grid.figures == ()
    assert grid.cells == {(ASSOCIATION, "Mayenne"): typed}


def test_names_of_territories_are_tidied_and_stand_once():
    grid = sent_grid(
        {
            "territory-0": " Sarthe\u202e ",
            "territory-1": "Sarthe",
            "territory-2": "V\x00endée",
            "n-association-0": "4",
            "n-association-1": "",
        }
    )
    assert grid.territories == ("Sarthe", "V endée")
    assert grid.figures == (Figure(ASSOCIATION, "Sarthe", 4),)


def test_a_table_has_room_for_forty_territories():
    grid = grid_of([], []).with_territories(f"T{n}" for n in range(60))
    assert len(grid.territories) == 40
