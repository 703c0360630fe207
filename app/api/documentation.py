"""The description of the API (OpenAPI 3.1), and a page of ours that reads it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from app.api.answering import ReadingApi, init_blueprint, nobody_asked
from app.api.schemas import Problem
from app.ideas.open_data import LICENCE, LICENCE_ADDRESS
from app.web.guard import public
from app.web.limits import ASKING_THE_API
from app.web.problems import PROBLEM

VERSION = "1.0.0"
OPENAPI = "3.1.0"
EXTENSION = "reading_api"
ERRORS = ("404", "422", "429")

blueprint = Blueprint("api_description", __name__, url_prefix="/api/v1")
pages = Blueprint("api_documentation", __name__, url_prefix="/api/v1")
init_blueprint(blueprint)


def init_app(app: Flask, resources: Any) -> None:
    """Serve the resources of the API (a blueprint of flask-smorest) and describe them."""
    api = ReadingApi(
        spec_kwargs={
            "title": "Sillage",
            "version": VERSION,
            "openapi_version": OPENAPI,
            "info": {
                "description": "What everybody may read of public consultations.",
                "license": {"name": LICENCE, "url": LICENCE_ADDRESS},
            },
        }
    )
    api.init_app(app)
    api.register_blueprint(resources)
    app.register_blueprint(blueprint)
    app.register_blueprint(pages)
    app.extensions[EXTENSION] = _described(api)


def _described(api: Any) -> dict[str, Any]:
    """The description, with what may go wrong at each address."""
    api.spec.components.schema("Problem", schema=Problem)
    told: dict[str, Any] = api.spec.to_dict()
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for path in told["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                operation["responses"].pop("default", None)
                for status in ERRORS:
                    operation["responses"][status] = {
                        "description": {"404": "None", "422": "Refused", "429": "Wait"}[status],
                        "content": {PROBLEM: problem},
                    }
    return told


@dataclass(frozen=True)
class Address:
    """An address of the API, as the page tells it."""

    path: str
    summary: str
    arguments: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]


@blueprint.get("/openapi.json")
@ASKING_THE_API
@nobody_asked
def openapi() -> Response:
    return jsonify(current_app.extensions[EXTENSION])


@pages.get("")
@public
def index() -> ResponseReturnValue:
    told = current_app.extensions[EXTENSION]
    return render_template(
        "api/index.html",
        addresses=list(_addresses(told)),
        licence=LICENCE,
        licence_address=LICENCE_ADDRESS,
    )


def _addresses(told: dict[str, Any]) -> Iterator[Address]:
    for path, operations in told["paths"].items():
        operation = operations["get"]
        arguments = tuple(
            (one["name"], one.get("description", ""))
            for one in operation.get("parameters", ())
            if one["in"] == "query"
        )
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        yield Address(path, operation.get("summary", ""), arguments, tuple(_fields(told, schema)))


def _fields(told: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of what is answered: of an item, where it is a list."""
    while True:
        if "$ref" in schema:
            schema = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif "items" in schema:
            schema = schema["items"]
        elif "items" in schema.get("properties", {}):
            schema = schema["properties"]["items"]
        else:
            break
    for name, field in schema.get("properties", {}).items():
        kind = field.get("format") or field.get("type") or "object"
        yield name, " / ".join(kind) if isinstance(kind, list) else kind
