"""Questionnaires to write on."""

from __future__ import annotations

import pytest

from surveys.yaml_form import read_yaml
from tests.building import FORM, Building, building_of


@pytest.fixture
def building(session, sign_in) -> Building:
    return building_of(session, sign_in, read_yaml(FORM))


@pytest.fixture
def nothing(session, sign_in) -> Building:
    return building_of(session, sign_in, read_yaml("{code: a, title: A, items: []}"))
