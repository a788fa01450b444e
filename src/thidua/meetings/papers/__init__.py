"""The room's official papers. Pure."""
