"""Templates: none unused, no logic that belongs elsewhere, a title on each page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
FILES = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
CODE = "\n".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
PAGES = {name: text for name, text in FILES.items() if '{% extends "base.html" %}' in text}


def test_every_template_is_used() -> None:
    sources = CODE + "\n".join(FILES.values())
    assert [name for name in FILES if f'"{name}"' not in sources] == []


def _with_plain_calls(text: str) -> str:
    """`made_once(macro, …)` calls the macro."""
    return re.sub(r"\bmade_once\((\w+)", r"\1(", text)


def test_every_macro_is_used() -> None:
    called = Counter(re.findall(r"\b(\w+)\(", _with_plain_calls("\n".join(FILES.values()))))
    unused = []
    for name, text in FILES.items():
        for macro in re.findall(r"{%-? macro (\w+)\(", text):
            if called[macro] < 2:
                unused.append(f"{name}: {macro}")
    assert unused == []


def test_every_imported_macro_is_called() -> None:
    unused = []
    for name, text in FILES.items():
        for line in re.findall(r"{% from [^%]+ import ([^%]+) -?%}", text):
            for macro in line.split(","):
                called = macro.removesuffix(" with context").split(" as ")[-1].strip()
                if not re.search(rf"\b{called}\(", _with_plain_calls(text)):
                    unused.append(f"{name}: {called}")
    assert unused == []


def test_every_page_has_a_title_and_a_main_part() -> None:
    for name, text in PAGES.items():
        assert "{% block title %}" in text, name
        assert "{% block main %}" in text, name


def test_no_template_asks_the_database_or_sets_inline_style_or_script() -> None:
    for name, text in FILES.items():
        assert not re.search(r"\bquery\b|\.all\(\)|db\.session", text), name
        assert not re.search(r"\sstyle=", text), name
        assert not re.search(r"\son[a-z]+=", text), name
        assert not re.search(r"<script(?![^>]*nonce)", text), name
        assert "|safe" not in text, name


def test_every_form_that_posts_carries_its_token() -> None:
    for name, text in FILES.items():
        forms = re.findall(r'<form[^>]*method="post".*?</form>', text, re.S)
        for form in forms:
            assert re.search(r"csrf_token|csrf\(|hidden\(", form), name


def test_no_template_stands_outside_its_languages() -> None:
    """French words in a template would be shown to English readers as well."""
    for name, text in FILES.items():
        visible = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]+>", " ", text, flags=re.S)
        assert not re.search(r"[éèêàùçÉÈÀ]", visible), name
