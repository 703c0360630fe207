"""Quality and speed of the analysis on real corpora. Never run by the tests."""
