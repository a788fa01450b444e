"""Use cases: rules of a place, confirmations, rulebooks kept."""
