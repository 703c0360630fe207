from __future__ import annotations

import sqlalchemy as sa

from app.models import Contribution, Excerpt

EXCERPT_TEXT = sa.func.substr(
    Contribution.text, Excerpt.start + 1, Excerpt.end - Excerpt.start
).label("text")
"""The words of an excerpt, cut by the database: a query joins `Excerpt.contribution` to read it."""
