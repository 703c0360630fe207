"""What scripts send as JSON, when it is not what a script of ours would send."""

from __future__ import annotations

import io
import json

import pytest

from app.extensions import write_intent
from app.models import Role, RoomTable
from app.workshops.table_codes import table_code
from tests.conferences import ToCome
from tests.factories import ConsultationFactory
from tests.integration.card_rooms import make_room
from tests.workshop_rows import workshop_with_notes

DEEP = '{"items":' + "[" * 100_000 + "]" * 100_000 + "}"
LARGE = json.dumps({"items": [{"key": "k" * 32, "text": "x" * 5 * 2**20}]})


@pytest.fixture
def join(app, session) -> str:
    """The address of a table that is open, with its code."""
    consultation = ConsultationFactory()
    table = session.get_one(RoomTable, workshop_with_notes(consultation).tables[0])
    table.is_open = True
    session.commit()
    code = table_code(app.extensions["settings"].secret_key, table)
    return f"/consultations/{consultation.slug}/tables/{table.id}/join/{code}"


@pytest.fixture
def batches(app, session, client, sign_in, join):
    """Those who may send JSON, each with the address that takes it."""
    room, conference = make_room(session), ToCome(app, session)
    desk = sign_in(conference.consultation, Role.FACILITATOR)
    return [
        (client, f"{join}/batch"),
        (client, f"{room.address(app)}/waiting"),
        (desk, f"{conference.home}/check-in/acts"),
    ]


@pytest.mark.parametrize(("sent", "status"), [(DEEP, 400), (LARGE, 413), ("[", 400)])
def test_json_that_nobody_can_mean_is_refused_and_is_no_error_of_ours(batches, sent, status):
    for who, address in batches:
        answer = who.post(address, data=sent, content_type="application/json")
        assert (address, answer.status_code) == (address, status)


def test_json_that_comes_slowly_holds_no_lock_meanwhile(client, join):
    seen = []

    class Slow(io.BytesIO):
        def readinto(self, buffer):
            seen.append(write_intent.get())
            return super().readinto(buffer)

        def read(self, size=-1):
            seen.append(write_intent.get())
            return super().read(size)

    body = json.dumps({"items": [{"key": "k" * 32, "text": "Un bus", "nature": "need"}]}).encode()
    answer = client.post(
        f"{join}/batch",
        input_stream=Slow(body),
        content_length=len(body),
        content_type="application/json",
    )
    assert answer.json["results"][0]["state"] == "kept"
    assert seen
    assert not any(seen)
