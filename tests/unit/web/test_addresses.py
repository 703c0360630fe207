from __future__ import annotations

from flask import Blueprint, Flask, request, url_for

from app.web.addresses import address_of


def test_an_address_is_that_of_flask_below_any_root_and_for_any_value():
    app = Flask(__name__)
    app.add_url_rule("/c/<slug>", "show", lambda slug: "")
    app.add_url_rule("/c/<slug>/<int:number>", "numbered", lambda slug, number: "")
    app.add_url_rule("/", "home", lambda: "")
    wanted = (
        ("home", {}),
        ("show", {"slug": "é/?"}),
        ("show", {"slug": "a"}),
        ("show", {"slug": "a", "page": 1}),
        ("show", {"slug": 1}),
        ("show", {"slug": True}),
        ("show", {"slug": "a", "_external": True}),
        ("numbered", {"slug": "a", "number": 2}),
        ("static", {"filename": "a.css"}),
    )
    for root in ("", "/below", ""):
        with app.test_request_context("/c/x", environ_overrides={"SCRIPT_NAME": root}):
            for endpoint, values in (*wanted, *wanted):
                assert address_of(endpoint, **values) == url_for(endpoint, **values)


def test_what_one_request_puts_into_addresses_is_not_in_those_of_another():
    app, pages = Flask(__name__), Blueprint("pages", __name__)
    pages.add_url_rule("/pages", "index", lambda: "")
    pages.url_defaults(lambda _endpoint, values: values.setdefault("of", request.args["of"]))
    app.register_blueprint(pages)
    for name in ("mine", "yours"):
        with app.test_request_context(f"/?of={name}"):
            assert address_of("pages.index") == f"/pages?of={name}"
