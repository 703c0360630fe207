"""Documents that a job makes of the strategy, of its plans and of the consultation review."""
