from __future__ import annotations

import hashlib

import pytest

from app.strategy.versions.sealing import NotSealable, canonical, seal_of


def test_the_order_of_keys_says_nothing_and_letters_stay_as_they_are():
    one = {"b": ["é", 1, None, True], "a": {"z": "", "y": "\u2028"}}
    other = {"a": {"y": "\u2028", "z": ""}, "b": ["é", 1, None, True]}
    assert canonical(one) == canonical(other) == '{"a":{"y":"\u2028","z":""},"b":["é",1,null,true]}'
    assert seal_of(one) == hashlib.sha256(canonical(other).encode()).hexdigest()
    assert seal_of(one) != seal_of({**one, "b": [1, "é", None, True]})


@pytest.mark.parametrize("value", [{"a": [1.0]}, {"a": b""}, {1: "a"}])
def test_what_has_no_single_written_form_is_refused(value):
    with pytest.raises(NotSealable):
        canonical(value)
