from __future__ import annotations

import enum

import app.models as models
from app.web.labels import LABELS


def test_every_value_of_every_enum_has_a_name_on_the_screen():
    enums = [
        thing
        for thing in vars(models).values()
        if isinstance(thing, type) and issubclass(thing, enum.Enum)
    ]
    assert len(enums) >= 10
    missing = [value for kind in enums for value in kind if (kind, value.value) not in LABELS]
    assert missing == []
