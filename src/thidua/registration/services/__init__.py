"""Use cases, noun by noun."""
