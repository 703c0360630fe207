from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from app.web.filters import size, unbroken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Combien ?", "Combien\N{NO-BREAK SPACE}?"),
        (
            "« Oui » : pourquoi",
            "«\N{NO-BREAK SPACE}Oui\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: pourquoi",
        ),
        ("%(part)s %% de %(whole)s", "%(part)s\N{NO-BREAK SPACE}%% de %(whole)s"),
        ("Why? Because: so.", "Why? Because: so."),
    ],
)
def test_a_french_mark_is_never_alone_on_a_line(text, said):
    assert unbroken(text) == said


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("fr", 80_349_000_000, "80,3 Go"),
        ("fr", 17_400_000, "17,4 Mo"),
        ("fr", 0, "0 o"),
        ("en", 999, "999 byte"),
        ("en", 1_000, "1 kB"),
        ("en", 5_000_000_000_000_000, "5,000 TB"),
    ],
)
def test_a_size_is_told_as_readers_of_a_language_do(language, number, said):
    app = Flask(__name__)
    Babel(app)
    with app.app_context(), force_locale(language):
        assert size(number) == said.replace(" ", "\N{NO-BREAK SPACE}")
