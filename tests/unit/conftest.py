from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(scope="session")
def app_of_no_database() -> Flask:
    """Just enough of an application to say things in French."""
    app = Flask(__name__, root_path=".")
    Babel(app, default_locale="fr")
    return app
