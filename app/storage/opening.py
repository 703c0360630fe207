"""The store that the settings name."""

from __future__ import annotations

from flask import current_app

from app.storage.bucket import Bucket
from app.storage.folder import Folder
from app.storage.store import Store
from config import Settings
from environment.services import FileBucket


def open_store(settings: Settings) -> Store:
    """The store of an installation. Nothing is asked of it yet."""
    if isinstance(settings.files, FileBucket):
        return Bucket(settings.files)
    return Folder(settings.files_directory)


def current_store() -> Store:
    """The store of this application, to pass to services."""
    store: Store = current_app.extensions["store"]
    return store
