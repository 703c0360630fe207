"""In which accounts somebody signed in with this browser before.

A signed cookie of its own beside the mark of the device: whoever fails here with an address is
told from strangers. It names nobody, and opens nothing.
"""

from __future__ import annotations

import uuid

from itsdangerous import BadSignature, URLSafeSerializer

from app.corpus.codes import derived_secret
from app.settings import current_settings
from app.web.device import device_digest, keep_in_browser, kept_in_browser, marked_device

COOKIE = "sillage_known"
MOST = 8
"""People who share one browser; the one who signed in longest ago is forgotten."""


def device_knowing(account_id: uuid.UUID | None) -> str | None:
    """The digest of this browser, when this account signed in with it before."""
    device = device_digest()
    if device is None:
        return None
    # An account that does not exist is looked up as well: it takes as long.
    wanted = _mark(device, account_id or uuid.UUID(int=0))
    return device if wanted in _known() else None


def remember(account_id: uuid.UUID) -> None:
    """Remember with the answer to this request that this account signed in with this browser."""
    mark = _mark(marked_device(), account_id)
    known = [mark, *(one for one in _known() if one != mark)][:MOST]
    keep_in_browser(COOKIE, str(_serializer().dumps(known)))


def _known() -> list[str]:
    try:
        return list(_serializer().loads(kept_in_browser(COOKIE)))
    except (BadSignature, TypeError):
        return []


def _mark(device: str, account_id: uuid.UUID) -> str:
    content = b"known-account:" + device.encode() + account_id.bytes
    return derived_secret(current_settings().secret_key, content)[:32]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().secret_key, salt="known-accounts")
