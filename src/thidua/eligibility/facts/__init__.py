"""From rows to judgements; how the viewer stands to candidates."""
