from __future__ import annotations

from app.corpus.held_originals import HOLDERS
from app.extensions import Base


def test_whatever_keeps_a_file_of_its_own_holds_it():
    """A table that is not among them would lose its file when another row lets go of the same."""
    keeping = {one.class_ for one in Base.registry.mappers if "sha256" in one.columns}
    assert keeping == set(HOLDERS)
