"""Questionnaires to write on, and what is known of those who speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.corpus.attributes import attributes_of
from app.models import OrganisationKind
from surveys.yaml_form import read_yaml
from tests.building import FORM, Building, building_of


@pytest.fixture
def building(session, sign_in) -> Building:
    return building_of(session, sign_in, read_yaml(FORM))


@pytest.fixture
def nothing(session, sign_in) -> Building:
    return building_of(session, sign_in, read_yaml("{code: a, title: A, items: []}"))


@pytest.fixture
def inside(app) -> Iterator[None]:
    """Have the words of the application during a test that sends no request."""
    with app.app_context():
        yield


@pytest.fixture
def said_of(app) -> Callable[[OrganisationKind, str], dict[str, str]]:
    """What is known of somebody, in the words of the corpus: `said_of(kind, territory)`."""

    def said_of(kind: OrganisationKind, territory: str) -> dict[str, str]:
        with app.app_context():
            return attributes_of(kind, territory)

    return said_of
