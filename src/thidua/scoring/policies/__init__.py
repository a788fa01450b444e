"""Who may do what in scoring, as findings with reasons."""
