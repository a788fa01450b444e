"""What a place may add to the law, how it is checked and told. Pure."""
