"""What words and texts mean, as vectors learned on the corpus."""
