"""Pages, noun by noun."""
