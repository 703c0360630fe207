"""Words that would like to be more than words: scripts, formulas, commands, queries."""

from __future__ import annotations

import csv
import html.parser
import io
import re
import secrets
from urllib.parse import quote

import openpyxl

from tests.security.attacked import Attacked
from tests.security.attacks.crawling import check_marks
from tests.security.outsider import Answer, Outsider, hidden_field, words_in
from tests.security.payloads import (
    FORMULAS,
    LEAST,
    QUERIES,
    RICH,
    SCRIPTS,
    TEMPLATES,
    number_of_inputs,
)

CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{5}(?:-[2-9A-HJKMNP-Z]{5}){3}\b")
LISTS = (
    "contributions",
    "ideas/BOITE",
    "bibliography",
    "submissions/APPEL",
    "moderation",
    "moderation/log",
    "conferences/CONF/registrations",
    "documents",
    "coverage",
    "receipts",
    "",
)
ARGUMENTS = (
    "q",
    "order",
    "sort",
    "after",
    "before",
    "page",
    "territory",
    "kind",
    "channel",
    "next",
)


def test_the_attacks_are_many() -> None:
    assert number_of_inputs() >= LEAST


def post_idea(browser: Outsider, attacked: Attacked, **said: str) -> Answer:
    """Post an idea as its form does; the page that thanks for it."""
    page = f"{attacked.home}/ideas/BOITE/new"
    form = browser.get(page).text
    fields = {"title": "Une idée", "key": secrets.token_hex(20), "step": "post", "text": ""}
    fields["shown"] = hidden_field(form, "shown")
    answer = browser.post(page, {**fields, **said})
    assert answer.status in (302, 422)
    return browser.get(answer.location) if answer.status == 302 else answer


def test_a01_scripts_that_people_type_are_shown_as_they_were_typed(attacked: Attacked) -> None:
    """ASVS 5.3.3: in the page of their author, at the desk, in the log, where they are checked."""
    author, steward = attacked.visitor(), attacked.person("steward")
    for script in SCRIPTS:
        title = script[:120]
        told = post_idea(author, attacked, title=title, text=script * 2, signature=script[:90])
        assert told.status in (200, 422), script
        assert script not in told.text
    pages = [f"{attacked.home}/{one}" for one in ("moderation", "moderation/log", "contributions")]
    pages += [f"{attacked.home}/mine", f"{attacked.home}/ideas/BOITE"]
    for browser in (author, steward):
        for page in pages:
            shown = browser.get(page).text
            assert [script for script in SCRIPTS if script in shown] == [], page


def test_a02_a27_what_is_asked_is_escaped_or_refused_and_infers_nothing(attacked: Attacked) -> None:
    """ASVS 5.1.3, 5.3.4, 5.3.5: every argument of every list, scripts and SQL."""
    wrong: list[str] = []
    for name in ("visitor", "steward"):
        browser = attacked.visitor() if name == "visitor" else attacked.person(name)
        for number, asked in enumerate((*SCRIPTS, *QUERIES)):
            where = LISTS[number % len(LISTS)]
            said = "&".join(f"{one}={quote(asked)}" for one in ARGUMENTS)
            alone = f"{ARGUMENTS[number % len(ARGUMENTS)]}={quote(asked)}"
            for query in (said, alone):
                answer = browser.get(f"{attacked.home}/{where}?{query}")
                wrong += check_marks(answer, attacked, where, name)
                if answer.status not in (200, 302, 400, 403, 404):
                    wrong.append(f"{answer.status} {where}?{query}")
                if "<" in asked and asked in answer.text:
                    wrong.append(f"not escaped: {where}?{query}")
    assert wrong == []


def test_a27_a_private_field_is_not_inferred_by_sorting_or_filtering(attacked: Attacked) -> None:
    """ASVS 5.3.4: what names a column of the database sorts no otherwise than what names none."""
    browser = attacked.visitor()
    where = f"{attacked.home}/ideas/BOITE"
    for argument in ("order", "sort"):
        known = [browser.get(f"{where}?{argument}={quote(one)}") for one in QUERIES]
        unknown = browser.get(f"{where}?{argument}=zzzz")
        assert {one.status for one in known} == {unknown.status}, argument


