"""Looking for personal data in what came in before the platform did so by itself."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.alerts import alerts_of_personal_data
from app.models import IN_CORPUS, Contribution

BATCH = 500


def look_again(session: Session) -> int:
    """Tell the alerts of contributions that nobody has looked at and that have none; how many
    have some now. Their state stays as it is."""
    rows = session.execute(
        sa.select(Contribution.id, Contribution.title, Contribution.text).where(
            Contribution.looked_at.is_(None),
            ~Contribution.has_alerts,
            Contribution.state.in_(IN_CORPUS),
        )
    ).all()
    found: list[dict[str, Any]] = []
    for row in rows:
        alerts = alerts_of_personal_data(row.title, row.text)
        if alerts:
            found.append({"id": row.id, "alerts": list(alerts), "has_alerts": True})
    for start in range(0, len(found), BATCH):
        session.execute(sa.update(Contribution), found[start : start + BATCH])
    return len(found)
