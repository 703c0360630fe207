from __future__ import annotations

from app.corpus.held_originals import HOLDERS
from app.extensions import Base
from app.models import PlanImport, StrategyVersion, VersionEvent

SEALS = {PlanImport, StrategyVersion, VersionEvent}
"""Their SHA-256 is that of what they hold themselves: no file stands under it."""


def test_whatever_keeps_a_file_of_its_own_holds_it():
    """A table that is not among them would lose its file when another row lets go of the same."""
    keeping = {one.class_ for one in Base.registry.mappers if "sha256" in one.columns}
    assert keeping - SEALS == set(HOLDERS)
