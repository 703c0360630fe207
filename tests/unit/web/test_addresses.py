from __future__ import annotations

from flask import Flask, url_for

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
