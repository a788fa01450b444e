"""The pages of ranking and selecting."""
