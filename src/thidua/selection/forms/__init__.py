"""What the pages of selecting send back."""
