from __future__ import annotations

import pytest

from app.web.redirects import local_path


@pytest.mark.parametrize("target", ["/", "/consultations/x?after=1", "/a#b", "/é"])
def test_a_path_of_this_site_is_kept(target):
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "consultations",
        "//evil.example",
        "/\\evil.example",
        "/////evil.example",
        "/a\\b",
        "/\tevil",
        "/\r\nSet-Cookie: a=b",
        "https://evil.example",
        "javascript:alert(1)",
        "\\/evil.example",
        " /evil",
    ],
)
def test_anything_else_is_refused(target):
    assert local_path(target) is None
