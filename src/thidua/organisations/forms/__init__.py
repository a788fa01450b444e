"""What the pages of this room ask for: units, people, clusters."""
