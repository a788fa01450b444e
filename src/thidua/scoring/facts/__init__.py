"""From rows of scoring to the dataclasses that the rules read."""
