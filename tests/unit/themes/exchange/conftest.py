from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture
def app_words():
    """Sentences as they are in the code: no catalogue, no database."""
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield
