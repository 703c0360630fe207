"""Proposed links between texts and the lines of a strategy."""
