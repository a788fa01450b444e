"""Who keeps and who sees records."""
