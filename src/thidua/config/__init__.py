"""Settings, addresses and entry points. Nobody imports this room."""
