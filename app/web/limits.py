"""How often one address may do something, where only an address is known of who does it."""

from __future__ import annotations

import time

from app.extensions import limiter
from app.settings import current_settings

POSTING = limiter.shared_limit("20 per minute; 200 per hour", scope="posting", methods=["POST"])
"""What is posted by everybody: ideas, comments, written contributions, appeals."""
VOTING = limiter.shared_limit("60 per minute; 600 per hour", scope="voting", methods=["POST"])
"""Supports and votes: a room behind one address may vote together."""
GUESSING = limiter.shared_limit("10 per minute; 60 per hour", scope="guessing", methods=["POST"])
"""Typed codes: whoever guesses them waits."""
SIGNING_IN = limiter.shared_limit(
    "60 per minute; 600 per hour", scope="signing-in", methods=["POST"]
)
"""Passwords, whose hashes are long to make, and links: a room behind one address may sign in, or
make its accounts, together. Wrong passwords are counted in `app.accounts.attempts`, messages in
`asking`."""
ASKING = limiter.shared_limit("300 per minute; 6000 per hour", scope="asking", methods=["GET"])
"""What a script asks while somebody types, a few times a sentence; a room may type together."""
GUESSED = limiter.shared_limit(
    "20 per minute; 120 per hour",
    scope="guessed",
    deduct_when=lambda response: response.status_code == 404,
)
"""Pages whose address holds a code: whoever asks for one that is none, again and again, waits."""
TAKING_AWAY = limiter.shared_limit("20 per minute; 200 per hour", scope="files", methods=["GET"])
"""Files that everybody may take away and that are long to write."""
ASKING_THE_API = limiter.shared_limit("120 per minute; 3000 per hour", scope="api", methods=["GET"])
"""What programs ask of the API: enough to read a whole consultation in some minutes."""
COST_OF_A_WRONG_CODE = 0.4
"""Seconds."""


def take_time() -> None:
    """Let a code that is none cost time, always the same. To be called where nothing is locked."""
    if current_settings().rate_limits:
        time.sleep(COST_OF_A_WRONG_CODE)
