"""What is printed and scanned leads to PUBLIC_URL, whatever host a request came by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.web.addresses import whole_address


@pytest.mark.parametrize(
    ("public_url", "expected"),
    [
        ("https://concerter.example", "https://concerter.example/a"),
        ("", "http://forged.example/a"),
    ],
)
def test_the_setting_goes_before_the_host_of_the_request(app, monkeypatch, public_url, expected):
    settings = replace(app.extensions["settings"], public_url=public_url)
    monkeypatch.setitem(app.extensions, "settings", settings)
    with app.test_request_context("/", headers={"Host": "forged.example"}):
        assert whole_address("/a") == expected
