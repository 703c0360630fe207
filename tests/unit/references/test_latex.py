from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.references.latex import read_latex, write_latex


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"D{\'e}veloppement \`a l'{\'E}tat", "Développement à l'État"),
        (r"na\"{\i}ve \c{c}a Fran\c cois \v{S} {\ss} \o{}", "naïve ça François Š ß ø"),
        (r"\oe uvre {\OE}uvre \aa", "œuvre Œuvre å"),
        (r"\emph{a} {\em b} \textbf{\'e}", "a b é"),
        (r"a~b -- c --- d ``x''", "a\u00a0b – c — d “x”"),
        (r"50\,\% \& \_ \{x\}", "50\u00a0% & _ {x}"),
        (r"\textbackslash{}section", r"\section"),
        (r"\inconnu reste", r"\inconnu reste"),
        ("rien à lire", "rien à lire"),
    ],
)
def test_latex_is_read_as_text(latex, text):
    assert read_latex(latex) == text


@given(st.text(alphabet=list("ab\\{}&%$#_^~@-'` é’«»\"=.io"), max_size=14))
def test_any_text_is_read_as_it_was_written(text):
    assert read_latex(write_latex(text)) == text
