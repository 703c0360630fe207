"""How the process apart begins its answer."""

MADE = b"made\n"
REFUSED = b"refused\n"
