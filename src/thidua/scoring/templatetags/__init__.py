"""How templates say scores."""
