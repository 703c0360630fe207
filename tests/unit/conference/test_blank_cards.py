"""The blank card: whatever it asks, it holds on one side of A5, and says what was written."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pypdf
import pytest
from flask import Flask

from app.conference.cards.card_content import Direction, Face, Prompt
from app.conference.cards.one_side import HEIGHT, height_of
from app.conference.cards.printing.blank_card import blank_card, cards_to_cut
from app.models import CardForm, ConferenceSession, Nature

ADDRESS = "https://sillage.example/consultations/demarche/cards/" + "0" * 36 + "/fill/" + "f" * 64
MILLIMETRE = 72 / 25.4
LONG = "Améliorer l’accessibilité des entreprises de l’ESS aux dispositifs de droit commun"
WIDE = "WWWWWWWW MMMMMMMM " * 5


@pytest.fixture(autouse=True)
def in_french(app_of_no_database: Flask) -> Any:
    with app_of_no_database.test_request_context():
        yield


def _face(
    prompts: int, directions: int, sessions: int, text: str = LONG, *, asks_kind: bool = True
) -> Face:
    form = CardForm(
        title="Votre contribution", introduction=text, asks_kind=asks_kind, asks_territory=True
    )
    return Face(
        form,
        tuple(Prompt(f"p{n}", f"{n}. {text}", Nature.NEED) for n in range(prompts)),
        tuple(ConferenceSession(title=f"Session {n}") for n in range(sessions)),
        tuple(Direction(uuid.uuid4(), f"O{n}", text) for n in range(directions)),
    )


def _height(face: Face) -> float:
    return height_of(
        introduction=face.form.introduction,
        prompts=list(face.prompts),
        directions=list(face.directions),
        sessions=len(face.sessions),
        asks_kind=face.form.asks_kind,
        asks_territory=True,
    )


def _printed(face: Face) -> pypdf.PdfReader:
    content = blank_card(face, "fr", conference="Conférence régionale", address=ADDRESS)
    return pypdf.PdfReader(io.BytesIO(cards_to_cut(content)))


@pytest.mark.parametrize(
    "face",
    [
        _face(1, 0, 0),
        _face(4, 1, 4, "Quatre questions assez courtes ?"),
        _face(1, 12, 0, "Une direction dite en une ligne", asks_kind=False),
        _face(2, 7, 0, asks_kind=False),
        _face(1, 4, 0, WIDE),
    ],
    ids=["short", "questions", "directions", "long", "wide"],
)
def test_what_is_accepted_holds_on_one_side(face: Face) -> None:
    assert _height(face) <= HEIGHT
    (page,) = _printed(face).pages
    heights: list[float] = []

    def note(text: str, frame: list[float], place: list[float], *_: Any) -> None:
        if text.strip():
            heights.append(place[4] * frame[1] + place[5] * frame[3] + frame[5])

    page.extract_text(visitor_text=note)
    assert float(page.mediabox.height) == pytest.approx(210 * MILLIMETRE, abs=1)
    assert min(heights) >= 6 * MILLIMETRE


def test_more_than_one_side_holds_is_told() -> None:
    assert _height(_face(4, 12, 4)) > HEIGHT


def test_every_text_is_printed_as_it_is_written() -> None:
    hostile = '#read("/etc/passwd") $x$ *b* {{7*7}} \\u202e <script>'
    text = _printed(_face(1, 1, 1, hostile)).pages[0].extract_text()
    assert '#read("/etc/passwd") $x$ *b* {{7*7}}' in " ".join(text.split())
