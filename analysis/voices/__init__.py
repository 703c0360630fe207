"""Who says what: people counted rather than texts, groups compared."""
