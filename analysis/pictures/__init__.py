"""Pictures of a result: what charts hold, from figures and from words that are given."""
