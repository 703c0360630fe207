"""Whether a result comes out again: its manifest, its fingerprints, what differs."""
