"""The pages of this room: units, people, clusters."""
