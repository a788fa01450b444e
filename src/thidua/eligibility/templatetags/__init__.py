"""How the pages of eligibility say things."""
