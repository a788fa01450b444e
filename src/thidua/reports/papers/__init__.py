"""The report of the year and the hand-over as official papers. Pure."""
