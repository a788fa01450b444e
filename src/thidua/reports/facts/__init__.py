"""From the rooms below to what the report and the hand-over read."""
