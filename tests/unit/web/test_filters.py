from __future__ import annotations

import pytest

from app.web.filters import unbroken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Combien ?", "Combien\N{NO-BREAK SPACE}?"),
        (
            "« Oui » : pourquoi",
            "«\N{NO-BREAK SPACE}Oui\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: pourquoi",
        ),
        ("Why? Because: so.", "Why? Because: so."),
    ],
)
def test_a_french_mark_is_never_alone_on_a_line(text, said):
    assert unbroken(text) == said
