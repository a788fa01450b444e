"""What the room decides, noun by noun. Pure."""
