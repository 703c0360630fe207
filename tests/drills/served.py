"""The application of the tests, as a drill visits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session


@dataclass
class Served:
    """What `benchmarks.drills.platform.Visited` says; whoever makes it serves it on the port."""

    app: Flask
    session: Session
    port: int
    places: Mapping[str, str]

    @property
    def data(self) -> Path:
        return Path(self.app.extensions["settings"].data_directory)

    def query(self, statement: str, **values: Any) -> list[Any]:
        self.session.rollback()
        return [tuple(row) for row in self.session.execute(sa.text(statement), values)]

    def count(self, rows: str) -> int:
        return int(self.query(f"SELECT count(*) FROM {rows}")[0][0])
