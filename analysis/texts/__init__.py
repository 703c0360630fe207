"""From French texts to words: what is read, kept and counted."""
