"""From rows to what rules read."""
