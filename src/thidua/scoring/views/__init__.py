"""Pages of scoring."""
