"""The parts of the documents of a strategy and of its plans, out of a frozen content."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import fields

import pytest
from flask_babel import force_locale

from app.models import ActionFate, ActionState, Plan
from app.publication.documents.comparison_document import comparison_document
from app.publication.documents.noted import NotedTexts, line_of_citation
from app.publication.documents.plan_document import market_document, plan_document
from app.publication.documents.site import Cover
from app.publication.documents.strategy_document import strategy_document
from app.strategy.citing import Cited, Notes, Source
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.revising.comparing import Comparison, compared
from app.strategy.plans.sources import RestsOn
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
    assert said["1"] == "«\N{NO-BREAK SPACE}Nos mots\N{NO-BREAK SPACE}» Nantes."
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


def _line_of(code: str, **more) -> ActionLine:
    values = {field.name: None for field in fields(ActionLine)}
    told = {"code": code, "title": f"Action {code}", "description": "", "reason": ""}
    kept = {"state": ActionState.ADOPTED, "fate": ActionFate.CARRIED, "fate_reason": ""}
    lists = dict.fromkeys(("territories", "kinds", "objectives", "partners"), ())
    return ActionLine(
        **{**values, **told, **kept, **lists, "node_id": uuid.uuid5(EXCERPT, code), **more}
    )


def test_two_plans_tell_what_became_of_each_action_and_why():
    after = (
        _line_of("A1"),
        _line_of("A2", title="Autrement", fate=ActionFate.CHANGED, fate_reason="Le bilan"),
        _line_of("A4", fate=ActionFate.ADDED),
        _line_of("A5", fate=ActionFate.CLOSED, fate_reason="Terminée"),
    )
    sources = {after[2].node_id: RestsOn(((EXCERPT, "Être payé à temps"),), 3)}
    days = {"starts_on": dt.date(2016, 11, 1), "ends_on": dt.date(2018, 11, 30)}
    plans = [Plan(number=number, title=f"Plan {number}", **days) for number in (1, 2)]
    actions = compared([_line_of(code) for code in ("A1", "A2", "A3", "A5")], after, sources)
    document = comparison_document(Comparison(*plans, actions), COVER)
    chapters = [one.text for one in document.parts if isinstance(one, Heading) and one.level == 1]
    assert chapters[1:] == [
        "Actions nouvelles",
        "Actions modifiées",
        "Actions non reconduites",
        "Actions reconduites telles quelles",
        "Actions sur lesquelles le nouveau plan ne dit rien encore",
    ]
    plans_told, *tables = [one for one in document.parts if isinstance(one, Table)]
    assert [row[3][0].text for row in plans_told.rows] == ["4", "3"], "what is closed is no more"
    assert "1er\N{NO-BREAK SPACE}novembre" in plans_told.rows[0][2][0].text
    told = str(tables)
    for one in ("Être payé à temps\\n3 extraits", "Autrement", "Terminée"):
        assert one in told
    assert "Le bilan" in str([one for one in document.parts if isinstance(one, Paragraph)])
    assert _bullets(document) == ["A1 – Action A1", "A3 – Action A3"]


def test_two_notes_that_follow_each_other_are_not_read_as_one_number():
    content = _content()
    text = content["nodes"][3]["text"] = f"Un besoin[[e:{EXCERPT.hex}]][[r:lesot]]"
    (paragraph,) = NotedTexts(_notes(content)).parts(text)
    assert [one.note or one.text for one in paragraph.line] == [
        "Un besoin",
        "1",
        ",\N{NO-BREAK SPACE}",
        "2",
    ]
    assert paragraph.line[2].is_raised


@pytest.mark.parametrize(
    ("cited", "told"),
    [("", []), ("a <i>b</i>", [("a ", False), ("b", True)]), ("&lt;i&gt;", [("<i>", False)])],
)
def test_a_citation_keeps_its_italics_and_its_signs(cited, told):
    assert [(one.text, one.is_italic) for one in line_of_citation(cited)] == told
