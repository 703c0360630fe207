"""What people write cannot act on a page."""

from __future__ import annotations

import pytest

from app.web.prose import LONGEST, is_one_line, prose, without_hidden_signs


def test_paragraphs_lists_and_emphasis_are_shown() -> None:
    shown = prose("Bonjour **à tous**\n\n- un\n- deux")
    assert "<strong>à tous</strong>" in shown
    assert "<li>deux</li>" in shown


def test_links_lend_nobody_our_name() -> None:
    shown = prose("[ici](https://exemple.fr 'titre')")
    assert 'rel="ugc nofollow noopener noreferrer"' in shown
    assert "title=" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://exemple.fr/espion.png)",
        '<https://exemple.fr/"onmouseover=alert(1)>',
        "<style>body{display:none}</style>",
        "[a]: javascript:alert(1)\n\n[a]",
        "<svg/onload=alert(1)>",
        '<a href="https://exemple.fr" style="position:fixed">x</a>',
        "&lt;script&gt;",
    ],
)
def test_nothing_that_is_typed_acts(text: str) -> None:
    shown = prose(text)
    tags = shown.replace("<p>", "").replace("</p>", "")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<svg" not in shown
    assert "<style" not in shown
    assert 'href="javascript' not in tags
    assert 'href="data' not in tags
    assert "style=" not in tags or "&lt;a" in tags


def test_a_name_cannot_hide_signs_that_turn_it_round() -> None:
    assert without_hidden_signs("Marie\u202e \u200bDurand") == "Marie Durand"
    assert without_hidden_signs("👩‍👧 नमस्‍ते") == "👩‍👧 नमस्‍ते"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Votre avis\N{NO-BREAK SPACE}: 80\N{NARROW NO-BREAK SPACE}%", True),
        ("", True),
        ("Avis\r\nBcc: a@region.example", False),
        ("Avis\N{LINE SEPARATOR}", False),
        ("Avis\0", False),
        ("Avis \N{RIGHT-TO-LEFT OVERRIDE}", False),
    ],
)
def test_a_line_may_hold_spaces_that_do_not_break_and_nothing_hidden(
    text: str, is_one: bool
) -> None:
    assert is_one_line(text) is is_one


def test_a_very_long_text_is_shown_as_it_was_typed() -> None:
    shown = prose("*" * (LONGEST + 1) + "<b>")
    assert "&lt;b&gt;" in shown
