"""The parts of the documents of a strategy and of its plans, out of a frozen content."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from flask_babel import force_locale

from app.models import ActionFate
from app.publication.documents.comparison_document import compared, comparison_document
from app.publication.documents.noted import line_of_citation
from app.publication.documents.plan_document import market_document, plan_document
from app.publication.documents.site import Cover
from app.publication.documents.strategy_document import strategy_document
from app.strategy.citing import Cited, Notes, Source
from documents.writing import Bullets, Document, Heading, Paragraph, Table

pytestmark = pytest.mark.either_database

EXCERPT = uuid.UUID(int=1)
COVER = Cover("Concertation", "essai", "fr", dt.date(2016, 11, 30))


@pytest.fixture(autouse=True)
def french(app) -> Iterator[None]:
    with app.app_context(), force_locale("fr"):
        yield


def _line(code: str, kind: str, parent: str | None = None, text: str = "", **more) -> dict:
    return {
        "id": code,
        "code": code,
        "kind": kind,
        "kind_label": kind,
        "parent": parent,
        "title": f"Titre {code}",
        "text": text,
        "citations": [],
        "evidence": [],
        "points": [],
        **more,
    }


def _action(code: str, **more) -> dict:
    return {
        "id": code,
        "code": code,
        "title": f"Action {code}",
        "description": "",
        "state": "adopted",
        "reason": "",
        "fate": "added",
        "fate_reason": "",
        "is_specific": False,
        "territories": [],
        "kinds": [],
        "is_market": False,
        "starts_on": None,
        "ends_on": None,
        "budget": None,
        "priority": None,
        "weight": 1,
        "progress": 0,
        "objectives": ["O1"],
        "partners": [{"part": "lead", "name": "La Région", "amount": None}],
        "indicators": [],
        **more,
    }


def _plan(number: int, *actions: dict) -> dict:
    dates = {"starts_on": "2016-11-28", "ends_on": "2018-11-30"}
    return {"number": number, "title": f"Plan {number}", "actions": list(actions), **dates}


def _content(*actions: dict) -> dict:
    evidence = [{"excerpt": "e1", "way": "direct"}, {"excerpt": "e2", "way": "theme"}]
    told = f"Un besoin [[e:{EXCERPT.hex}]], **encore** [[e:{EXCERPT.hex}]] [[r:lesot]] [[r:x]]"
    return {
        "strategy": {"title": "Stratégie", "summary": "", "starts_on": None, "ends_on": None},
        "nodes": [
            _line("E1", "stake"),
            _line("C1", "finding", "E1"),
            _line("C2", "finding", "E1", evidence=evidence[:1]),
            _line("O1", "objective", "E1", told, evidence=evidence),
        ],
        "plan": _plan(1, *actions) if actions else None,
        "figures": dict.fromkeys(
            ("lines", "lines_with_evidence", "excerpts", "points", "citations"), 2
        ),
    }


def _notes(content: dict) -> Notes:
    sources = {
        Cited(EXCERPT): Source(words="Nos mots", where="Nantes"),
        Cited(None, "lesot"): Source(formatted="Lesot, <i>Baromètre &amp; cie</i>."),
    }
    return Notes([line["text"] for line in content["nodes"]], sources)


def _headings(document: Document) -> list[str]:
    return [one.text for one in document.parts if isinstance(one, Heading)]


def _bullets(document: Document) -> list[str]:
    found = [item for one in document.parts if isinstance(one, Bullets) for item in one.items]
    return ["".join(part.text for part in item) for item in found]


def test_a_strategy_has_its_lines_in_order_and_the_notes_of_its_page():
    content = _content()
    document = strategy_document(content, _notes(content), COVER, subtitle="Version 1")
    assert _headings(document)[1:] == ["Stake E1 – Titre E1", "Objective O1 – Titre O1"]
    assert _bullets(document) == ["C1 Titre C1", "C2 Titre C2 (1 extrait)"]
    numbers = document.numbers_of_notes()
    assert numbers == {"1": 1, "2": 2, "3": 3}
    said = {key: "".join(one.text for one in line) for key, line in document.notes.items()}
    assert said["1"] == "« Nos mots » Nantes."
    assert said["2"] == "Lesot, Baromètre & cie."
    assert "Nos mots" not in str(document.parts), "words stand in the notes only"


def test_words_that_were_withdrawn_are_in_no_document():
    content = _content()
    texts = [line["text"] for line in content["nodes"]]
    notes = Notes(texts, {Cited(EXCERPT): Source(is_withdrawn=True)})
    document = strategy_document(content, notes, COVER, subtitle="")
    assert "retirées" in document.notes["1"][0].text


def test_a_plan_tells_each_action_once_and_the_market_part_only_its_own():
    content = _content(
        _action("A1", objectives=["O1", "O2"], budget=1_000, description="Former"),
        _action("A2", objectives=[], is_market=True),
    )
    notes = _notes(content)
    told = _headings(plan_document(content, notes, COVER))
    assert told[2:] == [
        "Objective O1 – Titre O1",
        "A1 – Action A1",
        "Actions sans objectif",
        "A2 – Action A2",
    ]
    assert [one for one in _headings(market_document(content, notes, COVER)) if "A1" in one] == []
    empty = market_document(_content(_action("A1")), notes, COVER)
    assert not any(isinstance(one, Table) for one in empty.parts)


def test_two_plans_tell_what_became_of_each_action_and_why():
    before = _plan(1, _action("A1"), _action("A2"), _action("A3"), _action("A5"))
    after = _plan(
        2,
        _action("A1", fate="carried"),
        _action("A2", title="Autrement", fate="changed", fate_reason="Le bilan"),
        _action("A4"),
        _action("A5", fate="closed", fate_reason="Terminée"),
    )
    found = {one.name[:2]: one for one in compared(before, after)}
    assert {code: one.fate for code, one in found.items()} == {
        "A1": ActionFate.CARRIED,
        "A2": ActionFate.CHANGED,
        "A3": ActionFate.CLOSED,
        "A4": ActionFate.ADDED,
        "A5": ActionFate.CLOSED,
    }
    assert [(old, new) for _name, old, new in found["A2"].changes] == [("Action A2", "Autrement")]
    document = comparison_document(before, after, COVER)
    assert any(isinstance(one, Paragraph) and "Le bilan" in str(one) for one in document.parts)
    assert "Terminée" in str(document.parts)


@pytest.mark.parametrize(
    ("cited", "told"),
    [("", []), ("a <i>b</i>", [("a ", False), ("b", True)]), ("&lt;i&gt;", [("<i>", False)])],
)
def test_a_citation_keeps_its_italics_and_its_signs(cited, told):
    assert [(one.text, one.is_italic) for one in line_of_citation(cited)] == told
