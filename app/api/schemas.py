"""What the API answers, as marshmallow describes it. Days are ISO 8601; empty text is no value."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.web.paging import PAGE_SIZE

MOST = 100
LONGEST_KEY = 200


class Asked(Schema):
    """Which part of a list."""

    after = fields.String(
        validate=validate.Length(max=LONGEST_KEY),
        metadata={"description": "`next` of the page before; without it, the first page."},
    )
    limit = fields.Integer(
        load_default=PAGE_SIZE,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many at most."},
    )


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.Raw()


class Consultation(Schema):
    slug = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    territory = fields.String(required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True)
    is_fictional = fields.Boolean(required=True)


class Phase(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)
    goal = fields.String(required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)


class ConsultationWithPhases(Consultation):
    phases = fields.List(fields.Nested(Phase), required=True)


class Activity(Schema):
    code = fields.String(required=True)
    channel = fields.String(required=True)
    title = fields.String(required=True)
    place = fields.String(required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)


class Contribution(Schema):
    id = fields.UUID(required=True)
    channel = fields.String(required=True)
    activity = fields.String(required=True, metadata={"description": "Code of the activity."})
    question = fields.String(required=True)
    date = fields.Date(required=True, allow_none=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    words_left_out = fields.Boolean(
        required=True, metadata={"description": "Personal data was found in the words."}
    )


class Line(Schema):
    code = fields.String(required=True)
    kind = fields.String(required=True)
    above = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    text = fields.String(required=True, metadata={"description": "Markdown."})


class Strategy(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    lines = fields.List(fields.Nested(Line), required=True)


class Version(Schema):
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    note = fields.String(required=True)
    state = fields.String(required=True)
    made_on = fields.Date(required=True)
    sha256 = fields.String(required=True)


class Plan(Schema):
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    note = fields.String(required=True)


class Partner(Schema):
    part = fields.String(required=True)
    name = fields.String(required=True)
    amount = fields.Integer(required=True, allow_none=True)


class Action(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True)
    objectives = fields.List(fields.String(), required=True)
    partners = fields.List(fields.Nested(Partner), required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    budget = fields.Integer(required=True, allow_none=True)
    progress = fields.Integer(required=True)


class Measure(Schema):
    date = fields.Date(required=True, attribute="measured_on")
    value = fields.Float(required=True, allow_none=True)
    source = fields.String(required=True)


class Indicator(Schema):
    line = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    baseline = fields.Float(required=True, allow_none=True)
    target = fields.Float(required=True, allow_none=True)
    target_on = fields.Date(required=True, allow_none=True)
    measures = fields.List(fields.Nested(Measure), required=True)


class Decision(Schema):
    number = fields.Integer(required=True)
    date = fields.Date(required=True, attribute="decided_on")
    body = fields.String(required=True, attribute="body_name")
    kind = fields.String(required=True)
    title = fields.String(required=True)
    votes_for = fields.Integer(required=True, allow_none=True)
    votes_against = fields.Integer(required=True, allow_none=True)
    abstentions = fields.Integer(required=True, allow_none=True)


class Tally(Schema):
    kept = fields.Integer(required=True)
    reworded = fields.Integer(required=True)
    partly_kept = fields.Integer(required=True)
    set_aside = fields.Integer(required=True)
    waiting = fields.Integer(required=True, attribute="undecided")


class Became(Schema):
    is_public = fields.Boolean(
        required=True, metadata={"description": "Whether the charter makes it public."}
    )
    excerpts = fields.Nested(Tally, required=True, allow_none=True)
    contributions = fields.Nested(Tally, required=True, allow_none=True)


def listed(item: type[Schema]) -> type[Schema]:
    """The page of a list of these."""
    content: dict[str, Any] = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(
            required=True,
            allow_none=True,
            metadata={"description": "`after` of the next page; null: this is the last one."},
        ),
    }
    page: type[Schema] = type(f"{item.__name__}Page", (Schema,), content)
    return page
