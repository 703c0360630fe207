"""What somebody put aside while reading: a verbatim with a note, a search that they named."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.models import Account, BasketItem, Consultation, Excerpt, SavedSearch
from tests.security.markers import Markers

WRITER = frozenset({"writer"})


def add_reading(
    session: Session, mark: Markers, here: Consultation, writer: Account, excerpt: Excerpt
) -> dict[str, Any]:
    item = BasketItem(
        consultation_id=here.id,
        account_id=writer.id,
        excerpt_id=excerpt.id,
        place=1,
        note=mark("basket_item.note", WRITER),
    )
    search = SavedSearch(
        consultation_id=here.id,
        account_id=writer.id,
        title=mark("saved_search.title", WRITER),
        asked={"q": mark("saved_search.asked", WRITER)},
    )
    session.add_all([item, search])
    session.flush()
    return {"basket_item": item, "saved_search": search}