class _Tags(html.parser.HTMLParser):
    """The attributes in the main part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside = False
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_inside |= tag == "main"
        if self.is_inside:
            self.found += [(tag, name, value or "") for name, value in (attrs or [("", "")])]


def test_a03_text_that_a_steward_lays_out_holds_no_script(attacked: Attacked) -> None:
    """ASVS 5.2.1, 5.2.2, 5.2.7: what administrators write is cleaned as well."""
    steward, reader = attacked.person("steward"), attacked.visitor()
    page = f"{attacked.home}/newsletters/new"
    form = steward.get(page).text
    said = {"key": hidden_field(form, "key"), "title": "Lettre", "text": "\n\n".join(RICH)}
    # Whatever the button that sends is called.
    pressed = re.search(r'<button[^>]*name="([^"]+)"[^>]*value="([^"]+)"[^>]*type="submit"', form)
    sent = steward.post(page, {**said, **({pressed[1]: pressed[2]} if pressed else {})})
    shown = reader.get(sent.location) if sent.status == 302 else sent
    tags = _Tags()
    tags.feed(shown.text)
    assert "vbscript" in shown.text or sent.status == 302
    wicked = ("javascript:", "data:", "vbscript:")
    for tag, name, value in tags.found:
        assert not name.startswith("on"), (tag, name, value)
        assert name != "style", (tag, name, value)
        if name in ("href", "src", "action"):
            assert not value.strip().lower().startswith(wicked), (tag, name, value)
        assert not (tag == "img" and value.lower().startswith(wicked))


def test_a05_no_cell_of_an_export_is_a_formula(attacked: Attacked) -> None:
    """ASVS 5.2.5: CSV, XLSX and ODS of what people typed."""
    visitor, steward = attacked.visitor(), attacked.person("steward")
    for formula in FORMULAS:
        post_idea(visitor, attacked, title=formula + "x", text=formula, signature=formula)
        register(visitor, attacked, name=formula, organisation=formula, needs=formula)
    desk = f"{attacked.home}/questionnaire-desk/{attacked.plan['ids']['questionnaire_code']}"
    places = [
        f"{attacked.home}/exports/contributions.csv",
        f"{attacked.home}/exports/everything.xlsx",
        f"{attacked.home}/conferences/CONF/registrations.csv",
        f"{attacked.home}/conferences/CONF/registrations.xlsx",
        f"{attacked.home}/moderation/log.csv",
        f"{desk}/results.xlsx",
        f"{desk}/results.ods",
    ]
    seen = 0
    for place in places:
        answer = steward.get(place)
        assert answer.status == 200, place
        for cell in _cells(answer):
            seen += 1
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (place, cell)
        assert "table:formula" not in words_in(answer.body, (".xml",)), place
    assert seen > 100


def _cells(answer: Answer) -> list[str]:
    if answer.body[:2] != b"PK":
        return [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
    if b"opendocument" in answer.body[:200]:
        return []
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return ["=" for cell in cells if cell.data_type == "f"] + ["text"] * len(cells)


def register(browser: Outsider, attacked: Attacked, **said: str) -> Answer:
    page = f"{attacked.home}/conferences/CONF/register"
    form = browser.get(page).text
    fields = {
        "key": hidden_field(form, "key") or secrets.token_hex(16),
        "name": "Une personne",
        "email": f"{secrets.token_hex(6)}@region.example",
        "kind": "association",
        "shown": hidden_field(form, "shown"),
    }
    return browser.post(page, {**fields, **said})


def test_a06_html_in_an_imported_table_is_shown_as_text(attacked: Attacked) -> None:
    """ASVS 5.3.3, 12.3.1: the columns, the preview and the report of an import."""
    steward = attacked.person("writer")
    rows = "\n".join(f'"{script.replace(chr(34), chr(34) * 2)}";"x"' for script in SCRIPTS)
    content = f'"<script>alert(1)</script>";"b"\n{rows}\n'.encode()
    name = "<img src=x onerror=alert(1)>.csv"
    sent = steward.post(
        f"{attacked.home}/imports/new", {}, files={"file": (name, content, "text/csv")}
    )
    assert sent.status == 302
    where = sent.location
    for page in (where, where.rsplit("/", 1)[0], f"{attacked.home}/imports"):
        shown = steward.get(page)
        assert shown.status in (200, 302)
        assert [one for one in (*SCRIPTS, name) if one in shown.text] == []


def test_a28_commands_of_engines_are_literal_text_in_pages_and_files(attacked: Attacked) -> None:
    """ASVS 5.2.5, 5.2.8: Jinja, typst, LaTeX, file addresses; HTML, text and PDF."""
    browser = attacked.visitor()
    told = post_idea(browser, attacked, title="{{7*7}}", text="\n".join(TEMPLATES))
    assert "{{7*7}}" in told.text
    code = CODE.search(told.text)
    assert code is not None
    for ending in ("pdf", "txt", "json"):
        file = browser.get(f"{attacked.home}/receipts/{code[0]}/receipt.{ending}")
        assert file.status == 200
        words = re.sub(r"\s", "", words_in(file.body))
        assert "{{7*7}}" in words, ending
        assert "root:x:" not in words
        assert attacked.secret_key not in words
