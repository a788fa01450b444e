"""How templates of this room say where something stands."""
