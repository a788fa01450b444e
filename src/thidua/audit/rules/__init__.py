"""How events are chained (`chain`), and what they are called (`words`). Pure."""
