"""What the corpus says of those who speak."""

from __future__ import annotations

import pytest

from app.corpus.attributes import attributes_of
from app.models import OrganisationKind


def test_a_kind_of_body_has_no_name_outside_an_application():
    with pytest.raises(RuntimeError, match="inside an application only"):
        attributes_of(OrganisationKind.NETWORK, "Mayenne")
    assert attributes_of(None, "Mayenne") == {"Département": "Mayenne"}
