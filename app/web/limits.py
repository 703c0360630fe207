"""How often one address may do something, where only an address is known of who does it."""

from __future__ import annotations

from app.extensions import limiter

POSTING = limiter.shared_limit("20 per minute; 200 per hour", scope="posting", methods=["POST"])
"""What is posted by everybody: ideas, comments, written contributions, appeals."""
VOTING = limiter.shared_limit("60 per minute; 600 per hour", scope="voting", methods=["POST"])
"""Supports and votes: a room behind one address may vote together."""
GUESSING = limiter.shared_limit("10 per minute; 60 per hour", scope="guessing", methods=["POST"])
"""Typed codes: whoever guesses them waits."""
ASKING = limiter.shared_limit("300 per minute; 6000 per hour", scope="asking", methods=["GET"])
"""What a script asks while somebody types, a few times a sentence; a room may type together."""
TAKING_AWAY = limiter.shared_limit("20 per minute; 200 per hour", scope="files", methods=["GET"])
"""Files that everybody may take away and that are long to write."""
