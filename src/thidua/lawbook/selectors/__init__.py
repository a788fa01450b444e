"""Reads of this room: local rules and confirmations, each for a viewer."""
