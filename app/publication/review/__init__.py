"""The consultation review: generated from what was counted, then edited, then published."""
