"""The settings of the running application."""

from __future__ import annotations

from flask import current_app

from config import Settings


def current_settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
